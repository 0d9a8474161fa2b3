import { createHash, randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { beginMatter, invite, readSection } from '#test/support/actions.ts';
import { addFiles, beginWithFiles, download, KINDS_WITH_FILES, openFile, received, send } from '#test/support/attachments.ts';
import { AGENCIES, STRANGER, useGround, valueOf } from '#test/support/ground.ts';
import { verifyDatabase } from '#test/support/verify-database.ts';
import { shred } from '#src/platform/journal/shredding.ts';
import { CHUNK_BYTES, MOST_ATTACHMENT_BYTES } from '#src/platform/vault/attachment.ts';
import { AttachmentBrokeOff, readAttachment } from '#src/platform/action/read-attachment.ts';
import { newFormSecret } from './form-secret.ts';
import type { AttachmentHeader } from './header.ts';
import { LIMITS } from './limits.ts';
import { namesOf, sweep } from './staging.ts';

const ground = useGround();
const [anna, ben, mallory] = [{ id: 'anna', agency: AGENCIES[0] }, { id: 'ben', agency: AGENCIES[1] }, { id: 'mallory', agency: STRANGER }];
beforeAll(async () => {
  ground.kinds = KINDS_WITH_FILES;
  for (const who of [anna, ben, mallory]) await ground.give(who, ['writer']);
});

const begin = async () => valueOf(await ground.perform(beginMatter, anna, { words: 'x' }));
const add = (stream: string, { form, id }: { form: string; id: string }, section = 'one') => ground.perform(addFiles, anna, { stream, section, files: { form, ids: [id] } });
const count = async (table: string, where = 'true') => (await ground.database.query(`select count(*)::int as n from keerpunt.${table} where ${where}`))[0]?.['n'] as number;
const broken = async () => (await verifyDatabase((sql) => ground.database.query(sql))).broken;

describe('a file that was sent', () => {
  it('comes back as it was, at every size around the borders of chunks and rows, however it was cut on its way', async () => {
    const stream = await begin();
    const row = 256 * 1024;
    const borders = [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, row - 57, row - 56, row, row + 1, 4 * row];
    const sizes = fc.oneof(fc.constantFrom(...borders), fc.integer({ min: 1, max: 700_000 }));
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 700, max: 400_000 }), async (size, by) => {
        const bytes = randomBytes(size);
        bytes[0] = 0;
        const file = await received(ground, anna, bytes, { by });
        expect(file.bytes).toBe(size);
        valueOf(await add(stream, file));
        expect((await download(ground, anna, { stream, attachment: file.id })).equals(bytes)).toBe(true);
      }),
      { numRuns: 14, examples: [[row - 56, 65_536], [4 * row, 262_144], [1, 700]] },
    );
    expect(await broken()).toBeUndefined();
  });
  it('may have 25 MB and no byte more; what is more, and what is nothing, leaves nothing', async () => {
    const bytes = randomBytes(MOST_ATTACHMENT_BYTES + 1);
    bytes[0] = 0;
    const before = await count('upload');
    expect(await send(ground, anna, bytes)).toMatchObject({ refused: 'too-large' });
    expect(await send(ground, anna, Buffer.alloc(0))).toMatchObject({ refused: 'empty' });
    expect([await count('upload'), await count('upload_chunk', 'upload_id not in (select upload_id from keerpunt.upload)')]).toEqual([before, 0]);
    expect((await received(ground, anna, bytes.subarray(1))).bytes).toBe(MOST_ATTACHMENT_BYTES);
  });
  it('is named by the entry that adds it, with the digest of what is stored, and its name is sealed', async () => {
    const stream = await begin();
    const file = await received(ground, anna, Buffer.from('zebrafish in a text'), { name: 'zebrafish.txt' });
    valueOf(await add(stream, file));
    const [row] = await ground.database.query(`select a.*, e.header, (select string_agg(c.sealed, ''::bytea order by c.number) from keerpunt.attachment_chunk c where c.attachment_id = a.attachment_id) as sealed from keerpunt.attachment a join keerpunt.entry e on e.stream_id = a.stream_id and e.sequence = a.since_sequence where a.attachment_id = $1`, [file.id]);
    const digest = createHash('sha256').update(row?.['sealed_name'] as Buffer).update(row?.['sealed'] as Buffer).digest('hex');
    expect(row?.['header']).toEqual({ attachments: [{ id: file.id, type: 'text', bytes: 19, digest }] });
    expect(Buffer.concat([row?.['sealed_name'], row?.['sealed'], row?.['sealed_key']] as Buffer[]).includes('zebrafish')).toBe(false);
    const { entries } = valueOf(await ground.perform(readSection, anna, { stream, section: 'one' }));
    expect(entries.at(-1)?.attachments).toEqual([{ id: file.id, type: 'text', bytes: 19, name: { opened: true, value: 'zebrafish.txt' } }]);
  });
  it('can begin a stream with its words, by whoever acts for people without an account', async () => {
    const file = await received(ground, anna, Buffer.from('hello'));
    const stream = valueOf(await ground.perform(beginWithFiles, anna, { words: 'what happened', files: { form: file.form, ids: [file.id] } }));
    expect(String(await download(ground, anna, { stream, attachment: file.id }))).toBe('hello');
  });
});

describe('an action that attaches something else than what came in', () => {
  it.each([
    ['another digest', (files: readonly AttachmentHeader[]) => files.map((file) => ({ ...file, digest: '0'.repeat(64) }))],
    ['another size', (files: readonly AttachmentHeader[]) => files.map((file) => ({ ...file, bytes: 1 }))],
    ['another type', (files: readonly AttachmentHeader[]) => files.map((file) => ({ ...file, type: 'pdf' as const }))],
    ['the same twice', (files: readonly AttachmentHeader[]) => [...files, ...files]],
    ['one that did not come in', (files: readonly AttachmentHeader[]) => files.map((file) => ({ ...file, id: randomUUID() }))],
  ])('is stopped before anything is kept: %s', async (_, change) => {
    const stream = await begin();
    const file = await received(ground, anna, Buffer.from('abc'));
    const wrong: typeof addFiles = { ...addFiles, run: (known) => addFiles.run({ ...known, uploads: change(known.uploads) }) };
    await expect(ground.perform(wrong, anna, { stream, section: 'one', files: { form: file.form, ids: [file.id] } })).rejects.toMatchObject({ code: 'ActionMisdeclared' });
    expect(await add(stream, file)).toEqual({ done: true, value: 1 });
  });
});

describe('a form that is sent twice', () => {
  it('adds nothing a second time, also when both come at once', async () => {
    const form = newFormSecret();
    const files = await Promise.all([1, 2].map(() => received(ground, anna, Buffer.from('the same'), { form })));
    const answers = await Promise.all(files.map(({ id }) => ground.perform(beginWithFiles, anna, { words: 'once', files: { form, ids: [id] } })));
    expect(answers.filter((answer) => answer.done)).toHaveLength(1);
    expect(answers).toContainEqual({ done: false, because: 'obstacles', obstacles: [{ code: 'already-sent' }] });
    expect(await count('attachment', `attachment_id in ('${files.map((f) => f.id).join("','")}')`)).toBe(1);
    expect(await ground.perform(beginWithFiles, anna, { words: 'once more, without files', files: { form } })).toMatchObject({ obstacles: [{ code: 'already-sent' }] });
  });
  it('may be sent again when the first was refused', async () => {
    const stream = await begin();
    const file = await received(ground, anna, Buffer.from('abc'));
    ground.limits = { ...LIMITS, streamBytes: 2 };
    expect(await add(stream, file)).toMatchObject({ obstacles: [{ code: 'quota-stream' }] });
    ground.limits = { ...LIMITS, agencyBytes: 2 };
    expect(await add(stream, file)).toMatchObject({ obstacles: [{ code: 'quota-agency' }] });
    ground.limits = undefined;
    expect(await add(stream, file)).toEqual({ done: true, value: 1 });
  });
});

describe('somebody else', () => {
  it('cannot take a file that waits: not with the id alone, nor as another person or agency', async () => {
    const file = await received(ground, anna, Buffer.from('abc'));
    const stream = await begin();
    const named = (who: typeof anna, form = file.form) => namesOf(ground, who, { form, ids: [file.id, "' or true"] });
    expect((await named(anna)).map((f) => f.name)).toEqual(['a file.bin']);
    expect([await named(ben), await named(anna, newFormSecret()), await named(anna, 'no secret')]).toEqual([[], [], []]);
    const gone = { done: false, because: 'obstacles', obstacles: [{ code: 'upload-gone' }] };
    expect(await add(stream, { ...file, form: newFormSecret() })).toEqual(gone);
    expect(await add(stream, { ...file, form: 'no secret' })).toEqual(gone);
    expect(await add(stream, { ...file, id: "' or true" })).toEqual(gone);
    for (const who of [ben, { ...ben, id: 'anna' }, { ...anna, id: 'ben' }]) {
      await ground.give(who, ['writer']);
      expect(await ground.perform(beginWithFiles, who, { words: 'x', files: { form: file.form, ids: [file.id] } })).toEqual(gone);
    }
    expect(await add(stream, file)).toEqual({ done: true, value: 1 });
  });
  it('opens an attachment only at the table of the section of its entry, and each try is recorded', async () => {
    const stream = await begin();
    const file = await received(ground, anna, Buffer.from('abc'));
    valueOf(await add(stream, file, 'two'));
    valueOf(await ground.perform(invite, anna, { stream, section: 'one', agency: AGENCIES[1] }));
    const open = (who: typeof anna, section: string) => ground.perform(openFile, who, { stream, section, attachment: file.id });
    expect(await open(ben, 'two')).toEqual({ done: false, because: 'not-there' });
    expect(await open(mallory, 'two')).toEqual({ done: false, because: 'not-there' });
    const notThere = { done: false, because: 'obstacles', obstacles: [{ code: 'attachment-not-there' }] };
    expect(await open(ben, 'one')).toEqual(notThere);
    expect(await ground.perform(openFile, anna, { stream, section: 'two', attachment: randomUUID() })).toEqual(notThere);
    expect(await ground.perform(openFile, anna, { stream, section: 'two', attachment: "' or true" })).toEqual(notThere);
    expect(await open(anna, 'one')).toEqual(notThere);
    expect((await open(anna, 'two')).done).toBe(true);
    const looks = await ground.database.query("select outcome, actor from keerpunt.access_record where stream_id = $1 and action = 'file.open' order by sequence", [stream]);
    expect(looks.map((look) => `${look['actor']} ${look['outcome']}`)).toEqual(['ben refused', 'mallory refused', 'ben refused', 'anna refused', 'anna refused', 'anna refused', 'anna done']);
  });
  it('who leaves the table while reading gets no more', async () => {
    const stream = await begin();
    const bytes = randomBytes(3_000_000);
    bytes[0] = 0;
    const file = await received(ground, anna, bytes);
    valueOf(await add(stream, file));
    valueOf(await ground.perform(invite, anna, { stream, section: 'one', agency: AGENCIES[1] }));
    const found = valueOf(await ground.perform(openFile, ben, { stream, section: 'one', attachment: file.id }));
    const reading = readAttachment(ground, ben, found);
    expect((await reading.next()).done).toBe(false);
    valueOf(await ground.perform(invite, anna, { stream, section: 'one', agency: AGENCIES[1], isParty: false }));
    await expect((async () => { for await (const _ of reading) continue; })()).rejects.toBeInstanceOf(AttachmentBrokeOff);
  });
});

describe('the quota', () => {
  it('is exact to the byte, also when many ask at once, for a stream and for an agency', async () => {
    const streams = [await begin(), await begin()] as const;
    const files = await Promise.all(Array.from({ length: 8 }, () => received(ground, anna, Buffer.alloc(100))));
    ground.limits = { ...LIMITS, streamBytes: 300 };
    const answers = await Promise.all(files.slice(0, 5).map((file) => add(streams[0], file)));
    expect(answers.filter((a) => a.done)).toHaveLength(3);
    const used = (await ground.database.query('select bytes::int as n from keerpunt.attachment_usage where agency = $1', [AGENCIES[0]]))[0]?.['n'] as number;
    ground.limits = { ...LIMITS, agencyBytes: used + 200 };
    const others = await Promise.all(files.slice(5).map((file, at) => add(at % 2 ? streams[1] : streams[0], file)));
    expect(others.filter((a) => a.done)).toHaveLength(2);
    expect(others).toContainEqual({ done: false, because: 'obstacles', obstacles: [{ code: 'quota-agency' }] });
    ground.limits = undefined;
    const [totals] = await ground.database.query('select (select sum(bytes)::int from keerpunt.attachment_total) as t, (select sum(bytes)::int from keerpunt.attachment_usage) as u, (select sum(bytes)::int from keerpunt.attachment) as a');
    expect([totals?.['t'], totals?.['u']]).toEqual([totals?.['a'], totals?.['a']]);
  });
  it('counts what waits too, so that nobody fills the disk', async () => {
    ground.limits = { ...LIMITS, waitingBytes: MOST_ATTACHMENT_BYTES };
    expect(await send(ground, anna, Buffer.from('abc'))).toMatchObject({ refused: 'busy' });
    ground.limits = undefined;
  });
});

describe('what waits', () => {
  it('breaks off without a trace, and while it is on its way has no key that anybody could find', async () => {
    const before = await count('upload');
    let inBetween: unknown;
    async function* source() {
      yield Buffer.alloc(1_200_000);
      yield Buffer.alloc(1_200_000);
      inBetween = await ground.database.query('select wrapped_key, sealed_name, (select count(*)::int from keerpunt.upload_chunk c where c.upload_id = u.upload_id) as chunks from keerpunt.upload u order by begun_at desc, upload_id');
      throw new Error('the line is dead');
    }
    const { stage } = await import('./staging.ts');
    await expect(stage(ground, { actor: anna, form: randomBytes(32), name: 'x', source: source() })).rejects.toThrow('the line is dead');
    expect(inBetween).toContainEqual({ wrapped_key: null, sealed_name: null, chunks: 8 });
    expect(await count('upload')).toBe(before);
  });
  it('is thrown away after two hours, and then says so', async () => {
    const stream = await begin();
    const file = await received(ground, anna, Buffer.from('abc'));
    const then = ground.clock.now;
    ground.clock.now = new Date(then.getTime() + 2 * 3_600_000);
    expect(await add(stream, file)).toMatchObject({ obstacles: [{ code: 'upload-gone' }] });
    await sweep(ground);
    expect([await count('upload'), await count('upload_chunk')]).toEqual([0, 0]);
    ground.clock.now = then;
    expect(await add(stream, file)).toMatchObject({ obstacles: [{ code: 'upload-gone' }] });
  });
});

describe('shredding', () => {
  it('an entry takes its attachments along for ever, and verification knows that', async () => {
    const stream = await begin();
    const file = await received(ground, anna, Buffer.from('abc'));
    valueOf(await add(stream, file));
    expect(await shred(ground.database, { streamId: stream, section: 'one', sequence: 3, because: 'kept-by-mistake' }, 'operator', new Date('2026-11-25T10:00:00Z'))).toEqual({ done: true });
    expect(await ground.perform(openFile, anna, { stream, section: 'one', attachment: file.id })).toEqual({ done: false, because: 'obstacles', obstacles: [{ code: 'attachment-shredded' }] });
    const { entries } = valueOf(await ground.perform(readSection, anna, { stream, section: 'one' }));
    expect(entries.at(-2)?.attachments?.[0]?.name).toEqual({ opened: false, because: 'shredded' });
    await expect(ground.database.query('update keerpunt.attachment set sealed_key = $2 where attachment_id = $1', [file.id, randomBytes(61)], 'postgres')).rejects.toThrow('insert-only');
    expect(await broken()).toBeUndefined();
  });
  it('a section closes all that was attached in it', async () => {
    const stream = await begin();
    const file = await received(ground, anna, Buffer.from('abc'));
    valueOf(await add(stream, file, 'two'));
    expect(await shred(ground.database, { streamId: stream, section: 'two', sequence: null, because: 'kept-by-mistake' }, 'operator', new Date('2026-11-25T10:00:00Z'))).toEqual({ done: true });
    expect(await ground.perform(openFile, anna, { stream, section: 'two', attachment: file.id })).toMatchObject({ obstacles: [{ code: 'attachment-shredded' }] });
    const other = await received(ground, anna, Buffer.from('abc'));
    expect(await add(stream, other, 'two')).toMatchObject({ obstacles: [{ code: 'section-shredded' }] });
    expect(await broken()).toBeUndefined();
  });
});
