import type { z } from 'zod';
import { SECTION_ACCESS } from '#src/files/access-table.ts';
import { opened } from '#src/files/model/kinds.ts';
import { fileState } from '#src/files/model/state.ts';
import { SECTIONS, type Section } from '#src/files/model/vocabulary.ts';
import { LISTS } from '#src/lists.ts';
import type { Answer, StreamAction } from '#src/platform/action/action.ts';
import type { Draft } from '#src/platform/action/entries.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { writeHeader, type EntryKind } from '#src/platform/journal/kinds.ts';
import { AGENCIES } from './ground.ts';
import { who } from './files.ts';

/**
 * A file on paper: the real actions with their real grants and rules, over headers in memory. What the database adds, seals and
 * hides is proven elsewhere; here thousands of sequences are tried in the time in which it does one.
 */
export type PaperFile = {
  readonly headers: readonly HeaderRow[];
  readonly today: () => string;
  readonly later: (days: number) => void;
  /** Does an action as somebody of this role, who sits at every section that the role reads. */
  readonly act: <I, V, L>(role: string, action: StreamAction<I, V, L>, input: object) => Answer<V>;
  /** All that was tried, in order, to be tried elsewhere. */
  readonly log: readonly Call[];
  /** Writes an entry past all actions: what another room or another time recorded. */
  readonly record: <K extends EntryKind>(kind: K, header: z.input<K['header']>, section: Section | null) => void;
};

export type Call =
  | { readonly is: 'action'; readonly role: string; readonly action: StreamAction<never, unknown>; readonly input: object; readonly said: string }
  | { readonly is: 'entry'; readonly kind: EntryKind; readonly header: object; readonly section: Section | null }
  | { readonly is: 'days'; readonly days: number };

/** How it ended, in a word or in codes. */
export const saidBy = (answer: Answer<unknown>): string => (answer.done ? 'done' : answer.because === 'obstacles' ? answer.obstacles.map((o) => o.code).join(' ') : answer.because);

const PAPER_FILE = '00000001-0000-4000-8000-000000000000';
const DAY_MS = 86_400_000;

export function paperFile(start = '2026-11-25'): PaperFile {
  let day = start;
  const headers: HeaderRow[] = [];
  const authors: string[] = [];
  const log: Call[] = [];
  const append = (drafts: readonly Pick<Draft, 'kind' | 'header' | 'section'>[], actor: string) => {
    for (const { kind, header, section } of drafts) {
      const written = writeHeader(kind, header as Record<string, unknown>);
      headers.push({ sequence: headers.length + 1, section, kind: written.kind, version: written.version, header: written.header as Record<string, unknown>, recorded_on: day, recorded_at: null });
      authors.push(actor);
    }
  };
  const appendAndTell = (drafts: readonly Pick<Draft, 'kind' | 'header' | 'section'>[], actor: string) => {
    const before = [...headers];
    append(drafts, actor);
    const told = LISTS.get('file')?.tells?.(before, headers);
    if (told) append(told.entries.map((entry) => ({ ...entry, section: null })), 'told');
  };
  append([{ kind: opened, header: { origin: 'direct', report: null, country: 'NL', agency: AGENCIES[0] }, section: null }], 'opener');
  return {
    headers,
    log,
    today: () => day,
    later(days) {
      day = new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
      log.push({ is: 'days', days });
    },
    record(kind, header, section) {
      appendAndTell([{ kind, header, section }], 'others');
      log.push({ is: 'entry', kind, header, section });
    },
    act(role, action, input) {
      const answer = tryTo(role, action, input);
      log.push({ is: 'action', role, action: action as never, input, said: saidBy(answer) });
      return answer;
    },
  };

  function tryTo<I, V, L>(role: string, action: StreamAction<I, V, L>, input: object): Answer<V> {
    const actor = who(role);
    if (!action.allow.some((grant) => grant.role.name === role)) return { done: false, because: 'not-allowed' };
    const apart = new Set((action.apartFrom ?? []).map((kind) => kind.name));
    if (headers.some((h, at) => apart.has(h.kind) && authors[at] === actor.id)) return { done: false, because: 'conflict-of-interest' };
    const parsed = action.input.safeParse({ file: PAPER_FILE, base: '', ...input });
    if (!parsed.success) return { done: false, because: 'invalid', problems: parsed.error.issues.map(({ path, code }) => ({ path: path.join('.'), code })) };
    const sections = SECTIONS.filter((s) => SECTION_ACCESS[s].read.some((r) => r.name === role));
    const table = fileState(headers).seats.map((seat) => ({ agency: seat.agency, section: seat.section, purpose: seat.purpose, ground: seat.ground, endsOn: null, since: day, how: 'invited' as const }));
    const known = { input: parsed.data, actor, today: day, streamId: PAPER_FILE, sections, headers: [...headers], entries: [], version: '', uploads: [], attachment: null, proof: null, table, openedSections: [], looks: { looks: [], before: null }, found: undefined };
    const result = action.run(known as never);
    if ('obstacles' in result) return { done: false, because: 'obstacles', obstacles: result.obstacles };
    appendAndTell(result.entries ?? [], actor.id);
    return { done: true, value: result.value };
  }
}
