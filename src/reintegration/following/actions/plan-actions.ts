import { z } from 'zod';
import { writers } from '#src/files/access-table.ts';
import { aboutSection, agencyOf, based, decidedOn, onFile } from '#src/files/actions/about.ts';
import { daysAfter } from '#src/files/model/days.ts';
import { seal } from '#src/files/model/words.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { calendarHeader, calendarSet, ended, planHeader, planned, planReviewed, quietHeader, quietWaySet, reviewHeader, triggered, triggerHeader } from '../model/kinds.ts';
import { SECTION } from '../model/state.ts';
import { ENDINGS } from '../model/vocabulary.ts';
import { calendarWords, endWords, planWords, quietWords, reviewWords, triggerWords } from '../model/words.ts';
import { following } from './about.ts';

/** A child that arrived longer ago than that is nobody whose arrival can still be followed. */
const LONGEST_AGO = 1100;

// Whoever writes the plan answers for it, unless she names a colleague.
const planning = onFile.extend(based.shape).extend({ plan: planHeader.extend({ responsible: z.uuid().nullable() }), words: planWords });
export const planReintegration: StreamAction<z.infer<typeof planning>, null> = {
  name: 'reintegration.plan',
  does: 'write the plan by which a child builds a life again: goals, help, who pays, until when, and who answers for it',
  input: planning,
  allow: writers(SECTION),
  about: decidedOn(SECTION),
  needs: ['headers'],
  run: (known) => {
    const { plan, words } = known.input;
    return following(
      known,
      () => [
        [plan.until <= known.today, 'end-is-past'],
        [plan.reviewOn <= known.today, 'review-is-past'],
      ],
      () => [draft(planned, { ...plan, responsible: plan.responsible ?? known.actor.id }, { section: SECTION, body: seal(planWords, words) })],
      (state) => state.plan?.plan === plan.plan,
    );
  },
};

const reviewing = onFile.extend(based.shape).extend({ review: reviewHeader, words: reviewWords });
export const reviewPlan: StreamAction<z.infer<typeof reviewing>, null> = {
  name: 'reintegration.review',
  does: 'say how far a child has come with the plan for its life, and when that is looked at again',
  input: reviewing,
  allow: writers(SECTION),
  about: decidedOn(SECTION),
  needs: ['headers'],
  run: (known) =>
    following(
      known,
      (state) => [
        [state.plan?.plan !== known.input.review.plan, 'plan-not-there'],
        [known.input.review.nextOn <= known.today, 'review-is-past'],
      ],
      () => [draft(planReviewed, known.input.review, { section: SECTION, body: seal(reviewWords, known.input.words) })],
    ),
};

const setting = onFile.extend(based.shape).extend({ calendar: calendarHeader.omit({ agency: true, responsible: true }), words: calendarWords });
export const setCalendar: StreamAction<z.infer<typeof setting>, null> = {
  name: 'followup.set-calendar',
  does: 'say from which day on a child is followed, and whom the desk rings there',
  input: setting,
  allow: writers(SECTION),
  about: decidedOn(SECTION),
  needs: ['headers'],
  run: (known) =>
    following(
      known,
      () => [[known.input.calendar.arrivesOn < daysAfter(known.today, -LONGEST_AGO), 'arrived-too-long-ago']],
      () => [draft(calendarSet, { ...known.input.calendar, agency: agencyOf(known.actor), responsible: known.actor.id }, { section: SECTION, body: seal(calendarWords, known.input.words) })],
    ),
};

const quiet = onFile.extend(based.shape).extend({ channel: quietHeader.shape.channel, words: quietWords });
export const setQuietWay: StreamAction<z.infer<typeof quiet>, null> = {
  name: 'followup.set-quiet-way',
  does: 'write down how a child is reached without anybody seeing it, under which cover, and which words are never used',
  input: quiet,
  allow: writers(SECTION),
  about: decidedOn(SECTION),
  needs: ['headers'],
  run: (known) => {
    const { channel, words } = known.input;
    return following(
      known,
      () => [],
      () => [draft(quietWaySet, { channel, hasCover: words.cover !== '', hasWordsToAvoid: words.avoid !== '' }, { section: SECTION, body: seal(quietWords, words) })],
    );
  },
};

const triggering = onFile.extend({ trigger: triggerHeader, words: triggerWords });
export const triggerFollowUp: StreamAction<z.infer<typeof triggering>, null> = {
  name: 'followup.trigger',
  does: 'say that something happened after which a child has to be seen at once',
  input: triggering,
  allow: writers(SECTION),
  about: aboutSection(SECTION),
  needs: ['headers'],
  run: (known) =>
    following(
      known,
      (state) => [[state.ended !== null, 'following-ended']],
      () => [draft(triggered, known.input.trigger, { section: SECTION, body: seal(triggerWords, known.input.words) })],
      (state) => state.triggers.some((t) => t.trigger === known.input.trigger.trigger),
    ),
};

const ending = onFile.extend(based.shape).extend({ because: z.enum(ENDINGS), words: endWords });
export const endFollowing: StreamAction<z.infer<typeof ending>, null> = {
  name: 'followup.end',
  does: 'end the follow-up of a child, with the reason',
  input: ending,
  allow: writers(SECTION),
  about: decidedOn(SECTION),
  needs: ['headers'],
  run: (known) =>
    following(
      known,
      (state) => [[state.calendar === null && state.triggers.length === 0, 'no-such-follow-up']],
      () => [draft(ended, { because: known.input.because }, { section: SECTION, body: seal(endWords, known.input.words) })],
      (state) => state.ended !== null,
    ),
};

export const PLAN_ACTIONS = [planReintegration, reviewPlan, setCalendar, setQuietWay, triggerFollowUp, endFollowing] as const;
