import type { Actor } from '#src/platform/action/action.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import { FORM_FIELD, formHash, isFormSecret } from './form-secret.ts';
import { LIMITS, mostInForm } from './limits.ts';
import { MultipartRefused, readMultipart } from './multipart.ts';
import { discard, stage, type Received, type WhyNot } from './staging.ts';

/** The field in which a form says again which files came in before, when it had to be put right. */
export const KEPT_FIELD = 'kept-file';

export type ReceivedForm = {
  /** In order; without the files. */
  readonly fields: readonly (readonly [string, string])[];
  /** The secret of the form, for the action that takes its files. */
  readonly form: string;
  readonly files: readonly Received[];
  /** Files that were not taken in, by the names they were sent with. */
  readonly problems: readonly { readonly name: string; readonly because: WhyNot }[];
};

/** Whether a form came that can bring files. */
export const bringsFiles = (contentType: string | undefined): contentType is string => /^multipart\/form-data\b/i.test(contentType ?? '');

type Sent = { contentType: string | undefined; body: AsyncIterable<Uint8Array> | null };

type Reception = Pick<Ground, 'database' | 'wrapper' | 'now' | 'limits'>;
type Taken = { files: Received[]; problems: { name: string; because: WhyNot }[] };

async function readInto({ files, problems }: Taken, ground: Reception, actor: Actor, { contentType, body }: Sent): Promise<[string, string][]> {
  if (!body || contentType === undefined) throw new MultipartRefused('unreadable');
  const limits = ground.limits ?? LIMITS;
  const { fields, tooManyFiles } = await readMultipart({
    contentType,
    body,
    mostFiles: limits.filesInForm,
    mostBytes: mostInForm(limits),
    async onFile({ name, source }, before) {
      const secret = before.find(([field]) => field === FORM_FIELD)?.[1] ?? '';
      if (!isFormSecret(secret)) throw new MultipartRefused('unreadable');
      // A field for files in which nothing was chosen comes without a name.
      if (name === '') return;
      const staged = await stage(ground, { actor, form: formHash(secret), name, source });
      if ('file' in staged) files.push(staged.file);
      else problems.push({ name, because: staged.refused });
    },
  });
  if (tooManyFiles) problems.push({ name: '', because: 'too-many' });
  return fields;
}

/**
 * Takes in a form with files as it streams by. Files are sealed at once and wait for an action; the words are given back. The
 * form's secret stands before the files in the form. Throws MultipartRefused when it is no such form or broke off, and keeps
 * none of its files then.
 */
export async function receiveForm(ground: Reception, actor: Actor, sent: Sent): Promise<ReceivedForm> {
  const taken: Taken = { files: [], problems: [] };
  try {
    const fields = await readInto(taken, ground, actor, sent);
    const form = fields.find(([field]) => field === FORM_FIELD)?.[1] ?? '';
    if (!isFormSecret(form)) throw new MultipartRefused('unreadable');
    return { fields: fields.filter(([field]) => field !== FORM_FIELD), form, ...taken };
  } catch (error) {
    for (const { id } of taken.files) await discard(ground, actor, id);
    throw error;
  }
}
