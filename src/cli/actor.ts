import type { Database } from '#src/platform/database/database.ts';
import { asOperator } from '#src/platform/people/operator.ts';
import { findAgency, findBySignInName, readAccount } from '#src/platform/people/store.ts';
import { UsageError } from './usage.ts';

/** Whoever the files will say opened them. Where she works at several agencies, it is said for which. */
export async function actorFor(database: Database, signInName: string, agency: string | undefined): Promise<{ id: string; agency: string }> {
  return database.transaction(asOperator(new Date()), async (tx) => {
    const id = await findBySignInName(tx, signInName);
    const account = id === null ? null : await readAccount(tx, id);
    if (id === null || !account || account.isDisabled) throw new UsageError(`nobody signs in as ${signInName}`);
    const wanted = agency === undefined ? null : await findAgency(tx, agency);
    if (agency !== undefined && wanted === null) throw new UsageError(`there is no agency ${agency}`);
    const [only, ...others] = [...new Set(account.memberships.map((m) => m.agencyId))].filter((one) => wanted === null || one === wanted);
    if (!only || others.length > 0) throw new UsageError(only ? `${signInName} works at several agencies: name one with --agency` : `${signInName} does not work there`);
    return { id, agency: only };
  });
}
