import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { redirectWithin, withoutTrailingSlash } from './addresses.ts';

const app = new Hono();
app.use(withoutTrailingSlash());
app.get('/nl/*', (c) => redirectWithin(c, (asked) => asked.split('/').slice(2).join('/')));

async function ledTo(path: string): Promise<string> {
  const asked = `http://here.example${path}`;
  const answer = await app.request(asked);
  expect(answer.status, path).toBe(301);
  return new URL(answer.headers.get('location') ?? '', asked).href;
}

describe('an address with a slash too many', () => {
  it('leads to the one without, with what was asked', async () => {
    expect(await ledTo('/check/?country=nl')).toBe('http://here.example/check?country=nl');
    expect(await ledTo('/nl/check')).toBe('http://here.example/check');
  });
  it('stays within what an answer can say, whatever stands in it', async () => {
    for (const odd of ['%00', '%0d%0a', '%ff', '%25', '%E2%80%AE', "'", '%e2%82%ac']) expect(await ledTo(`/files/${odd}/`)).toBe(new URL(`http://here.example/files/${odd}`).href);
  });
  it('leads to no other host', async () => {
    for (const path of ['//elsewhere.example/', '/%09/elsewhere.example/', '/%5celsewhere.example/', '/%0a/elsewhere.example/', '/nl//elsewhere.example', '/nl/%09/elsewhere.example'])
      expect(new URL(await ledTo(path)).host, path).toBe('here.example');
  });
});
