import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawArchitecture } from './draw-architecture.ts';
import { evaluationPage } from './evaluation-page.ts';
import { ROOMS } from '../architecture.ts';
import { ACTIONS } from '../src/actions.ts';
import { writePermissions } from '../src/platform/access/permissions.ts';

const folder = join(import.meta.dirname, '../docs/generated');
writeFileSync(join(folder, 'architecture.svg'), drawArchitecture(ROOMS));
writeFileSync(join(folder, 'evaluation.txt'), evaluationPage());
writeFileSync(join(folder, 'permissions.md'), writePermissions(ACTIONS));
process.stdout.write(`wrote ${folder}\n`);
