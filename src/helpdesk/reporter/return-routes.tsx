import { setTimeout as wait } from 'node:timers/promises';
import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { attachmentObstacle, fileErrors } from '#src/platform/attachments/file-field.tsx';
import { isFormSecret, newFormSecret } from '#src/platform/attachments/form-secret.ts';
import { limitForms } from '#src/platform/attachments/limit-forms.ts';
import { sendAttachment } from '#src/platform/attachments/send.ts';
import { openPass, sealPass } from '../receipt/tokens.ts';
import { SAFETY_WORDS, type SafetyWord } from '../model/vocabulary.ts';
import { textProblem } from './form.ts';
import { LARGEST_FORM, secondsToWait, showNeutral, viewOf, type ReporterNeeds } from './neutral.tsx';
import { readPosted, type PostedForm } from './posted.ts';
import { isNotNow, type NotNow } from './reception.ts';
import { whoHears } from './view.ts';
import { AskWordsPage, ConversationPage, LookPage, WithdrawnPage, WithdrawPage, type Unsent, type WordsProblem } from './return-pages.tsx';

/** Right or wrong, the answer to words takes at least this long: what was found does not show in the time, and guessing is slow. */
const SLOWEST_LOOK_MS = 400;

type Step = (c: Context, posted: PostedForm, unsent: Unsent) => Promise<Response>;
type Said = Parameters<typeof ConversationPage>[0]['said'];
type Problem = { text: string; field: string };
type Talked = { said?: Said; problems?: readonly Problem[]; status?: ContentfulStatusCode };

const STATUS: Record<NonNullable<WordsProblem>, ContentfulStatusCode> = { wrong: 404, wait: 429, busy: 429, away: 503, expired: 401 };
const NOTHING: Unsent = { text: '', form: '', files: [] };
const problemOf = ({ because }: NotNow): WordsProblem => (because === 'busy' ? 'busy' : 'away');

/** Coming back with the words. They are asked once; then a sealed pass for half an hour travels with each form. */
export function returnRoutes(needs: ReporterNeeds): Hono {
  const { site, errors, reception, key, now } = needs;
  const { t } = site;
  const routes = new Hono();
  const show = (c: Context, body: JSX.Element, status: ContentfulStatusCode = 200) => showNeutral(c, needs, { body, path: '/report/return', status });
  const ask = (c: Context, problem: WordsProblem, unsent: Unsent) => show(c, <AskWordsPage view={viewOf(needs)} problem={problem} unsent={unsent} />, problem ? STATUS[problem] : 200);

  async function look(c: Context, { field }: PostedForm, unsent: Unsent): Promise<Response> {
    const seconds = await secondsToWait(needs, c);
    if (seconds > 0) {
      c.header('retry-after', String(seconds));
      return ask(c, 'wait', unsent);
    }
    const [found] = await Promise.all([reception.look(field('words').slice(0, 400)), wait(SLOWEST_LOOK_MS)]);
    if (found === null) return ask(c, 'wrong', unsent);
    if (isNotNow(found)) return ask(c, problemOf(found), unsent);
    return show(c, <LookPage view={viewOf(needs)} pass={sealPass(key(), found.report, now())} unsent={unsent} hasAnswer={found.hasAnswer} />);
  }

  /** The conversation as it stands now, after whatever was done. */
  async function talk(c: Context, report: string, unsent: Unsent, { said = null, problems = [], status = 200 }: Talked = {}): Promise<Response> {
    const conversation = await reception.read(report);
    if (conversation === null) return ask(c, 'wrong', unsent);
    if (isNotNow(conversation)) return ask(c, problemOf(conversation), unsent);
    const waiting = await reception.waiting(unsent.form, unsent.files);
    const body = <ConversationPage view={viewOf(needs)} pass={sealPass(key(), report, now())} unsent={unsent} conversation={conversation} said={said} problems={problems} waiting={waiting} />;
    return show(c, body, status);
  }

  /** After something was done: the conversation with what it says of it, or the reason why not, with all that was typed. */
  async function after(c: Context, report: string, unsent: Unsent, done: string | null | NotNow, said: Said): Promise<Response> {
    if (done === null) return ask(c, 'wrong', unsent);
    if (!isNotNow(done)) return talk(c, report, { text: said === 'written' ? '' : unsent.text, form: newFormSecret(), files: [] }, { said });
    const refused = attachmentObstacle(t, done.because);
    // Files that were not taken are chosen anew, in a form that was not used yet.
    if (refused) return talk(c, report, { ...unsent, form: newFormSecret(), files: [] }, { problems: [{ text: refused, field: 'files' }], status: 422 });
    return talk(c, report, unsent, { problems: [{ text: t('report.not-now'), field: 'text' }], status: 503 });
  }

  /** For steps that need a pass. Without one the words are asked again, and nothing that was typed is lost. */
  const opened =
    (work: (c: Context, report: string, posted: PostedForm, unsent: Unsent) => Promise<Response>): Step =>
    async (c, posted, unsent) => {
      const report = openPass(key(), posted.field('pass'), now());
      return report === null ? ask(c, 'expired', unsent) : work(c, report, posted, unsent);
    };

  async function write(c: Context, report: string, { problems, received }: PostedForm, unsent: Unsent): Promise<Response> {
    const problem = textProblem(unsent.text);
    const all = [...(problem ? [{ text: t(`report.${problem}`), field: 'text' }] : []), ...fileErrors(t, problems, 'files')];
    if (all.length > 0) return talk(c, report, unsent, { problems: all, status: 422 });
    const kept = unsent.files.filter((id) => !received.some((file) => file.id === id));
    return after(c, report, unsent, await reception.write(report, { form: unsent.form, kept, received }, unsent.text.trim()), 'written');
  }

  async function open(c: Context, report: string, { field }: PostedForm, unsent: Unsent): Promise<Response> {
    const found = await reception.open(report, field('attachment'));
    return isNotNow(found) ? after(c, report, unsent, found, null) : sendAttachment(c, { ...found, errors }, found.answer);
  }

  const steps: Readonly<Record<string, Step>> = {
    look,
    read: opened((c, report, _, unsent) => talk(c, report, unsent)),
    write: opened(write),
    open: opened(open),
    hide: opened(async (c, report, { field }, unsent) => after(c, report, unsent, await reception.hide(report, field('message')), 'hidden')),
    say: opened(async (c, report, { field }, unsent) => {
      const says: SafetyWord | undefined = SAFETY_WORDS.find((word) => word === field('says'));
      const tells = whoHears(viewOf(needs));
      // The button is not there where nobody would hear it; a page that was open since then is told whom to ring.
      if (!says || (says === 'in-danger' && tells === null)) return talk(c, report, unsent, { said: says ? 'nobody-hears' : null });
      return after(c, report, unsent, await reception.say(report, says, tells), says === 'in-danger' && tells === 'on-call' ? 'on-call' : says);
    }),
    agree: opened(async (c, report, { field }, unsent) => after(c, report, unsent, await reception.agree(report, field('agrees') === 'yes'), 'agreed')),
    withdraw: opened((c, _report, { field }) => Promise.resolve(show(c, <WithdrawPage view={viewOf(needs)} pass={field('pass')} />))),
    'withdraw-surely': opened(async (c, report, _, unsent) => {
      const done = await reception.withdraw(report);
      return done === 'withdrawn' ? show(c, <WithdrawnPage view={viewOf(needs)} />) : after(c, report, unsent, done, null);
    }),
  };

  routes.get('/report/return', (c) => ask(c, null, NOTHING));
  routes.post('/report/return', limitForms(LARGEST_FORM, (c) => errors.send(c, 413)), async (c) => {
    const posted = await readPosted(c, needs);
    const { field, files } = posted;
    const form = posted.form ?? field('form');
    const unsent = { text: field('text'), form: isFormSecret(form) ? form : newFormSecret(), files };
    const step = Object.hasOwn(steps, field('step')) ? steps[field('step')] : undefined;
    return step ? step(c, posted, unsent) : ask(c, null, unsent);
  });
  routes.all('/report/return', (c) => errors.send(c, 405));
  return routes;
}
