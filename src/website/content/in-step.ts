import { createHash } from 'node:crypto';

/** Names the Dutch text a translation was made from: the first eight digits of its hash, line ends and ends of lines apart. */
export function markOf(original: string): string {
  const text = original.replaceAll('\r\n', '\n').replaceAll(/[ \t]+$/gm, '').trim();
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** The translation with `translationOf` set to the mark of the original it now follows. */
export function markedInStep(translation: string, original: string): string {
  const line = `translationOf: "${markOf(original)}"`;
  if (/^translationOf:.*$/m.test(translation)) return translation.replace(/^translationOf:.*$/m, line);
  return translation.replace(/^(---\n[\s\S]*?\n)(---\n)/, `$1${line}\n$2`);
}
