import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';

/** A form with files that is none, broke off on the way, or is more than a form may be. Nothing of it may be used. */
export class MultipartRefused extends Error {
  readonly because: 'unreadable' | 'too-large';
  constructor(because: MultipartRefused['because']) {
    super(`multipart refused: ${because}`);
    this.name = 'MultipartRefused';
    this.because = because;
  }
}

type SentFile = { field: string; name: string; source: AsyncIterable<Uint8Array> };

type Multipart = {
  contentType: string;
  body: AsyncIterable<Uint8Array>;
  mostFiles: number;
  mostBytes: number;
  /** One file after the other, with the fields that stood before it. Whatever of it is not read is thrown away. */
  onFile: (file: SentFile, before: readonly (readonly [string, string])[]) => Promise<void>;
};

export type FormParts = { fields: [string, string][]; tooManyFiles: boolean };

const MOST_FIELDS = 200;
const MOST_FIELD_BYTES = 256 * 1024;
const HEADER = { headerPairs: 20, headerSize: 8 * 1024 };
const FILE_BUFFER = 64 * 1024;

async function* counted(body: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > most) throw new MultipartRefused('too-large');
    yield part;
  }
}

function parserFor(contentType: string, mostFiles: number) {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      preservePath: true,
      fileHwm: FILE_BUFFER,
      highWaterMark: FILE_BUFFER,
      isPartAFile: (_field, _type, name) => name !== undefined,
      limits: { ...HEADER, files: mostFiles, fields: MOST_FIELDS, fieldSize: MOST_FIELD_BYTES, fieldNameSize: 200, parts: mostFiles + MOST_FIELDS + 1 },
    });
  } catch {
    throw new MultipartRefused('unreadable');
  }
}

/** The bytes of one file, which can be left half-way and thrown away then, so that what stands behind it is still read. */
function fileOf(source: BusboyFileStream): { bytes: AsyncGenerator<Uint8Array>; drain: () => Promise<void> } {
  const parts = (source as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  const next = () =>
    parts.next().catch(() => {
      throw new MultipartRefused('unreadable');
    });
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (let part = await next(); !part.done; part = await next()) yield part.value;
  }
  return {
    bytes: bytes(),
    async drain() {
      while (!(await next()).done) continue;
    },
  };
}

/** Reads a form with files as it comes in, in little memory whatever its size. Throws MultipartRefused. */
export async function readMultipart({ contentType, body, mostFiles, mostBytes, onFile }: Multipart): Promise<FormParts> {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) throw new MultipartRefused('unreadable');
  const parser = parserFor(contentType, mostFiles);
  const fields: [string, string][] = [];
  const stop = new AbortController();
  let tooManyFiles = false;
  let refusal: unknown;
  const giveUp = (error: unknown) => {
    refusal ??= error;
    stop.abort();
  };
  let handled: Promise<void> = Promise.resolve();
  const open = new Set<BusboyFileStream>();
  parser.on('field', (name: string | undefined, value, _nameCut, isCut) => {
    if (isCut) giveUp(new MultipartRefused('too-large'));
    else if (name !== undefined) fields.push([name, value]);
  });
  parser.on('file', (field: string | undefined, source, name: string | undefined) => {
    // What breaks off is told where the file is read; this keeps it from ending the process where nobody reads it yet.
    source.on('error', () => undefined);
    open.add(source);
    source.once('close', () => open.delete(source));
    const before = [...fields];
    const { bytes, drain } = fileOf(source);
    handled = handled.then(() => onFile({ field: field ?? '', name: name ?? '', source: bytes }, before)).then(drain).catch(giveUp);
  });
  for (const limit of ['partsLimit', 'fieldsLimit'] as const) parser.on(limit, () => giveUp(new MultipartRefused('too-large')));
  parser.on('filesLimit', () => (tooManyFiles = true));
  try {
    await pipeline(Readable.from(counted(body, mostBytes)), parser, { signal: stop.signal });
  } catch (error) {
    // The parser leaves the file that is under way as it is: whoever reads it would wait for ever.
    for (const source of open) source.destroy(new MultipartRefused('unreadable'));
    await handled;
    throw error instanceof MultipartRefused ? error : (refusal ?? new MultipartRefused('unreadable'));
  }
  await handled;
  if (refusal) throw refusal;
  return { fields, tooManyFiles };
}
