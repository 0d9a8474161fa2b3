import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readAttachment } from '#src/platform/action/read-attachment.ts';
import { contentDisposition } from '#src/platform/attachments/file-name.ts';
import { shred } from '#src/platform/journal/shredding.ts';
import { allOf, received } from '#test/support/attachments.ts';
import { aFile, anEvent, openedFile, OUTSIDER, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import type { Section } from '../model/vocabulary.ts';
import { ADD_DOCUMENT, OPEN_DOCUMENT } from './document-actions.ts';
import { OPEN_SECTION } from './open-actions.ts';
import { answerInvitation, INVITE } from './party-actions.ts';
import { READ_SECTION } from './read-actions.ts';
import { addEvent } from './story-actions.ts';

const ground = useFiles();
const officer = who('police-officer');
const worker = who('youth-protection-worker');
const [, YOUTH] = AGENCIES;
const LETTER = Buffer.from('\0 MARKEDCONTENT an invented letter');

const why = async (answer: Promise<{ done: boolean; because?: string; obstacles?: readonly { code: string }[] }>) => {
  const said = await answer;
  return said.done ? 'done' : said.because === 'obstacles' ? said.obstacles?.[0]?.code : said.because;
};

async function added(file: string, { by = officer, section = 'chronology' as Section, name = 'MARKEDNAME.bin', item = null as string | null, document = randomUUID() } = {}) {
  const { id, form } = await received(ground, by, LETTER, { name });
  const answer = ground.perform(ADD_DOCUMENT[section], by, { file, document, what: 'letter', item, text: 'MARKEDWORDS', files: { form, ids: [id] } });
  return { id, document, said: await why(answer) };
}
const opening = (file: string, section: Section, attachment: string, by = officer) => ground.perform(OPEN_DOCUMENT[section], by, { stream: file, section, attachment });
const readIn = async (file: string, section: Section, by = officer) => valueOf(await ground.perform(READ_SECTION[section], by, { file })).entries.filter((e) => e.kind === 'file.document-added');

describe('a document in a section of a file', () => {
  it('is listed and opened as it was sent, by whoever reads that section', async () => {
    const file = await openedFile(ground);
    const { id, said } = await added(file);
    expect(said).toBe('done');
    expect(await readIn(file, 'chronology')).toMatchObject([{ header: { what: 'letter', item: null }, attachments: [{ id, name: { opened: true, value: 'MARKEDNAME.bin' } }] }]);
    expect(await allOf(readAttachment(ground, officer, valueOf(await opening(file, 'chronology', id))))).toEqual(LETTER);
  });
  it('keeps its name and what it is out of what a thief of the database can read', async () => {
    const file = await openedFile(ground);
    await added(file);
    const tables = await ground.database.query(`select (select string_agg(encode(header_bytes, 'escape') || header::text, ' ') from keerpunt.entry where stream_id = $1) as headers, (select string_agg(a::text, ' ') from keerpunt.attachment a where stream_id = $1) as attachments, (select string_agg(r::text, ' ') from keerpunt.list_row r where stream_id = $1) as rows`, [file], 'postgres');
    expect(JSON.stringify(tables)).toContain('letter');
    expect(JSON.stringify(tables)).not.toMatch(/MARKED/);
  });
  it('is not there for an agency that is not in that section, and is there once it was invited', async () => {
    const file = await openedFile(ground);
    const { id } = await added(file);
    expect(await why(opening(file, 'chronology', id, worker))).toBe('not-there');
    valueOf(await ground.perform(INVITE.identity, officer, { file, agency: YOUTH, purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' }));
    expect(await why(opening(file, 'chronology', id, worker))).toBe('not-there');
    expect(await why(opening(file, 'identity', id, worker))).toBe('attachment-not-there');
    valueOf(await ground.perform(INVITE.chronology, officer, { file, agency: YOUTH, purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' }));
    expect(await why(opening(file, 'chronology', id, worker))).toBe('done');
    expect(await why(opening(file, 'chronology', id, OUTSIDER))).toBe('not-there');
    expect((await added(file, { by: worker })).said).toBe('invitation-unanswered');
    valueOf(await ground.perform(answerInvitation, worker, { file, answer: 'accepted' }));
    expect((await added(file, { by: worker })).said).toBe('done');
  });
  it('of the lawyer is opened by the lawyer alone, though others know its number', async () => {
    const file = await openedFile(ground);
    valueOf(await ground.perform(INVITE.chronology, officer, { file, agency: AGENCIES[2], purpose: 'legal-help', ground: 'counsel-of-the-child', endsOn: '2027-06-01' }));
    valueOf(await ground.perform(answerInvitation, who('lawyer'), { file, answer: 'accepted' }));
    valueOf(await ground.perform(OPEN_SECTION.counsel, who('lawyer'), { file, purpose: 'legal-help', ground: 'counsel-of-the-child' }));
    const { id, said } = await added(file, { by: who('lawyer'), section: 'counsel' });
    expect(said).toBe('done');
    expect(await why(opening(file, 'counsel', id, who('lawyer')))).toBe('done');
    for (const section of ['counsel', 'chronology'] as const) for (const other of [officer, who('guardian')]) expect(await why(opening(file, section, id, other))).not.toBe('done');
  });
  it('belongs to something in the same section, and to nothing elsewhere', async () => {
    const [event, input] = [anEvent(), aFile()];
    const file = await openedFile(ground, input);
    valueOf(await ground.perform(addEvent, officer, { file, event, words: { text: 'Verzonnen' } }));
    expect((await added(file, { item: event.event })).said).toBe('done');
    expect((await added(file, { item: event.event, section: 'identity' })).said).toBe('no-such-item');
    expect((await added(file, { item: randomUUID() })).said).toBe('no-such-item');
  });
  it('is kept once when the same form comes twice, and not at all without a file', async () => {
    const file = await openedFile(ground);
    const { document } = await added(file);
    expect((await added(file, { document })).said).toBe('done');
    expect(await readIn(file, 'chronology')).toHaveLength(1);
    expect(await why(ground.perform(ADD_DOCUMENT.chronology, officer, { file, document: randomUUID(), what: 'letter', item: null, text: 'x', files: null }))).toBe('no-files-sent');
  });
  it('with a name that means harm is harmless, and goes out as a download', async () => {
    const file = await openedFile(ground);
    const names = ['../../etc/passwd', 'photo\u202egpj.exe', 'a<script>.html', 'con\r\nx-evil: 1.svg', 'x'.repeat(900)];
    for (const name of names) expect((await added(file, { name })).said).toBe('done');
    const kept = (await readIn(file, 'chronology')).flatMap((e) => e.attachments ?? []).map((a) => (a.name.opened ? a.name.value : ''));
    expect(kept).toHaveLength(names.length);
    for (const name of kept) {
      expect(name).not.toMatch(/[/\\<>\r\n\u202e]/);
      expect(contentDisposition(name)).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\x21-\x7e]*$/);
    }
  });
  it('is gone with its section, and the stub stays', async () => {
    const file = await openedFile(ground);
    const { id } = await added(file);
    expect(await shred(ground.database, { streamId: file, section: 'chronology', sequence: null, because: 'retention-ended' }, 'test', ground.now())).toEqual({ done: true });
    expect(await why(opening(file, 'chronology', id))).toBe('attachment-shredded');
    expect(await readIn(file, 'chronology')).toMatchObject([{ body: { opened: false }, attachments: [{ name: { opened: false } }] }]);
    expect((await added(file)).said).toBe('section-shredded');
  });
});
