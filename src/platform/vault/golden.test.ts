import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openAttachment, openAttachmentKey, openName } from './attachment.ts';
import { openBody } from './body.ts';
import { createHash } from 'node:crypto';
import attachment2 from './golden-attachment-2.json' with { type: 'json' };
import golden from './golden-1.json' with { type: 'json' };
import { wrapperFromFile } from './key-wrapper.ts';
import { openSectionKey } from './section-key.ts';

const bytes = (text: string) => Buffer.from(text, 'base64');

it('what was sealed with version 1, by the key file to the attachment, still opens, and so does an attachment of format 2', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keerpunt-golden-'));
  const file = join(folder, 'keys');
  writeFileSync(file, golden.keyFile);
  chmodSync(file, 0o600);
  const key = await openSectionKey(wrapperFromFile(file), { ...golden.sectionKey, wrapped_key: bytes(golden.sectionKey.wrapped_key) });
  expect(readFileSync(file, 'utf8')).toBe(golden.keyFile);
  rmSync(folder, { recursive: true });
  if (!key.opened) throw new Error(key.because);
  const { body, attachment } = golden;
  const opened = openBody(key.value, body.place, { sealed_body: bytes(body.sealed_body), sealed_key: bytes(body.sealed_key) });
  expect(opened).toEqual({ opened: true, value: Buffer.from(body.text) });
  const attachmentKey = openAttachmentKey(key.value, attachment.id, bytes(attachment.sealed_key));
  if (!attachmentKey.opened) throw new Error(attachmentKey.because);
  const chunks = openAttachment(attachmentKey.value, [bytes(attachment.sealed)]);
  expect(String((await chunks.next()).value)).toBe(attachment.text);
  expect((await chunks.next()).done).toBe(true);
  const second = openAttachmentKey(key.value, attachment2.id, bytes(attachment2.sealed_key));
  if (!second.opened) throw new Error(second.because);
  expect(openName(second.value, bytes(attachment2.sealed_name))).toEqual({ opened: true, value: attachment2.name });
  expect(String((await openAttachment(second.value, [bytes(attachment2.sealed)]).next()).value)).toBe(attachment2.text);
  expect(createHash('sha256').update(bytes(attachment2.sealed_name)).update(bytes(attachment2.sealed)).digest('hex')).toBe(attachment2.digest);
});
