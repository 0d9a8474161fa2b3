import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { HOME_COUNTRY } from '#src/recognition/home-country.ts';
import { fieldsOf, show, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';
import { phoneIntake } from '../model/desk-actions.ts';
import { hourAfter, PROMISED_HOURS } from '../model/inbox.ts';
import { LONGEST_TEXT } from '../model/words.ts';
import { openReceipt, sealReceipt } from '../receipt/tokens.ts';
import { drawWords } from '../receipt/words.ts';
import { problemsIn, statusFor } from './answers.ts';
import { IntakePage, type Intake } from './intake-page.tsx';
import type { Problem } from './shown.ts';
import type { WorkerFor } from './report-routes.tsx';
import type { DeskNeeds } from './worker.ts';

type Field = (name: string) => string;

function intakeIn(field: Field, language: Language): Intake {
  const or = (name: string, otherwise: string) => field(name) || otherwise;
  return {
    way: or('way', 'worried'),
    language: or('language', language),
    country: or('country', HOME_COUNTRY[language]),
    dangerNow: or('dangerNow', 'not-said'),
    aloneNow: or('aloneNow', 'not-said'),
    age: field('age'),
    text: field('text').replaceAll('\r\n', '\n'),
    who: field('who'),
    contact: field('contact'),
    safeContact: field('safeContact'),
  };
}

const said = (intake: Intake) => ({
  received: { channel: 'telephone', way: intake.way, language: intake.language, country: intake.country, dangerNow: intake.dangerNow, aloneNow: intake.aloneNow, age: intake.age === '' ? null : intake.age, check: null },
  words: { text: intake.text, ...(intake.who ? { who: intake.who } : {}), ...(intake.contact ? { contact: intake.contact } : {}), ...(intake.safeContact ? { safeContact: intake.safeContact } : {}) },
});

/** Writing down what somebody tells by telephone. */
export function intakeRoutes(needs: DeskNeeds, workerFor: WorkerFor): Hono<DeskEnv> {
  const { site } = needs;
  const routes = new Hono<DeskEnv>();
  const page = (c: DeskContext, intake: Intake, words: readonly string[], receipt: string, problems: readonly Problem[] = [], status: 200 | 403 | 404 | 409 | 422 = 200) =>
    show(c, needs, { title: site.t('desk.intake'), path: '/desk', body: <IntakePage site={site} view={{ intake, words, receipt, problems }} />, status });

  routes.get('/desk/intake', async (c) => {
    const worker = await workerFor(c);
    if (worker instanceof Response) return worker;
    const words = drawWords(needs.wordLists[site.language]);
    return page(c, intakeIn(() => '', site.language), words, sealReceipt(needs.receptionKey(), words));
  });
  routes.post('/desk/intake', async (c) => {
    const worker = await workerFor(c);
    if (worker instanceof Response) return worker;
    const field = await fieldsOf(c);
    const [intake, receipt] = [intakeIn(field, site.language), field('receipt')];
    const words = openReceipt(needs.receptionKey(), receipt);
    // Words that were not drawn here are none; the page comes again with new ones, and what was typed.
    if (!words) {
      const others = drawWords(needs.wordLists[LANGUAGES.find((one) => one === intake.language) ?? site.language]);
      return page(c, intake, others, sealReceipt(needs.receptionKey(), others), [{ text: site.t('desk.problem') }], 422);
    }
    // A report without a word of what is the matter would help nobody.
    if (intake.text.trim() === '') return page(c, intake, words, receipt, [{ text: site.t('desk.problem.text', { most: LONGEST_TEXT }), field: 'text' }], 422);
    const report = await needs.identityOf()(words.join(' '));
    const answer = await worker.perform(phoneIntake, worker.actor, { report, message: randomUUID(), answerBy: hourAfter(needs.now(), PROMISED_HOURS), ...said(intake) });
    // The same form twice is one report.
    const isKept = answer.done || (answer.because === 'obstacles' && answer.obstacles[0].code === 'already-there');
    if (isKept) return c.redirect(site.href(`/desk/reports/${report}`), 303);
    return page(c, intake, words, receipt, problemsIn(site, answer), statusFor(answer));
  });
  return routes;
}
