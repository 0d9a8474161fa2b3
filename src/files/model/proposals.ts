import type { TaskRule } from '#src/knowledge/file-pack.ts';
import type { TaskTrigger } from '#src/knowledge/file-vocabulary.ts';
import { isInForce } from '#src/knowledge/validity.ts';
import { dayOfLimit } from './days.ts';
import { isMissing, statusOf, type FileState, type Task } from './state.ts';
import { STATUSES, type EventCode, type Section, type Status } from './vocabulary.ts';

/** Something that happened, from which a task of the pack can start. */
type Start = { readonly on: string; readonly occasion: string | null };

/** Where a task that a trigger starts is described; and what else has to be seen to know of the trigger. */
export type TaskSection = 'chronology' | 'recognition';
type Trigger = { readonly in: TaskSection; readonly needs: readonly Section[]; readonly starts: (state: FileState) => readonly Start[] };

type Happened = FileState['events'][number];

/** The first entry that an event puts right, through all corrections: what was set for it is not set again for a mended spelling. */
function rootOf(events: readonly Happened[], event: Happened): string {
  const before = events.find((e) => e.event === event.corrects);
  return before && before !== event ? rootOf(events.slice(0, events.indexOf(event)), before) : event.event;
}

/** Events after which what began before is over. */
const ENDS: Partial<Record<EventCode, EventCode>> = { 'in-custody': 'released' };

function happened(what: EventCode): Trigger['starts'] {
  return (state) => {
    if (what === 'missing' && !isMissing(state)) return [];
    const { events } = state;
    const end = ENDS[what];
    const over = end === undefined ? -1 : events.findLastIndex((e) => e.what === end);
    return events.flatMap((event, at) => {
      if (event.what !== what || at < over || events.some((e) => e.corrects === event.event)) return [];
      const isKnown = event.precision === 'day' && event.happened !== null;
      return [{ on: isKnown ? (event.happened ?? event.on) : event.on, occasion: rootOf(events, event) }];
    });
  };
}

/** Whether the child is gone, and came back, is told to everybody at the table, and can stand in the story too. */
const gone: Trigger['starts'] = (state) => [...happened('missing')(state), ...state.missing.filter((m) => m.endedOn === null).map((m) => ({ on: m.on, occasion: m.missing }))];
const back: Trigger['starts'] = (state) => [...happened('found-again')(state), ...state.missing.flatMap((m) => (m.endedOn === null ? [] : [{ on: m.endedOn, occasion: m.missing }]))];

const onEvent = (what: EventCode): Trigger => ({ in: 'chronology', needs: ['chronology'], starts: happened(what) });
/** Only while that status holds: what a step up or down left behind is not asked for any more. */
const onStatus = (status: Status): Trigger => ({
  in: 'recognition',
  needs: ['recognition'],
  starts: (state) => (statusOf(state) === status ? state.ledger.filter((step) => step.status === status).slice(-1).map((step) => ({ on: step.decidedOn, occasion: null })) : []),
});
const statusTriggers = Object.fromEntries(STATUSES.map((status) => [`status-${status}`, onStatus(status)])) as Record<`status-${Status}`, Trigger>;

const opening: Trigger['starts'] = ({ opened }) => (opened ? [{ on: opened.on, occasion: null }] : []);

/** What each trigger is in a file: nothing but codes and days of headers. No name, no body, and no origin of the child, which no header has. */
const TRIGGERS: Readonly<Record<TaskTrigger, Trigger>> = {
  'file-opened': { in: 'chronology', needs: ['chronology'], starts: opening },
  'no-representative': { in: 'chronology', needs: ['chronology', 'identity'], starts: (state) => (state.representative === null ? opening(state) : []) },
  'event-police-contact': onEvent('police-contact'),
  'event-in-custody': onEvent('in-custody'),
  'event-fetched-by-adult': onEvent('fetched-by-adult'),
  'event-unaccompanied': onEvent('unaccompanied'),
  'event-notified': onEvent('notified'),
  'event-placed': onEvent('placed'),
  'event-missing': { ...onEvent('missing'), starts: gone },
  'event-found-again': { ...onEvent('found-again'), starts: back },
  'event-returned': onEvent('returned'),
  ...statusTriggers,
  'effect-reflection-period': {
    in: 'recognition',
    needs: ['recognition'],
    starts: ({ ledger }) => ledger.filter((step) => step.effects.includes('reflection-period')).slice(-1).map((step) => ({ on: step.decidedOn, occasion: null })),
  },
};

/** What a rule of a pack has to say to be proposed; its words stay as they are, in one language or all. */
type Rule = Pick<TaskRule, 'code' | 'starts' | 'limit' | 'limitFrom' | 'law' | 'review' | 'validFrom' | 'validTo'>;

export type Proposal<R extends Rule> = { readonly rule: R; readonly section: TaskSection; readonly startedOn: string; readonly dueOn: string; readonly occasion: string | null; readonly isLaw: boolean };

/** Whether this limit is law. While nobody of the field has checked it, it is guidance. */
const isLaw = ({ limit, limitFrom, law, review }: Pick<Rule, 'limit' | 'limitFrom' | 'law' | 'review'>): boolean => limit !== null && limitFrom === 'law' && law.length > 0 && review.state === 'verified';

const isSetFor = (tasks: readonly Task[], code: string, { on, occasion }: Start): boolean =>
  tasks.some(({ fromPack }) => fromPack?.code === code && (occasion === null ? fromPack.occasion === null && fromPack.startedOn === on : fromPack.occasion === occasion));

/** The latest time at which a rule started, with the trigger that started it. */
function latestStart(state: FileState, rule: Rule, sections: readonly string[]): { trigger: Trigger; start: Start } | undefined {
  const found = rule.starts
    .map((name) => TRIGGERS[name])
    .filter((trigger) => trigger.needs.every((section) => sections.includes(section)))
    .flatMap((trigger) => trigger.starts(state).map((start) => ({ trigger, start })))
    .filter(({ start }) => isInForce(rule, start.on));
  return found.toSorted((a, b) => (a.start.on < b.start.on ? -1 : a.start.on > b.start.on ? 1 : 0)).at(-1);
}

/**
 * The tasks that the pack of the country asks for and nobody set yet, for a reader who sees these sections. Once set, done, moved
 * or waived, a task is not proposed again, unless it starts anew: a child that goes missing twice is reported twice.
 */
export function proposedTasks<R extends Rule>(state: FileState, { tasks }: { tasks: readonly R[] }, sections: readonly string[]): readonly Proposal<R>[] {
  if (state.closed !== null) return [];
  const proposals = tasks.flatMap((rule): Proposal<R>[] => {
    const found = latestStart(state, rule, sections);
    if (!found || isSetFor(state.tasks, rule.code, found.start)) return [];
    const { trigger, start } = found;
    return [{ rule, section: trigger.in, startedOn: start.on, dueOn: dayOfLimit(start.on, rule.limit), occasion: start.occasion, isLaw: isLaw(rule) }];
  });
  return proposals.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}
