import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { acting, useDatabase } from '#test/support/database.ts';

const database = useDatabase();
const remembered = () =>
  database.transaction(acting(), async (tx) => (await sql<{ statement: string; generic: number; custom: number }>`select statement, generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements`.execute(tx)).rows);

describe('a connection', () => {
  it('plans a statement with parameters once', async () => {
    for (let n = 0; n < 9; n++) await database.transaction(acting(), (tx) => tx.selectFrom('stream').select('stream_id').where('stream_kind', '=', `kind-${n}`).execute());
    const found = (await remembered()).filter((s) => s.statement.includes('stream_kind'));
    expect(found).toHaveLength(1);
    expect((found[0]?.generic ?? 0) + (found[0]?.custom ?? 0)).toBe(9);
  });
  it('remembers no more than it has room for, and the rest works all the same', async () => {
    for (let n = 0; n < 120; n++) {
      const { rows } = await database.transaction(acting(), (tx) => sql<{ n: number }>`select ${n}::int as n, ${sql.lit(n)} as other`.execute(tx));
      expect(rows[0]?.n).toBe(n);
    }
    expect((await remembered()).length).toBeLessThanOrEqual(100);
  });
  it('answers by the role and the agency of the moment, not by those of the plan', async () => {
    const list = (agency: string) => database.transaction(acting({ agency }), (tx) => tx.selectFrom('stream').select('stream_id').where('stream_kind', '=', 'test').execute());
    const agencies = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
    for (const agency of agencies) await database.query(`insert into keerpunt.stream (stream_id, stream_kind, agencies) values (gen_random_uuid(), 'test', jsonb_build_object($1::text, '9999-12-31'))`, [agency]);
    for (let n = 0; n < 8; n++) for (const agency of agencies) expect(await list(agency)).toHaveLength(1);
    expect(await list('33333333-3333-4333-8333-333333333333')).toEqual([]);
  });
});
