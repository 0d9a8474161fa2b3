import { z } from 'zod';
import type { StreamProof } from '#src/platform/action/prove.ts';

/** Bytes as they stand in a package: as text, read back as bytes. */
export const bytes = z.base64url().transform((text) => Buffer.from(text, 'base64url'));
export const textOf = (value: Uint8Array): string => Buffer.from(value).toString('base64url');

/** An entry that goes along, in whatever format: all of which its hash is made, but for its place, and what opens its body. */
export const entryFields = {
  kind: z.string().max(100),
  version: z.int(),
  headerBytes: bytes,
  sealedBody: bytes.nullable(),
  contentKey: bytes.nullable(),
  recordedOn: z.iso.date(),
  recordedAt: z.iso.datetime().nullable(),
  actor: z.string().max(200),
};
type WrittenEntry = z.input<z.ZodObject<typeof entryFields>>;
type Given = NonNullable<StreamProof['links'][number]['given']>;

export const entryWritten = ({ kind, version, header_bytes, sealed_body, contentKey, recorded_on, recorded_at, actor }: Given): WrittenEntry => ({
  kind,
  version,
  headerBytes: textOf(header_bytes),
  sealedBody: sealed_body && textOf(sealed_body),
  contentKey: contentKey && textOf(contentKey),
  recordedOn: recorded_on,
  recordedAt: recorded_at?.toISOString() ?? null,
  actor,
});

/** A file that goes along, with its key: what it is, and what opens it. */
export const fileInPackage = z.strictObject({ id: z.uuid(), type: z.string().max(100), bytes: z.int().min(0), sealedName: bytes, key: bytes });

export const fileWritten = ({ id, type, bytes: size, sealedName, key }: StreamProof['files'][number]): z.input<typeof fileInPackage> => ({ id, type, bytes: size, sealedName: textOf(sealedName), key: textOf(key) });
