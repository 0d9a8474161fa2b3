import type { Context } from 'hono';
import type { SentFiles } from '#src/platform/action/action.ts';
import { bringsFiles, KEPT_FIELD, receiveForm, type ReceivedForm } from '#src/platform/attachments/receive.ts';
import { fieldsOf } from '#src/platform/sessions/desk.tsx';
import type { Worker } from './worker.ts';

type DeskForm = { field: (name: string) => string; files: SentFiles | null; problems: ReceivedForm['problems'] };

/** A form of the desk, with or without files. Throws UnreadableForm and MultipartRefused. */
export async function readDeskForm(c: Context, { ground, actor }: Pick<Worker, 'ground' | 'actor'>): Promise<DeskForm> {
  const contentType = c.req.header('content-type');
  if (!bringsFiles(contentType)) return { field: await fieldsOf(c), files: null, problems: [] };
  const { fields, form, files, problems } = await receiveForm(ground, actor, { contentType, body: c.req.raw.body });
  const ids = [...new Set([...fields.filter(([name]) => name === KEPT_FIELD).map(([, id]) => id), ...files.map((file) => file.id)])];
  return { field: (name) => fields.find(([key]) => key === name)?.[1].replaceAll('\0', '') ?? '', files: ids.length > 0 ? { form, ids } : null, problems };
}
