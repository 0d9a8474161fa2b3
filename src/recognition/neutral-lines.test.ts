import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translatorFor, type Messages } from '#src/platform/i18n/translate.ts';
import { anyAnswers, english } from '#test/support/knowledge.ts';
import { PROJECT } from '#test/support/server.ts';
import { writeAnswers } from './answers.ts';
import { checkerFor } from './check.ts';
import { neutralLines } from './neutral-lines.ts';
import { checkKnowledge } from './check-knowledge.ts';

const messages: Messages = JSON.parse(readFileSync(join(PROJECT, 'messages/en.json'), 'utf8'));
const t = translatorFor('en', messages);
const now = new Date('2026-11-23T03:00:00Z');
const checker = checkerFor(checkKnowledge(english), 'NL');

describe('the lines to copy', () => {
  it('are six, and hold neither outcome nor tier nor any judgement', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const lines = neutralLines(checker.follow(writeAnswers(answers), now), checker, t);
        expect(lines).toHaveLength(6);
        expect(lines.join(' ')).not.toMatch(/act now|consult|keep watching|victim|suspect|exploit|traffick|tier|\b[A-Z]{3}-\d\d\b/i);
      }),
    );
  });
  it('say what was seen and who observed it', () => {
    const lines = neutralLines(checker.follow([['sign.ARR-02', 'seen'], ['by.ARR-02', 'hearsay']], now), checker, t);
    expect(lines[3]).toMatch(/^Seen or heard: An adult waits.*\(Heard from others\)/);
  });
  it('speak of a person, not of a child, where the person is an adult', () => {
    const lines = neutralLines(checker.follow([['age', 'adult']], now), checker, t);
    expect(lines.join(' ')).not.toMatch(/\bchild/);
  });
  it('leave blanks where nothing is known', () => {
    expect(neutralLines(checker.begin(now), checker, t)[3]).toBe('Seen or heard: ________.');
  });
});
