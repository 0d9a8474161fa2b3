import type { SecretKey } from '#src/platform/sessions/secrets.ts';

/** What travels with a form in place of a cookie: sealed, so that nobody else makes one, and not readable in what a browser keeps. */
function open(key: SecretKey, token: string, owner: string): string | null {
  try {
    return key.open(Buffer.from(token, 'base64url'), owner).toString();
  } catch {
    return null;
  }
}
const seal = (key: SecretKey, text: string, owner: string): string => key.seal(Buffer.from(text), owner).toString('base64url');

/** The words of a receipt that were drawn here. Words that somebody chose would be guessed. They hold for as long as the page is open. */
export const sealReceipt = (key: SecretKey, words: readonly string[]): string => seal(key, words.join(' '), 'receipt');
export const openReceipt = (key: SecretKey, token: string): string[] | null => open(key, token, 'receipt')?.split(' ') ?? null;

/** How long somebody may read and write before the words are asked again. */
const PASS_MS = 30 * 60_000;

/** For whoever gave the words: opens this report and no other, for a while. */
export const sealPass = (key: SecretKey, report: string, now: Date): string => seal(key, `${report} ${now.getTime() + PASS_MS}`, 'pass');

export function openPass(key: SecretKey, token: string, now: Date): string | null {
  const [report, until] = open(key, token, 'pass')?.split(' ') ?? [];
  return report !== undefined && Number(until) > now.getTime() ? report : null;
}
