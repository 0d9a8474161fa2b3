/** What such a package is for, as its signed manifest says: nothing else is taken in as a file. */
export const HANDOVER_PACKAGE = 'handover';
/** The names under which the manifest says, in codes, what the receiver has to know before anything else. */
export const SAYS = { handover: 'handover', from: 'from', to: 'to', language: 'language', justiceGround: 'justice-ground', transfer: 'transfer' } as const;
