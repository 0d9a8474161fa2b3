import { atDoor } from '#src/platform/sessions/door.ts';
import { makeApiToken } from '#src/platform/api/tokens.ts';
import type { DeskTester } from './desk.ts';

type Wanted = { actions: readonly string[]; endsOn?: string };

/** A token of somebody, made as her account page makes it. */
export async function tokenOf({ door, personId, agencyId }: DeskTester, { actions, endsOn = '2099-12-31' }: Wanted): Promise<string> {
  const token = await atDoor(door, (tx, now) => makeApiToken(tx, personId, { name: 'a program', agencyId, actions, endsOn }, now));
  if (token === null) throw new Error('too many tokens');
  return token;
}

export type Asked = { token?: string; body?: string | Uint8Array; headers?: Record<string, string>; method?: string };

/** Asks the API. Whatever comes back is read whole. */
export async function askApi(address: string, action: string, input: unknown, { token, body, headers = {}, method = 'POST' }: Asked = {}) {
  const response = await fetch(`${address}/api/${action}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(method === 'POST' ? { body: (body ?? JSON.stringify(input)) as BodyInit } : {}),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) as { done: boolean; because?: string; value?: unknown; text?: string; obstacles?: { code: string; text?: string }[]; problems?: { path: string }[] } };
}
