import type { Hono } from 'hono';
import type { SentFiles } from '#src/platform/action/action.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import { readAttachment } from '#src/platform/action/read-attachment.ts';
import { isPicture } from '#src/platform/attachments/media-types.ts';
import { fileErrors } from '#src/platform/attachments/file-field.tsx';
import { bringsFiles, KEPT_FIELD, receiveForm } from '#src/platform/attachments/receive.ts';
import { sendAttachment } from '#src/platform/attachments/send.ts';
import { namesOf } from '#src/platform/attachments/staging.ts';
import { notReady, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { ADD_DOCUMENT, OPEN_DOCUMENT } from '../actions/document-actions.ts';
import { SECTIONS, type Section } from '../model/vocabulary.ts';
import { valuesFrom } from './doings.ts';
import { DOCUMENT_TEXT } from './documents.tsx';
import type { FileNeeds, Member } from './member.ts';
import { problemsIn, statusFor } from './problems.ts';
import type { PictureOf, Problem, Tried, Waiting } from './view.ts';

type Again = { tried: Tried; problems: readonly Problem[]; status: 403 | 404 | 409 | 422; waiting: Waiting | null };
type Beside = {
  memberFor: (c: DeskContext) => Promise<Member | Response>;
  /** The page of a section, with the form that was not kept. */
  again: (c: DeskContext, member: Member, file: string, section: Section, again: Again) => Promise<Response>;
  addressOf: (file: string, section: Section) => string;
};

/** Which of the names that a form carries the files have that came before, and now. */
const idsOf = (fields: readonly (readonly [string, string])[], came: readonly { id: string }[]): string[] => [...new Set([...fields.filter(([name]) => name === KEPT_FIELD).map(([, id]) => id), ...came.map(({ id }) => id)])];

/** So much is carried along in a page that is kept. */
const MOST_PICTURE_BYTES = 8 * 1024 * 1024;

/** Opens pictures of a file for whoever may, each with its record. */
export const picturesFor =
  (ground: Ground, { perform, actor }: Pick<Member, 'perform' | 'actor'>, file: string): PictureOf =>
  async (section, attachment) => {
    const answer = await perform(OPEN_DOCUMENT[section], actor, { stream: file, section, attachment });
    if (!answer.done || !isPicture(answer.value.type) || answer.value.bytes > MOST_PICTURE_BYTES) return null;
    const parts: Buffer[] = [];
    for await (const part of readAttachment(ground, actor, answer.value)) parts.push(part);
    return Buffer.concat(parts);
  };

/** Keeps documents in a section, and hands them out again. */
export function mountDocuments(routes: Hono<DeskEnv>, needs: FileNeeds, { memberFor, again, addressOf }: Beside): void {
  const { site } = needs;

  routes.get('/files/:file/documents/:section/:attachment', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const [ground, section] = [needs.ground(), SECTIONS.find((one) => one === c.req.param('section'))];
    if (!ground) return notReady(c, needs);
    if (!section) return needs.errors.send(c, 404);
    const wanted = { stream: c.req.param('file'), section, attachment: c.req.param('attachment') };
    return sendAttachment(c, { ground, actor: member.actor, errors: needs.errors }, await member.perform(OPEN_DOCUMENT[section], member.actor, wanted));
  });

  routes.post('/files/:file/document', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const [ground, contentType] = [needs.ground(), c.req.header('content-type')];
    if (!ground) return notReady(c, needs);
    if (!bringsFiles(contentType)) return needs.errors.send(c, 404);
    const { fields, form, files: came, problems } = await receiveForm(ground, member.actor, { contentType, body: c.req.raw.body });
    const values = valuesFrom('document', (name) => fields.find(([key]) => key === name)?.[1].replaceAll('\0', '') ?? '');
    const section = SECTIONS.find((one) => one === values.section);
    if (!section) return needs.errors.send(c, 404);
    const ids = idsOf(fields, came);
    const files: SentFiles | null = ids.length > 0 ? { form, ids } : null;
    const file = c.req.param('file');
    const waiting = async (): Promise<Waiting | null> => (files ? { form, kept: await namesOf(ground, member.actor, files) } : null);
    const tried = { doing: 'document', typed: { what: values.get('what'), item: values.get('item'), text: values.get('text') }, item: section, id: values.id };
    // Nothing is kept without the files it was meant to go with.
    if (problems.length > 0) return again(c, member, file, section, { tried, problems: fileErrors(site.t, problems, 'documents'), status: 422, waiting: await waiting() });
    const input = { file, document: values.id, what: values.get('what'), item: values.get('item') === '' ? null : values.get('item'), text: values.get('text'), files };
    const answer = await member.perform(ADD_DOCUMENT[section], member.actor, input);
    if (answer.done) return c.redirect(site.href(addressOf(file, section)), 303);
    return again(c, member, file, section, { tried, problems: problemsIn(site, answer, 'document', [DOCUMENT_TEXT]), status: statusFor(answer), waiting: await waiting() });
  });
}
