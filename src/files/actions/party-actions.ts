import { z } from 'zod';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { atTable, SECTION_ACCESS, writers } from '../access-table.ts';
import { glassBroken, leadOffered, leadTaken, partyAnswered, partyEnded, partyInvited, personExcluded, tableTold } from '../model/kinds.ts';
import { whyNotAnswer, whyNotExclude, whyNotInvite, whyNotOfferLead, whyNotTakeLead } from '../model/rules.ts';
import { fileState, seatOf, type FileState } from '../model/state.ts';
import { EMERGENCY_REASONS, EMERGENCY_SECTIONS, ENDINGS, EXCLUSION_REASONS, GROUNDS, PARTY_ANSWERS, PURPOSES, SECTIONS, type Section } from '../model/vocabulary.ts';
import { dutyDesk, FILE_ROLES, oversight } from '../roles.ts';
import { isAgency, isColleague } from '../store.ts';
import { aboutFile, aboutSection, agencyOf, keeping, onFile, type OnFile } from './about.ts';
import { alsoTelling, othersAtTable } from './telling.ts';
import { daysAfter } from '../model/days.ts';

/** How long an invited agency can look before it has to answer. */
const DAYS_TO_ANSWER = 14;
/** How long an emergency opens a section: today and tomorrow, because it may be five to twelve. */
const DAYS_IN_EMERGENCY = 1;

const WORKING = FILE_ROLES.filter((role) => role !== oversight && role !== dutyDesk);
const [first, ...others] = WORKING;
const everybody = atTable([first as (typeof WORKING)[number], ...others]);

const invitation = onFile.extend({ agency: z.uuid(), purpose: z.enum(PURPOSES), ground: z.enum(GROUNDS), endsOn: z.iso.date() });

const invite = (section: Section): StreamAction<z.infer<typeof invitation>, null, boolean> => ({
  name: `file.invite-to-${section}`,
  does: `invite an agency to the section ${section} of a file, for a purpose, on a ground and until a day`,
  input: invitation,
  allow: writers(section),
  about: aboutSection(section),
  needs: ['headers'],
  lookUp: (tx, { agency }) => isAgency(tx, agency),
  run(known) {
    const { agency, purpose, ground, endsOn } = known.input;
    // It can look at once: a child does not wait until somebody accepts. Unanswered, it lapses.
    const latest = daysAfter(known.today, DAYS_TO_ANSWER);
    const answerBy = endsOn < latest ? endsOn : latest;
    const header = { agency, section, purpose, ground, endsOn, answerBy };
    const result = keeping(
      known,
      (state) => whyNotInvite(state, agencyOf(known.actor), { agency, section, ground, endsOn }, known.today, known.found),
      null,
      () => [draft(partyInvited, header, { section: null, parties: [{ agency, section, isParty: true, purpose, ground, endsOn: answerBy }] })],
    );
    // Invited to several sections at once, it is told once.
    const isAsked = fileState(known.headers).seats.some((s) => s.agency === agency && s.standing === 'invited');
    return isAsked ? result : alsoTelling(result, [agency]);
  },
});
export const INVITE = Object.fromEntries(SECTIONS.map((section) => [section, invite(section)])) as unknown as Readonly<Record<Section, ReturnType<typeof invite>>>;

const answering = onFile.extend({ answer: z.enum(PARTY_ANSWERS) });
type PartyAnswer = z.infer<typeof answering>['answer'];

/** The seats that an answer is about: all that wait for one, or all that are left. */
const seatsFor = (state: FileState, agency: string, answer: PartyAnswer) => state.seats.filter((s) => s.agency === agency && s.standing === (answer === 'left' ? 'accepted' : 'invited'));

export const answerInvitation: StreamAction<z.infer<typeof answering>, null> = {
  name: 'file.answer-invitation',
  does: 'accept or decline the invitation of the own agency, or leave the table',
  input: answering,
  allow: everybody,
  about: aboutFile,
  needs: ['headers'],
  run(known) {
    const { answer } = known.input;
    const agency = agencyOf(known.actor);
    return keeping(
      known,
      (state) => whyNotAnswer(state, agency, answer),
      null,
      (state) => {
        const seats = seatsFor(state, agency, answer);
        const parties = seats.map(({ section, purpose, ground, endsOn }) => ({ agency, section, isParty: answer === 'accepted', purpose, ground, endsOn }));
        return [draft(partyAnswered, { agency, sections: seats.map((s) => s.section), answer }, { section: null, parties })];
      },
    );
  },
};

const ending = onFile.extend({ agency: z.uuid(), because: z.enum(ENDINGS) });
const endParty = (section: Section): StreamAction<z.infer<typeof ending>, null> => ({
  name: `file.end-party-in-${section}`,
  does: `end the invitation of an agency to the section ${section} of a file`,
  input: ending,
  allow: writers(section),
  about: aboutSection(section),
  needs: ['headers'],
  run(known) {
    const { agency, because } = known.input;
    const own = agencyOf(known.actor);
    return keeping(
      known,
      (state) => {
        const seat = seatOf(state, agency, section);
        if (!seat || !['invited', 'accepted'].includes(seat.standing)) return [{ code: 'not-at-the-table' }];
        if (agency === state.lead) return [{ code: 'lead-cannot-leave' }];
        return state.lead === own || agency === own ? null : [{ code: 'not-the-lead' }];
      },
      null,
      (state) => {
        const seat = seatOf(state, agency, section);
        return [draft(partyEnded, { agency, section, because }, { section: null, parties: [{ agency, section, isParty: false, purpose: seat?.purpose ?? '', ground: seat?.ground ?? '', endsOn: known.today }] })];
      },
    );
  },
});
export const END_PARTY = Object.fromEntries(SECTIONS.map((section) => [section, endParty(section)])) as unknown as Readonly<Record<Section, ReturnType<typeof endParty>>>;

const handing = onFile.extend({ agency: z.uuid() });
export const offerLead: StreamAction<z.infer<typeof handing>, null> = {
  name: 'file.offer-lead',
  does: 'offer the lead of a file to another agency at its table; until that one takes it nothing changes',
  input: handing,
  allow: everybody,
  about: aboutFile,
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => whyNotOfferLead(state, agencyOf(known.actor), known.input.agency),
      null,
      () => [draft(leadOffered, { agency: known.input.agency }, { section: null })],
      (state) => state.leadOfferedTo === known.input.agency,
    ),
};
export const takeLead: StreamAction<OnFile, null> = {
  name: 'file.take-lead',
  does: 'take the lead of a file that was offered to the own agency',
  input: onFile,
  allow: everybody,
  about: aboutFile,
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => whyNotTakeLead(state, agencyOf(known.actor)),
      null,
      () => [draft(leadTaken, { agency: agencyOf(known.actor) }, { section: null })],
      (state) => state.lead === agencyOf(known.actor),
    ),
};

const breaking = onFile.extend({ because: z.enum(EMERGENCY_REASONS) });
const breakGlass = (section: (typeof EMERGENCY_SECTIONS)[number]): StreamAction<z.infer<typeof breaking>, null> => ({
  name: `file.break-glass-to-${section}`,
  does: `look into the section ${section} of a file where the own agency is not, in an emergency and for a day; the table is told`,
  input: breaking,
  allow: atTable(SECTION_ACCESS[section].read),
  about: aboutFile,
  needs: ['headers', 'table'],
  reaches: ['emergency'],
  run(known) {
    const agency = agencyOf(known.actor);
    if (known.sections.includes(section)) return { obstacles: [{ code: 'is-there-already' }] };
    if (!fileState(known.headers).filled.includes(section)) return { obstacles: [{ code: 'nothing-there' }] };
    const until = daysAfter(known.today, DAYS_IN_EMERGENCY);
    const told = draft(glassBroken, { section, agency, person: known.actor.id, until, because: known.input.because }, { section: null });
    const result = { value: null, entries: [told], reaches: { section, how: 'emergency', purpose: 'protect-child', ground: 'gdpr-6-1-d', endsOn: until } } as const;
    return alsoTelling(result, othersAtTable(known), true);
  },
});
export const BREAK_GLASS = Object.fromEntries(EMERGENCY_SECTIONS.map((section) => [section, breakGlass(section)])) as unknown as Readonly<Record<(typeof EMERGENCY_SECTIONS)[number], ReturnType<typeof breakGlass>>>;

const excluding = onFile.extend({ person: z.uuid(), isExcluded: z.boolean(), because: z.enum(EXCLUSION_REASONS).nullable().default(null) });
export const excludePerson: StreamAction<z.infer<typeof excluding>, null, boolean> = {
  name: 'file.exclude-person',
  does: 'keep a named colleague out of a file, or let that colleague in again; whoever leads also somebody of another agency, with a reason, and the table is told',
  input: excluding,
  allow: everybody,
  about: aboutFile,
  needs: ['headers', 'table'],
  lookUp: (tx, { person }) => isColleague(tx, person),
  run(known) {
    const { person, isExcluded, because } = known.input;
    const excluded = draft(personExcluded, { person, isExcluded, because: known.found ? null : because }, { section: null, exclusions: [{ actor: person, isExcluded }] });
    const result = keeping(
      known,
      (state) => whyNotExclude(state, agencyOf(known.actor), { person, because, actor: known.actor.id, isColleague: known.found }),
      null,
      () => (known.found ? [excluded] : [excluded, draft(tableTold, { what: isExcluded ? 'person-kept-out' : 'person-let-in' }, { section: null })]),
      (state) => state.excluded.includes(person) === isExcluded,
    );
    return known.found ? result : alsoTelling(result, othersAtTable(known));
  },
};

export const PARTY_ACTIONS = [answerInvitation, offerLead, takeLead, excludePerson, ...Object.values(INVITE), ...Object.values(END_PARTY), ...Object.values(BREAK_GLASS)] as const;
