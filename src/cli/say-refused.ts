import type { PackageRefusal } from '#src/platform/packages/refused.ts';

/** Why a package is not opened or taken in, in a line for whoever called. */
export const REFUSED: Record<PackageRefusal, string> = {
  'no-package': 'this is no package of Keerpunt',
  'unknown-version': 'the package was made by a newer Keerpunt: bring this one up to date first',
  'does-not-open': 'the package is sealed to somebody else: neither these words nor this key open it',
  'for-another': 'the package is sealed to somebody else: this key does not open it',
  'too-large': 'the package is larger than any that is taken in',
  'unknown-signer': 'the package is signed by nobody who is known here',
  'from-the-future': 'the package says to be made later than now: one of the two clocks is wrong',
  'other-content': 'the package holds something else than what is taken in so',
  damaged: 'the package was altered or cut off; nothing that was written may be used',
};
