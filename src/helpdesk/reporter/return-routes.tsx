import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { readForm } from '#src/platform/http/form.ts';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { openPass, sealPass } from '../receipt/tokens.ts';
import { SAFETY_WORDS, type SafetyWord } from '../model/vocabulary.ts';
import { textProblem } from './form.ts';
import { LARGEST_FORM, secondsToWait, showNeutral, viewOf, type ReporterNeeds } from './neutral.tsx';
import { isNotNow, type NotNow } from './reception.ts';
import { AskWordsPage, ConversationPage, LookPage, WithdrawnPage, WithdrawPage, type Unsent, type WordsProblem } from './return-pages.tsx';

/** Right or wrong, the answer to words takes at least this long: what was found does not show in the time, and guessing is slow. */
const SLOWEST_LOOK_MS = 400;

type Fields = (name: string) => string;
type Step = (c: Context, field: Fields, unsent: Unsent) => Promise<Response>;
type Said = 'written' | 'hidden' | 'safe' | 'in-danger' | null;

const STATUS: Record<NonNullable<WordsProblem>, ContentfulStatusCode> = { wrong: 404, wait: 429, busy: 429, away: 503, expired: 401 };

/** Coming back with the words. They are asked once; then a sealed pass for half an hour travels with each form. */
export function returnRoutes(needs: ReporterNeeds): Hono {
  const { errors, reception, key, now } = needs;
  const routes = new Hono();
  const show = (c: Context, body: JSX.Element, status: ContentfulStatusCode = 200) => showNeutral(c, needs, { body, path: '/report/return', status });
  const ask = (c: Context, problem: WordsProblem, unsent: Unsent) => show(c, <AskWordsPage view={viewOf(needs)} problem={problem} unsent={unsent} />, problem ? STATUS[problem] : 200);

  async function look(c: Context, field: Fields, unsent: Unsent): Promise<Response> {
    const seconds = await secondsToWait(needs, c);
    if (seconds > 0) {
      c.header('retry-after', String(seconds));
      return ask(c, 'wait', unsent);
    }
    const [found] = await Promise.all([reception.look(field('words').slice(0, 400)), wait(SLOWEST_LOOK_MS)]);
    if (found === null) return ask(c, 'wrong', unsent);
    if (isNotNow(found)) return ask(c, found.because, unsent);
    return show(c, <LookPage view={viewOf(needs)} pass={sealPass(key(), found.report, now())} unsent={unsent} hasAnswer={found.hasAnswer} />);
  }

  /** The conversation as it stands now, after whatever was done. */
  async function talk(c: Context, report: string, unsent: Unsent, said: Said, problem: 'text-missing' | 'text-long' | 'not-now' | null = null): Promise<Response> {
    const conversation = await reception.read(report);
    if (conversation === null) return ask(c, 'wrong', unsent);
    if (isNotNow(conversation)) return ask(c, conversation.because, unsent);
    const body = <ConversationPage view={viewOf(needs)} pass={sealPass(key(), report, now())} unsent={unsent} conversation={conversation} said={said} problem={problem} />;
    return show(c, body, problem === 'not-now' ? 503 : problem ? 422 : 200);
  }

  /** After something was done: the conversation with what it says of it, or the reason why not, with all that was typed. */
  async function after(c: Context, report: string, unsent: Unsent, done: string | null | NotNow, said: Said): Promise<Response> {
    if (done === null) return ask(c, 'wrong', unsent);
    if (isNotNow(done)) return talk(c, report, unsent, null, 'not-now');
    return talk(c, report, { text: said === 'written' ? '' : unsent.text, form: randomUUID() }, said);
  }

  /** For steps that need a pass. Without one the words are asked again, and nothing that was typed is lost. */
  const opened =
    (work: (c: Context, report: string, field: Fields, unsent: Unsent) => Promise<Response>): Step =>
    async (c, field, unsent) => {
      const report = openPass(key(), field('pass'), now());
      return report === null ? ask(c, 'expired', unsent) : work(c, report, field, unsent);
    };

  const steps: Readonly<Record<string, Step>> = {
    look,
    read: opened((c, report, _, unsent) => talk(c, report, unsent, null)),
    write: opened(async (c, report, _, unsent) => {
      const problem = textProblem(unsent.text);
      return problem ? talk(c, report, unsent, null, problem) : after(c, report, unsent, await reception.write(report, unsent.form, unsent.text.trim()), 'written');
    }),
    hide: opened(async (c, report, field, unsent) => after(c, report, unsent, await reception.hide(report, field('message')), 'hidden')),
    say: opened(async (c, report, field, unsent) => {
      const says: SafetyWord | undefined = SAFETY_WORDS.find((word) => word === field('says'));
      return says ? after(c, report, unsent, await reception.say(report, says), says) : talk(c, report, unsent, null);
    }),
    withdraw: opened((c, _report, field) => Promise.resolve(show(c, <WithdrawPage view={viewOf(needs)} pass={field('pass')} />))),
    'withdraw-surely': opened(async (c, report, _, unsent) => {
      const done = await reception.withdraw(report);
      return done === 'withdrawn' ? show(c, <WithdrawnPage view={viewOf(needs)} />) : after(c, report, unsent, done, null);
    }),
  };

  routes.get('/report/return', (c) => ask(c, null, { text: '', form: '' }));
  routes.post('/report/return', bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => errors.send(c, 413) }), async (c) => {
    const fields = await readForm(c);
    const field: Fields = (name) => fields.find(([given]) => given === name)?.[1].replaceAll('\0', '').replaceAll('\r\n', '\n') ?? '';
    const step = steps[field('step')];
    const unsent = { text: field('text'), form: field('form') || randomUUID() };
    return step ? step(c, field, unsent) : ask(c, null, unsent);
  });
  routes.all('/report/return', (c) => errors.send(c, 405));
  return routes;
}
