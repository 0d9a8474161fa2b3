import type { ReportState } from './state.ts';
import { SECTIONS } from './vocabulary.ts';

/** What the reporter is told: erased a year after the last message, and within 14 days once it was withdrawn. */
const KEPT_DAYS = 365;
const WITHDRAWN_DAYS = 10;

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** From which day on the words are erased. Null when they are already, or when a file goes on with them, which has rules of its own. */
export function eraseOn(state: ReportState): string | null {
  if (SECTIONS.every((section) => state.erased.includes(section))) return null;
  if (state.withdrawnOn) return daysAfter(state.withdrawnOn, WITHDRAWN_DAYS);
  const last = state.messages.at(-1)?.on ?? state.received?.on;
  return state.file || last === undefined ? null : daysAfter(last, KEPT_DAYS);
}

export const isDue = (state: ReportState, today: string): boolean => {
  const day = eraseOn(state);
  return day !== null && day <= today;
};
