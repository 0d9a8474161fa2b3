import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSession } from '#src/platform/sessions/sessions.ts';
import { asker, link, makeMember } from './support/elsewhere.ts';
import { useDatabase } from './support/database.ts';
import { startProvider, type TestProvider } from './support/provider.ts';
import { CLI, PROJECT } from './support/server.ts';
import { databaseUrl, earlierTester, writeTestKey } from './support/sign-in-server.ts';

const database = useDatabase();
const data = mkdtempSync(join(tmpdir(), 'keerpunt-oidc-'));
let provider: TestProvider;
let other: TestProvider;
let agency = '';
let who: Awaited<ReturnType<typeof earlierTester>>;
beforeAll(async () => {
  writeTestKey(data);
  [provider, other, who] = [await startProvider(), await startProvider(), await earlierTester(database)];
  await makeMember(who.door, who);
  agency = `Agency of ${who.signInName}`;
  writeFileSync(join(data, 'secret'), `${provider.secret}\n`);
});
afterAll(async () => {
  rmSync(data, { recursive: true });
  await provider.stop();
  await other.stop();
});

type Said = { code: number | null; out: string; err: string };
/** Beside us and not instead of us, for the provider answers from this very process. */
function keerpunt(args: readonly string[], { input = '', env = {}, at = data }: { input?: string; env?: Record<string, string>; at?: string } = {}): Promise<Said> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [CLI, ...args, '--data', at, '--database-url', databaseUrl(database)], { cwd: PROJECT, env: { ...process.env, KEERPUNT_PROJECT: PROJECT, INIT_CWD: PROJECT, ...env } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.once('close', (code) => done({ code, out, err }));
    child.stdin.end(input);
  });
}
const adding = (changed: Record<string, string> = {}, code = 'desk') => ['oidc', 'add', code, ...Object.entries({ '--name': 'Police of Elders', '--agency': agency, '--issuer': provider.issuer, '--client-id': 'keerpunt', ...changed }).flat()];
const withSecret = (changed: Record<string, string> = {}) => adding({ '--secret-file': join(data, 'secret'), ...changed });
const rows = () => database.query('select code from keerpunt.provider order by code');

describe('keerpunt oidc add', () => {
  it.each([
    ['nothing to prove who we are with', () => adding(), 'the client secret comes from --secret-file FILE, or - for standard input, or from KEERPUNT_OIDC_SECRET'],
    ['a file that is not there', () => adding({ '--secret-file': '/nowhere/at/all' }), 'cannot read /nowhere/at/all: ENOENT'],
    ['no agency', () => withSecret({ '--agency': 'Nowhere' }), 'there is no agency Nowhere'],
    ['an address without TLS', () => withSecret({ '--issuer': 'http://login.example' }), '--issuer takes an address of https: who comes from there is told over this line'],
    ['an address with a password in it', () => withSecret({ '--issuer': 'https://a:hidden@login.example' }), '--issuer takes an address of https, without a query'],
    ['a host that is an address', () => withSecret({ '--host': 'https://keys.example/x' }), '--host takes a host such as keys.example.org'],
    ['an issuer that differs by a slash', () => withSecret({ '--issuer': `${provider.issuer}/` }), 'not added, for it calls itself ISSUER; give that as --issuer'],
    ['an issuer that is nobody', () => withSecret({ '--issuer': 'http://127.0.0.1:1' }), 'not added, for it does not answer as a provider does (network)'],
  ])('with %s says what is wrong, and adds nothing', async (_what, args, message) => {
    expect(await keerpunt(args())).toMatchObject({ code: 2, err: `keerpunt: ${message.replace('ISSUER', provider.issuer)}\n` });
    expect(await rows()).toEqual([]);
  });
  it('asks the provider about itself first, and adds none that works where the operator did not say', async () => {
    provider.tricks = { metadata: (said) => ({ ...said, token_endpoint: `${other.issuer}/token` }) };
    expect((await keerpunt(withSecret())).err).toBe(`keerpunt: not added, for it also works at ${other.host}; if these are its own, name each with --host\n`);
    expect((await keerpunt([...withSecret({ '--host': other.host, '--amr': 'mfa' }).slice(0, 2), 'two', ...withSecret({ '--host': other.host, '--amr': 'mfa' }).slice(3)])).code).toBe(0);
    provider.tricks = {};
    expect(await rows()).toEqual([{ code: 'two' }]);
  });
  it('adds one, tells the address to register, and shows the secret nowhere', async () => {
    const said = await keerpunt(adding({ '--secret-file': '-', '--url': 'https://desk.example' }), { input: `${provider.secret}\n` });
    expect(said).toEqual({ code: 0, err: '', out: 'desk is added. Register this address there as the only one to come back to:\nhttps://desk.example/sign-in/from/desk\n' });
    const listed = await keerpunt(['oidc', 'list']);
    expect(listed.out).toBe(
      `desk: Police of Elders, for ${agency}, ${provider.issuer} as keerpunt; second step: ours, always\ntwo: Police of Elders, for ${agency}, ${provider.issuer} as keerpunt; second step: ours, or theirs with amr mfa\n`,
    );
    expect(JSON.stringify([listed, await database.query(`select p.*, encode(sealed_secret, 'escape') as sealed from keerpunt.provider p`)])).not.toContain(provider.secret.slice(0, 8));
    expect((await keerpunt(withSecret())).err).toBe('keerpunt: there is a provider desk already\n');
  });
  it('works where nobody has set up signing in as little as signing in itself', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'keerpunt-oidc-'));
    expect((await keerpunt(withSecret(), { at: empty })).err).toBe('keerpunt: there is no sign-in.key in the folder of the keys; begin with: keerpunt init\n');
    rmSync(empty, { recursive: true });
  });
});

describe('keerpunt oidc', () => {
  it('takes a new secret when the old one ends, from the environment too, and no link is lost', async () => {
    const ask = asker();
    expect(await link(who.door, ask, 'desk', who)).toBe('linked');
    expect((await keerpunt(['oidc', 'secret', 'desk'], { env: { KEERPUNT_OIDC_SECRET: 'wrong' } })).out).toBe('desk has a new secret\n');
    await expect(link(who.door, ask, 'desk', who)).rejects.toThrow('refused');
    expect((await keerpunt(['oidc', 'secret', 'desk'], { env: { KEERPUNT_OIDC_SECRET: provider.secret } })).code).toBe(0);
    expect(await link(who.door, ask, 'desk', who)).toBe('taken');
  });
  it('removes one, with its links, and signs out whoever had one', async () => {
    expect(await readSession(who.door, who.token)).not.toBeNull();
    expect((await keerpunt(['oidc', 'remove', 'desk'])).out).toBe('desk is removed; people who had linked it and are signed out: 1\n');
    expect(await readSession(who.door, who.token)).toBeNull();
    expect(await rows()).toEqual([{ code: 'two' }]);
  });
  it.each([
    [['praise'], 'oidc takes add, secret, remove or list'],
    [['remove', 'nowhere'], 'there is no provider nowhere'],
    [['remove', 'UP'], 'oidc remove takes one name of small letters, digits and hyphens'],
    [['list', 'desk'], 'oidc list takes no name'],
    [['add', 'desk', '--client-secret', 'x'], "Unknown option '--client-secret'"],
  ])('says what is wrong with %j', async (args, message) => {
    const said = await keerpunt(['oidc', ...args]);
    expect(said.code).toBe(2);
    expect(said.err).toContain(`keerpunt: ${message}`);
  });
});
