import { beforeAll, describe, expect, it } from 'vitest';
import { beginMatter } from '#test/support/actions.ts';
import { acting } from '#test/support/database.ts';
import { AGENCIES, STRANGER, useGround, valueOf } from '#test/support/ground.ts';
import { openStream, type Transaction } from '#src/platform/database/transaction.ts';

const ground = useGround();
const anna = { id: 'anna', agency: AGENCIES[0] };
beforeAll(() => ground.give(anna, ['writer']));
const begin = async () => valueOf(await ground.perform(beginMatter, anna, { words: 'x' }));
const role = { agency: AGENCIES[0], service: 'service:eve', role: 'writer', is_held: true, recorded_on: '2026-11-25' };

describe('the registrar', () => {
  const registrar = acting({ role: 'keerpunt_registrar', actor: 'registrar', agency: null });
  it.each(['stream', 'entry', 'access_record', 'list_row', 'list_place', 'party', 'exclusion', 'section_key'] as const)('sees nothing of the table %s', async (table) => {
    await expect(ground.database.transaction(registrar, (tx) => tx.selectFrom(table).selectAll().execute())).rejects.toThrow('permission denied');
  });
  it('gives no role in another name', async () => {
    const giving = (recorded_by: string) => ground.database.transaction(registrar, (tx) => tx.insertInto('service_role').values({ ...role, recorded_by }).execute());
    await expect(giving('anna')).rejects.toThrow('row-level security');
    await giving('registrar');
  });
  it('only adds: what an agency was called, and who held which role, stays', async () => {
    for (const statement of ["update keerpunt.agency set name = 'x'", 'delete from keerpunt.service_role', 'truncate keerpunt.service_role', 'delete from keerpunt.agency']) {
      await expect(ground.database.query(statement, [], 'postgres')).rejects.toMatchObject({ code: 'KP001' });
    }
  });
  it('is nobody who acts: an actor gives no roles by SQL of its own', async () => {
    await expect(ground.database.transaction(acting(), (tx) => tx.insertInto('service_role').values({ ...role, recorded_by: 'person-1' }).execute())).rejects.toThrow('permission denied');
  });
});

describe('a row of a list', () => {
  const asAnna = acting({ actor: 'anna', agency: AGENCIES[0] });
  const row = (stream_id: string) => ({ stream_id, list: 'x', item: 'x', section: 'one', state: 'new', due_on: null, fields: '{}' });
  it('is shown to whoever may see its section, whatever its writer says', async () => {
    const stream = await begin();
    const forStranger = { ...row(stream), agencies: JSON.stringify({ [STRANGER]: '9999-12-31' }), excluded: ['anna'] };
    await ground.database.transaction(asAnna, async (tx) => {
      await openStream(tx, stream);
      await tx.insertInto('list_row').values(forStranger as unknown as ReturnType<typeof row>).execute();
    });
    const seen = (agency: string, actor: string) => ground.database.transaction(acting({ agency, actor }), (tx) => tx.selectFrom('list_row').select('item').where('stream_id', '=', stream).where('list', '=', 'x').execute());
    expect([(await seen(AGENCIES[0], 'anna')).length, (await seen(STRANGER, 'anna')).length]).toEqual([1, 0]);
  });
  it('is changed only while its stream is open, and never by whom it is shown to', async () => {
    const stream = await begin();
    const change = (tx: Transaction) => tx.updateTable('list_row').set({ state: 'changed' }).where('stream_id', '=', stream).executeTakeFirst();
    expect(await ground.database.transaction(asAnna, change)).toMatchObject({ numUpdatedRows: 0n });
    await expect(ground.database.transaction(asAnna, (tx) => tx.insertInto('list_row').values(row(stream)).execute())).rejects.toThrow('row-level security');
    const shown = ground.database.transaction(asAnna, async (tx) => {
      await openStream(tx, stream);
      await tx.updateTable('list_row').set({ section: 'two' } as never).where('stream_id', '=', stream).execute();
    });
    await expect(shown).rejects.toThrow('permission denied');
  });
});
