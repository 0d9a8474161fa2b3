import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { signsRecorded } from '#src/files/model/kinds.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { EntryKind } from '#src/platform/journal/kinds.ts';

/** Headers of a file, made without a database: what a fold sees. */
export type OneHeader = { readonly kind: string; readonly version: number; readonly header: Record<string, unknown>; readonly section: string | null; readonly on: string };

export const ID = (): string => randomUUID();
export const aHeader = <H extends z.ZodObject>(kind: EntryKind<H>, header: z.input<H>, { section, on }: { section: string | null; on: string }): OneHeader => ({ kind: kind.name, version: kind.version, header: kind.header.parse(header), section, on });

/** A check that was done, with no sign of the family. */
export const signs = (outcome: 'act-now' | 'consult' | 'keep-watching', on: string): OneHeader =>
  aHeader(signsRecorded, { check: { outcome, urgency: outcome === 'act-now' ? 'protect' : null, incident: null }, liv06: 'not-known', liv03: 'not-known', fin08: 'not-known' }, { section: 'recognition', on });

/** In the order in which they were written down. */
export const headersOf = (all: readonly OneHeader[]): HeaderRow[] => all.map(({ kind, version, header, section, on }, at) => ({ sequence: at + 1, section, kind, version, header: header as HeaderRow['header'], recorded_on: on, recorded_at: null }));
