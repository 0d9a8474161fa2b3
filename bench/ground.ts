import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import type { Actor, Answer } from '../src/platform/action/action.ts';
import { performOn, type Perform } from '../src/platform/action/perform.ts';
import { openDatabase } from '../src/platform/database/database.ts';
import { startEmbedded } from '../src/platform/database/embedded.ts';
import { wrapperFromFile, type KeyWrapper } from '../src/platform/vault/key-wrapper.ts';
import { createMasterKeys } from '../src/platform/vault/master-keys.ts';
import { KINDS } from '../test/support/actions.ts';

export type BenchGround = {
  /** Past the door, as the owner of the tables, for what is measured beside it. */
  pool: Pool;
  perform: Perform;
  wrapper: KeyWrapper;
  /** Writes and reads. */
  anna: Actor;
  agency: string;
  close: () => Promise<void>;
};

/** A database of its own with one agency and one person who may write there. */
export async function openGround(clients: number): Promise<BenchGround> {
  const agency = randomUUID();
  const data = mkdtempSync(join(tmpdir(), 'keerpunt-bench-'));
  chmodSync(data, 0o755);
  const database = await openDatabase({ data, migrationsFolder: join(import.meta.dirname, '../migrations') });
  const { host, leave } = await startEmbedded({ data });
  const pool = new Pool({ host, user: 'keerpunt_owner', database: 'keerpunt', max: clients, options: '-c search_path=keerpunt' });
  // The server leaves before the last of its connections has ended.
  pool.on('error', () => undefined);
  createMasterKeys(join(data, 'keys'));
  const wrapper = wrapperFromFile(join(data, 'keys'));
  const perform = performOn({ database, kinds: KINDS, wrapper, now: () => new Date() });
  await pool.query('insert into agency values ($1, $2)', [agency, 'Bench']);
  await pool.query("insert into service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, 'anna', 'writer', true, current_date, 'bench')", [agency]);
  async function close(): Promise<void> {
    await pool.end();
    await leave();
    await database.close();
    rmSync(data, { recursive: true, force: true });
  }
  return { pool, perform, wrapper, anna: { id: 'anna', agency }, agency, close };
}

/** The value of an answer that has to be one. */
export function valueOf<V>(answer: Answer<V>): V {
  if (!answer.done) throw new Error(`not done: ${answer.because}`);
  return answer.value;
}
