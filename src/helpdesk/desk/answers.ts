import type { Answer } from '#src/platform/action/action.ts';
import { attachmentObstacle } from '#src/platform/attachments/file-field.tsx';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import { LONGEST_TEXT } from '../model/words.ts';
import type { Problem } from './shown.ts';

type No = Exclude<Answer<unknown>, { done: true }>;

/** Where on the page a wrong field stands, by the name the action has for it. */
const FIELD_OF: Readonly<Record<string, string>> = { text: 'text', worker: 'worker', other: 'other', because: 'because', on: 'on', 'closing.outcome': 'outcome' };

function problemOf(site: Site, code: string): Problem {
  const aboutFiles = attachmentObstacle(site.t, code);
  if (aboutFiles) return { text: aboutFiles, field: 'files' };
  const key = `desk.problem.${code}`;
  // A code that has no text of its own is a mistake of ours, and still no reason to leave somebody without a word.
  return { text: site.messages[key] ? site.t(key as MessageKey) : site.t('desk.problem') };
}

/** Why not, in words for the page. `where` is the field of the text, where the page has several. */
export function problemsIn(site: Site, answer: No, where = 'text'): Problem[] {
  const { t } = site;
  switch (answer.because) {
    case 'obstacles':
      return answer.obstacles.map(({ code }) => problemOf(site, code));
    case 'changed-meanwhile':
      return [{ text: t('desk.changed-meanwhile'), field: where }];
    case 'invalid':
      return answer.problems.map(({ path }) => (path === 'text' ? { text: t('desk.problem.text', { most: LONGEST_TEXT }), field: where } : { text: t('desk.problem.choice'), field: FIELD_OF[path] ?? where }));
    default:
      return [problemOf(site, answer.because)];
  }
}

/** The status that goes with it. */
export function statusFor(answer: No): 403 | 404 | 409 | 422 {
  if (answer.because === 'not-there') return 404;
  if (answer.because === 'changed-meanwhile') return 409;
  return answer.because === 'invalid' || answer.because === 'obstacles' ? 422 : 403;
}
