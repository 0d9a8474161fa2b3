import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canonicalBytes, type Json } from './canonical.ts';
import { foldOf, type HeaderRow } from './fold.ts';
import { goldenProblems, type GoldenEntry } from './golden.ts';
import { BrokenEntryKinds, earlierVersion, entryKind, entryKinds, readHeader, UnreadableHeader, writeHeader } from './kinds.ts';
import { shreddedKind } from './shredded.ts';

const ID = '0b8f6f0e-6f0d-4f43-9b0a-0d5a52e3c111';

const visit = entryKind(
  'visit.planned',
  z.strictObject({ day: z.iso.date(), reason: z.enum(['first', 'again']), by: z.uuid().nullable(), guests: z.int().optional() }),
  [
    earlierVersion(z.strictObject({ day: z.iso.date(), first: z.boolean() }), ({ day, first }) => ({ day, reason: first ? 'first' : 'again' })),
    earlierVersion(z.strictObject({ day: z.iso.date(), reason: z.enum(['first', 'again']) }), (old) => ({ ...old, by: null })),
  ],
);
const ended = entryKind('visit.ended', z.strictObject({ at: z.iso.datetime() }));

function problemsOf(header: z.ZodObject): string[] {
  try {
    entryKind('visit.planned', header);
    return [];
  } catch (error) {
    if (error instanceof BrokenEntryKinds) return error.problems;
    throw error;
  }
}

describe('the header of a kind', () => {
  it('may hold codes, days, moments, ids, digests, numbers, yes or no, and lists of them', () => {
    const part = z.strictObject({ count: z.number().min(0) });
    const header = z.strictObject({ code: z.enum(['a-1']), one: z.literal('b'), day: z.iso.date(), at: z.iso.datetime(), id: z.uuid(), digest: z.hash('sha256'), yes: z.boolean(), list: z.array(z.uuid()), part: part.optional() });
    expect(problemsOf(header)).toEqual([]);
  });
  it.each<[string, z.core.$ZodType]>([
    ['text', z.string()],
    ['text of a pattern', z.string().regex(/^[a-z]+$/)],
    ['an address', z.email()],
    ['a link', z.url()],
    ['perhaps text', z.string().nullable().optional()],
    ['a list of text', z.array(z.string())],
    ['text in a part', z.strictObject({ inner: z.string() })],
    ['a part that takes more', z.object({ count: z.int() })],
    ['text by any name', z.record(z.string(), z.string())],
    ['anything', z.any()],
    ['a code or text', z.union([z.enum(['a']), z.string()])],
    ['a number made from text', z.coerce.number()],
    ['text that becomes a number', z.string().transform(Number)],
    ['a code that is a sentence', z.enum(['was seen at the station'])],
    ['a literal that is a sentence', z.literal('with somebody')],
    ['text by default', z.string().default('x')],
    ['whatever comes', z.lazy(() => z.string())],
  ])('may not hold %s', (_what, field) => expect(problemsOf(z.strictObject({ field }))).toHaveLength(1));
  it('may not take fields that nobody declared, nor names that are no names', () => {
    expect(problemsOf(z.object({ day: z.iso.date() }))).toHaveLength(1);
    expect(problemsOf(z.looseObject({ day: z.iso.date() }))).toHaveLength(1);
    expect(problemsOf(z.strictObject({ 'a name': z.int() }))).toHaveLength(1);
  });
  it('is refused in its earlier versions too, and every problem is listed', () => {
    const earlier = earlierVersion(z.strictObject({ words: z.string(), more: z.string() }), () => ({}));
    expect(() => entryKind('Visit', z.strictObject({}), [earlier])).toThrow(/Visit: is no name[\s\S]*1\.words[\s\S]*1\.more/);
  });
  it('cannot belong to two kinds of one name', () => {
    expect(() => entryKinds([visit, ended, entryKind('visit.ended', z.strictObject({}))])).toThrow(BrokenEntryKinds);
  });
});

describe('writing and reading a header', () => {
  it('writes the version of today', () => {
    expect(writeHeader(visit, { reason: 'first', day: '2026-11-25', by: ID })).toEqual({
      kind: 'visit.planned',
      version: 3,
      header: { reason: 'first', day: '2026-11-25', by: ID },
      header_bytes: Buffer.from(`{"by":"${ID}","day":"2026-11-25","reason":"first"}`),
    });
  });
  it('reads every version as it is today', () => {
    const today = { day: '2026-11-25', reason: 'again', by: null };
    expect(readHeader(visit, 1, { day: '2026-11-25', first: false })).toEqual(today);
    expect(readHeader(visit, 2, { day: '2026-11-25', reason: 'again' })).toEqual(today);
    expect(readHeader(visit, 3, today)).toEqual(today);
  });
  it('stops at what it does not know, and repeats no value', () => {
    const today = { day: '2026-11-25', reason: 'first', by: null };
    for (const version of [0, 4, 1.5]) expect(() => readHeader(visit, version, today)).toThrow('is a version that this code does not know');
    const secret = { day: 'a name', reason: 'first', by: null };
    expect(() => readHeader(visit, 3, secret)).toThrow('visit.planned 3: does not fit its schema: day');
    expect(() => readHeader(visit, 1, { day: '2026-11-25', first: true, words: 'a name' })).toThrow(UnreadableHeader);
    expect(() => writeHeader(visit, { ...secret, reason: 'first' })).toThrow(UnreadableHeader);
  });
});

describe('golden entries', () => {
  const kinds = entryKinds([visit, ended]);
  const golden: GoldenEntry[] = [
    { kind: 'visit.planned', version: 1, headerBytes: '{"day":"2026-11-25","first":true}', today: { day: '2026-11-25', reason: 'first', by: null } },
    { kind: 'visit.planned', version: 2, headerBytes: '{"day":"2026-11-25","reason":"again"}', today: { day: '2026-11-25', reason: 'again', by: null } },
    { kind: 'visit.planned', version: 3, headerBytes: `{"by":"${ID}","day":"2026-11-25","guests":2,"reason":"again"}`, today: { day: '2026-11-25', reason: 'again', by: ID, guests: 2 } },
    { kind: 'visit.ended', version: 1, headerBytes: '{"at":"2026-11-25T12:00:00.000Z"}', today: { at: '2026-11-25T12:00:00.000Z' } },
  ];
  it('of every version are read in the shape of today', () => expect(goldenProblems(kinds, golden)).toEqual([]));
  it('are missed when a version has none, and kept when a kind goes', () => {
    expect(goldenProblems(kinds, golden.slice(1))).toEqual(['visit.planned 1: has no golden entry']);
    expect(goldenProblems(entryKinds([visit]), golden)).toEqual(['visit.ended 1: no such kind any more; kinds are kept for ever']);
  });
  it('show a kind that reads or writes otherwise than before', () => {
    const first = golden[0] ?? { kind: '', version: 0, headerBytes: '', today: {} };
    const others = golden.slice(1);
    expect(goldenProblems(kinds, [{ ...first, today: { ...first.today, reason: 'again' } }, ...others])[0]).toContain('is read as');
    expect(goldenProblems(kinds, [{ ...first, headerBytes: '{"first":true,"day":"2026-11-25"}' }, ...others])[0]).toContain('not canonical');
    expect(goldenProblems(kinds, [{ ...first, headerBytes: '{"day":"2026-11-25"}' }, ...others])[0]).toContain('does not fit its schema: first');
    expect(goldenProblems(kinds, [{ ...first, headerBytes: 'half' }, ...others])).toHaveLength(1);
  });
  it('of the stub that a destroyed key leaves', () => {
    const shredded = shreddedKind(['asked', 'retention-ended']);
    const stubs: GoldenEntry[] = [{ kind: 'journal.shredded', version: 1, headerBytes: '{"because":"asked","sequence":7,"what":"entry"}', today: { because: 'asked', sequence: 7, what: 'entry' } }];
    expect(goldenProblems(entryKinds([shredded]), stubs)).toEqual([]);
  });
});

describe('canonical bytes', () => {
  const value: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof({ depthSize: 'small' }, fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.array(tie('json')), fc.dictionary(fc.string(), tie('json'))),
  })).json;
  const object = fc.dictionary(fc.string(), value);
  const shuffled = (json: Json): Json => {
    if (Array.isArray(json)) return json.map(shuffled);
    if (typeof json !== 'object' || json === null) return json;
    return Object.fromEntries(Object.entries(json).toReversed().map(([name, item]) => [name, shuffled(item as Json)]));
  };
  it('do not depend on the order of the fields, at any depth', () => {
    fc.assert(fc.property(object, (json) => canonicalBytes(json).equals(canonicalBytes(shuffled(json) as typeof json))));
  });
  it('are JSON of the same value, and stay the same when they were read and written again', () => {
    fc.assert(
      fc.property(object, (json) => {
        const bytes = canonicalBytes(json);
        // Not by what looks alike: a field may be called as something that each object has.
        expect(isDeepStrictEqual(JSON.parse(bytes.toString()), JSON.parse(JSON.stringify(json)))).toBe(true);
        expect(canonicalBytes(JSON.parse(bytes.toString()) as typeof json).equals(bytes)).toBe(true);
      }),
    );
  });
  it('leave out what is undefined and refuse what is no number', () => {
    expect(canonicalBytes({ b: 1, a: undefined }).toString()).toBe('{"b":1}');
    expect(() => canonicalBytes({ a: Number.NaN })).toThrow(TypeError);
  });
});

describe('a fold', () => {
  const row = (sequence: number, kind: string, version: number, header: Record<string, unknown>): HeaderRow => ({ sequence, kind, version, header, section: null, recorded_on: '2026-11-25', recorded_at: null });
  const visits = foldOf({ planned: 0, last: '' }, (on) => [
    on(visit, (state, { header, recordedOn }) => ({ planned: state.planned + (header.reason === 'first' ? 1 : 0), last: recordedOn })),
    on(ended, (state, { header }) => ({ ...state, last: header.at })),
  ]);
  it('reads headers of every version as they are today and passes over other kinds', () => {
    const entries = [
      row(1, 'visit.planned', 1, { day: '2026-11-25', first: true }),
      row(2, 'other.kind', 9, { anything: 1 }),
      row(4, 'visit.planned', 3, { day: '2026-11-25', reason: 'first', by: null }),
      row(5, 'visit.ended', 1, { at: '2026-11-25T12:00:00.000Z' }),
    ];
    expect(visits(entries)).toEqual({ planned: 2, last: '2026-11-25T12:00:00.000Z' });
    expect(visits([])).toEqual({ planned: 0, last: '' });
    expect(visits(entries)).toEqual(visits(entries));
  });
  it('takes entries in the order in which they were recorded, and no kind twice', () => {
    const end = row(1, 'visit.ended', 1, { at: '2026-11-25T12:00:00.000Z' });
    expect(() => visits([end, end])).toThrow('in the order');
    expect(() => foldOf(0, (on) => [on(ended, (n) => n), on(ended, (n) => n)])).toThrow('two reducers');
  });
});
