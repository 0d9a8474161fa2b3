import { sql } from 'kysely';
import type { Actor } from './action.ts';
import type { Ground } from './perform.ts';

/** A service of ours as it acts: for the agency at which it holds this role. Null where no agency gave it that. */
export async function serviceActor({ database, now }: Pick<Ground, 'database' | 'now'>, service: string, role: string): Promise<Actor | null> {
  const today = now().toISOString().slice(0, 10);
  const agency = await database.transaction({ role: 'keerpunt_actor', actor: service, agency: null, today }, async (tx) => {
    const { rows } = await sql<{ agency: string }>`select * from keerpunt.agency_of_service(${service}, ${role}) as agency`.execute(tx);
    return rows[0]?.agency ?? null;
  });
  return agency === null ? null : { id: service, agency };
}
