import { recordFact } from '#src/files/actions/identity-actions.ts';
import { openFile, OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, INVITE } from '#src/files/actions/party-actions.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { recordSigns, setStatus } from '#src/files/actions/status-actions.ts';
import { addEvent, makePromise, RECORD_WORDS } from '#src/files/actions/story-actions.ts';
import { setTask } from '#src/files/actions/task-actions.ts';
import { daysAfter } from '#src/files/model/days.ts';
import type { Answer } from '#src/platform/action/action.ts';
import { askRelease } from '#src/protection/keeping/actions/release-actions.ts';
import { setSheet } from '#src/protection/keeping/actions/safety-actions.ts';
import { performOn, type Ground } from '#src/platform/action/perform.ts';

type Someone = { id: string; agency: string };

/** The same in each installation for training, so that a second start finds it. */
const id = (n: number) => `7ea1e5c0-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const TRAINING_FILE = id(1);

/** The rules say no to what an earlier start did already; any other "no" is a mistake of ours. */
function tried(answer: Answer<unknown>): void {
  if (!answer.done && answer.because !== 'obstacles') throw new Error(`the invented file was refused: ${answer.because}`);
}

/** One invented child: caught with a prepared bag, fetched by an "uncle". Three agencies are at its table. */
export async function openTrainingFile(ground: Ground, called: (signInName: string) => Promise<Someone>): Promise<void> {
  const perform = performOn(ground);
  const [officer, youth, lawyer] = [await called('agent'), await called('jeugd'), await called('advocaat')];
  const today = ground.now().toISOString().slice(0, 10);
  const file = TRAINING_FILE;
  const happened = { event: id(2), what: 'first-contact', happened: daysAfter(today, -3), precision: 'day', source: 'own-eyes', country: 'NL', hadMissedSign: false, corrects: null } as const;
  const opened = await perform(openFile, officer, { file, origin: 'check', country: 'NL', fact: id(3), child: { given: 'Mirela', family: 'Verzonnen' }, event: happened, words: { text: 'Verzonnen: meisje met een tas met folie en vier scheermesjes. Zij kijkt steeds naar een man buiten de winkel.', place: 'Verzonnen winkelstraat' } });
  tried(opened);
  // An earlier start opened it; what it did not get to is done below.
  if (!opened.done && (await isWhole(perform, officer))) return;
  tried(await perform(addEvent, officer, { file, event: { ...happened, event: id(4), what: 'fetched-by-adult', happened: daysAfter(today, -3) }, words: { text: 'Verzonnen: een “oom” zonder papieren wil haar meenemen. Hij weet haar geboortedag niet.' } }));
  tried(await perform(recordFact, officer, { file, recorded: { fact: id(5), what: 'birth-date', source: 'child', certainty: 'unsure' }, words: { value: '2012-03-31' } }));
  tried(await perform(recordSigns, officer, { file, signs: { check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' }, liv06: 'not-known', liv03: 'seen', fin08: 'not-known' }, lines: 'Verzonnen regels van de check.' }));
  const read = await perform(READ_SECTION.recognition, officer, { file });
  if (!read.done) throw new Error('the invented file cannot be read');
  tried(await perform(setStatus, officer, { file, base: read.value.version, step: { status: 'possible', decider: 'police', decidedOn: daysAfter(today, -2), effects: ['protection'], bases: ['signs'], objectUntil: null }, words: { reasons: 'Verzonnen: geprepareerde tas, volwassene die wacht, geen ouder bereikbaar.', toObject: 'Zeg het tegen uw advocaat.' } }));
  for (const [section, agency] of [['chronology', youth.agency], ['identity', youth.agency], ['recognition', youth.agency], ['protection', youth.agency], ['identity', lawyer.agency], ['chronology', lawyer.agency], ['recognition', lawyer.agency]] as const) {
    tried(await perform(INVITE[section], officer, { file, agency, purpose: section === 'protection' ? 'protect-child' : 'recognise', ground: 'gdpr-6-1-e', endsOn: daysAfter(today, 180) }));
  }
  tried(await perform(answerInvitation, youth, { file, answer: 'accepted' }));
  // Papers of the child's lawyer lie where nobody else reads.
  tried(await perform(answerInvitation, lawyer, { file, answer: 'accepted' }));
  tried(await perform(OPEN_SECTION.counsel, lawyer, { file, purpose: 'legal-help', ground: 'counsel-of-the-child' }));
  tried(await perform(RECORD_WORDS.chronology, youth, { file, spoken: { words: id(6), kind: 'told', spokenOn: daysAfter(today, -1), present: ['interpreter'], interpreter: 'yes', wasAlone: 'yes' }, words: { question: 'Ben je hier veilig?', words: 'Dacă nu aduc bani, nu dorm în casă.', summary: 'Moet geld brengen, anders mag zij niet binnen slapen.', language: 'Română', interpreter: 'Verzonnen tolk 12' } }));
  tried(await perform(makePromise, youth, { file, promise: id(7), dueOn: daysAfter(today, 2), text: 'O sunăm pe sora ta împreună.' }));
  tried(await perform(askRelease, officer, { file, asked: { release: id(9), claim: 'other-relative', age: '14', heldOn: null, heldMinute: null, questionedAtNight: false, answers: { relationship: 'not-verified', directs: 'seen', alone: 'not-asked', interpreter: 'none', network: 'not-asked', authority: 'not-asked' } }, words: { who: 'Verzonnen “oom”', contact: 'Verzonnen grijze auto', said: 'Weet haar geboortedag niet.' } }));
  tried(await perform(setSheet, youth, { file, sheet: { sheet: id(10), risks: ['young', 'exploiter-known-here'] }, words: { called: 'Mirela', looks: 'Verzonnen: 1 meter 50, donkere staart, smal.', clothes: 'Grijze jas, witte schoenen', danger: 'De man met de grijze auto wacht op haar.' } }));
  tried(await perform(setTask, youth, { file, task: { task: id(8), dueOn: daysAfter(today, 1), owner: 'guardian', agency: null, isLaw: false }, words: { title: 'Plan met het kind: school, wens, vertrouwde volwassene' } }));
}

/** The last thing that is done stands for all of them. */
async function isWhole(perform: ReturnType<typeof performOn>, reader: Someone): Promise<boolean> {
  const read = await perform(READ_SECTION.chronology, reader, { file: TRAINING_FILE });
  return read.done && read.value.entries.some((entry) => entry.kind === 'file.task-described');
}
