import type { LocalFilePack, LocalLaw } from '#src/knowledge/localise.ts';
import type { PackRole } from '#src/knowledge/file-vocabulary.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { FileState } from '../model/state.ts';
import { word } from './shown.ts';

/** What files are told by: the packs of the countries in one language, the laws they name, and of which day all of it is. */
export type Guide = { readonly packs: readonly LocalFilePack[]; readonly law: readonly LocalLaw[]; readonly asOf: string };

/** The pack of the country in which a file is led. Where there is none nothing is proposed, and nobody is named. */
export const packFor = ({ packs }: Guide, { opened }: Pick<FileState, 'opened'>): LocalFilePack | null => packs.find((pack) => pack.country === opened?.country) ?? null;

/** A role by its word, with what it is called in that country where its pack says so. */
export function roleName({ t }: Pick<Site, 't'>, pack: LocalFilePack | null, list: 'owner' | 'decider', role: string): string {
  const local = pack?.roles[role as PackRole]?.name;
  const general = word(t, list, role);
  return local ? t('file.pack.role', { role: general, local }) : general;
}

/** The laws on which something rests, as they are cited. */
export const citations = ({ law }: Guide, ids: readonly string[]): string => ids.flatMap((id) => law.find((one) => one.id === id)?.citation ?? []).join('; ');
