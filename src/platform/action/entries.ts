import type { z } from 'zod';
import type { NamedAttachment } from '#src/platform/attachments/open.ts';
import type { ExclusionChange, PartyChange } from '#src/platform/access/store.ts';
import type { EntryKind } from '#src/platform/journal/kinds.ts';
import type { Opened } from '#src/platform/vault/envelope.ts';

/** An entry as a reader gets it: the header as today's code knows it, and the body opened, or why it does not open. */
export type ReadEntry = {
  readonly section: string | null;
  readonly kind: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly recordedOn: string;
  readonly recordedAt: Date | null;
  readonly actor: string;
  readonly body: Opened<Buffer> | null;
  /** The files it added, with their names; where there are any. */
  readonly attachments?: readonly NamedAttachment[];
};

/** An entry that shall be added, with everything that holds because of it and is kept only together with it. */
export type Draft = {
  readonly kind: EntryKind;
  readonly header: unknown;
  /** The section it belongs to: that of the action, or null for everybody at the table. At the beginning of a stream any of its sections. */
  readonly section: string | null;
  /** Words, names and documents; they are sealed. */
  readonly body?: string | Uint8Array;
  readonly parties?: readonly PartyChange[];
  readonly exclusions?: readonly ExclusionChange[];
};

/** A draft whose header is held to its kind where it is written. */
export const draft = <H extends z.ZodObject>(kind: EntryKind<H>, header: z.input<H>, rest: Omit<Draft, 'kind' | 'header'>): Draft => ({ kind, header, ...rest });
