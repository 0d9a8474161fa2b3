// Makes what test/upgrades proves an upgrade with: a small database as it was at a state of the migrations, as a backup with
// its keys. Done once for a state and never again for the same; a later Keerpunt has to open it for ever.
//   npx node test/support/make-upgrade-fixture.ts 0021
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performOn } from '../../src/platform/action/perform.ts';
import { connect } from '../../src/platform/database/database.ts';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { migrate, readMigrations } from '../../src/platform/database/migrations.ts';
import { APPLICATION, OWNER } from '../../src/platform/database/roles.ts';
import { closeBlock } from '../../src/platform/journal/block.ts';
import { createSigner, writePublicKeys } from '../../src/platform/journal/signing-keys.ts';
import { witnessLine } from '../../src/platform/journal/witness.ts';
import { wrapperFromFile } from '../../src/platform/vault/key-wrapper.ts';
import { createMasterKeys } from '../../src/platform/vault/master-keys.ts';
import { addNote, beginMatter, exclude, invite, KINDS, readSection } from './actions.ts';
import { MIGRATIONS, queryAs } from './database.ts';
import { backUp, emptyDatabase } from './restoring.ts';
import { PROJECT } from './server.ts';

const [state = ''] = process.argv.slice(2);
const folder = join(PROJECT, 'test/upgrades', state);
mkdirSync(folder, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'keerpunt-fixture-'));
const { host, leave } = await startEmbedded({ data });
const name = await emptyDatabase(host);
const query = (sql: string, values: readonly unknown[] = []) => queryAs(host, OWNER, name, sql, values);
await migrate({ host, user: OWNER, database: name }, readMigrations(MIGRATIONS).filter(({ number }) => number <= Number(state)));
createMasterKeys(join(folder, 'master-keys'));
const database = connect({ host, user: APPLICATION, database: name });
const perform = performOn({ database, kinds: KINDS, wrapper: wrapperFromFile(join(folder, 'master-keys')), now: () => new Date('2026-11-25T10:00:00Z') });
const [one, two] = ['10000000-0000-4000-8000-000000000000', '20000000-0000-4000-8000-000000000000'];
for (const agency of [one, two]) await query('insert into keerpunt.agency values ($1, $2)', [agency, `Agency ${agency[0]}`]);
for (const [agency, actor, role] of [[one, 'anna', 'writer'], [one, 'anna', 'reader'], [two, 'bert', 'reader']]) {
  await query(`insert into keerpunt.service_role (agency, service, role, is_held, recorded_on, recorded_by) values ($1, $2, $3, true, '2026-11-25', 'test')`, [agency, actor, role]);
}
await query(`insert into keerpunt.person (person_id, sign_in_name, name, administers, added_at, added_by) values (gen_random_uuid(), 'invented', 'Invented Person', true, '2026-11-25T10:00:00Z', 'operator')`);
const [anna, bert] = [{ id: 'anna', agency: one }, { id: 'bert', agency: two }];
for (let n = 1; n <= 12; n++) {
  const begun = await perform(beginMatter, anna, { words: `first words of matter ${n}` });
  if (!begun.done) throw new Error(begun.because);
  const stream = begun.value;
  await perform(addNote, anna, { stream, section: 'two', words: `a note in matter ${n}` });
  if (n % 2 === 0) await perform(invite, anna, { stream, agency: two, section: 'one', endsOn: n % 4 === 0 ? '2026-12-31' : null });
  if (n % 3 === 0) await perform(exclude, anna, { stream, actor: 'carl' });
  await perform(readSection, bert, { stream, section: 'one' });
}
const signer = createSigner(join(data, 'signing-keys'));
const heads = await query('select stream_id, head_sequence::int, head_hash, access_sequence::int, access_hash from keerpunt.stream where head_sequence + access_sequence > 0');
const { block, heads: held } = closeBlock(null, new Date('2026-11-25T10:01:00Z'), heads as Parameters<typeof closeBlock>[2], signer);
await query('insert into keerpunt.block (number, closed_at, root, head_count, previous_root, signature) values ($1, $2, $3, $4, $5, $6)', [block.number, block.closed_at, block.root, block.head_count, block.previous_root, block.signature]);
for (const head of held) await query('insert into keerpunt.block_head (stream_id, block_number, head_sequence, head_hash, access_sequence, access_hash) values ($1, $2, $3, $4, $5, $6)', [head.stream_id, 1, head.head_sequence, head.head_hash, head.access_sequence, head.access_hash]);
writeFileSync(join(folder, 'public-keys'), writePublicKeys(signer.publicKeys));
writeFileSync(join(folder, 'witness'), witnessLine(block));
await database.close();
const made = await backUp({ host, name }, data, join(folder, 'backup.tar.gz'));
process.stdout.write(`${JSON.stringify(made)}\n`);
await leave();
rmSync(data, { recursive: true, force: true });
