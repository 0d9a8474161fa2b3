import { z } from 'zod';
import type { FreeAction, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { opensAttachments } from '#src/platform/attachments/action.ts';
import { attachmentsField } from '#src/platform/attachments/header.ts';
import { readAttachment } from '#src/platform/action/read-attachment.ts';
import type { Actor } from '#src/platform/action/action.ts';
import { formHash, newFormSecret } from '#src/platform/attachments/form-secret.ts';
import { stage, type Received, type Staged } from '#src/platform/attachments/staging.ts';
import { entryKind, entryKinds } from '#src/platform/journal/kinds.ts';
import { beginMatter, KINDS, SECTIONS, writer } from './actions.ts';
import type { TestGround } from './ground.ts';
import { valueOf } from './value.ts';

/** The small feature of the tests, with files. It is no part of the product. */
const fileAdded = entryKind('file.added', z.strictObject({ attachments: attachmentsField }));
export const KINDS_WITH_FILES = entryKinds([...KINDS.values(), fileAdded]);

const files = z.object({ form: z.string(), ids: z.array(z.string()).default([]) });
const adding = z.object({ stream: z.string(), section: z.enum(SECTIONS), files });

export const addFiles: StreamAction<z.infer<typeof adding>, number> = {
  name: 'file.add',
  does: 'add files to one section',
  input: adding,
  allow: [{ role: writer, relation: 'party' }],
  about: { kind: 'matter', stream: (i) => i.stream, sections: SECTIONS, section: (i) => i.section },
  uploads: (i) => i.files,
  run: ({ input, uploads }) => ({ value: uploads.length, entries: [draft(fileAdded, { attachments: [...uploads] }, { section: input.section })] }),
};

const beginning = z.object({ words: z.string().min(1), files });
export const beginWithFiles: FreeAction<z.infer<typeof beginning>, string> = {
  ...beginMatter,
  name: 'matter.begin-with-files',
  does: 'begin a matter with files',
  input: beginning,
  uploads: (i) => i.files,
  run: ({ input, streamId, uploads }) => ({ value: streamId, entries: [draft(fileAdded, { attachments: [...uploads] }, { section: 'one', body: input.words })] }),
};

export const openFile = opensAttachments({ name: 'file.open', does: 'open a file of one section', allow: [{ role: writer, relation: 'party' }], kind: 'matter', sections: SECTIONS });

export async function* bytesIn(bytes: Uint8Array, by = 50_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += by) yield bytes.subarray(at, at + by);
}

/** Stages bytes as if they had come in with a form. */
export function send(ground: Parameters<typeof stage>[0], actor: Actor, bytes: Uint8Array, { name = 'a file.bin', form = newFormSecret(), by = 50_000 } = {}): Promise<Staged & { form: string }> {
  return stage(ground, { actor, form: formHash(form), name, source: bytesIn(bytes, by) }).then((staged) => ({ ...staged, form }));
}

/** The same for what has to come in. */
export async function received(ground: Parameters<typeof stage>[0], actor: Actor, bytes: Uint8Array, about: Parameters<typeof send>[3] = {}): Promise<Received & { form: string }> {
  const staged = await send(ground, actor, bytes, about);
  if (!('file' in staged)) throw new Error(`refused: ${staged.refused}`);
  return { ...staged.file, form: staged.form };
}

export async function allOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

export async function download(ground: TestGround, actor: Actor, wanted: { stream: string; section?: string; attachment: string }): Promise<Buffer> {
  const found = valueOf(await ground.perform(openFile, actor, { section: 'one', ...wanted }));
  return allOf(readAttachment(ground, actor, found));
}
