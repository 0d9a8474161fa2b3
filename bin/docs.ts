import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawArchitecture } from './draw-architecture.ts';
import { evaluationPage } from './evaluation-page.ts';
import { ROOMS } from '../architecture.ts';

const folder = join(import.meta.dirname, '../docs/generated');
writeFileSync(join(folder, 'architecture.svg'), drawArchitecture(ROOMS));
writeFileSync(join(folder, 'evaluation.txt'), evaluationPage());
process.stdout.write(`wrote ${folder}\n`);
