import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMasterKeys } from '#src/platform/vault/master-keys.ts';
import { keyFile, makeKeysFolder } from '#src/platform/vault/keys-folder.ts';
import { useDatabase } from './support/database.ts';
import { deskTester, type DeskTester } from './support/desk.ts';
import { CLI, PROJECT } from './support/server.ts';
import { databaseUrl } from './support/sign-in-server.ts';

const database = useDatabase();
const data = mkdtempSync(join(tmpdir(), 'keerpunt-import-'));
let officer: DeskTester;
beforeAll(async () => {
  makeKeysFolder(join(data, 'keys'));
  createMasterKeys(keyFile(join(data, 'keys'), 'master-keys'));
  officer = await deskTester(database, ['police-officer']);
});
afterAll(() => rmSync(data, { recursive: true }));

const EXAMPLE = 'docs/examples/import-cases';
const ENVIRONMENT = { ...process.env, KEERPUNT_PROJECT: PROJECT, INIT_CWD: PROJECT };
const callFor = (file: string, ...more: string[]) => [CLI, 'import', 'cases', file, '--mapping', `${EXAMPLE}/mapping.json`, ...more];
function keerpunt(...args: string[]) {
  const done = spawnSync(process.execPath, args, { cwd: PROJECT, encoding: 'utf8', env: ENVIRONMENT });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
const place = () => ['--data', data, '--database-url', databaseUrl(database)];
const as = () => ['--as', officer.signInName, ...place()];
const counts = async () => (await database.query(`select (select count(*)::int from keerpunt.stream where stream_kind = 'file') as streams, (select count(*)::int from keerpunt.entry) as entries`, [], 'postgres'))[0];

describe('keerpunt import cases', () => {
  it('looks at the example of the how-to without a database, and writes nothing', () => {
    expect(keerpunt(...callFor(`${EXAMPLE}/cases.csv`, '--dry-run'))).toEqual({ code: 0, out: '3 cases can be imported; nothing was written\n', err: '' });
  });
  it('imports it, and a second time adds nothing', async () => {
    expect(keerpunt(...callFor(`${EXAMPLE}/cases.csv`, ...as()))).toEqual({ code: 0, out: '3 files opened, 0 were there already\n', err: '' });
    const before = await counts();
    expect(before?.['streams']).toBe(3);
    expect(keerpunt(...callFor(`${EXAMPLE}/cases.csv`, ...as())).out).toBe('0 files opened, 3 were there already\n');
    expect(await counts()).toEqual(before);
    const actors = await database.query("select distinct actor from keerpunt.entry", [], 'postgres');
    expect(actors).toEqual([{ actor: officer.personId }]);
  });
  it('lists what is wrong by line, shows nothing of what stands there, and imports none of it', async () => {
    const file = join(data, 'wrong.csv');
    writeFileSync(file, 'Zaak;Voornaam;Achternaam;Geboren;Datum;Wat;Verslag;Kind zei;Uitkomst;Besloten op\nZ-1;;;;24-11-2025;anders;x;;;\nZ-2;=MARKED();;;MARKEDDAY;anders;x;;;\n');
    const before = await counts();
    const { code, out, err } = keerpunt(...callFor(file, ...as()));
    expect([code, out, err]).toEqual([1, 'line 3, column Datum: no-such-day\nline 3, column Voornaam: looks-like-a-formula\n2 problems; nothing was written\n', '']);
    expect(await counts()).toEqual(before);
  });
  it('goes on where it was killed, and then each case has one file', async () => {
    const file = join(data, 'many.csv');
    const rows = Array.from({ length: 60 }, (_, n) => `K-${n};Verzonnen;;;24-11-2025;anders;Verzonnen;;;`);
    writeFileSync(file, `Zaak;Voornaam;Achternaam;Geboren;Datum;Wat;Verslag;Kind zei;Uitkomst;Besloten op\n${rows.join('\n')}\n`);
    const before = Number((await counts())?.['streams']);
    const running = spawn(process.execPath, callFor(file, ...as()), { cwd: PROJECT, env: ENVIRONMENT, stdio: 'ignore' });
    const ended = new Promise((resolve) => running.once('exit', resolve));
    await expect.poll(async () => Number((await counts())?.['streams']), { timeout: 30_000, interval: 10 }).toBeGreaterThan(before + 3);
    running.kill('SIGKILL');
    await ended;
    const half = Number((await counts())?.['streams']) - before;
    expect(half).toBeLessThan(60);
    const { out } = keerpunt(...callFor(file, ...as()));
    expect(out).toBe(`${60 - half} files opened, ${half} were there already\n`);
    const parts = await database.query("select stream_id, count(*) filter (where kind = 'file.opened')::int as opened, count(*) filter (where kind = 'file.event-added')::int as events from keerpunt.entry group by 1 having count(*) filter (where kind = 'file.opened') <> 1 or count(*) filter (where kind = 'file.event-added') = 0", [], 'postgres');
    expect(parts).toEqual([]);
  });
  it.each([
    [['--mapping', 'package.json', '--dry-run'], 'the mapping cannot be used'],
    [['--mapping', `${EXAMPLE}/mapping.json`], 'needs --as'],
    [['--mapping', `${EXAMPLE}/mapping.json`, '--as', 'nobody'], 'nobody signs in as nobody'],
  ])('says how it is called: %j', (more, expected) => {
    const { code, err } = keerpunt(CLI, 'import', 'cases', `${EXAMPLE}/cases.csv`, ...more, ...place());
    expect(code).toBe(2);
    expect(err).toContain(expected);
  });
  it('imports nothing for somebody who may not open files', async () => {
    const watcher = await deskTester(database, ['oversight']);
    const before = await counts();
    const { code, out } = keerpunt(...callFor(`${EXAMPLE}/cases.csv`, '--as', watcher.signInName, ...place()));
    expect([code, out]).toEqual([1, expect.stringContaining('stopped at line 2: not-allowed; 0 opened')]);
    expect(await counts()).toEqual(before);
  });
});
