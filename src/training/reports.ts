import { randomUUID } from 'node:crypto';
import { hourAfter, PROMISED_HOURS } from '#src/helpdesk/model/inbox.ts';
import { sendReport, type NewReport } from '#src/helpdesk/model/reporter-actions.ts';
import { reception, RECEPTION } from '#src/helpdesk/model/roles.ts';
import type { IdentityOf } from '#src/helpdesk/receipt/identity.ts';
import { performOn, type Ground } from '#src/platform/action/perform.ts';
import { serviceActor } from '#src/platform/action/service.ts';

type TrainingReport = { words: string; received: NewReport['received']; text: string };

const from = (change: Partial<NewReport['received']>): NewReport['received'] => ({ channel: 'website', way: 'worried', language: 'nl', country: 'NL', dangerNow: 'no', aloneNow: 'yes', age: null, check: null, ...change });

/** Invented reports, with words that are printed on the page of the training: they guard nothing. */
export const TRAINING_REPORTS: readonly TrainingReport[] = [
  {
    words: 'spiraal hexagon kever stapel vork kikker honderd',
    received: from({ age: '14' }),
    text: 'Verzonnen: een jongen uit de straat heeft elke dag nieuwe kleren bij zich met het kaartje er nog aan. Een man in een auto haalt ze op. De jongen kijkt bang als hij te laat is.',
  },
  {
    words: 'wit garage appelboom orchidee kleuter jaguar krekel',
    received: from({ way: 'child', language: 'ro', age: '12-13', dangerNow: 'not-said' }),
    text: 'Inventat: trebuie să aduc bani în fiecare zi. Dacă nu ajung, nu dorm în casă. Nu vreau să fur.',
  },
  {
    words: 'lichtbron buurman kruimel liedje cactus april herfst',
    received: from({ way: 'professional', dangerNow: 'yes', age: 'unsure', check: { outcome: 'act-now', urgency: 'protect', incident: 'theft' } }),
    text: 'Verzonnen: meisje aangehouden met een geprepareerde tas. Een “oom” zonder papieren komt haar ophalen. Zij zegt niets zolang hij in de hal staat.',
  },
];

/** Sends them once; a start that was stopped half-way sends the rest. */
export async function sendTrainingReports(ground: Ground, identityOf: IdentityOf): Promise<void> {
  const actor = await serviceActor(ground, RECEPTION, reception.name);
  if (!actor) throw new Error('the invented helpdesk has no reception');
  const perform = performOn(ground);
  for (const { words, received, text } of TRAINING_REPORTS) {
    const report = await identityOf(words);
    const answer = await perform(sendReport, actor, { report, message: randomUUID(), received, words: { text }, answerBy: hourAfter(ground.now(), PROMISED_HOURS) });
    const isThere = answer.done || (answer.because === 'obstacles' && answer.obstacles[0].code === 'already-there');
    if (!isThere) throw new Error(`an invented report was refused: ${answer.because}`);
  }
}
