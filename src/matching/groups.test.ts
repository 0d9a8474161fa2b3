import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupOf, groupsFrom, unsettled, verdictHeader, verdictOn, VERDICTS, type Judged } from './index.ts';

const stream = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const judged = fc.record({ stream, other: stream, verdict: fc.constantFrom(...VERDICTS) });
const journal = fc.array(judged, { maxLength: 14 });
const same = (one: string, other: string): Judged => ({ stream: one, other, verdict: 'same' });
const apart = (one: string, other: string): Judged => ({ stream: one, other, verdict: 'not-the-same' });

describe('files about one child', () => {
  it('are joined step by step, in whatever order it was said', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([same('a', 'b'), same('c', 'b'), same('d', 'e')], { minLength: 3 }), (said) => {
        expect(groupsFrom(said).map((g) => g.streams)).toEqual([['a', 'b', 'c'], ['d', 'e']]);
      }),
    );
  });
  it('are each in one group only, and never alone', () => {
    fc.assert(
      fc.property(journal, (said) => {
        const all = groupsFrom(said).flatMap((g) => g.streams);
        expect(new Set(all).size).toBe(all.length);
        expect(groupsFrom(said).every((g) => g.streams.length > 1)).toBe(true);
      }),
    );
  });
  it('follow from what was said, from whichever side', () => {
    fc.assert(fc.property(journal, (said) => {
        const fromTheOther = said.map(({ stream: one, other, verdict }) => ({ stream: other, other: one, verdict }));
        expect(groupsFrom(fromTheOther)).toEqual(groupsFrom(said));
      }));
  });
  it('are joined only by what was said of pairs in between', () => {
    fc.assert(
      fc.property(journal, (said) => {
        for (const { streams } of groupsFrom(said)) {
          const reached = new Set(streams.slice(0, 1));
          for (let before = -1; before < reached.size; ) {
            before = reached.size;
            for (const one of reached) for (const other of streams) if (verdictOn(said, one, other) === 'same') reached.add(other);
            if (reached.size === before) break;
          }
          expect([...reached].toSorted()).toEqual(streams);
        }
      }),
    );
  });
  it('are as before once it is undone', () => {
    fc.assert(
      fc.property(journal, stream, stream, (said, one, other) => {
        fc.pre(one !== other && verdictOn(said, one, other) === null);
        expect(groupsFrom([...said, same(one, other), { stream: one, other, verdict: 'not-sure' }])).toEqual(groupsFrom(said));
      }),
    );
  });
  it('that somebody holds for two are named, and stay together until people settle it', () => {
    expect(groupOf([same('a', 'b'), same('b', 'c'), apart('c', 'a')], 'b')).toEqual({ streams: ['a', 'b', 'c'], disputed: [['a', 'c']] });
    expect(groupsFrom([same('a', 'b'), apart('a', 'b')])).toEqual([]);
  });
  it('say nothing of themselves', () => expect(groupsFrom([same('a', 'a')])).toEqual([]));
  it('that are joined to none are alone', () => expect(groupOf([apart('a', 'b')], 'a')).toEqual({ streams: ['a'], disputed: [] }));
});

describe('candidates', () => {
  it('of which something was said are not put before people again, but for those nobody was sure of', () => {
    const said: Judged[] = [same('a', 'b'), apart('c', 'a'), { stream: 'a', other: 'd', verdict: 'not-sure' }];
    expect(unsettled([{ stream: 'b' }, { stream: 'c' }, { stream: 'd' }, { stream: 'e' }], said, 'a').map((c) => c.stream)).toEqual(['d', 'e']);
  });
});

describe('the header of a verdict', () => {
  it('holds an identity and a code, and no word', () => {
    expect(verdictHeader.safeParse({ other: '11111111-1111-4111-8111-111111111111', verdict: 'same' }).success).toBe(true);
    expect(verdictHeader.safeParse({ other: '11111111-1111-4111-8111-111111111111', verdict: 'same', because: 'words' }).success).toBe(false);
  });
});
