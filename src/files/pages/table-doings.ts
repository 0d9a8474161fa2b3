import { answerAccess, askAccess, closeFile, reopenFile } from '../actions/closing-actions.ts';
import { nameConfidant } from '../actions/identity-actions.ts';
import { OPEN_SECTION } from '../actions/open-actions.ts';
import { answerInvitation, BREAK_GLASS, END_PARTY, excludePerson, INVITE, offerLead, takeLead } from '../actions/party-actions.ts';
import { ACCESS_ANSWERS, ACCESS_ASKERS, ACCESS_REFUSALS, CLOSINGS, EMERGENCY_REASONS, EMERGENCY_SECTIONS, ENDINGS, EXCLUSION_REASONS, GROUNDS, LATER_SECTIONS, PARTY_ANSWERS, PURPOSES, SECTIONS } from '../model/vocabulary.ts';
import { notThere, type Doing } from './doings.ts';

const PURPOSE_AND_GROUND = [
  { kind: 'choice', name: 'purpose', label: 'file.purpose-label', list: 'purpose', values: PURPOSES },
  { kind: 'choice', name: 'ground', label: 'file.ground-label', list: 'ground', values: GROUNDS },
] as const;

export const openSectionDoing: Doing = {
  title: 'file.do.open-section',
  at: 'section',
  fields: PURPOSE_AND_GROUND,
  act(v, { member, file }) {
    const section = LATER_SECTIONS.find((one) => one === v.section);
    return section ? member.perform(OPEN_SECTION[section], member.actor, { file, purpose: v.get('purpose'), ground: v.get('ground') }) : Promise.resolve(notThere);
  },
};

export const inviteDoing: Doing = {
  title: 'file.do.invite',
  at: 'table',
  fields: [
    { kind: 'agency', name: 'agency', label: 'file.agency' },
    { kind: 'choice', name: 'section', label: 'file.section-label', list: 'section', values: SECTIONS },
    ...PURPOSE_AND_GROUND,
    { kind: 'date', name: 'endsOn', label: 'file.ends-on' },
  ],
  act(v, { member, file }) {
    const section = SECTIONS.find((one) => one === v.get('section'));
    return section ? member.perform(INVITE[section], member.actor, { file, agency: v.get('agency'), purpose: v.get('purpose'), ground: v.get('ground'), endsOn: v.get('endsOn') }) : Promise.resolve(notThere);
  },
};

export const answerDoing: Doing = {
  title: 'file.do.answer',
  at: 'table',
  fields: [{ kind: 'choice', name: 'answer', label: 'file.answer-label', list: 'party-answer', values: PARTY_ANSWERS }],
  act: (v, { member, file }) => member.perform(answerInvitation, member.actor, { file, answer: v.item || v.get('answer') }),
};

export const endPartyDoing: Doing = {
  title: 'file.do.end-party',
  at: 'table',
  fields: [{ kind: 'choice', name: 'because', label: 'file.ending-label', list: 'ending', values: ENDINGS }],
  act(v, { member, file }) {
    const section = SECTIONS.find((one) => one === v.section);
    return section ? member.perform(END_PARTY[section], member.actor, { file, agency: v.item, because: v.get('because') }) : Promise.resolve(notThere);
  },
};

export const offerLeadDoing: Doing = {
  title: 'file.do.offer-lead',
  at: 'table',
  fields: [{ kind: 'agency', name: 'agency', label: 'file.agency' }],
  act: (v, { member, file }) => member.perform(offerLead, member.actor, { file, agency: v.get('agency') }),
};

export const takeLeadDoing: Doing = { title: 'file.do.take-lead', at: 'table', fields: [], act: (_, { member, file }) => member.perform(takeLead, member.actor, { file }) };

export const emergencyDoing: Doing = {
  title: 'file.do.emergency',
  at: 'table',
  fields: [
    { kind: 'choice', name: 'section', label: 'file.section-label', list: 'section', values: EMERGENCY_SECTIONS },
    { kind: 'choice', name: 'because', label: 'file.emergency-because', list: 'emergency', values: EMERGENCY_REASONS },
  ],
  act(v, { member, file }) {
    const section = EMERGENCY_SECTIONS.find((one) => one === v.get('section'));
    return section ? member.perform(BREAK_GLASS[section], member.actor, { file, because: v.get('because') }) : Promise.resolve(notThere);
  },
};

export const excludeDoing: Doing = {
  title: 'file.do.exclude',
  at: 'table',
  fields: [],
  act: (v, { member, file }) => member.perform(excludePerson, member.actor, { file, person: v.item, isExcluded: true }),
};
/** Somebody of another agency: only whoever leads, and the table reads why. */
export const keepOutDoing: Doing = {
  title: 'file.do.keep-out',
  at: 'table',
  fields: [{ kind: 'choice', name: 'because', label: 'file.keep-out-because', list: 'keep-out-reason', values: EXCLUSION_REASONS }],
  act: (v, { member, file }) => member.perform(excludePerson, member.actor, { file, person: v.item, isExcluded: true, because: v.get('because') }),
};
export const letInOtherDoing: Doing = { ...keepOutDoing, title: 'file.do.let-in', act: (v, { member, file }) => member.perform(excludePerson, member.actor, { file, person: v.item, isExcluded: false, because: v.get('because') }) };
export const letInDoing: Doing = {
  title: 'file.do.let-in',
  at: 'table',
  fields: [],
  act: (v, { member, file }) => member.perform(excludePerson, member.actor, { file, person: v.item, isExcluded: false }),
};

export const confidantDoing: Doing = {
  title: 'file.do.confidant',
  at: 'table',
  fields: [],
  act: (v, { member, file }) => member.perform(nameConfidant, member.actor, { file, person: v.item, agency: member.actor.agency }),
};

export const askAccessDoing: Doing = {
  title: 'file.do.ask-access',
  at: 'table',
  fields: [
    { kind: 'choice', name: 'asker', label: 'file.access-asker', list: 'asker', values: ACCESS_ASKERS },
    { kind: 'date', name: 'askedOn', label: 'file.access-asked-on' },
  ],
  act: (v, { member, file, today }) => member.perform(askAccess, member.actor, { file, request: v.id, asker: v.get('asker'), askedOn: v.day('askedOn') ?? today }),
};
export const answerAccessDoing: Doing = {
  title: 'file.do.answer-access',
  at: 'table',
  fields: [
    { kind: 'choice', name: 'answer', label: 'file.access-answer', list: 'access-answer', values: ACCESS_ANSWERS },
    { kind: 'ticks', name: 'refusals', label: 'file.access-refusals', list: 'refusal', values: ACCESS_REFUSALS },
  ],
  act: (v, { member, file }) => member.perform(answerAccess, member.actor, { file, request: v.item, answer: v.get('answer'), refusals: v.ticked('refusals', ACCESS_REFUSALS) }),
};

export const closeDoing: Doing = {
  title: 'file.do.close',
  at: 'table',
  fields: [
    { kind: 'choice', name: 'because', label: 'file.closing-because', list: 'closing', values: CLOSINGS },
    { kind: 'text', name: 'against', label: 'file.closing-against', hint: 'file.closing-against-hint', rows: 3 },
  ],
  act: (v, { member, file }) => member.perform(closeFile, member.actor, { file, because: v.get('because'), note: v.id, against: v.get('against') }),
};
export const reopenDoing: Doing = { title: 'file.do.reopen', at: 'table', fields: [], act: (_, { member, file }) => member.perform(reopenFile, member.actor, { file }) };
