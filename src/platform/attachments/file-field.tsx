import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { cleanName } from './file-name.ts';
import { FORM_FIELD } from './form-secret.ts';
import { LIMITS } from './limits.ts';
import { KEPT_FIELD, type ReceivedForm } from './receive.ts';
import type { Received } from './staging.ts';

type FileFieldProps = {
  t: Site['t'];
  /** The field; its files are told by the form they come with, not by its name. */
  name: string;
  /** What came in before, when the form has to be put right. */
  kept?: readonly Pick<Received, 'id' | 'name'>[];
  most?: number;
};

/** Stands first in a form with files: what is sent with it is used once. The form posts as `multipart/form-data`. */
export function FormSecret({ secret }: { secret: string }): JSX.Element {
  return <input type="hidden" name={FORM_FIELD} value={secret} />;
}

/** Choosing files, and those that are here already, so that nobody has to send a large one twice. */
export function FileField({ t, name, kept = [], most = LIMITS.filesInForm }: FileFieldProps): JSX.Element {
  return (
    <>
      {kept.length > 0 && (
        <fieldset class="question">
          <legend>{t('attachments.kept')}</legend>
          <p class="hint">{t('attachments.kept-hint')}</p>
          <div class="choices column">
            {kept.map((file) => (
              <label class="choice" for={`kept-${file.id}`}>
                <input type="checkbox" id={`kept-${file.id}`} name={KEPT_FIELD} value={file.id} checked />
                <span dir="auto">{file.name}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <p class="field" id={`${name}-field`}>
        <label for={`${name}-files`}>{t('attachments.label')}</label>
        <span class="hint" id={`${name}-hint`}>
          {t('attachments.hint', { most })}
        </span>
        <input type="file" id={`${name}-files`} name={name} multiple aria-describedby={`${name}-hint`} />
      </p>
    </>
  );
}

/** Each file that was not taken in, as a line of an error summary. */
export const fileErrors = (t: Site['t'], problems: ReceivedForm['problems'], field: string): { text: string; field: string }[] =>
  problems.map(({ name, because }) => ({ field, text: t(`attachments.problem.${because}`, { name: shown(name) }) }));

const shown = (name: string): string => cleanName(name, 'other');

/** Why an action did not take the files, where that is why. */
export function attachmentObstacle(t: Site['t'], code: string): string | undefined {
  switch (code) {
    case 'upload-gone':
    case 'already-sent':
    case 'quota-stream':
    case 'quota-agency':
      return t(`attachments.no.${code}`);
    default:
      return undefined;
  }
}
