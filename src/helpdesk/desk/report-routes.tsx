import { Hono } from 'hono';
import type { Answer, SentFiles } from '#src/platform/action/action.ts';
import { fileErrors } from '#src/platform/attachments/file-field.tsx';
import { sendAttachment } from '#src/platform/attachments/send.ts';
import { namesOf } from '#src/platform/attachments/staging.ts';
import { show, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { askMore, closeReport, passOn, replyToReport, signOff, turnBack } from '../model/answer-actions.ts';
import { assignReport, linkReport, markSpam, meetDeadline, noteOnReport, openReport, openReportFile, readNotes, reopenReport, restoreReport, setDeadline, takeReport } from '../model/desk-actions.ts';
import { noteAgreement } from '../model/leaving-actions.ts';
import { ADVICE_GIVEN, CIRCUMSTANCES } from '../model/vocabulary.ts';
import { problemsIn, statusFor } from './answers.ts';
import { readDeskForm } from './posted.ts';
import { nothingTyped, ReportPage, type Typed } from './report-page.tsx';
import { shortNumber, type Problem } from './shown.ts';
import { TEMPLATES } from './templates.ts';
import type { DeskNeeds, Worker } from './worker.ts';

type Field = (name: string) => string;
/** One thing that can be done: what is done, and what was typed for it, to be shown again if it is not. */
type Doing = { act: (field: Field, on: { worker: Worker; report: string; files: SentFiles | null }) => Promise<Answer<unknown>>; typed?: (field: Field, typed: Typed) => Typed; where?: (field: Field) => string };
export type WorkerFor = (c: DeskContext) => Promise<Worker | Response>;

/** Line ends as one sign, as they are counted. */
const textIn = (field: Field, name: string) => field(name).replaceAll('\r\n', '\n');
const tickedIn = (field: Field, name: string, all: readonly string[]) => all.filter((value) => field(`${name}.${value}`) === 'yes');
const closingIn = (field: Field) => ({ outcome: field('outcome'), advice: tickedIn(field, 'advice', ADVICE_GIVEN), circumstances: tickedIn(field, 'circumstance', CIRCUMSTANCES), eventCountry: field('eventCountry') });
const whyField = (field: Field) => `why-${field('message')}`;

const DOINGS: Readonly<Record<string, Doing>> = {
  take: { act: (field, { worker, report }) => worker.perform(takeReport, worker.actor, { report, takesOver: field('over') !== '' }) },
  assign: { act: (field, { worker, report }) => worker.perform(assignReport, worker.actor, { report, worker: field('worker') === '' ? null : field('worker') }) },
  reply: {
    act(field, { worker, report, files }) {
      const input = { report, message: field('message'), base: field('base'), text: textIn(field, 'text'), isLegal: field('legal') === 'yes', files };
      return worker.perform(field('asks') === 'yes' ? askMore : replyToReport, worker.actor, input);
    },
    typed: (field, typed) => ({ ...typed, reply: { ...typed.reply, text: textIn(field, 'text'), isLegal: field('legal') === 'yes', asks: field('asks') === 'yes', message: field('message') } }),
  },
  sign: { act: (field, { worker, report }) => worker.perform(signOff, worker.actor, { report, message: field('message'), base: field('base') }) },
  'turn-back': {
    act: (field, { worker, report }) => worker.perform(turnBack, worker.actor, { report, message: field('message'), base: field('base'), text: textIn(field, whyField(field)) }),
    typed: (field, typed) => ({ ...typed, why: { [field('message')]: textIn(field, whyField(field)) } }),
    where: whyField,
  },
  note: {
    act: (field, { worker, report }) => worker.perform(noteOnReport, worker.actor, { report, note: field('note'), text: textIn(field, 'noted') }),
    typed: (field, typed) => ({ ...typed, note: { text: textIn(field, 'noted'), note: field('note') } }),
    where: () => 'noted',
  },
  link: {
    act: (field, { worker, report }) => worker.perform(linkReport, worker.actor, { report, other: field('other').trim().toLowerCase(), because: field('because') }),
    typed: (field, typed) => ({ ...typed, link: { other: field('other'), because: field('because') } }),
  },
  unlink: { act: (field, { worker, report }) => worker.perform(linkReport, worker.actor, { report, other: field('other'), because: 'same-event', isLinked: false }) },
  deadline: {
    act: (field, { worker, report }) => worker.perform(setDeadline, worker.actor, { report, deadline: field('deadline'), on: field('on'), why: field('deadlineBecause') }),
    typed: (field, typed) => ({ ...typed, deadline: { deadline: field('deadline'), on: field('on'), because: field('deadlineBecause') } }),
  },
  meet: { act: (field, { worker, report }) => worker.perform(meetDeadline, worker.actor, { report, deadline: field('deadline') }) },
  close: {
    act(field, { worker, report }) {
      const closing = closingIn(field);
      return worker.perform(closeReport, worker.actor, { report, base: field('base'), closing: { ...closing, eventCountry: closing.eventCountry === '' ? null : closing.eventCountry } });
    },
    typed: (field, typed) => ({ ...typed, closing: closingIn(field) }),
    where: () => 'outcome',
  },
  agreement: { act: (field, { worker, report }) => worker.perform(noteAgreement, worker.actor, { report, agrees: field('agrees') === 'yes' }) },
  reopen: { act: (_, { worker, report }) => worker.perform(reopenReport, worker.actor, { report }) },
  spam: { act: (_, { worker, report }) => worker.perform(markSpam, worker.actor, { report }) },
  restore: { act: (_, { worker, report }) => worker.perform(restoreReport, worker.actor, { report }) },
  'pass-on': {
    act: (field, { worker, report }) => worker.perform(passOn, worker.actor, { report, passing: { authority: field('authority'), ground: field('ground'), purpose: field('purpose'), until: null }, text: textIn(field, 'passed') }),
    typed: (field, typed) => ({ ...typed, passing: { authority: field('authority'), ground: field('ground'), purpose: field('purpose'), text: textIn(field, 'passed') } }),
    where: () => 'passed',
  },
};

function doingOf(name: string): Doing | undefined {
  return Object.hasOwn(DOINGS, name) ? DOINGS[name] : undefined;
}

/** One report, and everything that can be done with it. */
export function reportRoutes(needs: DeskNeeds, workerFor: WorkerFor): Hono<DeskEnv> {
  const { site } = needs;
  const routes = new Hono<DeskEnv>();

  async function reportPage(c: DeskContext, worker: Worker, report: string, { typed = nothingTyped(), problems = [] as readonly Problem[], status = 200 as 200 | 403 | 404 | 409 | 422 } = {}): Promise<Response> {
    const [opened, notes] = [await worker.perform(openReport, worker.actor, { report }), await worker.perform(readNotes, worker.actor, { report })];
    if (!opened.done || !notes.done) return needs.errors.send(c, 404);
    const view = { report, opened: opened.value, notes: notes.value, worker, typed, problems };
    return show(c, needs, { title: site.t('desk.report', { number: shortNumber(report) }), path: '/desk', body: <ReportPage site={site} view={view} />, status });
  }

  routes.get('/desk/reports/:report', async (c) => {
    const worker = await workerFor(c);
    if (worker instanceof Response) return worker;
    const report = c.req.param('report');
    const template = TEMPLATES.find((one) => one === c.req.query('template'));
    if (!template) return reportPage(c, worker, report);
    const opened = await worker.perform(openReport, worker.actor, { report });
    if (!opened.done) return needs.errors.send(c, 404);
    // In the language of whoever wrote, not of whoever answers.
    const text = needs.textsIn[opened.value.state.received?.language ?? site.language](`desk.template-text.${template}`);
    const typed = nothingTyped();
    return reportPage(c, worker, report, { typed: { ...typed, reply: { ...typed.reply, text, asks: template === 'more' } } });
  });

  routes.get('/desk/reports/:report/files/:attachment', async (c) => {
    const worker = await workerFor(c);
    if (worker instanceof Response) return worker;
    const wanted = { stream: c.req.param('report'), section: 'message', attachment: c.req.param('attachment') };
    return sendAttachment(c, { ground: worker.ground, actor: worker.actor, errors: needs.errors }, await worker.perform(openReportFile, worker.actor, wanted));
  });

  routes.post('/desk/reports/:report/:doing', async (c) => {
    const doing = doingOf(c.req.param('doing'));
    if (!doing) return needs.errors.send(c, 404);
    const worker = await workerFor(c);
    if (worker instanceof Response) return worker;
    const report = c.req.param('report');
    const { field, files, problems } = await readDeskForm(c, worker);
    const typed = doing.typed ? doing.typed(field, nothingTyped()) : nothingTyped();
    // Nothing is sent without the files it was meant to go with.
    if (problems.length > 0) return reportPage(c, worker, report, { typed: await withWaiting(worker, typed, files), problems: fileErrors(site.t, problems, 'files'), status: 422 });
    const answer = await doing.act(field, { worker, report, files });
    if (answer.done || (await wasKeptBefore(worker, report, answer, field))) return c.redirect(site.href(`/desk/reports/${report}`), 303);
    return reportPage(c, worker, report, { typed: await withWaiting(worker, typed, files), problems: problemsIn(site, answer, doing.where?.(field)), status: statusFor(answer) });
  });
  return routes;
}

/** What came in with a form that has to be put right waits, and nobody sends it again. */
async function withWaiting({ ground, actor }: Worker, typed: Typed, files: SentFiles | null): Promise<Typed> {
  const waiting = files ? await namesOf(ground, actor, files) : [];
  return files && waiting.length > 0 ? { ...typed, reply: { ...typed.reply, form: files.form, waiting } } : typed;
}

/** The same form, sent twice: the first kept it, so that the second has nothing to say. */
async function wasKeptBefore(worker: Worker, report: string, answer: Answer<unknown>, field: Field): Promise<boolean> {
  const message = field('message');
  if (answer.done || answer.because !== 'changed-meanwhile' || message === '') return false;
  const opened = await worker.perform(openReport, worker.actor, { report });
  return opened.done && opened.value.messages.some((m) => m.id === message && m.worker === worker.actor.id && 'words' in m.read && m.read.words.text === textIn(field, 'text').trim());
}
