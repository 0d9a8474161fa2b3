import { FIRST_SECTIONS } from '#src/files/model/vocabulary.ts';
import type { FileState } from '#src/files/model/state.ts';
import type { Obstacle } from '#src/platform/action/action.ts';
import { obstaclesIn, type Check } from '#src/platform/action/obstacles.ts';
import { stepOf, type Handover, type Share } from './state.ts';
import type { SharedSection } from './vocabulary.ts';

const isFirst = (section: string): boolean => FIRST_SECTIONS.some((one) => one === section);

/**
 * Whose yes counts for a section: whoever answers for it, which is the agency that leads, or that opened the section later. Where
 * that one left, each that is there. For where the child sleeps any of those there may say it, and only a shelter can: the action asks the role.
 */
function controllersOf({ seats, lead, sections }: FileState, section: SharedSection): readonly string[] {
  const there = seats.filter((s) => s.section === section && s.standing === 'accepted').map((s) => s.agency);
  if (section === 'location') return there;
  const own = isFirst(section) ? lead : (sections.findLast((s) => s.section === section)?.agency ?? null);
  return own !== null && there.includes(own) ? [own] : there;
}

type Agreement = 'agreed' | 'refused' | 'waits';

/** What was said of one section: a yes of its controller, and no standing no of anybody there. */
export function agreementOn(file: FileState, share: Share, section: SharedSection): Agreement {
  const isThere = (agency: string) => file.seats.some((s) => s.section === section && s.agency === agency && s.standing === 'accepted');
  const answers = share.answers.filter((a) => a.section === section && isThere(a.agency));
  if (answers.some((a) => !a.agrees)) return 'refused';
  const controllers = controllersOf(file, section);
  return answers.some((a) => a.agrees && controllers.includes(a.agency)) ? 'agreed' : 'waits';
}

/** Whether its own words go along: everybody who agreed for the section says so, and that the child does. */
export function wordsGoAlong(share: Share, section: SharedSection): boolean {
  const answers = share.answers.filter((a) => a.section === section && a.agrees);
  return answers.length > 0 && answers.every((a) => a.withWords && a.childSays === 'yes');
}

type Packing = { readonly file: FileState; readonly share: Share | undefined; readonly handover: Handover | undefined; readonly sections: readonly SharedSection[]; readonly mayNeedProtection: boolean };

/** Why these sections are not packed. Of a section that whoever packs does not see it says only that it has not cleared it. */
export function whyNotPack({ file, share, handover, sections, mayNeedProtection }: Packing): readonly Obstacle[] {
  if (!share || !handover) return [{ code: 'no-such-share' }];
  const step = stepOf(handover);
  const unagreed = sections.map((section): Check => {
    if (!share.sections.includes(section)) return [true, 'section-not-asked'];
    const said = agreementOn(file, share, section);
    return [said !== 'agreed', said === 'refused' ? 'share-refused' : 'share-not-agreed', section];
  });
  return obstaclesIn([
    [mayNeedProtection, 'protection-may-be-needed', 'recognition'],
    [step === 'withdrawn' || step === 'refused', 'handover-is-over'],
    [handover.isOutside && handover.transfer === null, 'transfer-not-named'],
    [sections.includes('justice') && share.justiceGround === null, 'justice-needs-a-ground'],
    ...unagreed,
  ]);
}
