import type { Answer } from '#src/platform/action/action.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import type { Field } from './forms.tsx';
import { sectionName } from './shown.ts';
import type { Problem } from './view.ts';

type No = Exclude<Answer<unknown>, { done: true }>;

/** The first of these texts that there is. */
const textOf = (site: Site, keys: readonly string[]): string => site.t((keys.find((key) => site.messages[key]) ?? 'file.problem') as MessageKey);
const OURS = ['file.problem', 'file.missing'];

/** Which field of the form a field of the action stands for: they carry the same last name. */
function fieldOf(doing: string, fields: readonly Field[], path: string): string | undefined {
  const last = path.split('.').findLast((part) => !/^\d+$/.test(part));
  return fields.some((f) => f.name === last) ? `${doing}.${last}` : undefined;
}

/** Why not, in words for the page, each leading to its field where there is one. */
export function problemsIn(site: Site, answer: No, doing: string, fields: readonly Field[], others: readonly string[] = []): Problem[] {
  const { t } = site;
  switch (answer.because) {
    case 'obstacles':
      return answer.obstacles.map(({ code, section }) => ({ text: code === 'not-cleared' ? t('file.not-cleared', { section: sectionName(t, section ?? '') }) : textOf(site, [...OURS, ...others].map((list) => `${list}.${code}`)) }));
    case 'changed-meanwhile':
      return [{ text: t('file.changed-meanwhile') }];
    case 'invalid':
      return answer.problems.map(({ path }) => {
        const field = fieldOf(doing, fields, path);
        const label = fields.find((f) => field?.endsWith(`.${f.name}`))?.label;
        return { text: label ? t('file.problem.field', { field: t(label) }) : t('file.problem.choice'), ...(field === undefined ? {} : { field }) };
      });
    default:
      return [{ text: textOf(site, [`file.problem.${answer.because}`]) }];
  }
}

export function statusFor(answer: No): 403 | 404 | 409 | 422 {
  if (answer.because === 'not-there') return 404;
  if (answer.because === 'changed-meanwhile') return 409;
  return answer.because === 'invalid' || answer.because === 'obstacles' ? 422 : 403;
}
