import { createHash } from 'node:crypto';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';

/** Statements that one connection remembers; further ones are planned each time, so that the server's memory stays bounded. */
const REMEMBERED = 100;

/** A connection that gives each statement with parameters a name, under which the server remembers its plan. */
function rememberingClient(client: PoolClient): PostgresPoolClient {
  const names = new Map<string, string>();
  function nameOf(text: string): string | undefined {
    const before = names.get(text);
    if (before !== undefined || names.size >= REMEMBERED) return before;
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    names.set(text, name);
    return name;
  }
  const query = (text: string, values: readonly unknown[]) => {
    const name = values.length > 0 ? nameOf(text) : undefined;
    return client.query({ ...(name === undefined ? {} : { name }), text, values: [...values] });
  };
  return { query, release: (isBroken?: boolean) => client.release(isBroken) } as unknown as PostgresPoolClient;
}

/**
 * The same pool, whose connections plan a statement once and not each time: with policies and triggers planning is a good
 * half of an append.
 */
export function remembering(pool: Pool): PostgresPool {
  const clients = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? rememberingClient(client);
      clients.set(client, known);
      return known;
    },
  };
}
