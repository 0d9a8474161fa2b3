import { createHash } from 'node:crypto';
import { frame } from '#src/platform/vault/framing.ts';

const START = Buffer.alloc(32);
const sha = (b: Uint8Array) => createHash('sha256').update(b).digest();
export const headerBytesOf = (header: unknown): Buffer => Buffer.from(JSON.stringify(header));
export const previousOf = (hash: Buffer | null): Buffer => hash ?? START;
export const hashOf = (label: string, fields: Parameters<typeof frame>[1]): Buffer => sha(frame(label, fields));
