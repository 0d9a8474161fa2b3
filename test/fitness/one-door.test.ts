import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../support/server.ts';

/** Nobody reaches what is kept but through an action. These two folders are the door; everything else is outside. */
const DOOR = ['src/platform/action/', 'src/platform/database/'];
/** Bring the database up or close it, and hand it to the door. They begin no transaction. */
const OPENERS = new Set(['src/cli/database.ts', 'src/cli/place.ts', 'src/platform/beside.ts', 'src/platform/sessions/routes.ts',
  // Only asks whether an error says that the database is away.
  'src/platform/api/routes.ts']);
/**
 * Who somebody is has to be known before an action can ask what she may do. These reach the tables of people and sessions
 * only: the roles they act as have no right to anything that belongs to a stream (test/fitness/database.test.ts).
 */
const BEFORE_THE_DOOR = new Set(['src/cli/duty-desk.ts', 'src/cli/actor.ts', 'src/cli/node.ts', 'src/cli/init.ts', 'src/cli/oidc.ts', 'src/cli/service.ts', 'src/cli/user.ts', 'src/platform/sessions/door.ts', 'src/platform/administration/routes.tsx', 'src/training/set-up.ts',
  // A file has to be sealed as it comes in, before the form around it is whole and an action can take it.
  'src/platform/attachments/staging.ts',
  // What somebody typed and has not sent is no record: no action, and nobody else ever sees it (docs/decisions/0026).
  'src/platform/drafts/drafts.ts']);
/**
 * What the ground does with itself: closes blocks, rewraps and destroys keys, does jobs and tells by mail that something waits. They act as the closer, which sees where chains
 * end, or as the keeper, which sees neither header nor body.
 */
const OF_THE_GROUND = new Set(['src/platform/journal/closing.ts', 'src/platform/journal/shredding.ts', 'src/platform/vault/store.ts', 'src/platform/drafts/rotation.ts', 'src/platform/mail/mail.ts', 'src/platform/jobs/boss.ts', 'src/platform/jobs/keep.ts']);
/** The stores of the ground itself change the role within the transaction they are given. */
const GROUND_STORES = new Set(['src/platform/access/store.ts', 'src/platform/jobs/boss.ts', 'src/platform/journal/store.ts']);

/**
 * What an operator does with all rows at once, from the machine itself and as the owner of the tables: copies them out and
 * in again, sealed as they are; and looks at how the database is. They open no body and decide nothing (docs/decisions/0020).
 */
const AS_OWNER = new Set(['src/cli/backup.ts', 'src/cli/journal.ts', 'src/cli/doctor.ts', 'src/platform/operations/backup.ts', 'src/platform/operations/facts.ts', 'src/platform/operations/watch.ts', 'src/platform/operations/restore.ts']);

/** The queue's own connections take a role that sees no stream. */
const QUEUE = 'src/platform/jobs/boss.ts';

type Found = { from: string; what: string; isType: boolean };

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?([^;']*?)\s*(?:from\s+)?'([^']+)'|(?:import|require)\(\s*['"`]([^'"`]+)['"`]/g;

/** What a file imports; an import is of types only when every name in it is. */
function importsIn(text: string): Found[] {
  return [...text.matchAll(IMPORT)].map(([, type, names = '', target = '', lazy]) => ({
    from: lazy ?? target,
    what: names,
    isType: lazy === undefined && (type !== undefined || (names.startsWith('{') && names.replaceAll(/[{}]/g, '').split(',').filter((n) => n.trim()).every((n) => n.trim().startsWith('type ')))),
  }));
}

const isOfDatabase = (target: string) => /(^|\/)database\/[\w-]+\.ts$/.test(target) && !target.includes('cli/');
const isDriver = (target: string) => /^(pg|pg-[\w-]+|kysely|node:sqlite)(\/|$)/.test(target);

/** Why a file stands outside the door and still reaches storage. */
function problemsOf(file: string, text: string): string[] {
  if (DOOR.some((folder) => file.startsWith(folder))) return [];
  const isStore = file.endsWith('/store.ts');
  const imported = importsIn(text).flatMap(({ from, what, isType }) => {
    if (isType) return [];
    if (from === 'pg-boss' && file === QUEUE) return [];
    if (isDriver(from)) return (isStore || OF_THE_GROUND.has(file)) && from === 'kysely' ? [] : [`${file} uses ${from}`];
    if (!isOfDatabase(from) || OPENERS.has(file) || AS_OWNER.has(file)) return [];
    return GROUND_STORES.has(file) && /^\{ (takeRole, type Transaction|takeRole) \}$/.test(what) ? [] : [`${file} uses ${from}; a store takes the type of a transaction and nothing else`];
  });
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const begins = BEFORE_THE_DOOR.has(file) || OF_THE_GROUND.has(file) ? [] : [...code.matchAll(/(?:\.|\[\s*['"`])transaction\b|(?<![.\w])transaction\s*\(|\{[^{}]*\btransaction\s*:\s*\w+[^{}]*\}\s*=(?!>)/g)].map(() => `${file} begins a transaction; declare an action`);
  const becomes = /\bset_config\b|\bset\s+(?:local\s+|session\s+)?role\b/i.test(code) ? [`${file} says itself on whose behalf it acts; only the door does`] : [];
  return [...imported, ...begins, ...becomes];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [relative(PROJECT, path)] : [];
  });
}

const code = filesIn(join(PROJECT, 'src'));

describe('the door', () => {
  it('is the only way to what is kept', () => {
    expect(code.flatMap((file) => problemsOf(file, readFileSync(join(PROJECT, file), 'utf8')))).toEqual([]);
  });
  it('is there, and so are the stores behind it', () => {
    expect(DOOR.filter((folder) => !code.some((file) => file.startsWith(folder)))).toEqual([]);
    expect([...GROUND_STORES, ...OPENERS, ...AS_OWNER, ...OF_THE_GROUND].filter((file) => !code.includes(file))).toEqual([]);
  });
});

describe('the scanner itself', () => {
  const page = (text: string) => problemsOf('src/files/pages.tsx', text);
  const store = (text: string) => problemsOf('src/files/store.ts', text);
  it.each([
    ["import { Client } from 'pg';"],
    ["import pg from 'pg';"],
    ["import * as pg from 'pg';"],
    ["import 'pg/lib/client.js';"],
    ["const pg = await import('pg');"],
    ["const pg = require('pg');"],
    ["import { sql } from 'kysely';"],
    ["export { sql } from 'kysely';"],
    ["import { DatabaseSync } from 'node:sqlite';"],
    ["import { inTransaction } from '#src/platform/database/transaction.ts';"],
    ["import { type Transaction, openStream } from '../platform/database/transaction.ts';"],
    ["import { openDatabase } from '#src/platform/database/database.ts';"],
    ["import type { Database } from '#src/platform/database/database.ts';\nconst f = (d: Database) => d.transaction(who, work);"],
    ["const f = (d) => d?.transaction(who, work);"],
    ["const f = (d) => d['transaction'](who, work);"],
    ['const { transaction } = database; transaction(who, work);'],
    ['const { transaction: go } = database; go(who, work);'],
    ['const f = ({ transaction }: Database) => transaction(who, work);'],
    ["sql`select set_config('keerpunt.agency', ${agency}, true)`"],
    ['sql`SET LOCAL ROLE keerpunt_keeper`'],
  ])('notices %s', (text) => expect(page(text)).toHaveLength(1));
  it('lets a store write SQL in the transaction it is given, and no more', () => {
    expect(store("import { sql } from 'kysely';\nimport type { Transaction } from '#src/platform/database/transaction.ts';\nimport { type Tables } from '#src/platform/database/tables.ts';")).toEqual([]);
    expect(store("import { takeRole, type Transaction } from '#src/platform/database/transaction.ts';")).toHaveLength(1);
    expect(store("import { Pool } from 'pg';")).toHaveLength(1);
    expect(problemsOf('src/platform/journal/store.ts', "import { takeRole, inTransaction, type Transaction } from '#src/platform/database/transaction.ts';")).toHaveLength(1);
  });
  it('takes no offence at words', () => {
    expect(page("// one database.transaction for all\n/** begins a .transaction */\nconst transaction = 'x';")).toEqual([]);
  });
});
