import { z } from 'zod';
import { agencyOf } from '#src/files/actions/about.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import * as kinds from '../model/place-kinds.ts';
import { freeNow, type Hold } from '../model/place-state.ts';
import { CARE, HOW_SOON, REFUSALS, SEXES, WAIT_ENDINGS } from '../model/vocabulary.ts';
import { askedWords, seal } from '../model/words.ts';
import { aboutOffer, byBoth, byDesk, byShelter, isNotOwn, keepingPlace, onPlace } from './about.ts';

/** No bed is kept for longer: somebody else needs it. */
const LONGEST_HOLD_DAYS = 3;
const DAY_MS = 86_400_000;
/** Until the end of a day so many days on, in the time of the server; pages say the moment. */
const latest = (today: string): string => new Date(Date.parse(`${today}T00:00:00Z`) + (LONGEST_HOLD_DAYS + 1) * DAY_MS).toISOString();

/** `at` is the moment: two desks that ask for the last bed do not both get it. */
const holding = onPlace.extend({ hold: z.uuid(), at: z.iso.datetime(), until: z.iso.datetime(), words: askedWords });
export const holdBed: StreamAction<z.infer<typeof holding>, null> = {
  name: 'place.hold-bed',
  does: 'ask a place for a child, and have a bed kept there until a moment',
  // The page says which moment it is; a program could say one at which other holds are over.
  isForPagesOnly: true,
  input: holding,
  allow: byDesk,
  about: aboutOffer,
  needs: ['headers'],
  run: (known) => {
    const { hold, at, until, words } = known.input;
    return keepingPlace(
      known,
      (s) => [[s.out !== null && (s.out.until === null || s.out.until > known.today), 'out-of-service'], [!at.startsWith(known.today) || until > latest(known.today) || until <= at, 'hold-too-long'], [freeNow(s, new Date(at)) === 0, 'full']],
      () => [draft(kinds.held, { hold, desk: agencyOf(known.actor), until }, { section: 'offer', body: seal(askedWords, words) })],
      (s) => s.holds.some((h) => h.hold === hold),
    );
  },
};

const answering = onPlace.extend({ hold: z.uuid(), refusal: z.enum(REFUSALS).nullable(), age: z.int().min(0).max(23).nullable().default(null), sex: z.enum(SEXES).nullable().default(null), care: z.enum(CARE).nullable().default(null) });
/** Yes or no, within the hour. A no tells why, and what is offered follows from it. */
export const answerHold: StreamAction<z.infer<typeof answering>, null> = {
  name: 'place.answer-hold',
  does: 'accept or refuse a child for whom the own place was asked, with a reason that changes what is offered',
  input: answering,
  allow: byShelter,
  about: aboutOffer,
  needs: ['headers'],
  run(known) {
    const { place: _, ...header } = known.input;
    const needsAge = header.refusal === 'too-young' || header.refusal === 'too-old';
    return keepingPlace(
      known,
      (s) => [isNotOwn(known, s), [!s.holds.some((h) => h.hold === header.hold && h.standing === 'asked'), 'no-such-hold'], [needsAge && header.age === null, 'refusal-needs-age'], [header.refusal === 'sex' && header.sex === null, 'refusal-needs-sex'], [header.refusal === 'care' && header.care === null, 'refusal-needs-care']],
      () => [draft(kinds.holdAnswered, header, { section: 'offer' })],
      (s) => s.holds.some((h) => h.hold === header.hold && h.standing === (header.refusal === null ? 'accepted' : 'refused')),
    );
  },
};

const onHold = onPlace.extend({ hold: z.uuid() });
type OnHold = z.infer<typeof onHold>;
type Doing = Pick<StreamAction<OnHold, null>, 'name' | 'does' | 'allow'> & { readonly mayBe: (hold: Hold, agency: string, isOwn: boolean) => boolean; readonly keeps: (hold: string) => Draft; readonly becomes: Hold['standing'] };

/** What happens with a bed that is kept: once, by whoever may say so of this one. */
const withHold = ({ name, does, allow, mayBe, keeps, becomes }: Doing): StreamAction<OnHold, null> => ({
  name,
  does,
  input: onHold,
  allow,
  about: aboutOffer,
  needs: ['headers'],
  run: (known) => {
    const { hold } = known.input;
    return keepingPlace(
      known,
      (s) => [[!s.holds.some((h) => h.hold === hold && mayBe(h, agencyOf(known.actor), s.agency === known.actor.agency)), 'no-such-hold']],
      () => [keeps(hold)],
      (s) => s.holds.some((h) => h.hold === hold && h.standing === becomes),
    );
  },
});
const ended = (hold: string, how: 'released' | 'arrived') => draft(kinds.holdEnded, { hold, how }, { section: 'offer' });

export const releaseHold = withHold({
  name: 'place.release-hold',
  does: 'give back a bed that was kept',
  allow: byDesk,
  mayBe: (h, agency) => h.desk === agency && ['asked', 'accepted'].includes(h.standing),
  keeps: (hold) => ended(hold, 'released'),
  becomes: 'released',
});
/**
 * The place says so, or the desk that asked: a bed in which a child sleeps is not shown as empty because the other one wrote it
 * down. A child that comes an hour late is let in: that the hold is over is no reason for the street.
 */
export const takeIn = withHold({
  name: 'place.take-in',
  does: 'say that a child for whom a bed was kept has arrived there',
  allow: byBoth,
  mayBe: (h, agency, isOwn) => h.standing === 'accepted' && (isOwn || h.desk === agency),
  keeps: (hold) => ended(hold, 'arrived'),
  becomes: 'arrived',
});
export const letGo = withHold({
  name: 'place.let-go',
  does: 'say that a child does not sleep any more in the bed that it had',
  allow: byBoth,
  mayBe: (h, agency, isOwn) => h.standing === 'arrived' && (isOwn || h.desk === agency),
  keeps: (hold) => draft(kinds.bedLeft, { hold }, { section: 'offer' }),
  becomes: 'left',
});

const queueing = onPlace.extend({ wait: z.uuid(), soon: z.enum(HOW_SOON) });
export const waitForBed: StreamAction<z.infer<typeof queueing>, null> = {
  name: 'place.wait',
  does: 'put a child on the waiting list of a place, without its name',
  input: queueing,
  allow: byDesk,
  about: aboutOffer,
  needs: ['headers'],
  run: (known) => {
    const { wait, soon } = known.input;
    return keepingPlace(known, () => [], () => [draft(kinds.waitSet, { wait, soon, desk: agencyOf(known.actor) }, { section: 'offer' })], (s) => s.waits.some((w) => w.wait === wait));
  },
};
const unqueueing = onPlace.extend({ wait: z.uuid(), how: z.enum(WAIT_ENDINGS) });
export const endWait: StreamAction<z.infer<typeof unqueueing>, null> = {
  name: 'place.end-wait',
  does: 'take a child off the waiting list of a place, and say where it went',
  input: unqueueing,
  allow: byBoth,
  about: aboutOffer,
  needs: ['headers'],
  run: (known) => {
    const { wait, how } = known.input;
    return keepingPlace(
      known,
      (s) => [[!s.waits.some((w) => w.wait === wait && w.endedOn === null && [w.desk, s.agency].includes(known.actor.agency ?? '')), 'not-waiting']],
      () => [draft(kinds.waitEnded, { wait, how }, { section: 'offer' })],
    );
  },
};

export const HOLD_ACTIONS = [holdBed, answerHold, releaseHold, takeIn, letGo, waitForBed, endWait] as const;
