import type { ImprintRules } from '#src/platform/action/imprints.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { wordsOf } from './encode.ts';
import { explain, type Explained } from './explain.ts';
import type { NameParts, Profile } from './fields.ts';
import { onBeat, sampleOf } from './known.ts';
import { matcherOf, tokensFor } from './matcher.ts';
import { score } from './score.ts';
import { searchSharing } from './store.ts';

/** One that the actor sees and that may be meant, with what agrees and what does not. */
type Hit = { readonly stream: string; readonly fields: readonly Explained[] };

/** What likens most comes first. `isMore`: others are like it too, and something more has to be known. */
export type Searched = { readonly hits: readonly Hit[]; readonly isMore: boolean };

const NOTHING: Searched = { hits: [], isMore: false };
const MOST_SHOWN = 20;

/**
 * Whether somebody can be looked for by this: two things have to be known of him, for one name alone leads to far too many and is
 * no token either (docs/decisions/0030).
 */
const isEnough = ({ names, birthDates }: Profile): boolean => new Set(names.flatMap((parts) => Object.values(parts).flatMap(wordsOf))).size + birthDates.length > 1;

const MOST_NAMES = 6;
/** Đorđe is Djordje here, and Dorde wherever the stroke is left out: then nothing tells that there was one. So both are looked for, word by word. */
function spellingsOf(name: NameParts): readonly NameParts[] {
  const { fullName } = name;
  if (fullName === undefined) return [name];
  const words = fullName.split(/\s+/);
  const others = words.flatMap((word, at) => {
    const stroked = word.replaceAll(/d(?=[aeiou])/gi, 'dj');
    return stroked === word ? [] : [{ fullName: words.with(at, stroked).join(' ') }];
  });
  return [name, ...others];
}

/**
 * Looks for a name among the streams that the actor sees, under whichever spelling. For the `lookUp` of an action. What she does not
 * see is not looked at, so that neither the answer nor what is left out of it depends on it.
 */
export async function searchSeen(tx: Transaction, imprints: ImprintRules, streamKind: string, profile: Profile): Promise<Searched> {
  const matcher = matcherOf(imprints, streamKind);
  if (!matcher || !isEnough(profile)) return NOTHING;
  const asked = matcher.write({ ...profile, names: profile.names.flatMap(spellingsOf).slice(0, MOST_NAMES) });
  return onBeat(async () => {
    const keys = matcher.keys();
    const sharing = await searchSharing(tx, streamKind, tokensFor(keys, asked));
    if (sharing.length === 0) return NOTHING;
    const { shares } = await sampleOf(tx, matcher);
    const scale = { weights: matcher.weights, shares };
    const scored = sharing.flatMap(({ stream, ...sealed }) => {
      const other = matcher.open(sealed, keys);
      return other ? [{ stream, scored: score(asked, other, scale) }] : [];
    });
    // Below that more speaks against it than for it: it only shares a sound.
    const likely = scored.filter((one) => one.scored.bits > 0).toSorted((a, b) => b.scored.bits - a.scored.bits);
    return { hits: likely.slice(0, MOST_SHOWN).map((one) => ({ stream: one.stream, fields: explain(asked, one.scored) })), isMore: likely.length > MOST_SHOWN };
  });
}
