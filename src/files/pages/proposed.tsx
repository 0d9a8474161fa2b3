import type { JSX } from 'hono/jsx/jsx-runtime';
import type { LocalFilePack } from '#src/knowledge/localise.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import { proposedTasks, type Proposal } from '../model/proposals.ts';
import type { Task } from '../model/state.ts';
import { Do } from './frame.tsx';
import { citations, packFor } from './guide.ts';
import { itemOf } from './proposed-doing.ts';
import { roleName } from './role-name.ts';
import { day } from './shown.ts';
import { mayWrite, type FileView, type Part } from './view.ts';

type LocalRule = LocalFilePack['tasks'][number];

export const ruleFor = ({ guide, overview }: FileView, code: string | undefined): LocalRule | undefined => (code === undefined ? undefined : packFor(guide, overview.state)?.tasks.find((rule) => rule.code === code));
export const ownerName = (site: Site, { guide, overview }: FileView, owner: string): string => roleName(site, packFor(guide, overview.state), 'owner', owner);

const limitOf = (t: Translate, { limit }: Pick<LocalRule, 'limit'>): string => (limit === null ? t('file.pack.at-once') : limit.count === 0 ? t('file.pack.now') : t(`file.pack.limit.${limit.unit}`, { count: limit.count }));

/** By when. A limit in hours is said in hours: who reads only the day of a six-hour limit believes the evening is early enough. */
export function dueText(site: Site, { dueOn, isLate, rule }: { dueOn: string; isLate: boolean; rule: LocalRule | undefined }): string {
  const { t } = site;
  const on = { day: day(site, dueOn) };
  if (isLate) return t('file.task-late', on);
  return rule?.limit?.unit === 'hours' && rule.limit.count > 0 ? t('file.task-hours', { ...on, limit: limitOf(t, rule) }) : t('file.task-until', on);
}

/** From what a limit comes, and that nobody of the field has checked it yet where that is so. */
function Ground({ site, view, rule, isLaw }: Part & { rule: LocalRule; isLaw: boolean }): JSX.Element {
  const { t } = site;
  const cited = citations(view.guide, rule.law);
  return (
    <p class="small">
      {limitOf(t, rule)} · {isLaw ? t('file.pack.from.law') : rule.limitFrom === 'law' ? t('file.pack.from.law-unverified') : t(`file.pack.from.${rule.limitFrom}`)}
      {cited && ` · ${cited}`}
      {rule.review.state === 'to-verify' && ` · ${t('file.pack.to-verify')}`}
    </p>
  );
}

/** On what a task rests that came from the pack, and who hears of it when it is late. */
export function TaskGround({ site, view, task, rule, isLate }: Part & { task: Task; rule: LocalRule | undefined; isLate: boolean }): JSX.Element {
  const { t } = site;
  return (
    <>
      {rule && <p>{rule.reason}</p>}
      {rule && <Ground site={site} view={view} rule={rule} isLaw={task.isLaw} />}
      {isLate && <p>{task.hearsLate === null ? t('file.pack.late-lead') : t('file.pack.late-heard', { who: ownerName(site, view, task.hearsLate) })}</p>}
      {task.timesMoved > 0 && <p class="small">{t('file.pack.moved', { count: task.timesMoved })}</p>}
    </>
  );
}

function ProposedTask({ site, view, proposal }: Part & { proposal: Proposal<LocalRule> }): JSX.Element {
  const { t } = site;
  const { rule, dueOn, section, isLaw } = proposal;
  return (
    <li>
      <h3>{rule.title}</h3>
      <p>{rule.reason}</p>
      <p>
        {dueText(site, { dueOn, isLate: dueOn < view.today, rule })} · {ownerName(site, view, rule.owner)}
      </p>
      <Ground site={site} view={view} rule={rule} isLaw={isLaw} />
      {mayWrite(view.member, section) && view.overview.sections.includes(section) && <Do site={site} view={view} doing="set-proposed" item={itemOf(proposal)} isBare label={t('file.pack.set-this', { task: rule.title })} />}
    </li>
  );
}

/** What the country asks for in a file like this and nobody set yet. It is set by a person, or left. */
export function Proposed({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { state, sections } = view.overview;
  const pack = packFor(view.guide, state);
  const proposals = pack ? proposedTasks(state, pack, sections) : [];
  if (proposals.length === 0) return <></>;
  return (
    <details open={proposals.some((one) => one.dueOn <= view.today)} class="screen-only">
      <summary>{t('file.pack.proposed', { count: proposals.length })}</summary>
      <p class="small">{t('file.pack.proposed-lead')}</p>
      <ul class="proposed">
        {proposals.map((proposal) => (
          <ProposedTask site={site} view={view} proposal={proposal} />
        ))}
      </ul>
    </details>
  );
}
