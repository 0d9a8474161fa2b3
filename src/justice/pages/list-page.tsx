import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { Card, StatusTag } from '#src/platform/ui/content.tsx';
import { HiddenFields, Select } from '#src/platform/ui/forms.tsx';
import { FileFrame } from '#src/files/pages/frame.tsx';
import { day } from '#src/files/pages/shown.ts';
import type { Problem } from '#src/files/pages/view.ts';
import { isSigned, type Paperwork } from '../papers/state.ts';
import { DOCUMENTS, GOES_TO, PAPER_LANGUAGES } from '../papers/vocabulary.ts';
import { homeFor, type Desk } from './desk.ts';

type ListProps = { site: Site; desk: Desk; problems: readonly Problem[]; document: string };

/** How far a paper is: begun, signed, or gone out. */
export function Standing({ site, paper }: { site: Site; paper: Paperwork }): JSX.Element {
  const { t } = site;
  if (paper.issued) return <StatusTag tone="done">{t('paper.issued-on', { day: day(site, paper.issued.on) })}</StatusTag>;
  if (isSigned(paper)) return <StatusTag tone="consult">{t('paper.signed-on', { day: day(site, paper.signed?.on ?? null) })}</StatusTag>;
  return <StatusTag tone="watch">{t('paper.being-written')}</StatusTag>;
}

function Papers({ site, desk }: { site: Site; desk: Desk }): JSX.Element {
  const { t } = site;
  const papers = desk.homes.flatMap((h) => h.papers);
  if (papers.length === 0) return <p>{t('paper.none')}</p>;
  return (
    <ul class="plain">
      {papers.map((paper) => (
        <li>
          <Card title={<a href={site.href(`/files/${desk.view.file}/papers/${paper.last.document}`)}>{t(`paper.kind.${paper.last.kind}`)}</a>}>
            <p>
              <Standing site={site} paper={paper} /> {t('paper.to', { receiver: t(`paper.receiver.${paper.last.receiver}`) })} · {day(site, paper.changedOn)}
            </p>
          </Card>
        </li>
      ))}
    </ul>
  );
}

/** The papers of a file, and how to begin one. */
export function PapersPage({ site, desk, problems, document }: ListProps): JSX.Element {
  const { t } = site;
  const kinds = DOCUMENTS.filter((kind) => homeFor(desk, kind) !== null);
  const choices = kinds.flatMap((kind) => GOES_TO[kind].map((receiver) => ({ value: `${kind}:${receiver}`, label: t('paper.choice', { kind: t(`paper.kind.${kind}`), receiver: t(`paper.receiver.${receiver}`) }) })));
  const languages = PAPER_LANGUAGES.map((value) => ({ value, label: t(`paper.language.${value}`) }));
  return (
    <FileFrame site={site} view={{ ...desk.view, problems }} here="/papers">
      <h2>{t('paper.title')}</h2>
      <p class="small">{t('paper.rule')}</p>
      <Papers site={site} desk={desk} />
      {choices.length > 0 && (
        <form method="post" action={site.href(`/files/${desk.view.file}/papers`)} class="screen-only">
          <h3>{t('paper.begin')}</h3>
          <HiddenFields fields={[['document', document]]} />
          <Select name="paper" label={t('paper.which')} value={choices[0]?.value ?? ''} choices={choices} />
          <Select name="language" label={t('paper.in-language')} value={site.language === 'nl' ? 'nl' : 'en'} choices={languages} />
          <p>
            <button class="button primary">{t('paper.fill')}</button>
          </p>
        </form>
      )}
      {!kinds.includes('non-punishment-request') && <p class="small">{t('paper.of-counsel')}</p>}
    </FileFrame>
  );
}
