import { z } from 'zod';
import { atTable } from '#src/files/access-table.ts';
import { aboutSection, based, decidedOn, onFile } from '#src/files/actions/about.ts';
import { seal } from '#src/files/model/words.ts';
import { council, guardian, partner, youthProtection } from '#src/files/roles.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { againstHeader, decidedAgainstReturn, journeyEnded, journeyHeader, journeyPlanned, journeyStepped, journeyWentOn } from '../model/kinds.ts';
import { shownCode, standsAgainst, whyNotAgainst, whyNotEnd, whyNotGoOn, whyNotPlan, whyNotStepNow } from '../model/rules.ts';
import { ENDINGS, RETURN_OBSTACLES, type Step } from '../model/vocabulary.ts';
import { againstWords, journeyWords, reasonWords, stepWords } from '../model/words.ts';
import { isThere, keeping, tellingAll } from './about.ts';

/** Whoever answers for the child here. */
const HERE = atTable([youthProtection, guardian]);
/** Those, and whoever is with the child there. */
const HERE_AND_THERE = atTable([youthProtection, guardian, partner]);

const planning = onFile.extend(based.shape).extend({ planned: journeyHeader, words: journeyWords });
export const planJourney: StreamAction<z.infer<typeof planning>, null> = {
  name: 'return.plan',
  does: 'plan the journey of a child whose return or transfer gate is open',
  input: planning,
  allow: HERE,
  about: decidedOn('solution'),
  needs: ['headers'],
  run(known) {
    const { planned, words } = known.input;
    return keeping(known, {
      isKept: isThere(known.headers, journeyPlanned.name, 'journey', planned.journey),
      why: () => whyNotPlan(known.headers, planned, known.today),
      drafts: () => [draft(journeyPlanned, planned, { section: 'solution', body: seal(journeyWords, words) })],
    });
  },
};

const stepping = onFile.extend({ journey: z.uuid(), on: z.iso.date(), document: z.uuid().nullable(), words: stepWords });
type Stepping = z.infer<typeof stepping>;

const stepAction = (name: string, step: Step, does: string, allow: typeof HERE): StreamAction<Stepping, null> => ({
  name,
  does,
  input: stepping,
  allow,
  about: aboutSection('solution'),
  needs: ['headers', 'table'],
  run(known) {
    const { journey, on, document, words } = known.input;
    const result = keeping(known, {
      isKept: known.headers.some((h) => h.kind === journeyStepped.name && h.header['journey'] === journey && h.header['step'] === step),
      why: () => whyNotStepNow(known.headers, { journey, step, on, document }, known.today),
      drafts: () => [draft(journeyStepped, { journey, step, on, document }, { section: 'solution', body: seal(stepWords, words) })],
    });
    return step === 'returned' ? tellingAll(known, result, 'returned') : result;
  },
});

/** Each step asks the gate again. */
export const TAKE_STEP: Readonly<Record<Step, StreamAction<Stepping, null>>> = {
  departed: stepAction('return.depart', 'departed', 'record that the child set out, with its gate open that day', HERE),
  arrived: stepAction('return.arrive', 'arrived', 'record that the child arrived', HERE_AND_THERE),
  'handed-over': stepAction('return.hand-over', 'handed-over', 'record that the child was handed over, on a paper that was signed', HERE_AND_THERE),
  returned: stepAction('return.complete', 'returned', 'record that a child was returned or transferred, which the table is told', HERE),
};

const goingOn = onFile.extend(based.shape).extend({ journey: z.uuid(), words: reasonWords });
export const goOnJourney: StreamAction<z.infer<typeof goingOn>, null> = {
  name: 'return.go-on',
  does: 'let a journey go on that was stopped, once every condition is met again',
  input: goingOn,
  allow: HERE,
  about: decidedOn('solution'),
  needs: ['headers'],
  run(known) {
    const { journey, words } = known.input;
    return keeping(known, {
      isKept: false,
      why: () => whyNotGoOn(known.headers, journey, known.today),
      drafts: () => [draft(journeyWentOn, { journey }, { section: 'solution', body: seal(reasonWords, words) })],
    });
  },
};

const ending = onFile.extend({ journey: z.uuid(), how: z.enum(ENDINGS), words: reasonWords });
/** Without a version: a child is called back by whoever can. */
export const endJourney: StreamAction<z.infer<typeof ending>, null> = {
  name: 'return.end',
  does: 'call a journey off or back, or record where else the child was received or arrived',
  input: ending,
  allow: HERE_AND_THERE,
  about: aboutSection('solution'),
  needs: ['headers', 'table'],
  run(known) {
    const { journey, how, words } = known.input;
    const result = keeping(known, {
      isKept: known.headers.some((h) => h.kind === journeyEnded.name && h.header['journey'] === journey && h.header['how'] === how),
      why: () => whyNotEnd(known.headers, journey, how, known.today),
      drafts: () => [draft(journeyEnded, { journey, how }, { section: 'solution', body: seal(reasonWords, words) })],
    });
    return how === 'arrived-all-the-same' ? tellingAll(known, result, 'arrived-though-stopped') : result;
  },
};

const deciding = onFile.extend(based.shape).extend({ against: againstHeader.omit({ obstacles: true }), seen: z.array(z.enum(RETURN_OBSTACLES)), words: againstWords });
/** Whoever planned a journey does not also decide that its gate does not matter. */
export const decideAgainst: StreamAction<z.infer<typeof deciding>, null> = {
  name: 'return.decide-against',
  does: 'record a decision taken against the return gate, with reasons, which the table is told and which is counted',
  input: deciding,
  allow: atTable([youthProtection, guardian, council]),
  about: decidedOn('solution'),
  needs: ['headers', 'table'],
  apartFrom: [journeyPlanned],
  run(known) {
    const { against, seen, words } = known.input;
    const result = keeping(known, {
      isKept: false,
      why: () => whyNotAgainst(known.headers, { ...against, seen, reasons: words.reasons }, known.today),
      drafts: () => [draft(decidedAgainstReturn, { ...against, obstacles: standsAgainst(known.headers, against, known.today).map(shownCode) }, { section: 'solution', body: seal(againstWords, words) })],
    });
    return tellingAll(known, result, 'return-against-gate');
  },
};

export const JOURNEY_ACTIONS = [planJourney, ...Object.values(TAKE_STEP), goOnJourney, endJourney, decideAgainst] as const;
