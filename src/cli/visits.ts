import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { countsSchema } from '#src/platform/http/visits.ts';
import { visitsFolder } from '../server.ts';
import { dataFolder, readArguments, UsageError, type Command } from './usage.ts';

function countsIn(file: string): z.infer<typeof countsSchema> {
  try {
    return countsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new UsageError(`${file} holds no counts that can be read`);
  }
}

/** What was counted, a line a day and page: for whoever switched counting on. */
export const visitsCommand: Command = {
  usage: ['visits [--data data]'],
  async run(args, projectFolder) {
    const { values } = readArguments({ args: [...args], options: { data: { type: 'string', default: 'data' } } });
    const folder = visitsFolder(dataFolder(values.data, projectFolder));
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{4}-\d{2}\.json$/.test(name)) : [];
    for (const file of files.toSorted()) {
      const days = countsIn(join(folder, file));
      for (const [day, pages] of Object.entries(days)) {
        for (const [page, count] of Object.entries(pages)) process.stdout.write(`${day}\t${count}\t${page}\n`);
      }
    }
    if (files.length === 0) process.stdout.write('nothing was counted; serve --count-visits switches it on\n');
    return 0;
  },
};
