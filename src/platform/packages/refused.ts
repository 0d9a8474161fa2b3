/** Why a package is not opened, or not taken in. Each has a text. */
export type PackageRefusal =
  | 'no-package'
  /** Written by a newer version. */
  | 'unknown-version'
  /** None of what was given opens it. */
  | 'does-not-open'
  /** Sealed to another key, or signed for another receiver. */
  | 'for-another'
  /** Altered, cut off, or never right. */
  | 'damaged'
  | 'too-large'
  | 'unknown-signer'
  | 'from-the-future'
  /** Something else than what is taken in here. */
  | 'other-content';

/** It is no package, was altered or cut off, is not for us, or nothing that was given opens it. */
export class PackageRefused extends Error {
  readonly because: PackageRefusal;
  constructor(because: PackageRefusal) {
    super(`package refused: ${because}`);
    this.name = 'PackageRefused';
    this.because = because;
  }
}
