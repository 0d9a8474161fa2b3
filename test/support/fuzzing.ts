import { connect } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { BUILD, PROJECT } from './server.ts';

/** One address of the server, as it is mounted: `/files/:file/:doing`. */
export type Route = { method: string; path: string };

type App = { routes: readonly Route[] };
type Built = { createApp: (settings: object) => App; createLog: (level: string) => unknown };

/** Every route there is, asked of the application itself: a new one is fuzzed without anybody thinking of it. */
export async function everyRoute(): Promise<Route[]> {
  const { createApp, createLog } = (await import(join(BUILD, 'server/app.js'))) as Built;
  const never = () => null;
  const app = createApp({ projectFolder: PROJECT, buildFolder: BUILD, log: createLog('silent'), postsPerMinute: 240, addressOf: () => '127.0.0.1', now: () => new Date(), isReady: () => true, door: never, ground: never, receiptKey: never, ownKeys: () => [] });
  const all = app.routes.filter(({ method, path }) => (method === 'GET' || method === 'POST') && !path.startsWith('/assets'));
  return [...new Map(all.map(({ method, path }) => [`${method} ${path}`, { method, path }])).values()];
}

/** What is put where a route takes something: ids that exist, ids that do not, and what is none. */
const ODD = ['%00', '%2f', '%2e%2e', '%ff', '..%2f..%2fetc%2fpasswd', "'", '%27%20or%201=1', '0', '-1', '\u{1f9f8}', 'a'.repeat(400), '{}', '%E2%80%AE', 'null', '00000000-0000-4000-8000-000000000000'];
const ODD_TEXTS = ['', ' ', 'x', '0', '-1', 'yes', 'null', 'undefined', "'; drop table entry; --", '<script>alert(1)</script>', '\u202Egnp', '\u0000', '\uD800', '9999-99-99', '2026-02-30', '-0001-01-01', '1e309', 'a'.repeat(21_000), '{"a":1}', '__proto__', 'constructor', '\r\nset-cookie: a=b', 'é'.repeat(500)];

const TYPES = ['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=utf-8', 'application/x-www-form-urlencoded; charset=utf-16', 'application/json', 'application/json; charset=latin1', 'text/plain', 'multipart/form-data; boundary=b', 'multipart/form-data', 'multipart/form-data; boundary=', 'image/png', '', 'a'.repeat(300)];

/** Names of fields that forms here have, so that what is sent gets further than the first look. */
const FIELD_NAMES = ['name', 'password', 'code', 'answer', 'token', 'text', 'way', 'go', 'step', 'country', 'incident', 'age', 'danger', 'message', 'report', 'receipt', 'words', 'word.1', 'base', 'worker', 'outcome', 'other', 'because', 'address', 'device', 'passkey', 'id', 'item', 'section', 'file', 'fact', 'role', 'membership', 'q', 'form', 'upload', 'next', 'agency', 'endsOn', 'sign.ARR-02', '__proto__', 'constructor', 'x'.repeat(200)];

export type Shot = { method: string; path: string; headers: Record<string, string>; body: string | Uint8Array | null };

const oddPart = (ids: readonly string[]) => fc.oneof(fc.constantFrom(...ODD), fc.constantFrom(...(ids.length > 0 ? ids : ODD)), fc.string({ maxLength: 30 }).map(encodeURIComponentSafely));

function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

const pathFor = ({ path }: Route, ids: readonly string[]) => {
  const parts = path.split('/').map((part) => (part.startsWith(':') || part === '*' ? oddPart(ids) : fc.constant(part)));
  const whole = fc.tuple(...parts).map((all) => all.join('/') || '/');
  return fc.tuple(whole, fc.option(fc.tuple(fc.constantFrom(...FIELD_NAMES), fc.constantFrom(...ODD)), { nil: null })).map(([at, query]) => (query ? `${at}?${encodeURIComponentSafely(query[0])}=${query[1]}` : at));
};

const textOr = (ids: readonly string[]) => fc.oneof({ arbitrary: fc.constantFrom(...ODD_TEXTS), weight: 3 }, { arbitrary: fc.constantFrom(...(ids.length > 0 ? ids : ['x'])), weight: 2 }, { arbitrary: fc.string({ maxLength: 60 }), weight: 1 });

const formBody = (ids: readonly string[]) =>
  fc.array(fc.tuple(fc.constantFrom(...FIELD_NAMES), textOr(ids)), { maxLength: 12 }).map((fields) => fields.map(([name, value]) => `${encodeURIComponentSafely(name)}=${encodeURIComponentSafely(value)}`).join('&'));

const multipartBody = (ids: readonly string[]) =>
  fc.tuple(fc.array(fc.tuple(fc.constantFrom(...FIELD_NAMES), textOr(ids), fc.boolean()), { maxLength: 5 }), fc.integer({ min: 0, max: 100 })).map(([parts, kept]) => {
    const whole = parts.map(([name, value, isFile]) => `--b\r\ncontent-disposition: form-data; name="${name}"${isFile ? '; filename="a.png"' : ''}\r\n\r\n${value.toWellFormed()}\r\n`).join('') + '--b--\r\n';
    // Often it breaks off half-way.
    return kept > 60 ? whole : whole.slice(0, Math.floor((whole.length * kept) / 60));
  });

const bodies = (ids: readonly string[]) => fc.oneof({ arbitrary: formBody(ids), weight: 5 }, { arbitrary: multipartBody(ids), weight: 3 }, { arbitrary: fc.json({ maxDepth: 4 }), weight: 1 }, { arbitrary: fc.uint8Array({ maxLength: 200 }), weight: 1 }, { arbitrary: fc.constant('&'.repeat(30_000)), weight: 1 });

/** Any request to one of these routes, well-formed or not. */
export function shots(routes: readonly Route[], ids: readonly string[]): fc.Arbitrary<Shot> {
  return fc.constantFrom(...routes).chain((route) =>
    fc.record({
      method: fc.oneof({ arbitrary: fc.constant(route.method), weight: 9 }, { arbitrary: fc.constantFrom('PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'POST'), weight: 1 }),
      path: pathFor(route, ids),
      headers: fc.record({ 'content-type': fc.oneof({ arbitrary: fc.constantFrom(...TYPES.slice(0, 2)), weight: 4 }, { arbitrary: fc.constantFrom(...TYPES), weight: 2 }), 'accept-language': fc.constantFrom('nl', 'xx;q=9', 'a'.repeat(200)) }),
      body: bodies(ids),
    }),
  );
}

/** An input for an action by its JSON schema: mostly what it takes, now and then something else. */
export function inputFor(schema: Record<string, unknown>, ids: readonly string[]): fc.Arbitrary<unknown> {
  const wrong = fc.oneof(fc.constantFrom<unknown>(null, 0, -1, 1e308, true, [], {}), fc.constantFrom<unknown>(...ODD_TEXTS));
  return fc.oneof({ arbitrary: right(schema, ids), weight: 8 }, { arbitrary: wrong, weight: 1 });
}

function right(schema: Record<string, unknown>, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  if ('const' in schema) return fc.constant(schema['const']);
  const either = (schema['anyOf'] ?? schema['oneOf']) as Record<string, unknown>[] | undefined;
  if (either) return fc.oneof(...either.map((one) => inputFor(one, ids)));
  switch (schema['type']) {
    case 'object': {
      const properties = (schema['properties'] ?? {}) as Record<string, Record<string, unknown>>;
      return fc.record(Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, inputFor(one, ids)])), { requiredKeys: [] });
    }
    case 'array':
      return fc.array(inputFor((schema['items'] ?? {}) as Record<string, unknown>, ids), { maxLength: 4 });
    case 'boolean':
      return fc.boolean();
    case 'number':
    case 'integer':
      return fc.integer();
    case 'null':
      return fc.constant(null);
    default:
      if (schema['format'] === 'uuid') return fc.oneof(fc.uuid(), fc.constantFrom(...(ids.length > 0 ? ids : ['x'])));
      if (schema['format'] === 'date') return fc.constantFrom('2026-11-25', '2026-12-31', '1900-01-01', '2026-02-30', 'x');
      return textOr(ids);
  }
}

/** Bytes straight onto the wire; what came back until the server closed it or fell silent. */
export function raw(port: number, bytes: string | Uint8Array, { waitMs = 400 } = {}): Promise<string> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    for (const event of ['close', 'error'] as const) socket.on(event, () => done(answer));
    socket.on('connect', () => socket.write(bytes));
    setTimeout(() => socket.destroy(), waitMs);
  });
}

const line = (path: string, headers: string) => `POST ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n\r\n`;

/** Requests that no browser sends. */
export const RAW: Readonly<Record<string, string | Uint8Array>> = {
  'half a request line': 'GET /che',
  'no HTTP': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'a body shorter than it says': line('/report', 'content-type: application/x-www-form-urlencoded\r\ncontent-length: 5000') + 'way=child',
  'a body longer than it says': line('/report', 'content-type: application/x-www-form-urlencoded\r\ncontent-length: 3') + 'way=child&step=start',
  'two lengths': line('/report', 'content-length: 3\r\ncontent-length: 9') + 'way=child',
  'length and chunks': line('/report', 'content-length: 3\r\ntransfer-encoding: chunked') + '3\r\nway\r\n0\r\n\r\n',
  'broken chunks': line('/report', 'content-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked') + 'zz\r\nway=child\r\n',
  'a flood of headers': line('/check', Array.from({ length: 3000 }, (_, n) => `x-${n}: y`).join('\r\n')),
  'one huge header': line('/check', `cookie: a=${'x'.repeat(70_000)}`),
  'a header with a control sign': line('/check', 'x-a: \x01\x02'),
  'a multipart that never ends': line('/report/send', 'content-type: multipart/form-data; boundary=b\r\ntransfer-encoding: chunked') + '14\r\n--b\r\ncontent-dispositi\r\n',
  'a path of nothing but slashes': `GET ${'/'.repeat(5000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
  'an absolute address of somebody else': 'GET http://example.org/check HTTP/1.1\r\nhost: example.org\r\n\r\n',
  'no host': 'GET /check HTTP/1.1\r\n\r\n',
  'an upgrade': 'GET /check HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: x\r\n\r\n',
  'an expectation': line('/report', 'expect: something-else\r\ncontent-length: 3'),
};

/** The status of an answer read off the wire; null where there was none. */
export const statusOf = (answer: string): number | null => {
  const found = /^HTTP\/1\.[01] (\d{3})/.exec(answer);
  return found ? Number(found[1]) : null;
};
