import { Client } from 'pg';
import { CannotOpenDatabase } from './cannot-open.ts';

/** Any number will do, if nobody else in this database uses it. */
const IN_USE = 7_305_261;

export type Claim = {
  /** Resolves when the connection is gone, whoever ended it. */
  ended: Promise<void>;
  query: (sql: string) => Promise<readonly Record<string, unknown>[]>;
  /** Gives the claim up; true when nobody else has one, and then nobody gets one either until this connection ends. */
  giveUp: () => Promise<boolean>;
  end: () => Promise<void>;
};

/** `nobody`: no server listens. `not-yet`: it is starting or stopping. */
export type Attempt = Claim | 'nobody' | 'not-yet';

const NOBODY = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK']);

/**
 * Says to an embedded server that this process uses it, for as long as the connection lives. PostgreSQL itself forgets
 * the claim of a process that was killed, so there is no file that could be wrong about who is there.
 */
export async function claimServer(host: string): Promise<Attempt> {
  const client = new Client({ host, user: 'postgres', database: 'postgres', application_name: 'keerpunt', connectionTimeoutMillis: 5000 });
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  // Told by `ended`; without a listener it would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ ok: boolean }>(`select pg_try_advisory_lock_shared(${IN_USE}) as ok`);
    if (rows[0]?.ok !== true) {
      await client.end();
      return 'not-yet';
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (NOBODY.has(code)) return 'nobody';
    // Starting, stopping, full for a moment, or gone between two words: all of it passes.
    if (code !== 'EACCES') return 'not-yet';
    throw new CannotOpenDatabase(`not allowed to use ${host}; start Keerpunt as the user that started it before`);
  }
  return {
    ended,
    query: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows,
    async giveUp() {
      try {
        await client.query(`select pg_advisory_unlock_shared(${IN_USE})`);
        const { rows } = await client.query<{ ok: boolean }>(`select pg_try_advisory_lock(${IN_USE}) as ok`);
        return rows[0]?.ok === true;
      } catch {
        // Between the two words another one was the last to leave and stopped the server: the claim went with it.
        return false;
      }
    },
    end: () => client.end().catch(() => undefined),
  };
}
