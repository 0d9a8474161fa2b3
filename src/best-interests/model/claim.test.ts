import { describe, expect, it } from 'vitest';
import { claimIsSettled } from './claim.ts';
import { CLAIMS } from './vocabulary.ts';

const PAPER = 'b0000000-0000-4000-8000-000000000004';

describe('a claim to be protected by this state', () => {
  it('is settled where there is none and where it was refused for good, and nowhere else', () =>
    expect(CLAIMS.filter((claim) => claimIsSettled({ claim, agreement: null }))).toEqual(['none', 'refused-final']));

  it('is settled, however it stands, where the lawyer of the child agreed on paper', () => expect(CLAIMS.every((claim) => claimIsSettled({ claim, agreement: PAPER }))).toBe(true));

  it('is not settled by a word that nobody knows here', () => expect(claimIsSettled({ claim: 'withdrawn-perhaps' as never, agreement: null })).toBe(false));
});
