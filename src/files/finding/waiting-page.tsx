import type { JSX } from 'hono/jsx/jsx-runtime';
import type { KeptDraft } from '#src/platform/drafts/drafts.ts';
import { whenKept, withDraft } from '#src/platform/drafts/form.tsx';
import type { Site } from '#src/platform/http/site.ts';
import { Card, Notice } from '#src/platform/ui/content.tsx';
import type { Wait } from './store.ts';
import { HANDOVER_REPLY, INVITED, LEAD_OFFERED, REQUESTED } from '../model/waits.ts';
import { day, shortNumber, word } from '../pages/shown.ts';

const WAIT_KINDS = ['task', 'invitation', 'lead', 'request', 'handover', 'draft'] as const;
type WaitKind = (typeof WAIT_KINDS)[number];
export const WAITS_SHOWN = ['all', 'late', ...WAIT_KINDS] as const;
type Shown = (typeof WAITS_SHOWN)[number];

const KIND_OF: Readonly<Record<string, WaitKind>> = { [INVITED]: 'invitation', [LEAD_OFFERED]: 'lead', [REQUESTED]: 'request', [HANDOVER_REPLY]: 'handover' };
const kindOf = ({ list }: Wait): WaitKind => KIND_OF[list] ?? 'task';
/** Where it is done. */
const PAGE_FOR: Readonly<Record<WaitKind, string>> = { task: '', invitation: '/table', lead: '/table', request: '/table', handover: '/handover', draft: '' };

type WaitingView = { shown: Shown; waits: readonly Wait[]; drafts: readonly KeptDraft[]; today: string };

const isLate = (wait: Wait, today: string): boolean => wait.dueOn < today && kindOf(wait) !== 'lead';

function isShown(wait: Wait, { shown, today }: WaitingView): boolean {
  if (shown === 'all') return true;
  return shown === 'late' ? isLate(wait, today) : kindOf(wait) === shown;
}

function WaitRow({ site, wait, today }: { site: Site; wait: Wait; today: string }): JSX.Element {
  const { t } = site;
  const kind = kindOf(wait);
  const late = isLate(wait, today);
  const when = { day: day(site, wait.dueOn) };
  return (
    <li>
      <Card tone={late ? 'act' : 'consult'}>
        <h2>
          <a href={site.href(`/files/${wait.file}${PAGE_FOR[kind]}`)}>
            {word(t, 'wait', kind)}: {t('file.title', { number: shortNumber(wait.file) })}
          </a>
        </h2>
        <p>{kind === 'lead' ? t('file.waits.since', when) : late ? t('file.task-late', when) : t('file.task-until', when)}</p>
      </Card>
    </li>
  );
}

function Drafts({ site, drafts }: { site: Site; drafts: readonly KeptDraft[] }): JSX.Element {
  return (
    <>
      {drafts.map((draft) => (
        <li>
          <Card tone="watch">
            <h2>
              <a href={withDraft(draft.page, draft.id)}>
                {word(site.t, 'wait', 'draft')}: {draft.title}
              </a>
            </h2>
            <p>{whenKept(site, draft.savedAt)}</p>
          </Card>
        </li>
      ))}
    </>
  );
}

/** What waits for whoever looks, what is due first first. One link leads to each, and each filter is an address. */
export function WaitingPage({ site, view }: { site: Site; view: WaitingView }): JSX.Element {
  const { t } = site;
  const waits = view.waits.filter((wait) => isShown(wait, view));
  const drafts = view.shown === 'all' || view.shown === 'draft' ? view.drafts : [];
  return (
    <>
      <p>
        <a href={site.href('/files')}>{t('file.to-list')}</a>
      </p>
      <h1>{t('file.waits.title')}</h1>
      <nav class="tabs screen-only" aria-label={t('file.which')}>
        <ul>
          {WAITS_SHOWN.map((one) => (
            <li>
              <a href={site.href(`/files/waiting?show=${one}`)} aria-current={one === view.shown ? 'page' : undefined}>
                {word(t, 'wait', one)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {waits.length + drafts.length === 0 && (
        <Notice tone="watch">
          <p>{t('file.list-empty')}</p>
        </Notice>
      )}
      <ul class="inbox">
        {waits.map((wait) => (
          <WaitRow site={site} wait={wait} today={view.today} />
        ))}
        <Drafts site={site} drafts={drafts} />
      </ul>
    </>
  );
}
