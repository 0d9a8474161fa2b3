import { CompiledQuery } from 'kysely';
import { PgBoss } from 'pg-boss';
import type { ClientConfig } from 'pg';
import { takeRole, type Transaction } from '#src/platform/database/transaction.ts';
import type { Enqueue } from '#src/platform/action/wanted.ts';

const SCHEMA = 'pgboss';

type Where = Pick<ClientConfig, 'host' | 'database' | 'user' | 'connectionString'>;

/**
 * The queue, on connections of its own that may do nothing else: they take the role of jobs when they begin. Its tables are
 * made by a migration, and it changes none of them itself.
 */
export function queueOn({ host, database, user, connectionString }: Where): PgBoss {
  const where = connectionString === undefined ? { host, database, user } : { connectionString };
  return new PgBoss({
    ...(where as { connectionString: string }),
    schema: SCHEMA,
    application_name: 'keerpunt-jobs',
    options: '-c role=keerpunt_jobs',
    max: 3,
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
  });
}

/** Puts jobs into the transaction of an action: they are there when it is kept, and not otherwise. */
export function enqueueThrough(boss: Pick<PgBoss, 'send'>): Enqueue {
  return async (tx: Transaction, wanted) => {
    await takeRole(tx, 'keerpunt_jobs');
    const db = { executeSql: async (text: string, values: unknown[] = []) => ({ rows: [...(await tx.executeQuery(CompiledQuery.raw(text, values))).rows] }) };
    for (const { job, payload } of wanted) await boss.send(job, { ...payload }, { db });
    await takeRole(tx, 'keerpunt_actor');
  };
}
