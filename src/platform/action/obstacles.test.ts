import { describe, expect, it } from 'vitest';
import { keptUnless, obstaclesIn, saidTo, when, whyNot, type Keeping } from './obstacles.ts';

describe('what stands in the way', () => {
  it('is everything that holds, in the order in which it was asked', () =>
    expect(obstaclesIn([[true, 'late'], [false, 'early'], [true, 'unsigned']])).toEqual([{ code: 'late' }, { code: 'unsigned' }]));

  it('names its section only where it has one', () =>
    expect(obstaclesIn([[true, 'hidden', 'health'], [true, 'open', undefined]])).toEqual([{ code: 'hidden', section: 'health' }, { code: 'open' }]));

  it('is no answer where nothing holds', () => {
    expect(when([[false, 'late']])).toBeNull();
    expect(when([])).toBeNull();
    expect(whyNot([])).toBeNull();
  });

  it('is a whole answer where anything holds', () => {
    expect(when([[true, 'late'], [true, 'hidden', 'health']])).toEqual([{ code: 'late' }, { code: 'hidden', section: 'health' }]);
    expect(whyNot([{ code: 'late' }])).toEqual([{ code: 'late' }]);
  });
});

describe('what is said of it to a reader', () => {
  it('is the whole of it where it stands in a section that the reader sees, or in none', () => {
    expect(saidTo(['health'], { code: 'hidden', section: 'health' })).toEqual({ code: 'hidden', section: 'health' });
    expect(saidTo([], { code: 'late' })).toEqual({ code: 'late' });
  });

  it('is only that another section has not cleared it', () => expect(saidTo(['identity'], { code: 'hidden', section: 'health' })).toEqual({ code: 'not-cleared', section: 'health' }));
});

describe('an action', () => {
  const entry = { kind: 'noted' } as unknown as ReturnType<Keeping<null>['drafts']>[number];
  const never = () => {
    throw new Error('nobody asks that');
  };

  it('keeps its entries where nothing stands in the way', () => expect(keptUnless({ value: 7, isKept: false, why: () => null, drafts: () => [entry] })).toEqual({ value: 7, entries: [entry] }));

  it('keeps nothing where something does, and does not even make it', () => expect(keptUnless({ value: 7, isKept: false, why: () => [{ code: 'late' }], drafts: never })).toEqual({ obstacles: [{ code: 'late' }] }));

  it('that was done before is done, whatever stands in the way by now', () => expect(keptUnless({ value: 7, isKept: true, why: never, drafts: never })).toEqual({ value: 7 }));
});
