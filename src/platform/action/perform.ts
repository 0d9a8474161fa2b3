import { randomUUID } from 'node:crypto';
import type { AttachmentLimits } from '#src/platform/attachments/limits.ts';
import type { Taken } from '#src/platform/attachments/store.ts';
import { decide } from '#src/platform/access/grants.ts';
import { enter, type Entered } from '#src/platform/access/store.ts';
import type { Database } from '#src/platform/database/database.ts';
import { beginStream, type ActingAs, type Transaction } from '#src/platform/database/transaction.ts';
import type { Enqueue, Wanted } from './wanted.ts';
import type { Signer } from '#src/platform/journal/signing-keys.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { keep, readHeaders, shredSection, type Kept } from '#src/platform/journal/store.ts';
import type { Action, Actor, Answer, Known, Reach, SentFiles, Shred } from './action.ts';
import { saidTo } from './obstacles.ts';
import { followThrough, openStoredKey, wouldSealShredded, type By, type Keys, type Sealing } from './append.ts';
import { checkAttached, claim, findSent, headersOf, takeAttached, withBodies, type Ready } from './attach.ts';
import { checkReach, isAboutStream, isForEmergency, sectionsFor, subjectOf, type Subject } from './concern.ts';
import type { Draft } from './entries.ts';
import { ActionFailed, ActionMisdeclared } from './failed.ts';
import { checkListsAreFree, rowsThatFollow } from './follow-lists.ts';
import { followImprint } from './follow-imprint.ts';
import { findAttachment, NOTHING_READ, readNeeded, versionOf } from './know.ts';
import { reachIn } from './reach.ts';
import { accessRecord, BEGINNING } from './record.ts';
import { chainAndTell } from './tell-along.ts';

/** What actions stand on. */
export type Ground = Sealing & {
  database: Pick<Database, 'transaction'>;
  now: () => Date;
  /** Where whoever runs this set other quotas for attachments. */
  limits?: AttachmentLimits | undefined;
  /** Signs what is handed out; without it nothing can be. */
  signer?: Signer | undefined;
  /** Where jobs are put that actions ask for; without it such an action fails. */
  enqueue?: Enqueue | undefined;
  /** What is kept in the same transaction wherever an action kept something, with the value it gives. */
  alongside?: ((tx: Transaction, value: unknown) => Promise<void>) | undefined;
};

export type Perform = <I, V, L>(action: Action<I, V, L>, actor: Actor, input: unknown) => Promise<Answer<V>>;

/** One try: who and when, of what, about what. */
export type Try<I, V, L> = { action: Action<I, V, L>; input: I; subject: Subject; by: By; /** When it is, for what passes by; what is kept takes `by`. */ at: Date; sealing: Sealing; limits: AttachmentLimits | undefined; enqueue: Enqueue | undefined; alongside: Ground['alongside'] };

type Stream = NonNullable<Entered['stream']>;
/** How it ended, and what it leaves; for a "no" that is nothing. */
type Ended<V> = { answer: Answer<V>; left?: Pick<Kept, 'entries' | 'lists'> & { stream: Stream; drafts: readonly Draft[]; sent: SentFiles | null; taken: readonly Taken[]; shreds: Shred | undefined; hasReached: boolean; /** What was known before; null where the rules did not ask. */ before: readonly HeaderRow[] | null } };

const obstacle = (code: string) => ({ answer: { done: false as const, because: 'obstacles' as const, obstacles: [{ code }] as const } });

const no = (because: Extract<Answer<never>, { because: 'not-there' | 'not-allowed' | 'conflict-of-interest' | 'changed-meanwhile' }>['because']) => ({ done: false as const, because });

const beginningOf = <I, V, L>({ about }: Action<I, V, L>) => (typeof about === 'object' && 'begins' in about ? about : null);
/** The sections with which a stream begins; null where the action begins none. */
function beginsWith<I, V, L>(action: Action<I, V, L>, input: I): readonly string[] | null {
  const about = beginningOf(action);
  return about && (about.within ? about.sections.filter((section) => about.within?.(input).includes(section)) : about.sections);
}

/** Where only the day is kept, all that is kept says the day. */
const startOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** Everything the rules of an action work with. */
async function gather<I, V, L>(tx: Transaction, { action, input, subject, by, sealing }: Try<I, V, L>, entered: Entered, keys: Keys, ready: Ready): Promise<Known<I, L>> {
  const { stream, standing } = entered;
  const read = stream && isAboutStream(action) ? await readNeeded(tx, { needs: action.needs ?? [], looks: action.looks?.(input) ?? {}, today: by.today }, { streamId: stream.streamId, streamKind: stream.streamKind, section: subject.section }, sealing, keys) : NOTHING_READ;
  const sections = standing.table?.sections ?? beginsWith(action, input) ?? [];
  // Without a `lookUp` nothing is looked up, and the type of what is found is never named.
  const found = (await action.lookUp?.(tx, input, { imprints: sealing.imprints ?? new Map() })) as L;
  const attachment = stream && isAboutStream(action) && action.attachment ? await findAttachment(tx, { streamId: stream.streamId, section: subject.section }, action.attachment(input), keys) : null;
  return { input, actor: by.actor, today: by.today, streamId: stream?.streamId ?? beginningOf(action)?.as?.(input) ?? randomUUID(), sections, ...read, uploads: headersOf(ready), attachment, found };
}

/** The stream into which the entries go: the one that is open, or the one that is begun now. */
async function streamFor<I, V, L>(tx: Transaction, { action, input }: Try<I, V, L>, entered: Entered, streamId: string): Promise<Stream | null> {
  const about = beginningOf(action);
  if (!about) return entered.stream;
  await beginStream(tx, { streamId, kind: about.begins, sections: beginsWith(action, input) ?? [], purpose: about.purpose, ground: about.ground });
  return { streamId, streamKind: about.begins, head: BEGINNING, key: null };
}

/** Whether what the rules were given are all the headers there are. */
const knowsHeaders = <I, V, L>(action: Action<I, V, L>): boolean => !isAboutStream(action) || (action.needs ?? []).includes('headers');

/** Without a queue nothing would ever do them: that is a mistake of whoever opened this, and no small one. */
async function enqueueFor({ enqueue }: { enqueue: Enqueue | undefined }, tx: Transaction, jobs: readonly Wanted[]): Promise<void> {
  if (!enqueue) throw new ActionMisdeclared('an action asks for a job where there is no queue');
  await enqueue(tx, jobs);
}

type Within = { keys: Keys; drafts: readonly Draft[] };

/** Where the result goes into another section, lets the transaction in there, with the key of that section. */
async function enterReached<I, V, L>(tx: Transaction, { by, sealing }: Try<I, V, L>, streamId: string, { reach, keys, drafts }: Within & { reach: Reach | undefined }): Promise<Within | { refusal: string }> {
  if (!reach) return { keys, drafts };
  const reached = await reachIn(tx, { reach, actor: by.actor, streamId, wrapper: sealing.wrapper, drafts });
  return 'refusal' in reached ? reached : { keys: new Map([...keys, ...reached.keys]), drafts: reached.drafts };
}

/** Runs what is allowed. Nothing is written before it is certain that there is no "no", and the entries are left to be kept in one go. */
async function carryOut<I, V, L>(tx: Transaction, attempt: Try<I, V, L>, entered: Entered): Promise<Ended<V>> {
  const { action, subject, sealing, by } = attempt;
  const { section, base } = subject;
  const keys: Keys = entered.stream && section !== null ? await openStoredKey(sealing.wrapper, entered.stream.streamId, section, entered.stream.key) : new Map();
  if (entered.stream && base !== null && (await versionOf(tx, entered.stream.streamId, section)) !== base) return { answer: no('changed-meanwhile') };
  const sent = action.uploads?.(attempt.input) ?? null;
  const ready = await findSent(tx, sent, attempt.at);
  if (!ready) return obstacle('upload-gone');
  const known = await gather(tx, attempt, entered, keys, ready);
  const result = action.run(known);
  if ('obstacles' in result) {
    const [first, ...others] = result.obstacles;
    return { answer: { done: false, because: 'obstacles', obstacles: [saidTo(known.sections, first), ...others.map((o) => saidTo(known.sections, o))] } };
  }
  checkReach(action, subject, result, entered.standing);
  const { lists = [], shreds, jobs = [], value, reaches } = result;
  const reached = await enterReached(tx, attempt, known.streamId, { reach: reaches, keys, drafts: withBodies(result.entries ?? []) });
  if ('refusal' in reached) return obstacle(reached.refusal);
  const { drafts: entries } = reached;
  checkAttached(entries, ready);
  if (wouldSealShredded(reached.keys, entries)) return obstacle('section-shredded');
  const refusal = await claim(tx, entries, { sent, at: by.now ?? startOf(by.today), streamId: known.streamId, limits: attempt.limits });
  if (refusal) return obstacle(refusal);
  const answer = { done: true as const, value };
  if (jobs.length > 0) await enqueueFor(attempt, tx, jobs);
  if (entries.length === 0) return { answer };
  const stream = await streamFor(tx, attempt, entered, known.streamId);
  if (!stream) throw new TypeError(`${action.name} has entries and no stream`);
  const rule = sealing.lists?.get(stream.streamKind);
  checkListsAreFree(action.name, rule, lists);
  const before = knowsHeaders(action) ? known.headers : null;
  const headers = before ?? (rule ? await readHeaders(tx, stream.streamId) : []);
  const chained = await chainAndTell(tx, { sealing, stream, keys: reached.keys, attaching: { drafts: entries, ready }, by, rule, headers });
  // Where nobody does jobs the entries tell all the same: what was recorded is not lost for want of a queue.
  if (chained.jobs.length > 0) await attempt.enqueue?.(tx, chained.jobs);
  const follow = rowsThatFollow({ rule, headers, added: chained.entries, within: sectionsFor(action, subject, reaches) });
  return { answer, left: { stream, lists: [...lists, ...follow], sent, shreds, hasReached: reaches !== undefined, before, ...chained } };
}

/** Whether a stream should have begun under an identity that another one has. */
const isTaken = <I, V, L>(action: Action<I, V, L>, error: unknown): boolean => beginningOf(action)?.as !== undefined && (error as { code?: string; constraint?: string }).code === '23505' && (error as { constraint?: string }).constraint === 'stream_key';

const wantedBy = <I, V, L>(action: Action<I, V, L>, { streamId, section }: Subject) => ({ streamId, section, apartFrom: isAboutStream(action) ? (action.apartFrom ?? []).map((kind) => kind.name) : [], isInEmergency: isForEmergency(action) });

/** Authorises, carries out and records: all in the transaction it is given. */
export async function attemptIn<I, V, L>(tx: Transaction, attempt: Try<I, V, L>): Promise<Answer<V>> {
  const { action, subject, by } = attempt;
  const entered = await enter(tx, wantedBy(action, subject));
  const decision = decide(action.allow, subject.concern, entered.standing);
  const { answer, left }: Ended<V> = decision === 'allowed' ? await carryOut(tx, attempt, entered) : { answer: no(decision) };
  // A stream that was just begun records it itself.
  const chainOfLooks = left && left.stream !== entered.stream ? { streamId: left.stream.streamId, head: BEGINNING } : entered.record;
  const access = accessRecord(chainOfLooks, { action: action.name, outcome: answer.done ? 'done' : 'refused', section: subject.section }, by);
  // In a section that is only just reached, rows of lists are seen, and so written, by whoever has a seat there already.
  if (left?.hasReached) await followThrough(tx, left.stream, left.drafts);
  await keep(tx, { entries: left?.entries ?? [], lists: left?.lists ?? [], access });
  if (left) await followImprint(tx, attempt.sealing, left.stream, { before: left.before, added: left.entries });
  if (left && !left.hasReached) await followThrough(tx, left.stream, left.drafts);
  if (left) await takeAttached(tx, left.sent, left.taken);
  if (left?.shreds && subject.section !== null) await shredSection(tx, { streamId: left.stream.streamId, section: subject.section, on: by.today, by: by.actor.id, because: left.shreds.because });
  if (left && answer.done) await attempt.alongside?.(tx, answer.value);
  return answer;
}

/** Records, in a transaction of its own, how a try ended of which nothing else is left. False when that goes wrong too. */
export async function recordOutcome<I, V, L>(ground: Pick<Ground, 'database'>, outcome: 'refused' | 'failed', { action, subject, by }: Try<I, V, L>): Promise<boolean> {
  try {
    await ground.database.transaction(actingFor(by), async (tx) => {
      const { record } = await enter(tx, wantedBy(action, subject));
      await keep(tx, { entries: [], lists: [], access: accessRecord(record, { action: action.name, outcome, section: subject.section }, by) });
    });
    return true;
  } catch {
    return false;
  }
}

export const actingFor = ({ actor, today }: Pick<By, 'actor' | 'today'>): ActingAs => ({ role: 'keerpunt_actor', actor: actor.id, agency: actor.agency, today });

export type Asked<I, V, L> = { action: Action<I, V, L>; actor: Actor; input: unknown };
/** What is tried, or why the input is none. */
export function tryOf<I, V, L>(ground: Ground, { action, actor, input }: Asked<I, V, L>): Try<I, V, L> | Extract<Answer<never>, { because: 'invalid' }> {
  const parsed = action.input.safeParse(input);
  if (!parsed.success) return { done: false, because: 'invalid', problems: parsed.error.issues.map(({ path, code }) => ({ path: path.join('.'), code })) };
  const now = ground.now();
  const by = { actor, now: action.isDayOnly ? null : now, today: now.toISOString().slice(0, 10) };
  return { action, input: parsed.data, subject: subjectOf(action, parsed.data), by, at: now, sealing: ground, limits: ground.limits, enqueue: ground.enqueue, alongside: ground.alongside };
}

/**
 * The one door: parses, authorises, runs, appends and records the access, in one transaction. What is expected comes back as
 * an answer. What goes wrong is recorded in a second transaction and thrown as ActionFailed, with nothing about people in it.
 * An input that is not even valid touches nothing, and is not recorded.
 */
export function performOn(ground: Ground): Perform {
  return async (action, actor, input) => {
    const attempt = tryOf(ground, { action, actor, input });
    if ('done' in attempt) return attempt;
    const once = () => ground.database.transaction(actingFor(attempt.by), (tx) => attemptIn(tx, attempt));
    try {
      // Of two that begin the same at once the second waits for the first. Tried again it finds what is there, if it may see it.
      return await once().catch((error: unknown) => (isTaken(action, error) ? once() : Promise.reject(error)));
    } catch (error) {
      const isRecorded = await recordOutcome(ground, 'failed', attempt);
      if (isTaken(action, error)) return no('not-there');
      throw new ActionFailed(action.name, error, isRecorded);
    }
  };
}
