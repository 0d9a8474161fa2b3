import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PROJECT } from '#test/support/server.ts';
import { readRecords, UnreadableRecords } from './csv.ts';
import { dateFrom, encode, wordsOf } from './encode.ts';
import { evaluate } from './evaluate.ts';
import { FIELDS, profileOf, type Identity } from './fields.ts';
import { rankNames } from './names.ts';
import { latin } from './scripts.ts';
import { skeletonOf } from './sound.ts';
import { pack, unpack } from './pack.ts';
import { score } from './score.ts';
import type { Shares } from './shares.ts';
import { readWeights } from './weights.ts';
import { keyedWriting, likeness, plainWriting } from './writing.ts';

const keyed = keyedWriting(Buffer.alloc(32, 1));
const weights = readWeights(join(PROJECT, 'src/matching/weights.json'));
const usual: Shares = (_field, _value, often) => often;
const scored = (a: Identity, b: Identity, shares = usual) => score(encode(keyed, profileOf(a)), encode(keyed, profileOf(b)), { weights, shares });
const levels = (a: Identity, b: Identity) => Object.fromEntries(scored(a, b).fields.map(({ field, level }) => [field, level]));
const bits = (a: Identity, b: Identity) => scored(a, b).bits;

describe('a name in another alphabet', () => {
  it.each([
    ['Đorđević', 'Ђорђевић', 'djordjevic'],
    ['Džemal', 'Џемал', null],
    ['Ismaël', 'ismael', 'ismael'],
    ['Łukasz', 'Lukasz', 'lukasz'],
    ["O'Brien", 'OBrien', 'obrien'],
    ['Müller', 'MÜLLER', 'muller'],
  ])('%s and %s meet', (one, other, same) => {
    if (same) expect([latin(one), latin(other)]).toEqual([same, same]);
    expect(skeletonOf(one)).toBe(skeletonOf(other));
  });
  it('of Serbo-Croat is the same in both scripts, with and without its marks', () => {
    const official: Record<string, string> = { а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', ђ: 'đ', е: 'e', ж: 'ž', з: 'z', и: 'i', ј: 'j', к: 'k', л: 'l', љ: 'lj', м: 'm', н: 'n', њ: 'nj', о: 'o', п: 'p', р: 'r', с: 's', т: 't', ћ: 'ć', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'č', џ: 'dž', ш: 'š' };
    const names = ['ђорђе', 'живко', 'љубица', 'његош', 'ћамил', 'џенана', 'шефик', 'цвијета', 'чедомир', 'хусеин', 'јасмина', 'мустафа', 'зорица', 'витомир', 'радојка', 'ферида', 'ешрефа', 'константин'];
    const pairs = names.map((name) => ({ one: [...name].map((letter) => official[letter]).join(''), other: name }));
    expect(rankNames(keyed, pairs)).toEqual({ pairs: names.length, top1: 1, top10: 1 });
  });
  it.each([['محمد', 'Mohammed'], ['يوسف', 'Yousef'], ['خديجة', 'Khadija'], ['الكسندر', 'Alksandr']])('%s is heard as %s', (arabic, other) => {
    expect(likeness(keyed.parts('x', [...skeletonOf(arabic)]), keyed.parts('x', [...skeletonOf(other)]))).toBeGreaterThan(0.6);
  });
  it('never makes anything but small Latin letters, digits and single spaces', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => /^([a-z0-9]+( [a-z0-9]+)*)?$/.test(latin(text))));
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => latin(latin(text)) === latin(text)));
  });
  it('loses its particles, unless it has nothing else', () => {
    expect(wordsOf('Ahmed ben el Voorbeeld')).toEqual(['ahmed', 'voorbeeld']);
    expect(wordsOf('Van Der')).toEqual(['van', 'der']);
  });
});

describe('two persons written down', () => {
  const ana: Identity = { given: 'Ana', family: 'Popescu', birthDate: '2011-03-05', place: 'Brașov' };
  it('agree field by field, and in words rather than numbers', () => {
    expect(levels(ana, { given: 'Anna', family: 'Popesku', birthDate: '2011-05-03', place: 'Brasov' })).toEqual({ given: 'sound', family: 'sound', birthDate: 'swapped', place: 'same' });
    expect(levels(ana, { given: 'Popescu', family: 'Ana', birthDate: '2011-03-15' })).toEqual({ given: 'swapped', family: 'swapped', birthDate: 'near' });
    expect(levels(ana, { given: 'Mihai', family: 'Ionescu', birthDate: '1999-12-30', place: 'Cluj' })).toMatchObject({ given: 'differs', birthDate: 'differs', place: 'differs' });
  });
  it('say nothing about what is known of one only', () => expect(levels(ana, { given: 'Ana' })).toEqual({ given: 'same' }));
  it('leave out a date of words', () => {
    expect(dateFrom('in spring')).toBe(undefined);
    expect([dateFrom('5-3-2011'), dateFrom('20110305'), dateFrom('2011')]).toEqual([{ year: '2011', month: '03', day: '05' }, { year: '2011', month: '03', day: '05' }, { year: '2011', month: '', day: '' }]);
    expect(levels({ birthDate: 'unknown' }, { birthDate: '2011-03-05' })).toEqual({});
  });
  it('are more likely one the more they agree', () => {
    const worse: Identity[] = [ana, { ...ana, given: 'Anna' }, { ...ana, given: 'Anna', birthDate: '2011-03-06' }, { ...ana, given: 'Ioana', birthDate: '2011-03-06', place: 'Cluj' }, { given: 'Mihai', family: 'Radu', birthDate: '2004-10-10', place: 'Iași' }];
    const said = worse.map((other) => bits(ana, other));
    expect(said).toEqual(said.toSorted((a, b) => b - a));
    expect(said[0]).toBeGreaterThan(20);
    expect(said.at(-1)).toBeLessThan(-5);
  });
  it('weigh the same whichever comes first', () => {
    const identity = fc.record({ given: fc.constantFrom('Ana', 'Mihai', 'Юсуф', ''), family: fc.constantFrom('Popescu', 'Voorbeeld', 'van der Berg'), birthDate: fc.constantFrom('2011-03-05', '2011-05-03', '2010-03-05', 'x'), phone: fc.constantFrom('0612345678', '') });
    fc.assert(fc.property(identity, identity, (a, b) => bits(a, b) === bits(b, a)));
  });
  it('say more when they share a rare name than a common one', () => {
    expect(scored(ana, ana, () => 0.0001).bits).toBeGreaterThan(scored(ana, ana, () => 0.05).bits);
  });
  it('of whose birth dates no more than the year is sure agree in that, and hardly more', () => {
    const [first, other] = [{ ...ana, birthDate: '2011-01-01' }, { ...ana, birthDate: '2011' }];
    expect([levels(first, first), levels(first, other), levels(ana, other)].map((one) => one['birthDate'])).toEqual(['year', 'year', 'year']);
    expect(bits(ana, ana) - bits(first, first)).toBeGreaterThan(5);
  });
  it('are compared by the whole where one name is in one piece', () => {
    expect(levels({ fullName: 'Popescu Ana Maria' }, ana)).toEqual({ fullName: 'sound' });
    expect(bits({ fullName: 'Popescu Ana' }, ana)).toBeGreaterThan(bits({ fullName: 'Radu Ana' }, ana));
  });
  it('are not one because short names sound alike, nor swapped for that', () => {
    expect(levels({ given: 'Evan', family: 'Sewell' }, { given: 'Cecil', family: 'Fane' })).toEqual({ given: 'differs', family: 'differs' });
  });
  it('whose name nobody knows are not alike for that', () => {
    expect(levels({ given: 'onbekend', family: 'N.N.' }, { given: 'Unknown', family: 'N.N.' })).toEqual({});
    expect(encode(keyed, profileOf({ given: 'unknown', birthDate: '2011-03-05' })).keys).toHaveLength(1);
  });
  it('have a sex in whichever language it was written down', () => expect(levels({ sex: 'meisje' }, { sex: 'F' })).toEqual({ sex: 'same' }));
  it('with many names count less for each, and not less than by chance', () => {
    const [one, many] = [profileOf(ana), { ...profileOf(ana), names: [...profileOf(ana).names, { given: 'Elena', family: 'Radu' }] }];
    const of = (a: typeof one, b: typeof one) => score(encode(keyed, a), encode(keyed, b), { weights, shares: usual }).bits;
    expect(of(one, many)).toBeCloseTo(of(one, one) - 1, 5);
    expect(of(many, one)).toBe(of(one, many));
  });
  it('come back from their bytes as they were', () => {
    const text = fc.constantFrom('Ana', 'Popescu', 'Юсуф', 'van der Berg', 'a b c d e f', '', '2011-03-05', 'm');
    const identity = fc.record({ given: text, family: text, fullName: text, birthDate: text, place: text, sex: text, phone: text, document: text });
    fc.assert(
      fc.property(fc.array(identity, { maxLength: 3 }), (all) => {
        const profiles = all.map(profileOf);
        const encoded = encode(keyed, { names: profiles.flatMap((p) => p.names), birthDates: profiles.flatMap((p) => p.birthDates), others: profiles[0]?.others ?? {} });
        expect(unpack(pack(encoded))).toEqual(encoded);
      }),
    );
  });
  it('with another key have nothing in common', () => {
    const [a, b] = [encode(keyed, profileOf(ana)), encode(keyedWriting(Buffer.alloc(32, 2)), profileOf(ana))];
    expect(a.keys.filter((key) => b.keys.includes(key))).toEqual([]);
    expect(a.names[0]?.given?.exact).not.toBe(b.names[0]?.given?.exact);
  });
  it('are not compared by where they come from', () => expect(FIELDS.filter((field) => /nation|country|language|ethnic|religion/i.test(field))).toEqual([]));
});

describe('the weights', () => {
  it('know each field and each level, and speak for one person where a field is the same', () => {
    for (const field of FIELDS) {
      const { same, differs } = weights.fields[field].bits;
      expect(same, field).toBeGreaterThan(0);
      expect(differs, field).toBeLessThan(0);
    }
  });
});

const folder = mkdtempSync(join(tmpdir(), 'keerpunt-matching-'));
afterAll(() => rmSync(folder, { recursive: true }));
function fileOf(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** Invented people, each written down twice, the second time with a mistake. */
function madeUp(count: number): string {
  const given = ['Ana', 'Mihai', 'Elena', 'Ion', 'Marko', 'Amina', 'Lejla', 'Emir', 'Sven', 'Karin'];
  const family = ['Popescu', 'Ionescu', 'Hodžić', 'Begić', 'Svensson', 'Voorbeeld', 'Radu', 'Munteanu', 'Kovač', 'Lindqvist', 'Moraru'];
  const lines = Array.from({ length: count }, (_, at) => {
    const [g = '', f = ''] = [given[at % given.length], `${family[(at * 7) % family.length]}${['', 'eanu', 'ov', 'sen', 'ak', 'ul'][at % 6]}`];
    const date = `20${String(5 + (at % 9)).padStart(2, '0')}-${String(1 + ((at * 5) % 12)).padStart(2, '0')}-${String(1 + ((at * 11) % 28)).padStart(2, '0')}`;
    const wrong = at % 3 === 0 ? [f, g, date] : at % 3 === 1 ? [g.replace(/.$/, 'e'), f, date] : [g, f.toUpperCase(), date.replace(/.$/, '9')];
    return `${at},${g},${f},${date}\n${at},${wrong.join(',')}`;
  });
  return `who,g,f,d\n${lines.join('\n')}\n`;
}
const columns = [['given', 'g'], ['family', 'f'], ['birthDate', 'd']] as const;

describe('measuring', () => {
  const all = readRecords(fileOf('people.csv', madeUp(300)), 'who', columns);
  it('finds people again, hardly worse in keyed encodings than in plain words', () => {
    const [encodings, plain] = [evaluate({ all }, keyed, weights), evaluate({ all }, plainWriting(), weights)];
    expect(encodings.f1).toBeGreaterThan(0.9);
    expect(encodings.f1).toBeGreaterThan(plain.f1 - 0.03);
    expect(encodings.top10).toBeGreaterThan(0.95);
    expect(encodings.foundAtFalseHits['0.05']).toBeGreaterThan(0.4);
    expect(encodings.retrieved.known).toBeGreaterThan(0.98);
  });
  it('of two files counts pairs across them only', () => {
    const [left, right] = [all.filter((_, at) => at % 2 === 0), all.filter((_, at) => at % 2 === 1)];
    expect(evaluate({ all: [...left, ...right], secondFrom: left.length }, keyed, weights).recall).toBeGreaterThan(0.9);
    // The same file on both sides: each record has one true pair, itself in the other.
    expect(evaluate({ all: [...left, ...left], secondFrom: left.length }, keyed, weights)).toMatchObject({ top1: 1, retrieved: { pairs: 1, known: 1 }, lostByRetrieval: 0 });
  });
  it('finds nobody where nobody is', () => {
    const strangers = readRecords(fileOf('strangers.csv', madeUp(100).split('\n').filter((_, at) => at === 0 || at % 2 === 1).join('\n')), 'who', columns);
    expect(evaluate({ all: strangers }, keyed, weights)).toMatchObject({ recall: 0, f1: 0, top1: 0 });
  });
  it('says what a file lacks', () => {
    const file = fileOf('short.csv', 'who,g\n1,Ana\n');
    expect(() => readRecords(file, 'who', columns)).toThrow(new UnreadableRecords(`${file} has no column f; it has who, g`));
    expect(() => readRecords(fileOf('empty.csv', ''), 'who', columns)).toThrow('holds no records');
    expect(() => readRecords(fileOf('torn.csv', 'who,g\n1,"Ana\n'), 'who', columns)).toThrow('cannot be read as CSV');
  });
});
