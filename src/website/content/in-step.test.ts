import { describe, expect, it } from 'vitest';
import { markedInStep, markOf } from './in-step.ts';

const DUTCH = '---\ntitle: Titel\n---\nTekst.\n';

describe('a translation', () => {
  it('is marked with the Dutch text it follows, and marked anew when that changes', () => {
    const marked = markedInStep('---\ntitle: Title\n---\nText.\n', DUTCH);
    expect(marked).toBe(`---\ntitle: Title\ntranslationOf: "${markOf(DUTCH)}"\n---\nText.\n`);
    const changed = DUTCH.replace('Tekst', 'Andere tekst');
    expect(markedInStep(marked, changed)).toContain(`translationOf: "${markOf(changed)}"`);
    expect(markOf(changed)).not.toBe(markOf(DUTCH));
  });
  it('stays in step when only line ends or blanks at the end of a line differ', () => {
    expect(markOf(DUTCH.replaceAll('\n', '\r\n'))).toBe(markOf(DUTCH));
    expect(markOf(DUTCH.replace('Tekst.', 'Tekst.  '))).toBe(markOf(DUTCH));
  });
});
