import { sql, type KyselyPlugin } from 'kysely';
import type { Ground } from '#src/platform/action/perform.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import type { TestDatabase } from './database.ts';

/** How an action ends in its middle: our code throws, or the process of the database that serves it is killed. */
export type End = 'thrown' | 'killed';

/** A statement without the values in it. */
const shapeOf = (node: object): string => JSON.stringify(node, (key, value: unknown) => (key === 'value' || key === 'values' ? undefined : value));

/** Sees every statement of a transaction once the database has answered it. */
const after = (answered: () => Promise<void>, asked: (what: string) => void): KyselyPlugin => ({
  transformQuery({ node }) {
    asked(shapeOf(node));
    return node;
  },
  async transformResult({ result }) {
    await answered();
    return result;
  },
});

export type Broken = {
  /** The ground on which the first transaction after `breakAfter` breaks off; all others go on, as that which records the failure. */
  readonly ground: Ground;
  /** Breaks off after so many statements; with Infinity nothing breaks, and the statements are counted. */
  readonly breakAfter: (statements: number, how: End) => void;
  readonly counted: () => number;
  /** The statements of that transaction, without the values in them. */
  readonly asked: () => readonly string[];
};

/** A ground whose transactions can be broken off after any of their statements. */
export function breakingOff(ground: Ground, database: TestDatabase): Broken {
  let next: { statements: number; how: End } | null = null;
  let counted = 0;
  let asked: string[] = [];
  async function kill(tx: Transaction): Promise<void> {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await database.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid], 'postgres');
  }
  return {
    breakAfter(statements, how) {
      next = { statements, how };
      counted = 0;
      asked = [];
    },
    counted: () => counted,
    asked: () => asked,
    ground: {
      ...ground,
      database: {
        transaction(acting, work) {
          const breaking = next;
          next = null;
          if (!breaking) return ground.database.transaction(acting, work);
          return ground.database.transaction(acting, (tx) =>
            work(
              tx.withPlugin(
                after(async () => {
                  if (++counted !== breaking.statements) return;
                  if (breaking.how === 'thrown') throw new Error('broken off');
                  await kill(tx);
                }, (what) => asked.push(what)),
              ),
            ),
          );
        },
      },
    },
  };
}
