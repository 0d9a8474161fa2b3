import { createHash } from 'node:crypto';

/** What says something about a text and is no part of its words. */
const ABOUT_THE_TEXT = /^(review|translationOf):.*(\n[ \t]+.*)*\n/gm;

/** What stands above the text, line ends included, and the text itself. */
function parted(whole: string): { above: string; body: string } {
  const [, above = '', body = ''] = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(whole.replaceAll('\r\n', '\n')) ?? [];
  return { above, body };
}

/** Names the words of a text: the first eight digits of their hash. Who reviewed it and what it translates are no part of them. */
export function markOf(whole: string): string {
  const { above, body } = parted(whole);
  const words = `${above.replaceAll(ABOUT_THE_TEXT, '')}${body}`.replaceAll(/[ \t]+$/gm, '').trim();
  return createHash('sha256').update(words).digest('hex').slice(0, 8);
}

/** The translation with `translationOf` set to the mark of the original it now follows. Null where there is nothing above the text. */
export function markedInStep(translation: string, original: string): string | null {
  const { above, body } = parted(translation);
  if (above === '') return null;
  const others = above.replaceAll(/^translationOf:.*\n/gm, '');
  return `---\n${others}translationOf: "${markOf(original)}"\n---\n${body}`;
}
