import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenProblems, type GoldenEntry } from '#src/platform/journal/golden.ts';
import { entryKinds } from '#src/platform/journal/kinds.ts';
import { PLACEMENT_KINDS } from './child-kinds.ts';
import { PLACE_KINDS } from './place-kinds.ts';

describe('entries about places, and about children who are placed', () => {
  const golden = JSON.parse(readFileSync(new URL('golden-1.json', import.meta.url), 'utf8')) as GoldenEntry[];
  it('of every version are read in the shape of today', () => expect(goldenProblems(entryKinds([...PLACE_KINDS, ...PLACEMENT_KINDS]), golden)).toEqual([]));
  it('never say in a header where an address is', () => {
    for (const kind of [...PLACE_KINDS, ...PLACEMENT_KINDS]) expect(JSON.stringify(Object.keys(kind.header.shape)), kind.name).not.toMatch(/address|street|street-number/i);
  });
});
