import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { acting, OTHER_AGENCY, useDatabase } from '#test/support/database.ts';
import { beginStream, openStream, takeRole, type Transaction } from './transaction.ts';

const database = useDatabase();
const begin = (tx: Transaction, streamId: string, sections = ['one', 'two']) => beginStream(tx, { streamId, kind: 'test', sections, purpose: 'test', ground: 'test' });

/** Adds an entry that follows the last one, and returns its number. */
async function append(tx: Transaction, streamId: string, section: string | null, changed: object = {}): Promise<number> {
  const stream = await openStream(tx, streamId);
  const sequence = (stream?.headSequence ?? 0) + 1;
  const fields = { header: '{"a":1}', header_bytes: Buffer.from('{"a":1}'), sealed_body: null, sealed_key: null, recorded_on: '2026-11-25', recorded_at: null, actor: 'person-1', previous_hash: stream?.headHash ?? Buffer.alloc(32), hash: randomBytes(32) };
  await tx.insertInto('entry').values({ stream_id: streamId, sequence, stream_kind: 'test', section, kind: 'noted', version: 1, ...fields, ...changed }).execute();
  return sequence;
}

async function newStream(sections?: string[]): Promise<string> {
  const streamId = randomUUID();
  await database.transaction(acting(), async (tx) => {
    await begin(tx, streamId, sections);
    await append(tx, streamId, null);
  });
  return streamId;
}

const invite = (streamId: string, section: string, changed: object = {}) =>
  database.transaction(acting(), async (tx) => {
    const since_sequence = await append(tx, streamId, null);
    await tx.insertInto('party').values({ stream_id: streamId, agency: OTHER_AGENCY, section, since_sequence, is_party: true, purpose: 'test', ground: 'test', ends_on: null, ...changed }).execute();
  });
const elsewhere = (changed: object = {}) => acting({ agency: OTHER_AGENCY, actor: 'person-2', ...changed });
const sectionsFor = (who: ReturnType<typeof acting>, streamId: string) => database.transaction(who, async (tx) => (await openStream(tx, streamId))?.sections ?? null);
const listedFor = (who: ReturnType<typeof acting>, streamId: string) =>
  database.transaction(who, async (tx) => (await tx.selectFrom('stream').select('stream_id').where('stream_id', '=', streamId).execute()).length);

describe('a transaction', () => {
  it('keeps nothing of work that throws', async () => {
    const streamId = await newStream();
    const failing = database.transaction(acting(), async (tx) => {
      await append(tx, streamId, 'one');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await database.query('select sequence from keerpunt.entry where stream_id = $1', [streamId])).toEqual([{ sequence: '1' }]);
    expect(await database.query('select head_sequence from keerpunt.stream where stream_id = $1', [streamId])).toEqual([{ head_sequence: '1' }]);
  });
  it('leaves nothing of its role and settings on the connection', async () => {
    const streamId = await newStream();
    const seen = await Promise.all(
      Array.from({ length: 30 }, () =>
        database.transaction(acting({ actor: 'somebody else', agency: null }), async (tx) => (await tx.selectFrom('stream').selectAll().where('stream_id', '=', streamId).execute()).length),
      ),
    );
    expect(new Set(seen)).toEqual(new Set([0]));
  });
  it('is the only way in: the application by itself may read and write nothing', async () => {
    for (const table of ['stream', 'entry', 'access_record', 'block', 'block_head', 'party', 'exclusion', 'section_key']) {
      await expect(database.query(`select * from keerpunt.${table}`, [], 'keerpunt_app')).rejects.toThrow('permission denied');
    }
  });
  it('under way fails whole when its connection is ended, and the next ones get new connections', async () => {
    const streamId = await newStream();
    const endAll = () => database.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'keerpunt_app' and datname = current_database()`, [], 'postgres');
    const cut = database.transaction(acting(), async (tx) => {
      await append(tx, streamId, 'one');
      await endAll();
      await append(tx, streamId, 'one');
    });
    await expect(cut).rejects.toThrow(/terminat|connection/);
    expect(await database.transaction(acting(), (tx) => append(tx, streamId, 'one'))).toBe(2);
    const after = await Promise.all(Array.from({ length: 20 }, () => database.transaction(acting(), async (tx) => (await openStream(tx, streamId))?.headSequence)));
    expect(new Set(after)).toEqual(new Set([2]));
  });
  it('reads counting numbers as numbers and days as they are written', async () => {
    const streamId = await newStream();
    await database.transaction(acting(), (tx) => append(tx, streamId, 'one'));
    const [row] = await database.transaction(acting(), async (tx) => {
      await openStream(tx, streamId);
      return tx.selectFrom('entry').select(['sequence', 'recorded_on', 'recorded_at', 'header']).orderBy('sequence', 'desc').execute();
    });
    expect(row).toEqual({ sequence: 2, recorded_on: '2026-11-25', recorded_at: null, header: { a: 1 } });
  });
});

describe('a stream', () => {
  it('shows nothing until it was opened', async () => {
    const streamId = await newStream();
    await database.transaction(acting(), (tx) => append(tx, streamId, 'one'));
    const rows = await database.transaction(acting(), (tx) => tx.selectFrom('entry').selectAll().execute());
    expect(rows).toEqual([]);
  });
  it('is not there for an agency that was never at the table', async () => {
    const streamId = await newStream();
    expect(await sectionsFor(elsewhere(), streamId)).toBeNull();
    expect(await sectionsFor(elsewhere(), randomUUID())).toBeNull();
    expect(await listedFor(elsewhere(), streamId)).toBe(0);
  });
  it('shows an invited agency its sections and what is for everybody, and no other', async () => {
    const streamId = await newStream();
    for (const section of ['one', 'two', null]) await database.transaction(acting(), (tx) => append(tx, streamId, section));
    await invite(streamId, 'two');
    const seen = await database.transaction(elsewhere(), async (tx) => {
      await openStream(tx, streamId);
      return (await tx.selectFrom('entry').select('section').execute()).map((e) => e.section);
    });
    expect(new Set(seen)).toEqual(new Set(['two', null]));
    expect(await listedFor(elsewhere(), streamId)).toBe(1);
  });
  it('closes for a party after the last day of its invitation, and when the invitation is ended', async () => {
    const streamId = await newStream();
    await invite(streamId, 'two', { ends_on: '2026-11-30' });
    expect(await sectionsFor(elsewhere({ today: '2026-11-30' }), streamId)).toEqual(['two']);
    expect(await sectionsFor(elsewhere({ today: '2026-12-01' }), streamId)).toBeNull();
    expect([await listedFor(elsewhere({ today: '2026-11-30' }), streamId), await listedFor(elsewhere({ today: '2026-12-01' }), streamId)]).toEqual([1, 0]);
    await invite(streamId, 'one');
    await invite(streamId, 'one', { is_party: false });
    expect(await sectionsFor(elsewhere(), streamId)).toEqual(['two']);
  });
  it('is not there for somebody who was excluded by name', async () => {
    const streamId = await newStream();
    const exclude = (is_excluded: boolean) =>
      database.transaction(acting(), async (tx) => {
        const since_sequence = await append(tx, streamId, null);
        await tx.insertInto('exclusion').values({ stream_id: streamId, actor: 'person-9', since_sequence, is_excluded }).execute();
      });
    const colleague = acting({ actor: 'person-9' });
    await exclude(true);
    expect([await sectionsFor(colleague, streamId), await listedFor(colleague, streamId)]).toEqual([null, 0]);
    expect(await sectionsFor(acting(), streamId)).toEqual(['one', 'two']);
    await exclude(false);
    expect([await sectionsFor(colleague, streamId), await listedFor(colleague, streamId)]).toEqual([['one', 'two'], 1]);
  });
  it('opening another one closes it', async () => {
    const [first, second] = [await newStream(), await newStream()];
    for (const streamId of [first, second]) await database.transaction(acting(), (tx) => append(tx, streamId, 'one'));
    const seen = await database.transaction(acting(), async (tx) => {
      await openStream(tx, first);
      await openStream(tx, randomUUID());
      return tx.selectFrom('entry').selectAll().execute();
    });
    expect(seen).toEqual([]);
  });
  it('takes no entry in a section that the actor does not see, in another name, or out of turn', async () => {
    const streamId = await newStream();
    await invite(streamId, 'two');
    const adding = (section: string, changed: object = {}) => database.transaction(elsewhere(), (tx) => append(tx, streamId, section, { actor: 'person-2', ...changed }));
    await expect(adding('one')).rejects.toThrow('row-level security');
    await expect(adding('two', { actor: 'person-1' })).rejects.toThrow('row-level security');
    await expect(adding('two', { previous_hash: Buffer.alloc(32) })).rejects.toMatchObject({ code: 'KP002' });
    await expect(adding('two', { sequence: 9 })).rejects.toMatchObject({ code: 'KP002' });
    expect(await adding('two')).toBe(3);
  });
  it('gives two at once their turn: no number is given twice and none is lost', async () => {
    const streamId = await newStream();
    const numbers = await Promise.all(Array.from({ length: 40 }, () => database.transaction(acting(), (tx) => append(tx, streamId, 'one'))));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 2));
  });
});

describe('an invitation', () => {
  it('is kept only with the entry that says so, and a stream only with its first entry', async () => {
    const streamId = await newStream();
    const silently = database.transaction(acting(), async (tx) => {
      await openStream(tx, streamId);
      await tx.insertInto('party').values({ stream_id: streamId, agency: OTHER_AGENCY, section: 'one', since_sequence: 7, is_party: true, purpose: 'test', ground: 'test', ends_on: null }).execute();
    });
    await expect(silently).rejects.toThrow('party_is_recorded');
    await expect(database.transaction(acting(), (tx) => begin(tx, randomUUID()))).rejects.toThrow('party_is_recorded');
  });
  it('is given only to sections that one sees oneself', async () => {
    const streamId = await newStream(['one']);
    await expect(invite(streamId, 'two')).rejects.toMatchObject({ code: 'KP005' });
  });
});

describe('the rules', () => {
  it('read the headers of every section of the open stream and no body', async () => {
    const streamId = await newStream();
    await invite(streamId, 'two');
    await database.transaction(acting(), (tx) => append(tx, streamId, 'one', { sealed_body: Buffer.from('x'), sealed_key: Buffer.from('y') }));
    const sections = await database.transaction(elsewhere(), async (tx) => {
      await openStream(tx, streamId);
      await takeRole(tx, 'keerpunt_rules');
      return (await tx.selectFrom('entry').select(['section', 'header']).orderBy('sequence').execute()).map((e) => e.section);
    });
    expect(sections).toEqual([null, null, 'one']);
    const peeking = database.transaction(elsewhere(), async (tx) => {
      await openStream(tx, streamId);
      await takeRole(tx, 'keerpunt_rules');
      await tx.selectFrom('entry').select('sealed_body').execute();
    });
    await expect(peeking).rejects.toThrow('permission denied');
  });
});

describe('what is recorded', () => {
  const last = async () => {
    const streamId = await newStream();
    await database.transaction(acting(), (tx) => append(tx, streamId, 'one', { sealed_body: Buffer.from('x'), sealed_key: Buffer.from('y') }));
    return streamId;
  };
  it.each(['postgres', 'keerpunt_owner'])('can not be changed or removed, even by %s', async (role) => {
    const streamId = await last();
    for (const statement of ["update keerpunt.entry set kind = 'other' where stream_id = $1", 'delete from keerpunt.entry where stream_id = $1', "update keerpunt.entry set sealed_key = null, actor = 'x' where stream_id = $1", "update keerpunt.party set ends_on = null, purpose = 'other' where stream_id = $1"]) {
      await expect(database.query(statement, [streamId], role)).rejects.toMatchObject({ code: 'KP001' });
    }
    await expect(database.query('truncate keerpunt.access_record', [], role)).rejects.toMatchObject({ code: 'KP001' });
  });
  it('can not be changed by a connection that says it is a replica', async () => {
    const streamId = await last();
    const sneaky = `set session_replication_role = replica; delete from keerpunt.entry where stream_id = '${streamId}'`;
    await expect(database.query(sneaky, [], 'postgres')).rejects.toMatchObject({ code: 'KP001' });
  });
  it('only loses the key of a body, and only to the keeper of keys', async () => {
    const streamId = await last();
    const shred = (tx: Transaction) => tx.updateTable('entry').set({ sealed_key: null }).where('stream_id', '=', streamId).where('section', '=', 'one').execute();
    await expect(database.transaction(acting(), shred)).rejects.toThrow('permission denied');
    await database.transaction(acting({ role: 'keerpunt_keeper', agency: null }), shred);
    expect(await database.query('select sealed_key, sealed_body from keerpunt.entry where stream_id = $1 and section is not null', [streamId])).toContainEqual({ sealed_key: null, sealed_body: Buffer.from('x') });
  });
  it('a section key that was destroyed stays destroyed', async () => {
    const streamId = await last();
    await database.transaction(acting(), async (tx) => {
      await openStream(tx, streamId);
      await tx.insertInto('section_key').values({ stream_id: streamId, section: 'one', wrapped_key: Buffer.from('k'), master_key_id: 'm1', shredded_on: null, shredded_by: null, shredded_because: null }).execute();
    });
    const keeper = acting({ role: 'keerpunt_keeper', agency: null });
    const change = (changed: object) => database.transaction(keeper, (tx) => tx.updateTable('section_key').set(changed).where('stream_id', '=', streamId).execute());
    await change({ master_key_id: 'm2', wrapped_key: Buffer.from('l') });
    await change({ wrapped_key: null, shredded_on: '2026-11-25', shredded_by: 'person-1', shredded_because: 'asked-for' });
    await expect(change({ wrapped_key: Buffer.from('l'), shredded_on: null, shredded_by: null, shredded_because: null })).rejects.toMatchObject({ code: 'KP001' });
  });
});

describe('an access record', () => {
  const record = (streamId: string, changed: object = {}) => async (tx: Transaction) => {
    const { rows } = await sql<{ access_sequence: number; access_hash: Buffer | null }>`select * from keerpunt.access_head(${streamId}::uuid)`.execute(tx);
    const [head] = rows;
    await tx
      .insertInto('access_record')
      .values({ stream_id: streamId, sequence: (head?.access_sequence ?? 0) + 1, action: 'test.read', outcome: 'refused', section: null, actor: 'person-2', agency: OTHER_AGENCY, recorded_at: new Date(), header_bytes: Buffer.from('{}'), previous_hash: head?.access_hash ?? Buffer.alloc(32), hash: randomBytes(32), ...changed })
      .execute();
  };
  it('is kept of a look that was refused, in its own chain', async () => {
    const streamId = await newStream();
    for (let i = 0; i < 3; i++) await database.transaction(elsewhere(), record(streamId));
    expect(await database.query('select access_sequence from keerpunt.stream where stream_id = $1', [streamId])).toEqual([{ access_sequence: '3' }]);
    await expect(database.transaction(elsewhere(), record(streamId, { previous_hash: Buffer.alloc(32) }))).rejects.toMatchObject({ code: 'KP002' });
  });
  it('is in nobody else’s name', async () => {
    const streamId = await newStream();
    await expect(database.transaction(acting(), record(streamId))).rejects.toThrow('row-level security');
  });
});

describe('the closer of blocks', () => {
  it('reads where every chain ends, and nothing of what is in it', async () => {
    const streamId = await newStream();
    const closer = acting({ role: 'keerpunt_closer', actor: 'service', agency: null });
    const heads = await database.transaction(closer, (tx) => tx.selectFrom('stream').select(['stream_id', 'head_sequence']).where('stream_id', '=', streamId).execute());
    expect(heads).toEqual([{ stream_id: streamId, head_sequence: 1 }]);
    await expect(database.transaction(closer, (tx) => tx.selectFrom('entry').select('header').execute())).rejects.toThrow('permission denied');
    await expect(database.transaction(closer, (tx) => tx.selectFrom('stream').select('agencies').execute())).rejects.toThrow('permission denied');
  });
});
