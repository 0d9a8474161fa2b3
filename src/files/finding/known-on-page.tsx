import type { JSX } from 'hono/jsx/jsx-runtime';
import type { z } from 'zod';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, DataTable, Notice, StatusTag } from '#src/platform/ui/content.tsx';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import type { KnownOn } from './way-in-actions.ts';
import { factRecorded, statusSet, type factHeader, type statusHeader } from '../model/kinds.ts';
import { openTasks, statusOf } from '../model/state.ts';
import { SECTIONS, type Section } from '../model/vocabulary.ts';
import { factWords, statusWords, unseal } from '../model/words.ts';
import { DayForm } from './day-form.tsx';
import type { Member } from '../pages/member.ts';
import { actorName, agencyName, day, sectionName, shortNumber, TONE_OF_STATUS, word } from '../pages/shown.ts';
import { Story } from '../pages/story-page.tsx';
import { storyOf } from '../pages/story.ts';
import type { Problem } from '../pages/view.ts';

type Past = { readonly day: string; readonly known: KnownOn; readonly reads: Readonly<Partial<Record<Section, readonly ReadEntry[]>>> };
type DayView = { readonly file: string; readonly member: Member; readonly today: string; readonly asked: string; readonly problems: readonly Problem[]; readonly past: Past | null };
type Props = { site: Site; view: DayView };

/** Only what was recorded by then; a correction of later is not there, and what it corrected is not struck out. */
export const recordedBy = (entries: readonly ReadEntry[], on: string): readonly ReadEntry[] => entries.filter((e) => e.recordedOn <= on);

function Facts({ site, view, entries, known }: Props & { entries: readonly ReadEntry[]; known: KnownOn }): JSX.Element {
  const { t } = site;
  const withdrawn = new Set(known.state.facts.filter((f) => f.isWithdrawn).map((f) => f.fact));
  const rows = entries
    .filter((e) => e.kind === factRecorded.name)
    .map((e) => {
      const header = e.header as z.output<typeof factHeader>;
      const read = unseal(factWords, e);
      const text = 'words' in read ? [read.words.given, read.words.family, read.words.value].filter(Boolean).join(' ') : t('file.gone');
      return { what: word(t, 'fact', header.what), value: withdrawn.has(header.fact) ? <del>{text}</del> : text, certainty: word(t, 'certainty-of', header.certainty), by: `${actorName(site, view.member, e.actor)}, ${day(site, e.recordedOn)}` };
    });
  const columns = [
    { key: 'what', label: t('file.fact-what') },
    { key: 'value', label: t('file.fact-value') },
    { key: 'certainty', label: t('file.certainty') },
    { key: 'by', label: t('file.recorded-by') },
  ];
  return rows.length > 0 ? <DataTable caption={t('file.facts')} columns={columns} rows={rows} /> : <></>;
}

function Ledger({ site, entries }: Pick<Props, 'site'> & { entries: readonly ReadEntry[] }): JSX.Element {
  const { t } = site;
  return (
    <>
      {entries
        .filter((e) => e.kind === statusSet.name)
        .map((entry) => {
          const step = entry.header as z.output<typeof statusHeader>;
          const read = unseal(statusWords, entry);
          return (
            <Card>
              <StatusTag tone={TONE_OF_STATUS[step.status]}>{word(t, 'status', step.status)}</StatusTag>
              <p>{t('file.decided-by', { decider: word(t, 'decider', step.decider), bases: step.bases.map((b) => word(t, 'basis', b)).join(', ') })}</p>
              <p class="as-typed">{'words' in read ? read.words.reasons : t('file.gone')}</p>
              <p class="small">{day(site, step.decidedOn)}</p>
            </Card>
          );
        })}
    </>
  );
}

function Part({ site, view, past, section }: Props & { past: Past; section: Section }): JSX.Element {
  const entries = past.reads[section] ?? [];
  const told = storyOf(entries);
  return (
    <section>
      <h2>{sectionName(site.t, section)}</h2>
      {section === 'identity' && <Facts site={site} view={view} entries={entries} known={past.known} />}
      {section === 'recognition' && <Ledger site={site} entries={entries} />}
      {(told.length > 0 || section === 'chronology') && <Story site={site} view={{ member: view.member }} told={told} />}
    </section>
  );
}

function Known({ site, view, past }: Props & { past: Past }): JSX.Element {
  const { t } = site;
  const { state, hasMoreNow } = past.known;
  const status = statusOf(state);
  const tasks = openTasks(state);
  return (
    <>
      <Notice tone="consult">
        <p>
          <strong>{t('file.known-on.mark', { day: day(site, past.day) })}</strong>
        </p>
        <p>{t('file.known-on.left-out')}</p>
        {hasMoreNow && <p>{t('file.known-on.more-now')}</p>}
      </Notice>
      <p>
        {status ? <StatusTag tone={TONE_OF_STATUS[status]}>{word(t, 'status', status)}</StatusTag> : t('file.no-status')} {t('file.led-by', { agency: agencyName(site, view.member, state.lead) })}
      </p>
      <p>{t('file.known-on.tasks', { count: tasks.length })}</p>
      {SECTIONS.filter((section) => past.reads[section]).map((section) => (
        <Part site={site} view={view} past={past} section={section} />
      ))}
    </>
  );
}

/** A file as it was known at the end of a day, said to be that on top. Nothing can be done here. */
export function KnownOnPage({ site, view }: Props): JSX.Element {
  const { t } = site;
  const { past } = view;
  return (
    <div class="file">
      {view.problems.length > 0 && <ErrorSummary title={t('file.not-shown')} errors={view.problems} />}
      <p class="screen-only">
        <a href={site.href(`/files/${view.file}`)}>{t('file.known-on.to-now')}</a>
      </p>
      <h1>{past ? t('file.known-on.title', { number: shortNumber(view.file), day: day(site, past.day) }) : t('file.known-on.choose', { number: shortNumber(view.file) })}</h1>
      <DayForm site={site} file={view.file} asked={view.asked} today={view.today} />
      {past && <Known site={site} view={view} past={past} />}
    </div>
  );
}
