import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import { ask, EMBEDDED_DATABASE, type Database } from './database.ts';
import { startEmbedded } from './embedded.ts';
import { appliedMigrations, refuseUnfinished, type Applied } from './migrations.ts';
import { APPLICATION } from './roles.ts';

/** What a database says of itself, with nothing of what is in it. */
export type DatabaseLook = {
  /** As PostgreSQL counts: 180004 for 18.4. */
  version: number;
  applied: readonly Applied[];
  /** How far its clock is ahead of ours. */
  clockAheadMs: number;
  /** The last closed block; null where none was ever closed. */
  lastBlock: { number: number; closedAt: Date } | null;
  /** Whether something is recorded for which no block stands yet. */
  hasUnclosed: boolean;
};

async function look(connection: ClientConfig): Promise<DatabaseLook> {
  return ask(connection, async (client) => {
    await refuseUnfinished(client);
    const sent = Date.now();
    const { rows } = await client.query<{ version: number; now: Date }>(`select current_setting('server_version_num')::int as version, clock_timestamp() as now`);
    // Halfway between asking and hearing.
    const here = (sent + Date.now()) / 2;
    const applied = await appliedMigrations(client);
    const said = { version: rows[0]?.version ?? 0, clockAheadMs: (rows[0]?.now.getTime() ?? here) - here, applied };
    if (!applied.some(({ number }) => number >= 4)) return { ...said, lastBlock: null, hasUnclosed: false };
    await client.query('begin read only; set local role keerpunt_closer');
    const last = await client.query<{ number: number; closed_at: Date }>('select number, closed_at from keerpunt.block order by number desc limit 1');
    const unclosed = await client.query<{ there: boolean }>(`
      select exists (select from keerpunt.stream s where s.head_sequence + s.access_sequence > 0 and not exists (
        select from keerpunt.block_head h where h.stream_id = s.stream_id and h.head_sequence = s.head_sequence and h.access_sequence = s.access_sequence)) as there`);
    await client.query('commit');
    const [block] = last.rows;
    return { ...said, lastBlock: block ? { number: block.number, closedAt: block.closed_at } : null, hasUnclosed: unclosed.rows[0]?.there === true };
  });
}

/** Looks at the database as the application, migrates nothing and makes nothing. Null where there is none. Throws CannotOpenDatabase. */
export async function lookAtDatabase({ data, url }: { data: string; url?: string | undefined }): Promise<DatabaseLook | null> {
  if (url !== undefined) return look({ connectionString: url });
  if (!existsSync(join(data, 'postgres'))) return null;
  const server = await startEmbedded({ data });
  try {
    return await look({ host: server.host, database: EMBEDDED_DATABASE, user: APPLICATION });
  } finally {
    await server.leave();
  }
}

/** When the last block was closed, asked by a server about its own database; null where none was ever closed. */
export async function lastClosed({ transaction }: Pick<Database, 'transaction'>, now: Date): Promise<Date | null> {
  const acting = { role: 'keerpunt_closer', actor: 'metrics', agency: null, today: now.toISOString().slice(0, 10) } as const;
  const last = await transaction(acting, (tx) => tx.selectFrom('block').select('closed_at').orderBy('number', 'desc').limit(1).executeTakeFirst());
  return last?.closed_at ?? null;
}
