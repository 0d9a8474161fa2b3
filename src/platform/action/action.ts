import type { z } from 'zod';
import type { Grants } from '#src/platform/access/grants.ts';
import type { Looks, LooksAsked } from '#src/platform/access/looks.ts';
import type { Seat } from '#src/platform/access/store.ts';
import type { AttachmentHeader } from '#src/platform/attachments/header.ts';
import type { FoundAttachment } from '#src/platform/attachments/open.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import type { StreamProof } from './prove.ts';
import type { Wanted } from './wanted.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { EntryKind } from '#src/platform/journal/kinds.ts';
import type { ListRow } from '#src/platform/journal/store.ts';
import type { Draft, ReadEntry } from './entries.ts';
import type { ImprintRules } from './imprints.ts';

/** On whose behalf something is done. Which roles that gives is looked up, never passed in. */
export type Actor = {
  /** Id of a person, or name of a service. */
  readonly id: string;
  /** The agency for which it acts now; null for somebody without one, who then holds no role. */
  readonly agency: string | null;
};

/** Why not, as a code that has a text. What it is about says no more than the reader may know. */
export type Obstacle<C extends string = string> = { readonly code: C; readonly section?: string };

/** What the rules say: why not, or a value with what shall be kept. */
export type Result<V> =
  | { readonly obstacles: readonly [Obstacle, ...Obstacle[]] }
  | { readonly value: V; readonly entries?: readonly Draft[]; readonly lists?: readonly ListRow[]; readonly shreds?: Shred; readonly jobs?: readonly Wanted[]; readonly reaches?: Reach };

/** How a section is reached in which one's agency is not: `first` where nobody ever was, or for a short time in an `emergency`. */
type ReachedHow = 'first' | 'emergency';

/**
 * Takes the agency of the actor, which is at the table, into another section, in which entries of the same result may stand
 * then. One of them is for everybody at the table and names the section. In an emergency it ends tomorrow at the latest.
 */
export type Reach = { readonly section: string; readonly how: ReachedHow; readonly purpose: string; readonly ground: string; readonly endsOn: string | null };

/** What destroys the key of the section that the action is about: all that was sealed there is gone. An entry has to say so. */
export type Shred = { readonly because: string };

/** What the rules work with. Nothing in it reaches the database. */
export type Known<I, L = unknown> = {
  readonly input: I;
  readonly actor: Actor;
  /** The day it is, as YYYY-MM-DD. */
  readonly today: string;
  /** The stream; a new one has its identity already. */
  readonly streamId: string;
  /** Sections the actor sees. */
  readonly sections: readonly string[];
  /** Headers of all sections, for a fold, when the action needs `headers`. The value may not tell what a hidden section holds. */
  readonly headers: readonly HeaderRow[];
  /** Entries of the section the action is about, when it needs `entries`. */
  readonly entries: readonly ReadEntry[];
  /** The version of the section, to be sent back with what is decided on it; when the action needs `entries`. */
  readonly version: string;
  /** Files that came in with the form, when the action takes `uploads`: for the field `attachments` of a header. */
  readonly uploads: readonly AttachmentHeader[];
  /** The attachment of the section that the action opens; null where there is none. */
  readonly attachment: FoundAttachment | null;
  /** The section as it is kept, with the key of each body and file, when the action needs `proof`: to be handed to somebody who can verify it elsewhere. */
  readonly proof: StreamProof | null;
  /** Who is at the table of which section today, when the action needs `table`. */
  readonly table: readonly Seat[];
  /** Sections at whose table somebody ever was, when the action needs `table`; others can be opened by the first. */
  readonly openedSections: readonly string[];
  /** Who looked, newest first and as far as the actor's sections reach, when the action needs `looks`. */
  readonly looks: Looks;
  /** What `lookUp` found. */
  readonly found: L;
};

/** Files that wait, by their ids, and the secret of the form with which they came. It can be used once. */
export type SentFiles = { readonly form: string; readonly ids: readonly string[] };

/** What a `lookUp` is given beside the transaction. */
type Aids = { readonly imprints: ImprintRules };

type Base<I, V, L> = {
  /** Which stream kind, and what is done: `note.add`. */
  readonly name: string;
  /** The same in an agreement, after "may": "add a note to one section". */
  readonly does: string;
  readonly input: z.ZodType<I>;
  /**
   * SQL of the feature's `store.ts`, as the actor: what else has to be known. Under the same policies as all reading, and
   * only after it is allowed. It only reads. What hangs on keys comes with it: how a stream is found by its imprint.
   */
  readonly lookUp?: (tx: Transaction, input: I, aids: Aids) => Promise<L>;
  /** The files it takes. They are attached by the headers of its entries; what no header names is left and thrown away later. */
  readonly uploads?: (input: I) => SentFiles | null;
  /** Gives keys, or is one step of several, so that only our own pages do it and no program by itself. */
  readonly isForPagesOnly?: true;
  /** Of what this action records, also of its look, the day is all that is kept: whoever steals the database must not learn when somebody was here. */
  readonly isDayOnly?: true;
  /** Pure: the same for the same knowledge. */
  readonly run: (known: Known<I, L>) => Result<V>;
};

/** About no stream that exists already. Where `begins` is given, it begins one. */
export type FreeAction<I, V, L = unknown> = Base<I, V, L> & {
  readonly allow: Grants<'none'>;
  readonly about: 'nothing' | Beginning<I>;
};

/** A stream that an action begins. Its identity is drawn, or follows `as` from what was given, so that a second try finds the first. */
type Beginning<I> = {
  readonly begins: string;
  readonly as?: (input: I) => string;
  /** Those with which it can begin. */
  readonly sections: readonly [string, ...string[]];
  /** Which of them, where that follows from what was given; else all. */
  readonly within?: (input: I) => readonly string[];
  readonly purpose: string;
  readonly ground: string;
};

/** About a stream that the actor must see, and about one section of it or what is for everybody at the table. */
export type StreamAction<I, V, L = unknown> = Base<I, V, L> & {
  readonly allow: Grants<'party' | 'author'>;
  readonly about: {
    readonly kind: string;
    readonly stream: (input: I) => string;
    /** The sections that it can be about; null is what is for everybody at the table. */
    readonly sections: readonly [string | null, ...(string | null)[]];
    /** Which of them; where it can be about one only, that one. */
    readonly section?: (input: I) => string | null;
    /** The version of the section that was looked at when this was decided. Where another entry came since, nothing is kept. */
    readonly base?: (input: I) => string;
  };
  readonly needs?: readonly ('headers' | 'entries' | 'table' | 'looks' | 'proof')[];
  /** In which ways it may take the agency into a section where it is not. */
  readonly reaches?: readonly ReachedHow[];
  /** Which looks, when it needs them: those before the cursor that came with the looks before, and how many. */
  readonly looks?: (input: I) => LooksAsked;
  /** The attachment of the section that is opened. */
  readonly attachment?: (input: I) => string;
  /** Conflict of interest: whoever recorded one of these kinds in the stream may not do this. */
  readonly apartFrom?: readonly EntryKind[];
};

export type Action<I, V, L = unknown> = FreeAction<I, V, L> | StreamAction<I, V, L>;

/** What an action says of itself, without what it takes and gives: for the table of permissions and for lists of actions. */
export type Declared = { readonly input: z.ZodType } & (Pick<FreeAction<never, unknown>, 'name' | 'does' | 'allow' | 'about' | 'isDayOnly' | 'isForPagesOnly'> | Pick<StreamAction<never, unknown>, 'name' | 'does' | 'allow' | 'about' | 'needs' | 'apartFrom' | 'reaches' | 'isDayOnly' | 'isForPagesOnly'>);

/** What somebody gets back. A "no" is an answer; only what goes wrong is thrown. */
export type Answer<V> =
  | { readonly done: true; readonly value: V }
  | { readonly done: false; readonly because: 'not-there' | 'not-allowed' | 'conflict-of-interest' | 'changed-meanwhile' }
  | { readonly done: false; readonly because: 'invalid'; readonly problems: readonly { path: string; code: string }[] }
  | { readonly done: false; readonly because: 'obstacles'; readonly obstacles: readonly [Obstacle, ...Obstacle[]] };
