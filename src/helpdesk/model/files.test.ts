import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readAttachment } from '#src/platform/action/read-attachment.ts';
import { allOf, received } from '#test/support/attachments.ts';
import { valueOf } from '#test/support/ground.ts';
import { aReport, DESK_PEOPLE, useHelpdesk } from '#test/support/reports.ts';
import { replyToReport, signOff } from './answer-actions.ts';
import { eraseReport } from './erasing-actions.ts';
import { openReport, openReportFile } from './desk-actions.ts';
import { openOwnFile, readConversation, sendReport, withdrawReport } from './reporter-actions.ts';

const ground = useHelpdesk();
const { reception, worker, second, jurist, outsider } = DESK_PEOPLE;
const PHOTO = Buffer.from('\0 what somebody saw');

/** A report that came with a file. */
async function sent(): Promise<{ report: string; file: string }> {
  const { id, form } = await received(ground, reception, PHOTO, { name: 'door.bin' });
  const report = { ...aReport(), files: { form, ids: [id] } };
  valueOf(await ground.perform(sendReport, reception, report));
  return { report: report.report, file: id };
}
const atDesk = (report: string, attachment: string) => ({ stream: report, section: 'message', attachment });
const versionOf = async (report: string) => valueOf(await ground.perform(openReport, worker, { report })).version;

async function answered(report: string, isLegal: boolean): Promise<{ file: string; message: string }> {
  const { id, form } = await received(ground, worker, Buffer.from('\0 a letter'), { name: 'letter.bin' });
  const message = randomUUID();
  valueOf(await ground.perform(replyToReport, worker, { report, message, text: 'Zie de brief.', isLegal, base: await versionOf(report), files: { form, ids: [id] } }));
  return { file: id, message };
}

describe('a file of the reporter', () => {
  it('is opened by the desk under its name, and by nobody of another agency', async () => {
    const { report, file } = await sent();
    const [message] = valueOf(await ground.perform(openReport, worker, { report })).messages;
    expect(message?.attachments).toMatchObject([{ id: file, bytes: PHOTO.length, name: { opened: true, value: 'door.bin' } }]);
    const found = valueOf(await ground.perform(openReportFile, worker, atDesk(report, file)));
    expect(await allOf(readAttachment(ground, worker, found))).toEqual(PHOTO);
    expect(await ground.perform(openReportFile, outsider, atDesk(report, file))).toMatchObject({ because: 'not-there' });
  });
  it('is not handed out again to whoever has the words: only what the desk sent is', async () => {
    const { report, file } = await sent();
    expect(await ground.perform(openOwnFile, reception, { report, attachment: file })).toMatchObject({ because: 'obstacles' });
  });
  it('is gone with the words when the report is erased', async () => {
    const { report, file } = await sent();
    valueOf(await ground.perform(withdrawReport, reception, { report }));
    const retention = { id: 'service:retention', agency: worker.agency };
    await ground.give(retention, ['retention']);
    const before = ground.clock.now;
    ground.clock.now = new Date(before.getTime() + 11 * 86_400_000);
    expect(valueOf(await ground.perform(eraseReport, retention, { report, section: 'message' }))).toBe('withdrawn');
    ground.clock.now = before;
    expect(await ground.perform(openReportFile, worker, atDesk(report, file))).toMatchObject({ obstacles: [{ code: 'attachment-shredded' }] });
  });
});

describe('a file of an answer', () => {
  it('is opened by whoever has the words, as soon as the answer is shown and not before', async () => {
    const { report } = await sent();
    const plain = await answered(report, false);
    expect(await allOf(readAttachment(ground, reception, valueOf(await ground.perform(openOwnFile, reception, { report, attachment: plain.file }))))).toEqual(Buffer.from('\0 a letter'));
    const legal = await answered(report, true);
    const wanted = { report, attachment: legal.file };
    expect(await ground.perform(openOwnFile, reception, wanted)).toMatchObject({ obstacles: [{ code: 'attachment-not-there' }] });
    valueOf(await ground.perform(signOff, jurist, { report, message: legal.message, base: await versionOf(report) }));
    expect((await ground.perform(openOwnFile, reception, wanted)).done).toBe(true);
    expect(valueOf(await ground.perform(readConversation, reception, { report })).messages.at(-1)?.attachments).toHaveLength(1);
  });
  it('of another report is not there', async () => {
    const [one, other] = [await sent(), await sent()];
    const { file } = await answered(one.report, false);
    expect((await ground.perform(openOwnFile, reception, { report: other.report, attachment: file })).done).toBe(false);
  });
  it('that a colleague came before is not lost: it waits, and goes with the second try', async () => {
    const { report } = await sent();
    const base = await versionOf(report);
    await answered(report, false);
    const { id, form } = await received(ground, second, Buffer.from('\0 late'), { name: 'late.bin' });
    const answer = { report, message: randomUUID(), text: 'Ook nog dit.', isLegal: false, files: { form, ids: [id] } };
    expect(await ground.perform(replyToReport, second, { ...answer, base })).toMatchObject({ because: 'changed-meanwhile' });
    expect((await ground.perform(replyToReport, second, { ...answer, base: await versionOf(report) })).done).toBe(true);
  });
});
