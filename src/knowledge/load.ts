import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { filePackSchema, releasedFilePackSchema } from './file-pack.ts';
import { paperPackSchema, papersForAllSchema } from './paper-pack.ts';
import { brokenReferences } from './references.ts';
import { adviceSchema, excludedSchema, indicatorSchema, lawSchema, missingStepSchema, packSchema, questionsSchema, returnDaysSchema, ruleSchema, versionSchema, type Knowledge } from './schema.ts';

/** The knowledge files hold something they should not; every problem is listed with file and item. */
export class BrokenKnowledge extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`knowledge is broken:\n${problems.map((p) => `  ${p}`).join('\n')}`);
    this.name = 'BrokenKnowledge';
    this.problems = problems;
  }
}

type Reader = { read<S extends z.ZodType>(file: string, schema: S): z.infer<S> | undefined; problems: string[] };

function itemName(data: unknown, path: readonly PropertyKey[]): string {
  let here: unknown = data;
  let name = '';
  for (const step of path) {
    here = (here as Record<PropertyKey, unknown> | undefined)?.[step];
    const id = (here as { id?: unknown; country?: unknown } | undefined)?.id;
    if (typeof id === 'string') name = id;
  }
  return name;
}

function readerIn(folder: string): Reader {
  const problems: string[] = [];
  return {
    problems,
    read(file, schema) {
      let data: unknown;
      try {
        data = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      } catch (error) {
        problems.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
      }
      const parsed = schema.safeParse(data);
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues) {
        const item = itemName(data, issue.path);
        problems.push(`${file}: ${item ? `${item}: ` : ''}${issue.path.join('.')}: ${issue.message}`);
      }
      return undefined;
    },
  };
}

const jsonFiles = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted();

/** What papers ask everywhere, beside what they ask in one country. */
const FOR_ALL = 'all.json';

/** Reads and checks the working files in `folder`; throws BrokenKnowledge naming every broken item. */
export function loadWorkingKnowledge(folder: string): Knowledge {
  const { read, problems } = readerIn(folder);
  const version = read('version.json', versionSchema);
  const rule = read('rule.json', ruleSchema);
  const questions = read('questions.json', questionsSchema);
  const indicators = read('indicators.json', z.array(indicatorSchema).min(1));
  const excluded = read('excluded.json', z.array(excludedSchema).min(1));
  const advice = read('advice.json', z.array(adviceSchema).min(1));
  const law = jsonFiles(join(folder, 'law')).flatMap((file) => read(`law/${file}`, z.array(lawSchema)) ?? []);
  const packs = jsonFiles(join(folder, 'countries')).flatMap((file) => read(`countries/${file}`, packSchema) ?? []);
  const missing = read('missing.json', z.array(missingStepSchema).min(1));
  const returnDays = read('return.json', z.array(returnDaysSchema).min(1));
  const filePacks = existsSync(join(folder, 'files')) ? jsonFiles(join(folder, 'files')).flatMap((file) => read(`files/${file}`, filePackSchema) ?? []) : [];
  const paperFiles = existsSync(join(folder, 'papers')) ? jsonFiles(join(folder, 'papers')) : [];
  const papersForAll = paperFiles.includes(FOR_ALL) ? (read(`papers/${FOR_ALL}`, papersForAllSchema) ?? null) : null;
  const paperPacks = paperFiles.filter((file) => file !== FOR_ALL).flatMap((file) => read(`papers/${file}`, paperPackSchema) ?? []);
  if (problems.length > 0 || !version || !rule || !questions || !indicators || !excluded || !advice || !missing || !returnDays) {
    throw new BrokenKnowledge(problems);
  }
  const knowledge: Knowledge = { ...version, rule, questions, indicators, excluded, advice, law, packs, missing, returnDays, filePacks, papersForAll, paperPacks };
  const broken = brokenReferences(knowledge);
  if (broken.length > 0) throw new BrokenKnowledge(broken);
  return knowledge;
}

const snapshotSchema = z.strictObject({
  ...versionSchema.shape,
  rule: ruleSchema,
  questions: questionsSchema,
  indicators: z.array(indicatorSchema),
  excluded: z.array(excludedSchema),
  advice: z.array(adviceSchema),
  law: z.array(lawSchema),
  packs: z.array(packSchema),
  // Versions up to 2026.11.2 knew no steps.
  missing: z.array(missingStepSchema).default([]),
  // Versions up to 2026.11.4 say nothing of days before a return.
  returnDays: z.array(returnDaysSchema).default([]),
  // Versions up to 2026.11.3 say nothing of files.
  filePacks: z.array(releasedFilePackSchema).default([]),
  // Versions up to 2026.11.4 say nothing of papers.
  papersForAll: papersForAllSchema.nullable().default(null),
  paperPacks: z.array(paperPackSchema).default([]),
});

/** The versions that were released and can be loaded again, oldest first. */
export function releasedVersions(folder: string): string[] {
  const released = join(folder, 'released');
  if (!existsSync(released)) return [];
  return jsonFiles(released)
    .map((file) => file.replace(/\.json$/, ''))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** A released version as it was, so that an older check can be rerun. Throws BrokenKnowledge when there is no such version. */
export function loadReleasedKnowledge(folder: string, version: string): Knowledge {
  if (!releasedVersions(folder).includes(version)) {
    throw new BrokenKnowledge([`no released version ${version}; there are ${releasedVersions(folder).join(', ')}`]);
  }
  const { read, problems } = readerIn(folder);
  const knowledge = read(`released/${version}.json`, snapshotSchema);
  if (!knowledge) throw new BrokenKnowledge(problems);
  return knowledge;
}
