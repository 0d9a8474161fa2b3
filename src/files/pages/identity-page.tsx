import type { z } from 'zod';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { KnownView } from '#src/matching/known-view.tsx';
import { Card, DataTable, StatusTag } from '#src/platform/ui/content.tsx';
import { factRecorded, representativeSet, type factHeader } from '../model/kinds.ts';
import { factWords, representativeWords, unseal, type Read } from '../model/words.ts';
import { Documents } from './documents.tsx';
import { baseOf, Do, FileFrame } from './frame.tsx';
import { actorName, agencyName, day, shortNumber, word } from './shown.ts';
import { mayWrite, type Part } from './view.ts';

const factText = (read: Read<typeof factWords>, gone: string): string => ('words' in read ? [read.words.given, read.words.family, read.words.value].filter(Boolean).join(' ') : gone);

function Facts({ site, view }: Part): JSX.Element {
  const { t } = site;
  const entries = view.reads.identity?.entries ?? [];
  const withdrawn = new Set(view.overview.state.facts.filter((f) => f.isWithdrawn).map((f) => f.fact));
  const rows = entries
    .filter((e) => e.kind === factRecorded.name)
    .map((e) => {
      const header = e.header as z.output<typeof factHeader>;
      const isWithdrawn = withdrawn.has(header.fact);
      return {
        what: word(t, 'fact', header.what),
        value: isWithdrawn ? <del>{factText(unseal(factWords, e), t('file.gone'))}</del> : factText(unseal(factWords, e), t('file.gone')),
        source: word(t, 'source-of', header.source),
        certainty: word(t, 'certainty-of', header.certainty),
        by: `${actorName(site, view.member, e.actor)}, ${day(site, e.recordedOn)}`,
        more: isWithdrawn ? t('file.withdrawn') : mayWrite(view.member, 'identity') && <Do site={site} view={view} doing="withdraw-fact" item={header.fact} />,
      };
    });
  const columns = [
    { key: 'what', label: t('file.fact-what') },
    { key: 'value', label: t('file.fact-value') },
    { key: 'source', label: t('file.source') },
    { key: 'certainty', label: t('file.certainty') },
    { key: 'by', label: t('file.recorded-by') },
    { key: 'more', label: t('file.more') },
  ];
  return rows.length > 0 ? <DataTable caption={t('file.facts')} columns={columns} rows={rows} /> : <p>{t('file.nothing-yet')}</p>;
}

function Representative({ site, view }: Part): JSX.Element {
  const { t } = site;
  const last = view.reads.identity?.entries.findLast((e) => e.kind === representativeSet.name);
  const read = last && unseal(representativeWords, last);
  return (
    <Card title={t('file.representative')} heading="h2">
      {read && last ? (
        <p>
          {'words' in read ? read.words.name : t('file.gone')} ({word(t, 'relation', String(last.header['relation']))}){' '}
          <StatusTag tone="done">{day(site, last.recordedOn)}</StatusTag>
        </p>
      ) : (
        <p>{t('file.representative-none')}</p>
      )}
      <p class="small">{t('file.representative-rule')}</p>
      {['guardian', 'youth-protection-worker', 'lawyer'].some((role) => view.member.roles.includes(role)) && <Do site={site} view={view} doing="representative" base={baseOf(view, 'identity')} />}
    </Card>
  );
}

/** Who the child is: everything that is said, beside each other, with where it comes from. */
export function IdentityPage({ site, view }: Part): JSX.Element {
  const { t } = site;
  return (
    <FileFrame site={site} view={view} here="/identity">
      <h2>{t('file.section.identity')}</h2>
      <p class="small">{t('file.age-rule')}</p>
      {mayWrite(view.member, 'identity') && <Do site={site} view={view} doing="fact" />}
      <Facts site={site} view={view} />
      {view.known && (
        <>
          <KnownView t={t} known={view.known} hrefOf={(other) => site.href(`/files/${other}`)} agencyName={(agency) => agencyName(site, view.member, agency)} />
          {mayWrite(view.member, 'identity') && view.known.candidates.map((one) => <Do site={site} view={view} doing="likeness" item={one.stream} label={t('file.likeness-of', { number: shortNumber(one.stream) })} />)}
        </>
      )}
      <Representative site={site} view={view} />
      <Documents site={site} view={view} section="identity" />
    </FileFrame>
  );
}
