import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOMS } from '../architecture.ts';
import { drawArchitecture } from './draw-architecture.ts';

const file = join(import.meta.dirname, '../docs/generated/architecture.svg');
writeFileSync(file, drawArchitecture(ROOMS));
process.stdout.write(`wrote ${file}\n`);
