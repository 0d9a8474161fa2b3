/** What such a package is for, as its signed manifest says: a file that goes along with a child, or how the child is since then. */
export const HANDOVER_PACKAGE = 'handover';
export const ANSWERS_PACKAGE = 'follow-up';
/** The names under which the manifest says, in codes, what the receiver has to know before anything else. */
export const SAYS = { handover: 'handover', file: 'file', from: 'from', to: 'to', language: 'language', justiceGround: 'justice-ground', transfer: 'transfer' } as const;
