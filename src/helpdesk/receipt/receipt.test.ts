import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { secretKey } from '#src/platform/sessions/secrets.ts';
import { PROJECT } from '#test/support/server.ts';
import { identities, messageIdOf } from './identity.ts';
import { queueFor, QueueFull } from './queue.ts';
import { openPass, openReceipt, sealPass, sealReceipt } from './tokens.ts';
import { drawWords, HOW_MANY, normaliseWords, readWordLists } from './words.ts';

const lists = readWordLists(PROJECT);
const key = secretKey(randomBytes(32), 'receipts');
const NOW = new Date('2026-11-25T10:00:00Z');

/** Whether one slip of the finger makes one of the other. */
function isOneSlipApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  if (a.length === b.length) return [...a].filter((letter, at) => letter !== b[at]).length <= 1;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short);
}

/** Words that frighten, accuse, judge or name people by origin or belief, as far as a list can hold them. */
const NEVER = /^(dood|bloed|moord|politie|cel|wapen|mes|pistool|god|kerk|imam|duivel|slaaf|dief|death|dead|blood|murder|police|prison|jail|knife|gun|god|church|devil|slave|thief|ghost|turk|jew|arab|död|blod|mord|polis|fängelse|vapen|kniv|gud|kyrka|djävul|slav|tjuv|jude|turk|moarte|mort|sange|crima|politie|inchisoare|arma|cutit|zeu|biserica|drac|sclav|hot|tigan|rrom|evreu|turc|smrt|krv|ubistvo|policija|zatvor|oruzje|noz|bog|crkva|dzamija|vrag|rob|lopov|cigan|turcin|srbin|hrvat|bosnjak)$/;

describe.each(LANGUAGES)('the words in %s', (language) => {
  const words = lists[language];
  const plain = words.map(normaliseWords);
  it('are enough for 70 bits', () => {
    expect(words.length).toBeGreaterThanOrEqual(1024);
    expect(HOW_MANY * Math.log2(words.length)).toBeGreaterThanOrEqual(70);
  });
  it('are short, in small letters, and can be typed without their marks', () => {
    expect(words.filter((word) => !/^\p{Ll}{3,9}$/u.test(word))).toEqual([]);
    expect(plain.filter((word) => !/^[a-z]{3,9}$/.test(word))).toEqual([]);
  });
  it('are never one slip of the finger apart', () => {
    expect(plain.flatMap((a, at) => plain.slice(at + 1).filter((b) => isOneSlipApart(a, b)).map((b) => `${a} ${b}`))).toEqual([]);
  });
  it('frighten nobody and name no origin and no belief', () => expect(plain.filter((word) => NEVER.test(word))).toEqual([]));
  it('are drawn from the whole list, each as likely', () => {
    const drawn = new Set(Array.from({ length: 4000 }, () => drawWords(words)).flat());
    expect(drawn.size).toBe(words.length);
  });
});

describe('what somebody types', () => {
  it.each([
    ['  Boom, vis-zon\nMAAN  ', 'boom vis zon maan'],
    ['blåbär fågel', 'blabar fagel'],
    ['1. boom 2. vis', 'boom vis'],
    ['fluturé Žaba đak', 'fluture zaba dak'],
  ])('%j counts as %j', (typed, counts) => expect(normaliseWords(typed)).toBe(counts));
  it('counts the same however it is written, for the words of every language', () => {
    const written = fc.constantFrom<(w: string[]) => string>((w) => w.join(' '), (w) => w.join('-').toUpperCase(), (w) => `\t${w.join(', ')} `, (w) => w.join('\r\n').normalize('NFD'), (w) => normaliseWords(w.join(' ')));
    fc.assert(fc.property(fc.constantFrom(...LANGUAGES), written, (language, write) => {
      const words = drawWords(lists[language]);
      expect(normaliseWords(write(words))).toBe(normaliseWords(words.join(' ')));
    }));
  });
  it('is not helped: a word left out, changed or moved counts as something else', () => {
    const words = drawWords(lists.nl);
    expect(normaliseWords(words.slice(1).join(' '))).not.toBe(normaliseWords(words.join(' ')));
    expect(normaliseWords(words.toReversed().join(' '))).not.toBe(normaliseWords(words.join(' ')));
  });
});

describe('the report that words open', () => {
  const identityOf = identities(key);
  it('is the same for the same words, another for others, and another under another key', async () => {
    const words = 'boom vis zon maan ster blad tak';
    const first = await identityOf(words);
    expect(await identityOf('BOOM-vis, zon maan ster blad tak')).toBe(first);
    expect(await identityOf('boom vis zon maan ster blad tam')).not.toBe(first);
    expect(await identities(secretKey(randomBytes(32), 'receipts'))(words)).not.toBe(first);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
  it('is the one it always was: what computes it may change, and what it comes to never', async () => {
    expect(await identities(secretKey(Buffer.alloc(32, 7), 'receipts'))('boom vis zon maan ster blad tak')).toBe('e969c8b7-c3c9-4f62-bd57-0c8476af2e77');
  });
  it('is computed for several at once, each for whoever asked', async () => {
    const asked = ['een', 'twee', 'drie', 'vier', 'vijf'];
    const [together, apart] = [await Promise.all(asked.map(identityOf)), []] as [string[], string[]];
    for (const words of asked) apart.push(await identityOf(words));
    expect(together).toEqual(apart);
    expect(new Set(together).size).toBe(asked.length);
  });
  it('costs what guessing has to cost, and not more than somebody waits', async () => {
    const started = performance.now();
    for (let n = 0; n < 5; n++) await identityOf(`woord ${n}`);
    const each = (performance.now() - started) / 5;
    expect(each).toBeGreaterThan(15);
    expect(each).toBeLessThan(1000);
  });
  it('is a message of its own when a word of it was changed, and the same when it is only sent again', () => {
    expect(messageIdOf(key, 'form', 'text')).toBe(messageIdOf(key, 'form', 'text'));
    expect(new Set([messageIdOf(key, 'form', 'text'), messageIdOf(key, 'form', 'text.'), messageIdOf(key, 'other', 'text')]).size).toBe(3);
  });
});

describe('the queue', () => {
  it('does so many at once, lets so many wait, and turns the others away', async () => {
    const queue = queueFor(2, 3);
    let [running, most] = [0, 0];
    const work = () => queue(async () => {
      most = Math.max(most, ++running);
      await new Promise((done) => setTimeout(done, 5));
      running--;
    });
    const ended = await Promise.allSettled(Array.from({ length: 8 }, work));
    expect(most).toBe(2);
    expect(ended.filter((e) => e.status === 'fulfilled')).toHaveLength(5);
    expect(ended.filter((e) => e.status === 'rejected').every((e) => e.reason instanceof QueueFull)).toBe(true);
    await work();
    expect(most).toBe(2);
  });
  it('goes on after work that failed', async () => {
    const queue = queueFor(1, 1);
    await expect(queue(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(await queue(async () => 1)).toBe(1);
  });
});

describe('what travels with the form', () => {
  const words = drawWords(lists.ro);
  it('opens the words that were drawn here, and nothing that somebody chose', () => {
    expect(openReceipt(key, sealReceipt(key, words))).toEqual(words);
    expect(sealReceipt(key, words)).not.toContain(words[0]);
    for (const token of ['', 'x', Buffer.from(words.join(' ')).toString('base64url'), sealPass(key, 'r', NOW), sealReceipt(secretKey(randomBytes(32), 'receipts'), words)]) expect(openReceipt(key, token)).toBeNull();
  });
  it('opens one report for half an hour and not longer', () => {
    const token = sealPass(key, 'report', NOW);
    expect(openPass(key, token, NOW)).toBe('report');
    expect(openPass(key, token, new Date(NOW.getTime() + 29 * 60_000))).toBe('report');
    expect(openPass(key, token, new Date(NOW.getTime() + 30 * 60_000))).toBeNull();
    for (const other of ['', 'x', sealReceipt(key, words)]) expect(openPass(key, other, NOW)).toBeNull();
  });
});
