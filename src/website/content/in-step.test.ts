import { describe, expect, it } from 'vitest';
import { markedInStep, markOf } from './in-step.ts';

const DUTCH = '---\ntitle: Titel\nreview: to-verify\n---\nTekst.\n';
const ENGLISH = '---\ntitle: Title\n---\nText.\ntranslationOf: is a word here\n';

describe('a translation', () => {
  it('is marked with the Dutch text it follows, and marked anew when that changes', () => {
    const marked = markedInStep(ENGLISH, DUTCH);
    expect(marked).toBe(`---\ntitle: Title\ntranslationOf: "${markOf(DUTCH)}"\n---\nText.\ntranslationOf: is a word here\n`);
    const changed = DUTCH.replace('Tekst', 'Andere tekst');
    expect(markedInStep(marked ?? '', changed)).toContain(`translationOf: "${markOf(changed)}"\n---`);
    expect(markOf(changed)).not.toBe(markOf(DUTCH));
    expect(markOf(DUTCH.replace('Titel', 'Andere titel'))).not.toBe(markOf(DUTCH));
  });
  it('stays in step when only line ends or blanks at the end of a line differ', () => {
    expect(markOf(DUTCH.replaceAll('\n', '\r\n'))).toBe(markOf(DUTCH));
    expect(markOf(DUTCH.replace('Tekst.', 'Tekst.  '))).toBe(markOf(DUTCH));
    expect(markedInStep(ENGLISH.replaceAll('\n', '\r\n'), DUTCH)).toBe(markedInStep(ENGLISH, DUTCH));
  });
  it('stays in step when somebody reviews the Dutch text', () => {
    expect(markOf(DUTCH.replace('to-verify', '{ byRole: jurist, on: 2026-11-25, mark: "0a0a0a0a" }'))).toBe(markOf(DUTCH));
    expect(markOf(DUTCH.replace('review: to-verify', 'review:\n  byRole: jurist\n  on: 2026-11-25'))).toBe(markOf(DUTCH));
  });
  it('without anything above its text is not touched', () => expect(markedInStep('Text.', DUTCH)).toBeNull());
});
