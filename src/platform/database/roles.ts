/** Owns the schema and migrates it. The application never connects as this one. */
export const OWNER = 'keerpunt_owner';
/** The application connects as this one. It may do nothing until a transaction takes one of the roles below. */
export const APPLICATION = 'keerpunt_app';
/** What a transaction acts as; migrations 0004, 0005, 0020, 0021, 0055, 0060, 0098, 0130 and 0142 say what each may do. */
export type Role = 'keerpunt_actor' | 'keerpunt_rules' | 'keerpunt_closer' | 'keerpunt_keeper' | 'keerpunt_registrar' | 'keerpunt_doorkeeper' | 'keerpunt_rebuilder' | 'keerpunt_receiver' | 'keerpunt_jobs' | 'keerpunt_drafter' | 'keerpunt_imprinter';
const TAKEN: readonly Role[] = ['keerpunt_actor', 'keerpunt_rules', 'keerpunt_closer', 'keerpunt_keeper', 'keerpunt_registrar', 'keerpunt_doorkeeper', 'keerpunt_rebuilder', 'keerpunt_receiver', 'keerpunt_jobs', 'keerpunt_drafter', 'keerpunt_imprinter'];

const create = (role: string, what: string) =>
  `do $$ begin create role ${role} ${what}; exception when duplicate_object then null; end $$;`;

/**
 * What an administrator of a PostgreSQL server does once, before Keerpunt can use it. May be done again. The embedded
 * server gets the same.
 */
export const ROLES_SQL = [
  create(OWNER, 'login nosuperuser nocreaterole nobypassrls'),
  // Not inheriting: what it is a member of counts only when a transaction says so.
  create(APPLICATION, 'login noinherit nosuperuser nocreaterole nocreatedb nobypassrls'),
  ...TAKEN.map((role) => create(role, 'nologin nosuperuser nobypassrls')),
  `grant ${TAKEN.join(', ')} to ${APPLICATION};`,
  `alter role ${APPLICATION} set search_path = keerpunt;`,
  `alter role ${APPLICATION} set statement_timeout = '15s';`,
  `alter role ${APPLICATION} set idle_in_transaction_session_timeout = '30s';`,
].join('\n');

/** The same for one database; nobody but these two may even connect to it. */
export const databaseSql = (database: string): string =>
  [
    `revoke all on database ${database} from public;`,
    `grant connect, create on database ${database} to ${OWNER};`,
    `grant connect on database ${database} to ${APPLICATION};`,
  ].join('\n');
