import { createHash, randomBytes } from 'node:crypto';
import { frame } from '#src/platform/vault/framing.ts';

/** The field that stands first in every form with files: whoever has it may use what came in with it, once. */
export const FORM_FIELD = 'form';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

export const newFormSecret = (): string => randomBytes(32).toString('base64url');
export const isFormSecret = (text: string): boolean => SECRET.test(text);
export const formHash = (secret: string): Buffer => createHash('sha256').update(frame('attachments.form.1', [secret])).digest();
