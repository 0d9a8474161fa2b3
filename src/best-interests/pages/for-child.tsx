import type { JSX } from 'hono/jsx/jsx-runtime';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { ChildBlock } from '#src/files/pages/child-page.tsx';
import { day } from '#src/files/pages/shown.ts';
import type { Part } from '#src/files/pages/view.ts';
import { explained } from '../model/kinds.ts';
import { holdingDetermination } from '../model/state.ts';
import { toChildWords } from '../model/words.ts';
import { interestsFor, wordsAs } from './read.ts';

/** What was decided and why, in the words that were written for the child. What does not hold any more is not told as if it did. */
export async function decidedForChild({ site, view }: Part): Promise<JSX.Element | null> {
  const interests = await interestsFor({ site, view });
  const held = interests && holdingDetermination(interests.state, view.today);
  if (!interests || !held?.decided || interests.standings.get(held.determination) !== 'holds') return null;
  const read = await view.member.perform(READ_SECTION.solution, view.member.actor, { file: view.file });
  if (!read.done) return null;
  const words = wordsAs({ site, view: { ...view, reads: { ...view.reads, solution: read.value } } }, explained, toChildWords, { determination: held.determination, option: held.decided.option });
  if (!words) return null;
  return (
    <ChildBlock drawing="door" title={site.t('best.child.title')}>
      <p class="as-typed">{words.text}</p>
      <p>{site.t('best.child.again', { day: day(site, held.reviewOn) })}</p>
    </ChildBlock>
  );
}
