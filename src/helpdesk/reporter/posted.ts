import type { Context } from 'hono';
import { bringsFiles, KEPT_FIELD, type ReceivedForm } from '#src/platform/attachments/receive.ts';
import { readForm } from '#src/platform/http/form.ts';
import { filesIn } from './form.ts';
import { secondsToWait, type ReporterNeeds } from './neutral.tsx';

/** What a page of the reporter sent, with or without files. */
export type PostedForm = {
  field: (name: string) => string;
  /** The secret of a form that brought files; null of any other. */
  form: string | null;
  /** Files that came in, now or before, and are to go along. */
  files: readonly string[];
  /** Those that came in just now. */
  received: ReceivedForm['files'];
  problems: ReceivedForm['problems'];
};

const fieldsOf = (fields: readonly (readonly [string, string])[]) => (name: string) => fields.find(([key]) => key === name)?.[1].replaceAll('\0', '').replaceAll('\r\n', '\n') ?? '';

export const EMPTY_FORM: PostedForm = { field: () => '', form: null, files: [], received: [], problems: [] };

/** Reads a form as its page sends it. Throws UnreadableForm and MultipartRefused. */
export async function readPosted(c: Context, needs: Pick<ReporterNeeds, 'reception' | 'limiter' | 'addressOf'>): Promise<PostedForm> {
  const contentType = c.req.header('content-type');
  const { body } = c.req.raw;
  if (!bringsFiles(contentType) || !body) {
    const field = fieldsOf(await readForm(c));
    return { ...EMPTY_FORM, field, files: filesIn(field('files')) };
  }
  // Taking files in is dear; whoever did so too often gets the words back and sends the files later.
  const mayKeep = (await secondsToWait(needs, c)) === 0;
  const { fields, form, files, problems } = await needs.reception.receive({ contentType, body }, mayKeep);
  const kept = filesIn(fields.filter(([name]) => name === KEPT_FIELD).map(([, id]) => id).join(' '));
  return { field: fieldsOf(fields), form, files: [...new Set([...kept, ...files.map((file) => file.id)])], received: files, problems };
}
