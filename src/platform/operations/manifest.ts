import { z } from 'zod';

/** Why a backup is not restored, in one line for whoever asked. It names parts of the backup and nothing that is in them. */
export class BackupUnusable extends Error {
  override readonly name = 'BackupUnusable';
}

export const FORMAT = 1;
/** What comes first in a backup, and what comes last: without the last it is not one. */
export const START = 'start.json';
export const MANIFEST = 'manifest.json';

const NAME = /^[a-z][a-z0-9_]{0,62}$/;
const migrationSchema = z.object({ number: z.int(), name: z.string(), checksum: z.string() });
const tableSchema = z.object({ name: z.string().regex(NAME), columns: z.array(z.string().regex(NAME)) });

/** What has to be known before the first row. */
export const startSchema = z.object({
  format: z.literal(FORMAT),
  /** Of Keerpunt. */
  version: z.string(),
  /** The moment the backup is of: everything that was kept before it, nothing that was kept after. */
  at: z.iso.datetime(),
  migrations: z.array(migrationSchema).min(1),
  /** In an order in which each only refers to earlier ones. */
  tables: z.array(tableSchema).min(1),
});
export type Start = z.infer<typeof startSchema>;

/** A table or a file: SHA-256 of its bytes, and for a table the number of its rows. */
const partSchema = z.object({ name: z.string(), bytes: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/), rows: z.int().nullable() });
export type Part = z.infer<typeof partSchema>;

export const manifestSchema = z.object({ start: z.string(), parts: z.array(partSchema) });
export type Manifest = z.infer<typeof manifestSchema>;

const PIECE = /^(.+)\.(\d{6})$/;
const FILE = /^(visits|attachments)(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/** The folders of the data folder that belong to the data. Keys are never among them, wherever they lie. */
export const FOLDERS = ['visits', 'attachments'] as const;

export const pieceName = (part: string, index: number): string => `${part}.${String(index).padStart(6, '0')}`;

/** The part a piece belongs to, and which piece of it; null when it has no name that we gave. */
export function pieceOf(name: string): { part: string; index: number } | null {
  const [, part = '', index = ''] = PIECE.exec(name) ?? [];
  return part === '' ? null : { part, index: Number(index) };
}

export const tablePart = (table: string): string => `tables/${table}.copy`;
export const filePart = (path: string): string => `files/${path}`;

/** Whether it is a file of ours, which cannot be written anywhere else than into its folder. */
export const isFileOfOurs = (path: string): boolean => FILE.test(path);
