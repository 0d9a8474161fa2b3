import type { Doing, Values } from '#src/files/pages/doings.ts';
import type { Field } from '#src/files/pages/forms.tsx';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import type { Answer } from '#src/platform/action/action.ts';
import { requestHandover, seeHandovers, writeLetter } from '../actions/step-actions.ts';
import { handoverOf } from '../model/state.ts';
import * as v from '../model/vocabulary.ts';
import { letterWords, requestWords } from '../model/words.ts';
import type { HandoverNeeds } from './needs.ts';
import { entriesFor, requestOf, theirNumberIn } from './read.ts';
import { fileCountry, makeLetter, obstacle, wayTo } from './write-letter.ts';

type Acting = Parameters<Doing['act']>[1];
/** Stands where a letter would, until what it says is right: what is wrong is then said field by field. */
const NO_LETTER = { pdf: 'AA==' };

const CONTACT: Field = { kind: 'line', name: 'contact', label: 'handover.contact', hint: 'handover.contact-hint' };
const ANSWER_BY: Field = { kind: 'date', name: 'answerBy', label: 'handover.answer-by', hint: 'handover.answer-by-hint' };
const TEXT: Field = { kind: 'text', name: 'text', label: 'handover.text', hint: 'handover.text-hint', rows: 5 };

function wordsOf({ get }: Values) {
  return { office: get('office'), reference: get('reference'), contact: get('contact'), child: get('child'), asks: get('asks'), report: get('report'), reasons: get('reasons'), duration: get('duration'), funding: get('funding') };
}

async function request(needs: HandoverNeeds, values: Values, on: Acting): Promise<Answer<unknown>> {
  const { member, file } = on;
  const [from, country] = [await fileCountry(member, file), COUNTRIES.find((c) => c === values.get('country'))];
  const goesTo = v.GOES_TO.find((g) => g === values.get('goesTo')) ?? 'not-decided';
  const way = from && country ? wayTo(needs, from, country, goesTo) : null;
  if (!way || !country) return obstacle('no-route');
  const { grounds, ...known } = way;
  const transfer = v.TRANSFER_GROUNDS.find((g) => g === values.get('transfer') && grounds.includes(g)) ?? null;
  const asked = { handover: values.id, country, goesTo, ...known, asOf: needs.asOf, transfer, answerBy: values.get('answerBy') };
  const words = requestWords.safeParse(wordsOf(values));
  const isWhole = words.success && /^\d{4}-\d{2}-\d{2}$/.test(asked.answerBy);
  const made = isWhole ? await makeLetter(needs, on, { country, kind: 'request', handover: asked, request: words.data, words: null, answerBy: asked.answerBy, arrivesOn: null, escort: null, because: null, theirNumber: '' }) : NO_LETTER;
  if (!('pdf' in made)) return made;
  return member.perform(requestHandover, member.actor, { file, request: asked, words: wordsOf(values), pdf: made.pdf });
}

async function write(needs: HandoverNeeds, what: (typeof v.LETTERS)[number], values: Values, on: Acting): Promise<Answer<unknown>> {
  const { member, file } = on;
  const seen = await member.perform(seeHandovers, member.actor, { file });
  if (!seen.done) return seen;
  const handover = handoverOf(seen.value.state, values.item);
  const entries = await entriesFor(member, file);
  const asked = handover && requestOf(entries, handover.handover);
  if (!handover || !asked) return obstacle('no-such-handover');
  const given = { answerBy: values.day('answerBy'), arrivesOn: values.day('arrivesOn'), escort: v.ESCORTS.find((e) => e === values.get('escort')) ?? null, because: v.WITHDRAWN_BECAUSE.find((b) => b === values.get('because')) ?? null };
  const typed = { contact: values.get('contact'), text: values.get('text') };
  const words = letterWords.safeParse(typed);
  const made = words.success ? await makeLetter(needs, on, { country: handover.country, kind: what, handover, request: asked, words: words.data, ...given, theirNumber: theirNumberIn(entries, handover.handover) }) : NO_LETTER;
  if (!('pdf' in made)) return made;
  return member.perform(writeLetter, member.actor, { file, letter: { handover: handover.handover, letter: values.id, what, ...given }, words: typed, pdf: made.pdf });
}

const requestDoing = (needs: HandoverNeeds): Doing => ({
  title: 'handover.do.request',
  at: 'handover',
  fields: [
    { kind: 'choice', name: 'country', label: 'handover.country', list: 'country', values: needs.packsIn[needs.site.language]?.filter((p) => p.route !== null).map((p) => p.country) ?? COUNTRIES },
    { kind: 'choice', name: 'goesTo', label: 'handover.goes-to', list: 'handover.goes-to-is', values: v.GOES_TO.toReversed() },
    { kind: 'line', name: 'office', label: 'handover.office', hint: 'handover.office-hint' },
    { kind: 'text', name: 'child', label: 'handover.child', hint: 'handover.child-hint', rows: 2 },
    { kind: 'text', name: 'asks', label: 'handover.asks', rows: 3 },
    { kind: 'text', name: 'report', label: 'handover.report', hint: 'handover.report-hint', rows: 6 },
    { kind: 'text', name: 'reasons', label: 'handover.reasons', rows: 4 },
    { kind: 'line', name: 'duration', label: 'handover.duration' },
    { kind: 'line', name: 'funding', label: 'handover.funding' },
    { kind: 'line', name: 'reference', label: 'handover.reference' },
    CONTACT,
    ANSWER_BY,
    { kind: 'choice', name: 'transfer', label: 'handover.transfer', list: 'handover.transfer-is', values: v.TRANSFER_GROUNDS, orNone: 'handover.transfer-none' },
  ],
  act: (values, on) => request(needs, values, on),
});

const letterDoing = (needs: HandoverNeeds, what: (typeof v.LETTERS)[number], fields: readonly Field[]): Doing => ({
  title: `handover.do.${what}`,
  at: 'handover',
  fields: [...fields, TEXT, CONTACT],
  act: (values, on) => write(needs, what, values, on),
});

/** Everything that is done in a hand-over by a form without files, by the name of the form. */
export const handoverDoings = (needs: HandoverNeeds): Readonly<Record<string, Doing>> => ({
  'handover-request': requestDoing(needs),
  'handover-reminder': letterDoing(needs, 'reminder', [ANSWER_BY]),
  'handover-answer': letterDoing(needs, 'answer', [ANSWER_BY]),
  'handover-announcement': letterDoing(needs, 'announcement', [
    { kind: 'date', name: 'arrivesOn', label: 'handover.arrives-on' },
    { kind: 'choice', name: 'escort', label: 'handover.escort', list: 'handover.escort-is', values: v.ESCORTS },
  ]),
  'handover-closing': letterDoing(needs, 'closing', []),
  'handover-withdrawal': letterDoing(needs, 'withdrawal', [{ kind: 'choice', name: 'because', label: 'handover.because', list: 'handover.because-is', values: v.WITHDRAWN_BECAUSE }]),
});
