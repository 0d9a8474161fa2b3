import { FORM_FIELD } from '#src/platform/attachments/form-secret.ts';
import { LIMITS, mostInForm } from '#src/platform/attachments/limits.ts';
import { readMultipart } from '#src/platform/attachments/multipart.ts';
import { receiveForm, type ReceivedForm } from '#src/platform/attachments/receive.ts';
import type { At } from './entrance.ts';

export type SentBody = { contentType: string; body: AsyncIterable<Uint8Array> };

/**
 * A form with files. Where nobody can take files in at this moment they are let go by, and the words are read all the same: what
 * was typed goes back into the page. Throws MultipartRefused.
 */
export async function receiveFiles(at: Pick<At, 'ground' | 'actor'> | null, { contentType, body }: SentBody): Promise<ReceivedForm> {
  if (at) return receiveForm(at.ground, at.actor, { contentType, body });
  const problems: { name: string; because: 'busy' }[] = [];
  const { fields } = await readMultipart({
    contentType,
    body,
    mostFiles: LIMITS.filesInForm,
    mostBytes: mostInForm(LIMITS),
    async onFile({ name }) {
      if (name !== '') problems.push({ name, because: 'busy' });
    },
  });
  return { fields: fields.filter(([field]) => field !== FORM_FIELD), form: fields.find(([field]) => field === FORM_FIELD)?.[1] ?? '', files: [], problems };
}
