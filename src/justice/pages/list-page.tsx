import type { JSX } from 'hono/jsx/jsx-runtime';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, StatusTag } from '#src/platform/ui/content.tsx';
import { HiddenFields, Select } from '#src/platform/ui/forms.tsx';
import { FileFrame } from '#src/files/pages/frame.tsx';
import { day } from '#src/files/pages/shown.ts';
import { mayWrite, type Problem } from '#src/files/pages/view.ts';
import { isSigned, type Paperwork } from '../papers/state.ts';
import { PAPER_LANGUAGES } from '../papers/vocabulary.ts';
import { choiceCode, languagesOf, type Choice, type Desk } from './desk.ts';

type ListProps = { site: Site; desk: Desk; choices: readonly Choice[]; problems: readonly Problem[]; document: string };

/** What is called the same everywhere; the others have a name of their own in each country. */
const SAME_EVERYWHERE: ReadonlySet<string> = new Set(['prosecutor', 'court', 'police']);

/** How a paper and its receiver are called, in the words of the country where there are any. */
function choiceName({ t }: Site, { kind, receiver, abroad, pack }: Choice): string {
  const name = t('paper.choice', { kind: pack.titles[kind] ?? t(`paper.kind.${kind}`), receiver: (SAME_EVERYWHERE.has(receiver) ? undefined : pack.receivers[receiver]?.name) ?? t(`paper.receiver.${receiver}`) });
  return abroad === null ? name : t('paper.choice-abroad', { choice: name, country: t(`country.${abroad}` as MessageKey) });
}

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
export function PapersPage({ site, desk, choices, problems, document }: ListProps): JSX.Element {
  const { t } = site;
  const languages = PAPER_LANGUAGES.filter((language) => choices.some((choice) => languagesOf(choice).includes(language)));
  return (
    <FileFrame site={site} view={{ ...desk.view, problems }} here="/papers">
      <h2>{t('paper.title')}</h2>
      <p class="small">{t('paper.rule')}</p>
      <Papers site={site} desk={desk} />
      {choices.length > 0 && (
        <form method="post" action={site.href(`/files/${desk.view.file}/papers`)} class="screen-only">
          <h3>{t('paper.begin')}</h3>
          <HiddenFields fields={[['document', document]]} />
          <Select name="paper" label={t('paper.which')} value={choices[0] ? choiceCode(choices[0]) : ''} choices={choices.map((choice) => ({ value: choiceCode(choice), label: choiceName(site, choice) }))} />
          <Select name="language" label={t('paper.in-language')} value={languages.find((one) => one === site.language) ?? 'en'} choices={languages.map((value) => ({ value, label: t(`paper.language.${value}`) }))} />
          <p class="small">{t('paper.languages-hint')}</p>
          <p>
            <button class="button primary">{t('paper.fill')}</button>
          </p>
        </form>
      )}
      {choices.length === 0 && <p class="small">{t('paper.none-for-country')}</p>}
      {!choices.some(({ kind }) => kind === 'non-punishment-request') && (
        <p class="small">
          {t('paper.of-counsel')} {mayWrite(desk.view.member, 'counsel') && !desk.view.overview.sections.includes('counsel') && <a href={site.href(`/files/${desk.view.file}/table`)}>{t('paper.open-counsel')}</a>}
        </p>
      )}
    </FileFrame>
  );
}
