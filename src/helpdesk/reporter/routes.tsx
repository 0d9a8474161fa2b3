import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { attachmentObstacle, fileErrors } from '#src/platform/attachments/file-field.tsx';
import { newFormSecret } from '#src/platform/attachments/form-secret.ts';
import { limitForms } from '#src/platform/attachments/limit-forms.ts';
import type { Site } from '#src/platform/http/site.ts';
import { HOME_COUNTRY } from '#src/recognition/home-country.ts';
import { openReceipt, sealReceipt } from '../receipt/tokens.ts';
import { drawWords, normaliseWords } from '../receipt/words.ts';
import { filesIn, firstStep, readDraft, stepIn, textProblem, type Draft, type Step, type TextProblem } from './form.ts';
import { fromCheck, reportFrom } from './from-check.ts';
import { AwayPage, ChildAboutPage, ChildAlonePage, ChildDangerPage, FilesPage, SafetyPage, type FileProblem, StartPage, TellPage } from './pages.tsx';
import { ASKED, CheckWordsPage, NotSentPage, SentPage, WordsPage } from './receipt-pages.tsx';
import { LARGEST_FORM, secondsToWait, showNeutral, viewOf, type ReporterNeeds } from './neutral.tsx';
import { EMPTY_FORM, readPosted, type PostedForm } from './posted.ts';
import { isNotNow } from './reception.ts';
import { returnRoutes } from './return-routes.tsx';
import { whoHears, type View } from './view.ts';

type Posted = PostedForm & { draft: Draft; step: string; here: Step };

function readDraftIn(form: PostedForm, site: Site): Posted {
  const draft = readDraft(form.field, HOME_COUNTRY[site.language]);
  return { ...form, draft: { ...draft, form: form.form ?? draft.form, files: form.files.join(' ') }, step: form.field('step'), here: stepIn(form.field('here')) };
}

/** The page of one step before the words. */
function pageOf(step: Step, view: View, draft: Draft, problem: TextProblem | null = null): JSX.Element {
  switch (step) {
    case 'safety':
      return <SafetyPage view={view} draft={draft} />;
    case 'danger':
      return <ChildDangerPage view={view} draft={draft} />;
    case 'alone':
      return <ChildAlonePage view={view} draft={draft} />;
    case 'tell':
      return <TellPage view={view} draft={draft} problem={problem} />;
    case 'about':
      return <ChildAboutPage view={view} draft={draft} />;
    default:
      return <StartPage view={view} draft={draft} />;
  }
}

/** Which of the asked words were typed otherwise than they are. */
const wrongWords = (words: readonly string[], field: Posted['field']): number[] => ASKED.filter((number) => normaliseWords(field(`word-${number}`)) !== normaliseWords(words[number - 1] ?? ''));

const isAfterText = (step: Step) => step === 'about' || step === 'files' || step === 'words' || step === 'check' || step === 'send';

/** Reporting, in one language. Everything travels in posts to one address, so that a history shows that address and no more. */
export function reporterRoutes(needs: ReporterNeeds): Hono {
  const { site, errors, checker, reception, key, wordLists, now } = needs;
  const routes = new Hono();
  const show = (c: Context, body: JSX.Element, status: ContentfulStatusCode = 200) => showNeutral(c, needs, { body, path: '/report', status });

  /** The files that wait, and what is wrong with others. */
  async function files(c: Context, view: View, draft: Draft, problems: readonly FileProblem[] = []): Promise<Response> {
    const waiting = await reception.waiting(draft.form, filesIn(draft.files));
    return show(c, <FilesPage view={view} draft={draft} waiting={waiting} problems={problems} />, problems.length > 0 ? 422 : 200);
  }

  async function send(c: Context, view: View, draft: Draft, words: readonly string[]): Promise<Response> {
    const wait = await secondsToWait(needs, c);
    const form = { form: draft.form, kept: filesIn(draft.files), received: [] };
    const report = { ...reportFrom(draft, site.language, fromCheck(draft, checker, site.t, now())), tells: draft.danger === 'yes' ? (whoHears(view) ?? 'desk') : null };
    const sent = wait > 0 ? null : await reception.send(words, report, form);
    const refused = isNotNow(sent) ? attachmentObstacle(site.t, sent.because) : undefined;
    // They did not arrive, and the words have not been sent without them: somebody chooses anew.
    if (refused) return files(c, view, { ...draft, form: newFormSecret(), files: '' }, [{ text: refused, field: 'files' }]);
    if (sent === 'sent') return show(c, <SentPage view={view} draft={draft} words={words} />);
    if (wait > 0) c.header('retry-after', String(wait));
    const isBusy = sent === null || (isNotNow(sent) && sent.because === 'busy');
    return show(c, <NotSentPage view={view} draft={draft} words={words} isBusy={isBusy} />, isBusy ? 429 : 503);
  }

  /** From here on there are words: the ones that travel with the form, or new ones where they do not open. */
  async function withWords(c: Context, view: View, { draft: before, here, field }: Posted, step: Step): Promise<Response> {
    const known = openReceipt(key(), before.receipt);
    const words = known ?? drawWords(wordLists[site.language]);
    const draft = known ? before : { ...before, receipt: sealReceipt(key(), words) };
    const isSkipped = field('skip') === 'yes';
    if (!known || (step === 'words' && !isSkipped)) return show(c, <WordsPage view={view} draft={draft} words={words} />);
    if (step === 'check' && !isSkipped) return show(c, <CheckWordsPage view={view} draft={draft} wrong={[]} />);
    const wrong = here === 'check' && !isSkipped ? wrongWords(words, field) : [];
    if (wrong.length > 0) return show(c, <CheckWordsPage view={view} draft={draft} wrong={wrong} />, 422);
    return send(c, view, draft, words);
  }

  // Before any page: when somebody reads and who is on call is said on all of them.
  for (const path of ['/report', '/report/return']) {
    routes.use(path, async (_, next) => {
      await needs.settings.refresh();
      await next();
    });
  }
  routes.get('/report', async (c) => {
    const view = viewOf(needs);
    const { draft } = readDraftIn(EMPTY_FORM, site);
    return (await reception.isOpen()) ? show(c, <StartPage view={view} draft={draft} />) : show(c, <AwayPage view={view} draft={draft} />, 503);
  });
  routes.post('/report', limitForms(LARGEST_FORM, (c) => errors.send(c, 413)), async (c) => {
    const view = viewOf(needs);
    const posted = readDraftIn(await readPosted(c, needs), site);
    const { draft, here, field } = posted;
    const step = field('skip') === 'yes' ? 'send' : posted.step === 'begin' ? firstStep(draft.way) : stepIn(posted.step);
    // Whoever has written nothing yet is told before writing; whoever has keeps it in the page.
    if (draft.text === '' && !(await reception.isOpen())) return show(c, <AwayPage view={view} draft={draft} />, 503);
    const problem = isAfterText(step) ? textProblem(draft.text) : null;
    if (problem) return show(c, pageOf('tell', view, draft, here === 'tell' || problem === 'text-long' ? problem : null), 422);
    if (step === 'files' || posted.problems.length > 0) return files(c, view, draft, fileErrors(site.t, posted.problems, 'files'));
    return step === 'words' || step === 'check' || step === 'send' ? withWords(c, view, posted, step) : show(c, pageOf(step, view, draft));
  });
  routes.all('/report', (c) => errors.send(c, 405));
  routes.route('/', returnRoutes(needs));
  return routes;
}
