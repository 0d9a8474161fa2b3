import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { onlyMembers, type Member } from '#src/files/pages/member.ts';
import { shortNumber } from '#src/files/pages/shown.ts';
import type { Problem } from '#src/files/pages/view.ts';
import { wayIn } from '#src/files/finding/way-in.tsx';
import type { Answer } from '#src/platform/action/action.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import { enter, fieldsOf, show, signedIn, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { whenBroken } from '#src/platform/sessions/routes.ts';
import { DRAFT_PAPER, ISSUE_PAPER, SIGN_PAPER } from '../papers/actions.ts';
import type { Paperwork } from '../papers/state.ts';
import { findings } from '../papers/check.ts';
import { pdfName, toPaper } from '../papers/to-paper.ts';
import { PAPER_LANGUAGES, type Home } from '../papers/vocabulary.ts';
import type { PaperWords } from '../papers/words.ts';
import { choiceCode, choicesIn, deskOf, filled, findPaper, guardedAnew, keptBackNow, languagesOf, type Desk, type PaperNeeds } from './desk.ts';
import { PapersPage } from './list-page.tsx';
import { OnePage, pageLines } from './one-page.tsx';
import { PaperPage } from './paper-page.tsx';
import { wordsTyped } from './typed.ts';

const LARGEST_FORM = 2 * 1024 * 1024;

type No = Exclude<Answer<unknown>, { done: true }>;
type Status = 200 | 403 | 404 | 409 | 422 | 503;

const statusFor = (no: No): Status => {
  if (no.because === 'not-there') return 404;
  if (no.because === 'obstacles') return no.obstacles.some((o) => o.code === 'paper-changed-meanwhile') ? 409 : 422;
  return no.because === 'invalid' ? 422 : 403;
};

/** The paper a request is about, and who asks. */
type Here = { readonly member: Member; readonly desk: Desk; readonly home: Home; readonly paper: Paperwork; readonly words: PaperWords };
type Shown = { readonly words?: PaperWords; readonly problems?: readonly Problem[]; readonly status?: Status; readonly signer?: { name: string; capacity: string }; readonly added?: ReadonlyMap<string, string>; readonly keptBack?: readonly string[] };

/** The papers of a file, in one language of the pages. */
export function paperRoutes(needs: PaperNeeds): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  const memberFor = onlyMembers(needs);
  for (const path of ['/files/:file/papers', '/files/:file/papers/*']) routes.use(path, bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => needs.errors.send(c, 413) }), enter(needs), signedIn(needs));
  routes.onError(whenBroken(needs));
  // A paper tells as much as the file does: who comes in an unusual way is asked why here too.
  routes.use('/files/:file/papers/*', wayIn(needs, memberFor));
  const today = () => needs.now().toISOString().slice(0, 10);
  const titleOf = (file: string) => `${t('file.title', { number: shortNumber(file) })}: ${t('paper.title')}`;

  const textOf = (code: string): string => {
    const key = [`paper.problem.${code}`, `file.problem.${code}`].find((k) => site.messages[k] !== undefined) ?? 'file.problem';
    return t(key as MessageKey);
  };
  const problemsOf = (no: No): Problem[] => (no.because === 'obstacles' ? no.obstacles.map((o) => ({ text: textOf(o.code) })) : no.because === 'invalid' ? [{ text: t(no.problems.some((p) => p.code === 'too_big') ? 'paper.problem.too-long' : 'paper.problem.fields') }] : [{ text: textOf(no.because) }]);

  async function deskFor(c: DeskContext): Promise<{ member: Member; desk: Desk } | Response> {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const desk = await deskOf(member, c.req.param('file') ?? '', today(), needs);
    return desk ? { member, desk } : needs.errors.send(c, 404);
  }

  async function here(c: DeskContext): Promise<Here | Response> {
    const found = await deskFor(c);
    if (found instanceof Response) return found;
    const at = findPaper(found.desk, c.req.param('document') ?? '');
    const words = at?.paper.words;
    return at && words ? { ...found, ...at, words } : needs.errors.send(c, 404);
  }

  const choices = (desk: Desk) => choicesIn(desk, needs.knowledgeIn[site.language].paperPacks);
  const list = (c: DeskContext, desk: Desk, problems: readonly Problem[] = [], status: Status = 200) =>
    show(c, needs, { title: titleOf(desk.view.file), path: '/files', body: <PapersPage site={site} desk={desk} choices={choices(desk)} problems={problems} document={randomUUID()} />, status });

  function page(c: DeskContext, { member, desk, home, paper, words }: Here, shown: Shown = {}): Promise<Response> {
    const view = { desk, home, paper, words: shown.words ?? words, problems: shown.problems ?? [], signer: shown.signer ?? { name: member.name, capacity: '' }, added: shown.added ?? new Map<string, string>(), keptBack: shown.keptBack ?? [] };
    // Whoever opens a paper asks for its PDF next.
    needs.render.prepare();
    return show(c, needs, { title: titleOf(desk.view.file), path: '/files', body: <PaperPage site={site} view={view} />, status: shown.status ?? 200 });
  }

  const back = (c: DeskContext, file: string, document: string) => c.redirect(site.href(`/files/${file}/papers/${document}`), 303);

  routes.get('/files/:file/papers', async (c) => {
    const found = await deskFor(c);
    return found instanceof Response ? found : list(c, found.desk);
  });

  routes.post('/files/:file/papers', async (c) => {
    const found = await deskFor(c);
    if (found instanceof Response) return found;
    const { member, desk } = found;
    const field = await fieldsOf(c);
    const choice = choices(desk).find((one) => choiceCode(one) === field('paper'));
    const language = PAPER_LANGUAGES.find((l) => l === field('language'));
    if (!choice || !language) return list(c, desk, [{ text: t('file.problem.choice') }], 422);
    if (!languagesOf(choice).includes(language)) return list(c, desk, [{ text: t('paper.problem.not-in-language', { languages: languagesOf(choice).map((l) => t(`paper.language.${l}`)).join(', ') }) }], 422);
    const { words: fresh, tells } = await filled(desk, needs, choice, language);
    const words = await guardedAnew(desk, tells, fresh);
    const { kind, receiver, abroad, home, pack } = choice;
    const document = field('document');
    const paper = { document, kind, receiver, language, abroad, leavesGdpr: abroad !== null && pack.isOutsideGdpr, revision: 1, tells: [...tells] };
    const answer = await member.perform(DRAFT_PAPER[home], member.actor, { file: desk.view.file, paper, words });
    return answer.done ? back(c, desk.view.file, document) : list(c, desk, problemsOf(answer), statusFor(answer));
  });

  routes.get('/files/:file/papers/:document', async (c) => {
    const at = await here(c);
    return at instanceof Response ? at : page(c, at);
  });

  routes.post('/files/:file/papers/:document/save', async (c) => {
    const at = await here(c);
    if (at instanceof Response) return at;
    const field = await fieldsOf(c);
    const { words, isUnsourced } = wordsTyped(at.words, field);
    const added = new Map(words.parts.flatMap((_, p) => [`add.${p}`, `source.${p}`].map((name) => [name, field(name)] as const)));
    const { digest: _, ...last } = at.paper.last;
    if (isUnsourced) return page(c, at, { words, added, problems: [{ text: t('paper.problem.unsourced') }], status: 422 });
    const guarded = await guardedAnew(at.desk, last.tells, words);
    const answer = await at.member.perform(DRAFT_PAPER[at.home], at.member.actor, { file: at.desk.view.file, paper: { ...last, revision: Number(field('revision')) + 1 }, words: guarded });
    return answer.done ? back(c, at.desk.view.file, last.document) : page(c, at, { words, problems: problemsOf(answer), status: statusFor(answer) });
  });

  routes.post('/files/:file/papers/:document/sign', async (c) => {
    const at = await here(c);
    if (at instanceof Response) return at;
    const field = await fieldsOf(c);
    const signer = { name: field('name'), capacity: field('capacity') };
    const meant = { document: at.paper.last.document, revision: Number(field('revision')), digest: field('digest'), isReadBySuspect: field('read') === 'yes' };
    const keptBack = await keptBackNow(at.desk);
    const answer = await at.member.perform(SIGN_PAPER[at.home], at.member.actor, { file: at.desk.view.file, ...meant, signer, keptBack });
    return answer.done ? back(c, at.desk.view.file, meant.document) : page(c, at, { signer, keptBack, problems: problemsOf(answer), status: statusFor(answer) });
  });

  routes.post('/files/:file/papers/:document/issue', async (c) => {
    const at = await here(c);
    if (at instanceof Response) return at;
    const field = await fieldsOf(c);
    const made = await needs.render(toPaper(at.paper, { file: at.desk.view.file, words: at.words, isIssued: true, day: today() }));
    if (!('pdf' in made)) return page(c, at, { problems: [{ text: textOf(`not-rendered-${made.because}`) }], status: 503 });
    const meant = { document: at.paper.last.document, revision: Number(field('revision')), digest: field('digest'), isReadBySuspect: field('read') === 'yes' };
    const keptBack = await keptBackNow(at.desk);
    const answer = await at.member.perform(ISSUE_PAPER[at.home], at.member.actor, { file: at.desk.view.file, ...meant, pdf: made.pdf.toString('base64'), keptBack });
    return answer.done ? back(c, at.desk.view.file, meant.document) : page(c, at, { keptBack, problems: problemsOf(answer), status: statusFor(answer) });
  });

  // What the suspect's lawyer may not read goes on no table either: such a paper is put right first.
  const asPaper = ({ paper, words, desk }: Here) => (paper.last.kind === 'prosecutor-page' && (paper.issued || findings(words, { today: today(), keptBack: [] }).length === 0) ? toPaper(paper, { file: desk.view.file, words, isIssued: paper.issued !== null, day: today() }) : null);

  routes.get('/files/:file/papers/:document/page', async (c) => {
    const at = await here(c);
    if (at instanceof Response) return at;
    const paper = asPaper(at);
    if (!paper) return needs.errors.send(c, 404);
    const { file } = at.desk.view;
    return show(c, needs, { title: titleOf(file), path: '/files', body: <OnePage site={site} paper={paper} to={site.href(`/files/${file}/papers/${at.paper.last.document}`)} /> });
  });

  routes.get('/files/:file/papers/:document/text', async (c) => {
    const at = await here(c);
    if (at instanceof Response) return at;
    const paper = asPaper(at);
    if (!paper) return needs.errors.send(c, 404);
    return c.body(`${pageLines(paper).join('\n')}\n`, 200, { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': 'attachment; filename="lines.txt"', 'cache-control': 'no-store' });
  });

  routes.get('/files/:file/papers/:document/pdf', async (c) => {
    const at = await here(c);
    if (at instanceof Response) return at;
    const { paper, words, desk } = at;
    const made = paper.issued?.pdf ? { pdf: paper.issued.pdf } : await needs.render(toPaper(paper, { file: desk.view.file, words, isIssued: false, day: today() }));
    if (!('pdf' in made)) return page(c, at, { problems: [{ text: textOf(`not-rendered-${made.because}`) }], status: 503 });
    const name = pdfName(desk.view.file, paper.last.document);
    return c.body(new Uint8Array(made.pdf), 200, { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' });
  });
  return routes;
}
