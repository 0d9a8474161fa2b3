import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { Notice, StatusTag } from '#src/platform/ui/content.tsx';
import { Checkbox, HiddenFields, TextArea, TextLine } from '#src/platform/ui/forms.tsx';
import { FileFrame } from '#src/files/pages/frame.tsx';
import { actorName, sectionName } from '#src/files/pages/shown.ts';
import { mayWrite, type Problem } from '#src/files/pages/view.ts';
import { lawyer } from '#src/files/roles.ts';
import { findings } from '../papers/check.ts';
import { plain } from '../papers/plain-text.ts';
import { isSigned, type Paperwork } from '../papers/state.ts';
import type { Home } from '../papers/vocabulary.ts';
import type { PaperWords } from '../papers/words.ts';
import type { Desk } from './desk.ts';
import { Standing } from './list-page.tsx';
import { statementField } from './typed.ts';

type PaperView = { readonly desk: Desk; readonly home: Home; readonly paper: Paperwork; readonly words: PaperWords; readonly problems: readonly Problem[]; readonly signer: { name: string; capacity: string }; readonly added: ReadonlyMap<string, string>; /** What the file keeps back, where it was just looked at. */ readonly keptBack: readonly string[] };
type Part = { site: Site; view: PaperView };

/** A form about this revision of this paper: whoever sends it means what stands on the page. */
const at = (site: Site, { desk, paper }: PaperView, what: string): string => site.href(`/files/${desk.view.file}/papers/${paper.last.document}${what}`);
const meant = ({ paper }: PaperView) => <HiddenFields fields={[['revision', String(paper.last.revision)], ['digest', paper.last.digest]]} />;

/** The first sentence of the form in which words stand, so that nobody has to look for them. */
function SentenceWith({ site, view, words }: Part & { words: string }): JSX.Element {
  const found = view.words.parts.flatMap(({ heading, statements }, p) => statements.flatMap(({ text }, s) => (plain(text).includes(plain(words)) ? [{ heading, p, s }] : [])))[0];
  if (!found || !mayWrite(view.desk.view.member, view.home)) return <></>;
  return (
    <>
      {' '}
      <a href={`#${statementField(found.p, found.s).replaceAll('.', '-')}-field`}>{site.t('paper.in-sentence', { part: found.heading, number: found.s + 1 })}</a>
    </>
  );
}

/** What stands in the way, with the words that do. */
function Findings({ site, view }: Part): JSX.Element {
  const { t } = site;
  const found = findings(view.words, { today: view.desk.view.today, keptBack: view.keptBack });
  if (view.paper.issued) return <></>;
  if (found.length === 0) return <Notice tone="consult">{t('paper.read-by-suspect')}</Notice>;
  return (
    <Notice tone="act">
      <p>{t('paper.read-by-suspect')}</p>
      <p>{t('paper.take-out')}</p>
      <ul>
        {found.map(({ code, words }) => (
          <li>
            {t(`paper.problem.${code}`)} “{words}”
            <SentenceWith site={site} view={view} words={words} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Laws({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { law } = view.words;
  const { lawOfCountry } = view.words;
  if (law.length === 0 && !lawOfCountry) return <></>;
  return (
    <>
      <h3>{t('paper.law')}</h3>
      <ul>
        {law.map((l) => (
          <li>
            {l.citation} · {l.validTo === null ? t('paper.valid-from', { from: l.validFrom }) : t('paper.valid-between', { from: l.validFrom, to: l.validTo })} {!l.isVerified && <StatusTag tone="watch">{t('review.law')}</StatusTag>}
          </li>
        ))}
      </ul>
      {lawOfCountry && <p lang={view.paper.last.language}>{lawOfCountry}</p>}
    </>
  );
}

function Edit({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { words, paper } = view;
  return (
    <form method="post" action={at(site, view, '/save')} class="screen-only">
      {meant(view)}
      <TextLine name="reference" label={t('paper.reference')} value={words.reference} />
      <TextLine name="contact" label={t('paper.contact')} value={words.contact} hint={t('paper.contact-hint')} />
      {paper.last.leavesGdpr && <TextLine name="transferGround" label={t('paper.transfer-ground')} value={words.transferGround ?? ''} hint={t('paper.transfer-ground-hint')} />}
      {words.parts.map(({ heading, statements }, p) => (
        <fieldset class="question">
          <legend lang={paper.last.language}>{heading}</legend>
          {statements.map(({ text, sources }, s) => (
            <TextArea rows={3} name={statementField(p, s)} label={t('paper.statement', { number: s + 1 })} value={text} hint={sources.join(' · ')} />
          ))}
          <TextArea rows={3} name={`add.${p}`} label={t('paper.add')} value={view.added.get(`add.${p}`) ?? ''} />
          <TextLine name={`source.${p}`} label={t('paper.add-source')} value={view.added.get(`source.${p}`) ?? ''} />
        </fieldset>
      ))}
      <p>
        <button class="button">{t('paper.save')}</button>
      </p>
    </form>
  );
}

function Sign({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { paper, desk } = view;
  const { member } = desk.view;
  if (isSigned(paper)) return <p>{t('paper.signed-by', { name: paper.signed?.words?.name ?? actorName(site, member, paper.signed?.by ?? ''), capacity: paper.signed?.words?.capacity ?? '' })}</p>;
  if (!member.roles.includes(lawyer.name) || paper.writers.includes(member.actor.id)) return <p>{t('paper.waits-for-jurist')}</p>;
  return (
    <form method="post" action={at(site, view, '/sign')} class="screen-only">
      {meant(view)}
      <TextLine name="name" label={t('paper.signer-name')} value={view.signer.name} />
      <TextLine name="capacity" label={t('paper.signer-capacity')} value={view.signer.capacity} />
      <Checkbox name="read" label={t('paper.i-read')} checked={false} />
      <p>
        <button class="button primary">{t('paper.sign')}</button>
      </p>
    </form>
  );
}

function Issue({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { paper, desk, home } = view;
  const { member } = desk.view;
  if (!isSigned(paper) || !mayWrite(member, home)) return <></>;
  if (paper.signed?.by === member.actor.id) return <p>{t('paper.other-issues')}</p>;
  return (
    <form method="post" action={at(site, view, '/issue')} class="screen-only">
      {meant(view)}
      <p>{t('paper.issue-freezes')}</p>
      <Checkbox name="read" label={t('paper.i-read')} checked={false} />
      <p>
        <button class="button primary">{t('paper.issue')}</button>
      </p>
    </form>
  );
}

/** One paper: what it says and on what, what stands in the way, and the steps until it leaves. */
export function PaperPage({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { desk, paper, home, problems } = view;
  const { last, issued } = paper;
  return (
    <FileFrame site={site} view={{ ...desk.view, problems }} here="/papers">
      <p class="screen-only">
        <a href={site.href(`/files/${desk.view.file}/papers`)}>{t('paper.all')}</a>
      </p>
      <h2>{t(`paper.kind.${last.kind}`)}</h2>
      <p>
        <Standing site={site} paper={paper} /> {t('paper.to', { receiver: view.words.to ?? t(`paper.receiver.${last.receiver}`) })}
      </p>
      <p class="small">{last.tells.length === 0 ? t('paper.tells-nothing') : t('paper.tells', { sections: last.tells.map((s) => sectionName(t, s)).join(', ') })}</p>
      <Findings site={site} view={view} />
      <p>
        <a href={at(site, view, '/pdf')}>{issued ? t('paper.download') : t('paper.preview')}</a>
        {last.kind === 'prosecutor-page' && (issued || findings(view.words, { today: desk.view.today, keptBack: [] }).length === 0) && (
          <>
            {' · '}
            <a href={at(site, view, '/page')}>{t('paper.one-page')}</a>
          </>
        )}
      </p>
      {issued ? (
        <p class="small">
          {t('paper.digest')} <code>{issued.digest}</code>
        </p>
      ) : (
        <>
          <h3>{t('paper.steps')}</h3>
          <Sign site={site} view={view} />
          <Issue site={site} view={view} />
          {mayWrite(desk.view.member, home) && <Edit site={site} view={view} />}
        </>
      )}
      <Laws site={site} view={view} />
    </FileFrame>
  );
}
