import type { Translate } from '#src/platform/i18n/translate.ts';
import type { Checker } from '#src/recognition/check.ts';
import { neutralLines } from '#src/recognition/neutral-lines.ts';
import type { NewReport } from '../model/reporter-actions.ts';
import type { Draft } from './form.ts';

type FromCheck = { header: NonNullable<NewReport['received']['check']>; lines: string };

/** What the answers of a check say: codes for the header, and its neutral lines for the desk to read. */
export function fromCheck({ check }: Pick<Draft, 'check'>, checker: Checker, t: Translate, now: Date): FromCheck | null {
  if (check === '') return null;
  const state = checker.follow([...new URLSearchParams(check)], now);
  const { outcome, urgency } = state.assessment;
  return { header: { outcome, urgency: urgency ?? null, incident: state.answers.incident ?? null }, lines: neutralLines(state, checker, t).join('\n') };
}

const said = (name: 'who' | 'contact' | 'safeContact', value: string) => (value.trim() === '' ? {} : { [name]: value.trim() });

/** A report from what was written, in the shape in which it is kept. */
export function reportFrom(draft: Draft, language: NewReport['received']['language'], check: FromCheck | null): Pick<NewReport, 'received' | 'words'> {
  const { way, danger, alone, country, age, text, who, contact, safe } = draft;
  return {
    received: { channel: 'website', way, language, country, dangerNow: danger, aloneNow: alone, age: age === '' ? null : age, check: check?.header ?? null },
    words: { text: text.trim(), ...said('who', who), ...said('contact', contact), ...said('safeContact', safe), ...(check ? { check: check.lines } : {}) },
  };
}
