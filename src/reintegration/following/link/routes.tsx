import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { ErrorPages } from '#src/platform/http/errors.tsx';
import { readForm } from '#src/platform/http/form.ts';
import { networkOf } from '#src/platform/http/limits.ts';
import { sendPage, type Site } from '#src/platform/http/site.ts';
import { limitForms } from '#src/platform/attachments/limit-forms.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import type { Answer } from '#src/platform/action/action.ts';
import { newToken } from '#src/platform/sessions/secrets.ts';
import { Page } from '#src/platform/ui/page.tsx';
import { LINK_DAYS } from '../actions/link-actions.ts';
import { ASKED } from '../model/vocabulary.ts';
import { AnswerPage, LandingPage, SentPage, UnsentPage, type LandingProblem, type TypedAnswer } from './pages.tsx';
import { AWAY, linkPostFor, type Opened, type PostNeeds } from './post.ts';

type Needs = PostNeeds & {
  readonly errors: ErrorPages;
  readonly addressOf: (env: unknown) => string;
  readonly postsPerMinute: number;
  /** For tests, which try more links than anybody waits for. */
  readonly slowestMs?: number;
};

const LARGEST_FORM = 256 * 1024;
/** True or false, a link is answered no sooner than this: what was found does not show in the time, and guessing is slow. */
const SLOWEST_MS = 400;
/** Of posts in a minute, one in twelve may try a link. */
const DEAR_SHARE = 12;
const LONGEST_TOKEN = 200;
const TEXTS = ['words', 'question', 'remarks'] as const;
const TYPED = ['spoken', 'seenOn', 'outcome', 'score', ...ASKED, ...TEXTS] as const;

const STATUS: Record<Exclude<LandingProblem, null>, ContentfulStatusCode> = { closed: 404, wait: 429, away: 503 };
/** The one cookie: with it the phone that opened a link opens it again. A name that says nothing, and it says nothing itself. */
const cookieName = (isSecure: boolean): string => (isSecure ? '__Host-v' : 'v');
const DEVICE_SECONDS = LINK_DAYS * 86_400;
const DEVICE = /^[\w-]{43}$/;

type Field = (name: string) => string;

async function fieldIn(c: Context): Promise<Field> {
  const fields = await readForm(c);
  return (name) => fields.find(([key]) => key === name)?.[1].replaceAll('\0', '').replaceAll('\r\n', '\n').trim() ?? '';
}

/** What the form says, as the action takes it; what is no answer at all is left for it to refuse. */
function answerFrom(typed: TypedAnswer, answer: string) {
  const { score = '', seenOn = '', spoken, outcome, words, question, remarks } = typed;
  const known = Object.fromEntries(ASKED.map((name) => [name, typed[name] || 'not-known']));
  return { answer, answers: { ...known, spoken, outcome, seenOn: seenOn === '' ? null : seenOn, score: /^\d{1,2}$/.test(score) ? Number(score) : null }, words: { words, question, present: '', remarks } };
}

/** The pages of a partner who has a link and no account, in every language, on one post. */
export function linkRoutes({ errors, addressOf, postsPerMinute, ground, key, slowestMs = SLOWEST_MS }: Needs): (site: Site) => Hono {
  const post = linkPostFor({ ground, key });
  const limiter = new RateLimiterMemory({ points: Math.ceil(postsPerMinute / DEAR_SHARE), duration: 60 });

  async function secondsToWait(c: Context): Promise<number> {
    try {
      await limiter.consume(networkOf(addressOf(c.env)));
      return 0;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000);
      throw refusal;
    }
  }
  return (site) => routesIn(site, { errors, post, secondsToWait, slowestMs });
}

type Within = { errors: ErrorPages; post: ReturnType<typeof linkPostFor>; secondsToWait: (c: Context) => Promise<number>; slowestMs: number };

function routesIn(site: Site, { errors, post, secondsToWait, slowestMs }: Within): Hono {
  const { t } = site;
  const routes = new Hono();

  async function show(c: Context, body: JSX.Element, status: ContentfulStatusCode = 200): Promise<Response> {
    const isRead = c.req.method === 'GET';
    const response = await sendPage(
      c,
      <Page page={site.page(c, isRead ? c.req.path.replace(/^\/(?:en|sv|ro|bs)(?=\/)/, '') : '/v')} title={t('follow.link.title')} noIndex isQuiet isNeutral inAllLanguages={isRead}>
        {body}
      </Page>,
      status,
    );
    response.headers.set('cache-control', 'no-store');
    return response;
  }
  const land = (c: Context, token: string, problem: LandingProblem) => show(c, <LandingPage site={site} token={token.slice(0, LONGEST_TOKEN)} problem={problem} />, problem ? STATUS[problem] : 200);
  const isSecure = (c: Context) => site.page(c, '/').origin.startsWith('https:');

  /** The device as the form carries it, or as the cookie does; a new one for whoever comes first. */
  function deviceOf(c: Context, field: Field): string {
    const known = [field('device'), getCookie(c, cookieName(isSecure(c))) ?? ''].find((one) => DEVICE.test(one));
    return known ?? newToken();
  }

  function form(c: Context, opened: Opened, carried: { token: string; device: string; answer: string }, typed: TypedAnswer, problems: readonly { text: string; field?: string }[] = []) {
    setCookie(c, cookieName(isSecure(c)), carried.device, { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure(c), maxAge: DEVICE_SECONDS });
    return show(c, <AnswerPage site={site} opened={opened} {...carried} typed={typed} problems={problems} />, problems.length > 0 ? 422 : 200);
  }

  async function open(c: Context, field: Field): Promise<Response> {
    const [token, device] = [field('token'), deviceOf(c, field)];
    const [opened] = await Promise.all([post.open({ token, code: field('code'), device }), wait(slowestMs)]);
    if (opened === AWAY) return land(c, token, 'away');
    return opened ? form(c, opened, { token, device, answer: randomUUID() }, {}) : land(c, token, 'closed');
  }

  const labelOf = (field: string): string => (ASKED.some((one) => one === field) ? t(`follow.asked.${field}` as MessageKey) : t(({ spoken: 'follow.spoken', seenOn: 'follow.seen-on', outcome: 'follow.outcome' }[field] ?? 'follow.words') as MessageKey));

  function unsent(c: Context, field: Field, problem: Exclude<LandingProblem, null>): Promise<Response> {
    const fields = ['step', 'token', 'device', 'answer', ...TYPED].map((name) => [name, field(name)] as const);
    return show(c, <UnsentPage site={site} problem={problem} fields={fields} texts={TEXTS.map(field).filter((text) => text !== '')} />, STATUS[problem]);
  }

  async function send(c: Context, field: Field): Promise<Response> {
    const [token, device, answer] = [field('token'), deviceOf(c, field), field('answer')];
    const typed = Object.fromEntries(TYPED.map((name) => [name, field(name)]));
    const [sent] = await Promise.all([post.send({ token, code: '', device }, answerFrom(typed, answer)), wait(slowestMs)]);
    if (sent !== null && sent !== AWAY && sent.done) return show(c, <SentPage site={site} isUrgent={['missing', 'exploited-again'].includes(typed['outcome'] ?? '')} />);
    // What is asked is shown again to nobody but the device that opened the link; what somebody sent comes back to her in any case.
    const opened = sent === null || sent === AWAY ? null : await post.open({ token, code: '', device });
    if (!opened || opened === AWAY || sent === null || sent === AWAY) return unsent(c, field, sent === AWAY || opened === AWAY ? 'away' : 'closed');
    return form(c, opened, { token, device, answer }, typed, problemsOf(sent));
  }

  function problemsOf(no: Exclude<Answer<null>, { done: true }>): { text: string; field?: string }[] {
    if (no.because === 'obstacles') return no.obstacles.map(({ code }) => ({ text: t(`follow.problem.${code}` as MessageKey), field: 'seenOn' }));
    if (no.because !== 'invalid') return [{ text: t('follow.link.closed') }];
    return [...new Set(no.problems.map(({ path }) => path.split('.').at(-1) ?? ''))].map((name) => ({ text: t('file.problem.field', { field: labelOf(name) }), field: name }));
  }

  routes.get('/v', (c) => land(c, '', null));
  // Nothing is looked up: a program that follows links in a message opens none.
  routes.get('/v/:token', (c) => land(c, c.req.param('token'), null));
  routes.post('/v', limitForms(LARGEST_FORM, (c) => errors.send(c, 413)), async (c) => {
    const field = await fieldIn(c);
    const seconds = await secondsToWait(c);
    if (seconds > 0) {
      c.header('retry-after', String(seconds));
      return field('step') === 'send' ? unsent(c, field, 'wait') : land(c, field('token'), 'wait');
    }
    return field('step') === 'send' ? send(c, field) : open(c, field);
  });
  for (const path of ['/v', '/v/:token']) routes.all(path, (c) => errors.send(c, 405));
  return routes;
}
