import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawArchitecture } from './draw-architecture.ts';
import { readColumns, writeExposure } from './what-a-thief-learns.ts';
import { evaluationPage } from './evaluation-page.ts';
import { ROOMS } from '../architecture.ts';
import { ACTIONS } from '../src/actions.ts';
import { ROLES } from '../src/roles.ts';
import { offeredTo, writeOpenApi } from '../src/platform/api/openapi.ts';
import { KINDS } from '../src/kinds.ts';
import { asOwner } from '../src/platform/database/owner.ts';
import { openDatabase } from '../src/platform/database/database.ts';
import { writePermissions } from '../src/platform/access/permissions.ts';

const folder = join(import.meta.dirname, '../docs/generated');
writeFileSync(join(folder, 'architecture.svg'), drawArchitecture(ROOMS));
writeFileSync(join(folder, 'evaluation.txt'), evaluationPage());
writeFileSync(join(folder, 'permissions.md'), writePermissions(ACTIONS));
writeFileSync(join(folder, 'openapi.json'), writeOpenApi(offeredTo(ACTIONS, ROLES)));
// A database of its own, only to be asked what it is made of.
const data = mkdtempSync(join(tmpdir(), 'keerpunt-docs-'));
chmodSync(data, 0o755);
await (await openDatabase({ data, migrationsFolder: join(import.meta.dirname, '../migrations') })).close();
const columns = await asOwner({ data }, false, ({ client }) => readColumns(async (sql) => (await client.query(sql)).rows));
rmSync(data, { recursive: true, force: true });
writeFileSync(join(folder, 'what-a-thief-learns.md'), writeExposure(columns, KINDS));
process.stdout.write(`wrote ${folder}\n`);
