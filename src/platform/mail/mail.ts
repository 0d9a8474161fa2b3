import { createTransport, type Transporter } from 'nodemailer';
import { sql } from 'kysely';
import { atDoor, type Door } from '#src/platform/sessions/door.ts';
import { noticeAddress } from './addresses.ts';
import type { Database } from '#src/platform/database/database.ts';
import type { ActingAs, Transaction } from '#src/platform/database/transaction.ts';
import { LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';

/** How messages leave. The address of the server holds its password, and stands in no message of ours. */
export type MailSettings = { url: string; from: string; /** Where people sign in; the only link in a message. */ signIn: string };

export type MailState = { works: boolean; since: Date; triedAt: Date };

/** Longer than that, and whoever waits is told that mail does not go out. */
const PATIENCE_MS = 10_000;
const HOUR_MS = 3_600_000;

type Mailing = { database: Pick<Database, 'transaction'>; settings: MailSettings | null; textsIn: Readonly<Record<Language, Translate>>; now: () => Date };

const acting = (now: Date): ActingAs => ({ role: 'keerpunt_jobs', actor: 'service:mail', agency: null, today: now.toISOString().slice(0, 10) });

type Address = { address: string; language: string };

async function addressesOf(tx: Transaction, whom: { agency: string; roles: readonly string[] } | { person: string }): Promise<Address[]> {
  if ('person' in whom) return tx.selectFrom('notice_address').select(['address', 'language']).where('person_id', '=', whom.person).execute();
  return tx
    .selectFrom('notice_address as n')
    .innerJoin('membership as m', 'm.person_id', 'n.person_id')
    .innerJoin('person as p', 'p.person_id', 'n.person_id')
    .select(['n.address', 'n.language'])
    .distinct()
    .where('m.agency', '=', whom.agency)
    .where('m.role', 'in', [...whom.roles])
    .where('m.confirmed_at', 'is not', null)
    .where('m.ended_at', 'is', null)
    .where('p.disabled_at', 'is', null)
    .execute();
}

/** Since when it is so only changes when it changes. */
async function noteState(tx: Transaction, works: boolean, now: Date): Promise<void> {
  await tx
    .insertInto('mail_state')
    .values({ works, since: now, tried_at: now })
    .onConflict((c) => c.column('is_only_one').doUpdateSet({ works, tried_at: now, since: sql<Date>`case when mail_state.works = ${works} then mail_state.since else ${now} end` }))
    .execute();
}

/** Runs as keerpunt_doorkeeper or keerpunt_jobs. Null where nothing was ever sent. */
export async function readMailState(tx: Transaction): Promise<MailState | null> {
  const row = await tx.selectFrom('mail_state').selectAll().executeTakeFirst();
  return row ? { works: row.works, since: row.since, triedAt: row.tried_at } : null;
}

/** Whether a message would reach this person: she said where to, and the last one went out. */
export async function reaches(door: Door | null, person: string): Promise<boolean> {
  return door !== null && atDoor(door, async (tx) => (await noticeAddress(tx, person)) !== '' && (await readMailState(tx))?.works !== false);
}

function messageFor({ address, language }: Address, { settings, textsIn, isUrgent }: { settings: MailSettings; textsIn: Mailing['textsIn']; isUrgent: boolean }) {
  const t = textsIn[LANGUAGES.find((one) => one === language) ?? 'en'];
  // Fixed words and one address: whoever reads along learns that somebody works here, and nothing else.
  return { from: settings.from, to: { name: '', address }, subject: t(isUrgent ? 'mail.urgent-subject' : 'mail.subject'), text: `${t(isUrgent ? 'mail.urgent-text' : 'mail.text')}\n\n${settings.signIn}\n`, ...(isUrgent ? { priority: 'high' as const } : {}) };
}

/** The mail server took nothing. */
class MailNotTaken extends Error {
  override readonly name = 'MailNotTaken';
}

/** Tells people that something waits, and never what. Throws when the mail server takes it from nobody; then it is tried again. */
export function mailer({ database, settings, textsIn, now }: Mailing) {
  let transport: Transporter | undefined;
  return async (whom: Parameters<typeof addressesOf>[1] & { isUrgent?: boolean }): Promise<void> => {
    if (!settings) return;
    const addresses = await database.transaction(acting(now()), (tx) => addressesOf(tx, whom));
    if (addresses.length === 0) return;
    transport ??= createTransport({ url: settings.url, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS });
    const sent = await Promise.allSettled(addresses.map((one) => (transport as Transporter).sendMail(messageFor(one, { settings, textsIn, isUrgent: whom.isUrgent === true }))));
    const works = sent.some((one) => one.status === 'fulfilled');
    // Somebody in danger was here just before an urgent message: the hour is all that is kept of it.
    const at = whom.isUrgent ? new Date(Math.floor(now().getTime() / HOUR_MS) * HOUR_MS) : now();
    await database.transaction(acting(now()), (tx) => noteState(tx, works, at));
    // The reason may hold an address; that it failed is enough, and the server's own log has the rest.
    if (!works) throw new MailNotTaken();
  };
}
