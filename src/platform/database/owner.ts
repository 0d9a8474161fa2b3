import type { Client, ClientConfig } from 'pg';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CannotOpenDatabase } from './cannot-open.ts';
import { ask, EMBEDDED_DATABASE, prepareEmbedded } from './database.ts';
import { startEmbedded } from './embedded.ts';
import { OWNER } from './roles.ts';

/** A connection as the role that owns the tables: for what an operator does with all of them at once. */
export type OwnerClient = Client;

export type OwnersPlace = {
  data: string;
  /** Set where a server of one's own is used; then its owner has to be named too. */
  url?: string | undefined;
  ownerUrl?: string | undefined;
};

export type AsOwner = { client: OwnerClient; connection: ClientConfig };

/**
 * Works as the owner of the tables, beside a server that runs. Nothing is migrated by that. `make`: brings up an embedded
 * database where there is none. Throws CannotOpenDatabase.
 */
export async function asOwner<T>(place: OwnersPlace, make: boolean, work: (owner: AsOwner) => Promise<T>): Promise<T> {
  if (place.ownerUrl !== undefined) {
    const connection = { connectionString: place.ownerUrl };
    return ask(connection, (client) => work({ client, connection }));
  }
  if (place.url !== undefined) throw new CannotOpenDatabase('this is done as the role that owns the tables; name it with --owner-url');
  if (!make && !existsSync(join(place.data, 'postgres'))) throw new CannotOpenDatabase(`there is no database in ${place.data}`);
  const server = await startEmbedded({ data: place.data });
  try {
    if (make) await prepareEmbedded(server);
    const connection = { host: server.host, database: EMBEDDED_DATABASE, user: OWNER };
    return await ask(connection, (client) => work({ client, connection }));
  } finally {
    await server.leave();
  }
}
