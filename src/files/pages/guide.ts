import type { LocalFilePack, LocalLaw } from '#src/knowledge/localise.ts';
import type { FileState } from '../model/state.ts';

/** What files are told by: the packs of the countries in one language, the laws they name, and of which day all of it is. */
export type Guide = { readonly packs: readonly LocalFilePack[]; readonly law: readonly LocalLaw[]; readonly asOf: string };

/** The pack of the country in which a file is led. Where there is none nothing is proposed, and nobody is named. */
export const packFor = ({ packs }: Guide, { opened }: Pick<FileState, 'opened'>): LocalFilePack | null => packs.find((pack) => pack.country === opened?.country) ?? null;

/** The laws on which something rests, as they are cited. */
export const citations = ({ law }: Guide, ids: readonly string[]): string => ids.flatMap((id) => law.find((one) => one.id === id)?.citation ?? []).join('; ');
