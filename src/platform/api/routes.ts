import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Action, Answer, Declared } from '../action/action.ts';
import { ActionFailed } from '../action/failed.ts';
import { performOn, type Ground } from '../action/perform.ts';
import { isAway } from '../database/away.ts';
import { networkOf } from '../http/limits.ts';
import type { Door } from '../sessions/door.ts';
import { findAnswer, keepAnswer, type Asking, type Repeated } from './answers.ts';
import { writeOpenApi } from './openapi.ts';
import { plain } from './plain.ts';
import { readApiToken, type Bearer } from './tokens.ts';

export type ApiNeeds = {
  /** What people may do; nothing else is offered. */
  actions: readonly Declared[];
  door: () => Door | null;
  ground: () => Ground | null;
  addressOf: (env: unknown) => string;
  /** The words for a code, in the language that the program asks for. */
  textOf: (acceptLanguage: string | undefined, code: string) => string | undefined;
  /** Says where something went wrong, and nothing of what was sent. */
  logBug: (error: Error, c: Context) => void;
};

const LARGEST_INPUT = 512 * 1024;
const ASKED_A_MINUTE = 600;
/** Tokens that are none, from one network. */
const WRONG_A_MINUTE = 30;
const KEY = /^[\x21-\x7e]{8,128}$/;

const STATUS: Readonly<Record<Exclude<Answer<never>, { done: true }>['because'], ContentfulStatusCode>> = {
  invalid: 400,
  'not-allowed': 403,
  'conflict-of-interest': 403,
  'not-there': 404,
  'changed-meanwhile': 409,
  obstacles: 422,
};

type Said = { status: ContentfulStatusCode; body: string };

type Say = {
  /** Why not, as a code with its words. */
  refusal: (c: Context, status: ContentfulStatusCode, because: string) => Said;
  refuse: (c: Context, status: ContentfulStatusCode, because: string) => Response;
  wait: (c: Context, seconds: number) => Response;
  away: (c: Context) => Response;
  answer: (c: Context, answer: Answer<unknown>) => Said;
};

function say(c: Context, { status, body }: Said): Response {
  c.header('cache-control', 'no-store');
  // Whatever was not read of the body may not be taken for the next request.
  if (status === 413) c.header('connection', 'close');
  if (status === 401) c.header('www-authenticate', 'Bearer');
  return c.body(body, status, { 'content-type': 'application/json; charset=utf-8' });
}

/** How things are said: always in JSON, with words in the language that the program asks for. */
function speaker(textOf: ApiNeeds['textOf']): Say {
  const text = (c: Context, code: string) => textOf(c.req.header('accept-language'), code);
  const refusal: Say['refusal'] = (c, status, because) => ({ status, body: JSON.stringify({ done: false, because, text: text(c, because) }) });
  const refuse: Say['refuse'] = (c, status, because) => say(c, refusal(c, status, because));
  return {
    refusal,
    refuse,
    wait(c, seconds) {
      c.header('retry-after', String(seconds));
      return refuse(c, 429, 'too-many');
    },
    away(c) {
      c.header('retry-after', '5');
      return refuse(c, 503, 'away');
    },
    answer(c, answer) {
      if (answer.done) return { status: 200, body: JSON.stringify({ done: true, value: plain(answer.value) ?? null }) };
      const status = STATUS[answer.because];
      if (answer.because === 'invalid') return { status, body: JSON.stringify(answer) };
      if (answer.because !== 'obstacles') return refusal(c, status, answer.because);
      return { status, body: JSON.stringify({ ...answer, obstacles: answer.obstacles.map((o) => ({ ...o, text: text(c, o.code) })) }) };
    },
  };
}

/** Who asks, or why nobody gets in: limits count for each token, and for each network that comes with none. */
function doorman({ addressOf }: ApiNeeds, { refuse, wait }: Say): (c: Context, door: Door) => Promise<Bearer | Response> {
  const perToken = new RateLimiterMemory({ points: ASKED_A_MINUTE, duration: 60 });
  const wrong = new RateLimiterMemory({ points: WRONG_A_MINUTE, duration: 60 });
  return async (c, door) => {
    const network = networkOf(addressOf(c.env));
    const token = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const state = await wrong.get(network);
    if (state && state.consumedPoints >= WRONG_A_MINUTE) return wait(c, Math.ceil(state.msBeforeNext / 1000));
    const bearer = token === undefined ? null : await readApiToken(door, token);
    if (!bearer) {
      await wrong.penalty(network);
      return refuse(c, 401, 'no-token');
    }
    try {
      await perToken.consume(bearer.tokenId);
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return wait(c, Math.ceil(refused.msBeforeNext / 1000));
      throw refused;
    }
    return bearer;
  };
}

/** Does what is asked, or says again what was answered when it was done. */
async function answerTo(c: Context, { action, input, bearer, asking, door, ground }: Asked, { answer, refusal }: Say): Promise<Said> {
  const again = (before: Exclude<Repeated, { is: 'new' }>): Said => (before.is === 'answered' ? { status: 200, body: before.answer } : refusal(c, 409, 'key-used'));
  const actor = { id: bearer.personId, agency: bearer.agencyId };
  const before = asking && (await findAnswer(door, asking));
  if (before && before.is !== 'new') return again(before);
  const alongside: Ground['alongside'] = asking && ((tx, value) => keepAnswer(tx, door.key, asking, answer(c, { done: true, value }).body, door.now()));
  try {
    // What an action takes and gives is its own; here it is whatever came, which its schema looks at.
    return answer(c, await performOn({ ...ground, alongside })(action as unknown as Action<unknown, unknown>, actor, input));
  } catch (error) {
    // The same at the same moment: the other one was first, and kept its answer.
    const other = asking && error instanceof ActionFailed && error.code.includes('api_answer_key') ? await findAnswer(door, asking) : undefined;
    if (other && other.is !== 'new') return again(other);
    throw error;
  }
}

/** The API: every action by its name, for whoever has a token. No cookie counts here, and no page leads here. */
export function apiRoutes(needs: ApiNeeds): Hono {
  const routes = new Hono();
  const byName = new Map(needs.actions.map((action) => [action.name, action]));
  const description = writeOpenApi(needs.actions);
  const saying = speaker(needs.textOf);
  const { refuse, away } = saying;
  const bearerOf = doorman(needs, saying);

  routes.get('/api/openapi.json', (c) => say(c, { status: 200, body: description }));
  routes.use('/api/*', bodyLimit({ maxSize: LARGEST_INPUT, onError: (c) => refuse(c, 413, 'too-large') }));
  routes.post('/api/:action', async (c) => {
    const [door, ground] = [needs.door(), needs.ground()];
    if (!door || !ground) return away(c);
    const bearer = await bearerOf(c, door);
    if (bearer instanceof Response) return bearer;
    const action = byName.get(c.req.param('action'));
    // What does not exist and what the token was not made for are the same: it cannot be used to find out.
    if (!action || !bearer.actions.includes(action.name)) return refuse(c, 403, 'not-in-scope');
    if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(c.req.header('content-type') ?? '')) return refuse(c, 415, 'not-json');
    const sent = await readJson(c);
    if (!sent) return refuse(c, 400, 'not-json');
    const key = c.req.header('idempotency-key');
    if (key !== undefined && !KEY.test(key)) return refuse(c, 400, 'bad-key');
    const asking = key === undefined ? undefined : { tokenId: bearer.tokenId, key: `${action.name} ${key}`, input: sent.text };
    return say(c, await answerTo(c, { action, input: sent.value, bearer, asking, door, ground }, saying));
  });
  routes.all('/api/*', (c) => refuse(c, c.req.method === 'POST' ? 404 : 405, 'not-there'));
  routes.onError((error, c) => {
    if (isAway(error)) return away(c);
    if (error.name === 'BodyLimitError') return refuse(c, 413, 'too-large');
    needs.logBug(error, c);
    return refuse(c, 500, 'bug');
  });
  return routes;
}

type Asked = { action: Declared; input: unknown; bearer: Bearer; asking: Asking | undefined; door: Door; ground: Ground };

/** What was sent, as text and as value; null where it is no JSON in UTF-8, or broke off. */
async function readJson(c: Context): Promise<{ text: string; value: unknown } | null> {
  let bytes: ArrayBuffer;
  try {
    bytes = await c.req.arrayBuffer();
  } catch (error) {
    if (error instanceof Error && error.name === 'BodyLimitError') throw error;
    return null;
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, value: withoutZeros(JSON.parse(text)) };
  } catch {
    return null;
  }
}

/** A zero, which the database takes in no text, is left out of every text, as it is in forms. */
function withoutZeros(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '');
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutZeros(one)]));
  return value;
}
