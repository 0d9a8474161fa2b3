import type { InterestsState } from './state.ts';
import type { Claim } from './vocabulary.ts';

/** After these no claim is left. Every other leaves the child to be protected, above all one that was granted; as long as nobody said anything it may be. */
const OVER: ReadonlySet<Claim> = new Set(['none', 'refused-final']);

/**
 * Whether another country may be spoken to about the child: no claim to be protected by this state is open or possible, or the
 * child's lawyer agreed on paper all the same (desks-and-law 10). It never says that the child may be sent there.
 */
export const claimIsSettled = ({ claim, agreement }: Pick<InterestsState, 'claim' | 'agreement'>): boolean => OVER.has(claim) || agreement !== null;
