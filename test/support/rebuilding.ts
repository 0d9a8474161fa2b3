import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { performOn } from '#src/platform/action/perform.ts';
import type { Progress } from '#src/platform/action/rebuild.ts';
import { openDatabase } from '#src/platform/database/database.ts';
import { startEmbedded } from '#src/platform/database/embedded.ts';
import { createMasterKeys } from '#src/platform/vault/master-keys.ts';
import { wrapperFromFile } from '#src/platform/vault/key-wrapper.ts';
import { KINDS } from './actions.ts';
import { MIGRATIONS, queryAs } from './database.ts';
import { addListed, beginListed, LISTS } from './lists.ts';
import { sumsOf } from './restoring.ts';

const REBUILDER = join(import.meta.dirname, 'rebuild-matters.ts');
const CLIENTS = 8;

/** One life of a rebuild; killed when it has told so many batches. */
async function live(data: string, batches: number): Promise<string> {
  const child = spawn(process.execPath, [REBUILDER, data], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString();
    if (told.split('\nat ').length > batches) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return told;
}

export type Rebuilt = { streams: number; kills: number; last: Progress; changedTables: readonly string[]; seconds: number };

/** Makes many streams through the door, rebuilds their lists with a rebuild that is killed again and again, and compares all tables. */
export async function rebuildKilled(streams: number, kills: number): Promise<Rebuilt> {
  const data = mkdtempSync(join(tmpdir(), 'keerpunt-rebuild-'));
  chmodSync(data, 0o755);
  createMasterKeys(join(data, 'master-keys'));
  const database = await openDatabase({ data, migrationsFolder: MIGRATIONS });
  const { host, leave } = await startEmbedded({ data });
  const query = (sql: string) => queryAs(host, 'keerpunt_owner', 'keerpunt', sql);
  try {
    const anna = { id: 'anna', agency: randomUUID() };
    await query(`insert into keerpunt.agency values ('${anna.agency}', 'Rebuilt'); insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ('${anna.agency}', 'anna', 'writer', true, current_date, 'test')`);
    const perform = performOn({ database, kinds: KINDS, lists: LISTS, wrapper: wrapperFromFile(join(data, 'master-keys')), now: () => new Date() });
    let begun = 0;
    await Promise.all(Array.from({ length: CLIENTS }, async () => {
      while (begun++ < streams) {
        const answer = await perform(beginListed, anna, { words: 'words' });
        if (answer.done && begun % 3 === 0) await perform(addListed, anna, { stream: answer.value, section: 'two', words: 'words' });
      }
    }));
    const before = await sumsOf(query);
    const began = performance.now();
    const batches = Math.floor(streams / 50 / (kills + 1));
    for (let kill = 0; kill < kills; kill++) {
      if ((await live(data, batches)).includes('done')) throw new Error('the rebuild came to its end before it was killed');
    }
    const told = await live(data, Number.POSITIVE_INFINITY);
    const seconds = (performance.now() - began) / 1000;
    const after = await sumsOf(query);
    const changedTables = Object.keys(before).filter((name) => name !== 'rebuild' && before[name] !== after[name]);
    return { streams, kills, last: JSON.parse(/^done (.*)$/m.exec(told)?.[1] ?? 'null') as Progress, changedTables, seconds };
  } finally {
    await leave();
    await database.close();
    rmSync(data, { recursive: true, force: true });
  }
}
