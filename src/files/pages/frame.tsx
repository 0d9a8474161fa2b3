import { randomUUID } from 'node:crypto';
import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { DraftNotice } from '#src/platform/drafts/form.tsx';
import type { Site } from '#src/platform/http/site.ts';
import { Notice, StatusTag } from '#src/platform/ui/content.tsx';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import { isMissing, statusOf } from '../model/state.ts';
import { daysAfter } from '../model/days.ts';
import { SECTIONS, type Section } from '../model/vocabulary.ts';
import { doingNamed } from './all-doings.ts';
import type { Doing } from './doings.ts';
import { typedOf } from './drafting.ts';
import { FileForm, type Picks, type Typed } from './forms.tsx';
import { agencyName, day, sectionName, shortNumber, TONE_OF_STATUS, word } from './shown.ts';
import { LateNotice } from './late-notice.tsx';
import { agencyChoices, idFor, typedIn, type FileView, type Part } from './view.ts';

/** Sections with a page of their own; the others stand on the story or have one made for them. */
const OWN_PAGE: readonly Section[] = ['identity', 'recognition'];
const PLAIN: readonly Section[] = SECTIONS.filter((s) => s !== 'chronology' && !OWN_PAGE.includes(s));

function Tabs({ site, view, here }: Part & { here: string }): JSX.Element {
  const { t } = site;
  const { sections } = view.overview;
  const at = (path: string) => site.href(`/files/${view.file}${path}`);
  const own = OWN_PAGE.filter((s) => sections.includes(s));
  const plain = PLAIN.filter((s) => sections.includes(s));
  const tabs = [
    { path: '', label: t('file.story') },
    ...own.map((s) => ({ path: `/${s}`, label: sectionName(t, s) })),
    ...plain.map((s) => ({ path: `/${s}`, label: sectionName(t, s) })),
    ...view.tabs.map(({ path, label }) => ({ path, label: t(label) })),
    ...view.more.filter((m) => m.within === undefined).map((m) => ({ path: `/${m.path}`, label: t(m.label) })),
    { path: '/table', label: t('file.table') },
    { path: '/child', label: t('file.child-page') },
  ];
  return (
    <nav class="tabs screen-only" aria-label={t('file.parts')}>
      <ul>
        {tabs.map(({ path, label }) => (
          <li>
            <a href={at(path)} aria-current={path === here ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** How long what the table was told stands on top of every page. */
const DAYS_SHOWN = 14;

function Told({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { state } = view.overview;
  return (
    <>
      {state.emergencies
        .filter((e) => e.until >= view.today)
        .map((e) => (
          <Notice tone="act">
            <p>{t('file.told-emergency', { agency: agencyName(site, view.member, e.agency), section: sectionName(t, e.section), until: day(site, e.until), why: word(t, 'emergency', e.because) })}</p>
          </Notice>
        ))}
      {state.told
        .filter((told) => told.on > daysAfter(view.today, -DAYS_SHOWN))
        .map((told) => (
          <Notice tone="act">
            <p>{t('file.told-on', { day: day(site, told.on), what: word(t, 'told', told.what) })}</p>
          </Notice>
        ))}
      {state.against.map((a) => (
        <Notice tone="act">
          <p>{t('file.told-against', { day: day(site, a.on), obstacles: a.obstacles.map((o) => word(t, 'missing', o)).join('; ') })}</p>
        </Notice>
      ))}
      {state.closed && (
        <Notice tone="watch">
          <p>{t('file.closed-on', { day: day(site, state.closed.on), why: word(t, 'closing', state.closed.because) })}</p>
        </Notice>
      )}
    </>
  );
}

/** Somebody invited looks at once, and says whether the agency takes a seat. */
function Invitation({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { state } = view.overview;
  const seats = state.seats.filter((s) => s.agency === view.member.actor.agency && s.standing === 'invited');
  if (seats.length === 0) return <></>;
  const answer = (item: string, label: string, isPrimary: boolean) => (
    <FileForm site={site} file={view.file} doing="answer" fields={[]} typed={{}} agencies={[]} hidden={[['item', item]]} button={label} isPrimary={isPrimary} />
  );
  return (
    <Notice tone="consult">
      <p>{t('file.invited', { sections: seats.map((s) => sectionName(t, s.section)).join(', '), purpose: word(t, 'purpose', seats[0]?.purpose ?? '') })}</p>
      <div class="ways-on">
        {answer('accepted', t('file.accept'), true)}
        {answer('declined', t('file.decline'), false)}
      </div>
    </Notice>
  );
}

/** The head of every page about one file. */
export function FileFrame({ site, view, here, title, children }: Part & { here: string; title?: string; children: Child }): JSX.Element {
  const { t } = site;
  const { state } = view.overview;
  const status = statusOf(state);
  return (
    <div class="file">
      {view.problems.length > 0 && <ErrorSummary title={t('file.problem')} errors={view.problems} />}
      <p class="screen-only">
        <a href={site.href('/files')}>{t('file.to-list')}</a>
      </p>
      <h1>{title ?? t('file.title', { number: shortNumber(view.file) })}</h1>
      <p>
        {status && <StatusTag tone={TONE_OF_STATUS[status]}>{word(t, 'status', status)}</StatusTag>} {isMissing(state) && <StatusTag tone="act">{t('file.missing-now')}</StatusTag>}{' '}
        <span class="lead-agency">{t('file.led-by', { agency: agencyName(site, view.member, state.lead) })}</span>
      </p>
      <Told site={site} view={view} />
      <LateNotice site={site} view={view} />
      <Invitation site={site} view={view} />
      <Tabs site={site} view={view} here={here} />
      {children}
    </div>
  );
}

type DoProps = Part & { doing: string; item?: string; section?: string; base?: string; isOpen?: boolean; isBare?: boolean; label?: string; /** What stood there before, to be changed. */ typed?: Typed; /** What there is to pick from. */ picks?: Picks };

/** What each field of a form is called, by its whole name. */
const labelsOf = ({ t }: Site, doing: string, fields: Doing['fields']): Record<string, string> => Object.fromEntries(fields.map((field) => [`${doing}.${field.name}`, t(field.label)]));

/** One thing that can be done, folded until it is wanted or was not kept. */
export function Do({ site, view, doing, item = '', section = '', base = '', isOpen = false, isBare = false, label, typed: before = {}, picks }: DoProps): JSX.Element {
  const known = doingNamed(doing, view.more);
  if (!known) throw new Error(`no form ${doing} on this page`);
  const { title, fields } = known;
  const wasTried = view.tried?.doing === doing && view.tried.item === item;
  const hidden = [['id', idFor(view, doing, randomUUID, item)], ['item', item], ['section', section], ['base', base]] as const;
  const text = label ?? site.t(title);
  const draft = view.draft?.doing === doing && item === '' ? view.draft.form : undefined;
  const isKept = draft !== undefined && (draft.filled !== null || draft.beside.length > 0);
  const typed = wasTried ? typedIn(view, doing, item) : draft ? typedOf(doing, fields, draft) : before;
  const form = <FileForm site={site} file={view.file} doing={doing} fields={fields} draft={draft} typed={typed} agencies={agencyChoices(site, view)} picks={picks} hidden={hidden} button={text} isPrimary={!isBare} />;
  if (isBare || fields.length === 0) return form;
  return (
    <details open={isOpen || wasTried || isKept} class="screen-only">
      <summary>{text}</summary>
      {draft && isKept && <DraftNotice site={site} form={draft} labels={labelsOf(site, doing, fields)} />}
      {form}
    </details>
  );
}

/** The version of a section as this page read it. */
export const baseOf = (view: FileView, section: Section): string => view.reads[section]?.version ?? '';
