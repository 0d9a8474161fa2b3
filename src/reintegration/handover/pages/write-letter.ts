import { countryOf } from '#src/files/model/state.ts';
import { lookAtFile } from '#src/files/actions/read-actions.ts';
import { agencyName } from '#src/files/pages/shown.ts';
import type { Member } from '#src/files/pages/member.ts';
import type { LocalFilePack } from '#src/knowledge/localise.ts';
import type { Country } from '#src/knowledge/vocabulary.ts';
import type { Answer } from '#src/platform/action/action.ts';
import type { Language } from '#src/platform/i18n/languages.ts';
import { letterPaper, type LetterParts } from '../letters/letter.ts';
import type { Authority } from '../model/vocabulary.ts';
import type { HandoverNeeds, LetterNeeds } from './needs.ts';

export const obstacle = (code: string): Answer<never> => ({ done: false, because: 'obstacles', obstacles: [{ code }] });

const packOf = ({ packsIn }: Pick<LetterNeeds, 'packsIn'>, language: Language, country: Country): LocalFilePack | undefined => packsIn[language].find((p) => p.country === country);

/** The official way into a country from where the file is led; null where its pack knows none. */
export type Way = {
  readonly language: Language;
  readonly authorities: Authority[];
  readonly consents: Authority[];
  readonly needsNumber: boolean;
  readonly isOutside: boolean;
  readonly grounds: readonly string[];
};

export function wayTo(needs: Pick<LetterNeeds, 'packsIn'>, from: Country, to: Country, goesTo: string): Way | null {
  const [there, here] = [packOf(needs, 'en', to), packOf(needs, 'en', from)];
  if (!there?.route) return null;
  // Where the rules on data of the union hold, its rules on placements hold too; of a country without a pack neither is taken for granted.
  const origin = here?.transfers?.area === 'inside' ? 'union' : 'elsewhere';
  const asked = there.route.authorities.filter((a) => a.from.includes(origin));
  const consents = asked.filter((a) => a.needsConsent && !(a.notForParent && goesTo === 'parent'));
  const isOutside = there.transfers?.area !== 'inside';
  return { language: there.route.letterLanguage, authorities: asked.map((a) => a.code), consents: consents.map((a) => a.code), needsNumber: there.route.needsRegistrationNumber, isOutside, grounds: there.transfers?.grounds.map((g) => g.code) ?? [] };
}

export async function fileCountry(member: Member, file: string): Promise<Country | null> {
  const looked = await member.perform(lookAtFile, member.actor, { file });
  return looked.done ? countryOf(looked.value.state) : null;
}

type Letter = Omit<LetterParts, 'file' | 'from' | 'day'> & { readonly country: Country };

/** The letter as a PDF, or why none came of it. */
export async function makeLetter(needs: HandoverNeeds, { member, file, today }: { member: Member; file: string; today: string }, { country, ...parts }: Letter): Promise<{ pdf: string } | Answer<never>> {
  const { language } = parts.handover;
  const pack = packOf(needs, language, country);
  if (!pack) return obstacle('no-route');
  const paper = letterPaper({ t: needs.textsIn[language], pack, law: needs.lawIn[language] }, { ...parts, file, from: agencyName(needs.site, member, member.actor.agency), day: today });
  const made = await needs.render(paper);
  return 'pdf' in made ? { pdf: made.pdf.toString('base64') } : obstacle(`not-rendered-${made.because}`);
}
