import type { Readable, Writable } from 'node:stream';
import type { Client } from 'pg';
import { from, to } from 'pg-copy-streams';

/** What a `COPY … TO STDOUT` gives, as it comes; how many rows it were is known after the last of it. */
export function copyOut(client: Client, sql: string): { bytes: Readable; rows: () => number } {
  const stream = client.query(to(sql));
  return { bytes: stream, rows: () => stream.rowCount };
}

/** Where the bytes of a `COPY … FROM STDIN` go. PostgreSQL refuses all of it, or takes all of it. */
export function copyIn(client: Client, sql: string): { sink: Writable; rows: () => number } {
  const stream = client.query(from(sql));
  return { sink: stream, rows: () => stream.rowCount };
}
