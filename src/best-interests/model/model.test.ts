import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenProblems, type GoldenEntry } from '#src/platform/journal/golden.ts';
import { entryKinds } from '#src/platform/journal/kinds.ts';
import { INTERESTS_KINDS } from './kinds.ts';

describe('entries about what is best for a child', () => {
  const golden = JSON.parse(readFileSync(new URL('golden-1.json', import.meta.url), 'utf8')) as GoldenEntry[];
  it('of every version are read in the shape of today', () => expect(goldenProblems(entryKinds([...INTERESTS_KINDS]), golden)).toEqual([]));
});
