import { z } from 'zod';
import { DECIDERS, EFFECTS, LIMIT_ORIGINS, LIMIT_UNITS, PACK_ROLES, PROSECUTION_OBSTACLES, STATUSES, TASK_CODES, TASK_OWNERS, TASK_TRIGGERS } from './file-vocabulary.ts';
import { provenance, textSchema } from './item.ts';
import { solutionItems } from './solution-items.ts';
import { solutionParts, solutionProblems } from './solution-pack.ts';
import { AGES, COUNTRIES } from './vocabulary.ts';

/** How long there is for it, from the day on which it starts. Null is at once: no limit is known. */
const limit = z.strictObject({ count: z.int().min(0).max(1000), unit: z.enum(LIMIT_UNITS) }).nullable();

const taskRule = z.strictObject({
  code: z.enum(TASK_CODES),
  starts: z.array(z.enum(TASK_TRIGGERS)).min(1),
  limit,
  limitFrom: z.enum(LIMIT_ORIGINS),
  owner: z.enum(TASK_OWNERS),
  /** Who hears of it besides the agency that leads, when it is late. */
  hearsLate: z.enum(TASK_OWNERS),
  title: textSchema,
  reason: textSchema,
  /** Laws on which it rests, by id. */
  law: z.array(z.string()),
  ...provenance,
});
export type TaskRule = z.infer<typeof taskRule>;

const role = z.strictObject({ name: textSchema, ...provenance });

const statusRule = z.strictObject({
  status: z.enum(STATUSES),
  /** Who can say so in this country. */
  deciders: z.array(z.enum(DECIDERS)).min(1),
  /** What it may do for the child there. */
  effects: z.array(z.enum(EFFECTS)).min(1),
  text: textSchema,
  /** Within which time and where somebody objects. No limit is known where it is null. */
  toObject: z.strictObject({ limit, where: textSchema }),
  law: z.array(z.string()),
  ...provenance,
});

/** What has to be done before anybody decides to prosecute a child, as far as it differs by country: for the gate in a file, and for readers. */
const prosecutionRule = z.strictObject({
  /** Who can be the trained person that assesses whether the child is a victim. Never who decides on prosecution. */
  qualified: z.array(z.enum(DECIDERS)).min(1),
  /** Ages at which nobody is prosecuted, and at which only a child is that understood what it did. */
  never: z.array(z.enum(AGES)).min(1),
  onlyIfUnderstood: z.array(z.enum(AGES)),
  /** On what each obstacle rests, and who is asked to clear it. */
  obstacles: z.array(z.strictObject({ code: z.enum(PROSECUTION_OBSTACLES), law: z.array(z.string()), ask: z.enum(PACK_ROLES) })).min(1),
  ...provenance,
});

/** What is wrong with the rule of a pack about prosecution. Each obstacle is said once, and nobody assesses what she decides on. */
function prosecutionProblems({ country, prosecution }: FilePack): string[] {
  if (!prosecution) return [];
  const file = `files/${country}.json: prosecution`;
  const { qualified, never, onlyIfUnderstood, obstacles } = prosecution;
  const counts = PROSECUTION_OBSTACLES.map((code) => ({ code, times: obstacles.filter((o) => o.code === code).length }));
  return [
    ...(qualified.includes('prosecutor') ? [`${file}: who decides on prosecution cannot be who assesses`] : []),
    ...(never.includes('unsure') || onlyIfUnderstood.includes('unsure') ? [`${file}: an unsure age is no age`] : []),
    ...counts.filter(({ times }) => times !== 1).map(({ code }) => `${file}: ${code}: not said once`),
  ];
}

/** What a file of a child needs to know of the country in which it is led. Apart from the pack of the check, which travels to phones. */
export const filePackSchema = z.strictObject({
  country: z.enum(COUNTRIES),
  tasks: z.array(taskRule).min(1),
  roles: z.partialRecord(z.enum(PACK_ROLES), role),
  statuses: z.array(statusRule).length(STATUSES.length),
  /** The one desk of the country that may look in an emergency; null where nobody was named yet. */
  dutyDesk: z.strictObject({ text: textSchema, ...provenance }).nullable(),
  ...solutionParts,
  /** Null where the law of the country was not reached: then the prosecution gate stays closed, for nobody knows here what the law there asks. */
  prosecution: prosecutionRule.nullable(),
});
export type FilePack = z.infer<typeof filePackSchema>;

/** As versions were released: those up to 2026.11.4 say nothing of deciding, of prosecuting and of going to another country. */
export const releasedFilePackSchema = filePackSchema.extend({
  determination: solutionParts.determination.default([]),
  route: solutionParts.route.default(null),
  transfers: solutionParts.transfers.default(null),
  followUp: solutionParts.followUp.default(null),
  returnLaws: solutionParts.returnLaws.default([]),
  prosecution: filePackSchema.shape.prosecution.default(null),
});

/** What leads nowhere in a file pack, or stands twice. */
export function filePackProblems(pack: FilePack, lawIds: ReadonlySet<string>, contactIds: ReadonlySet<string>): string[] {
  const file = `files/${pack.country}.json`;
  const codes = pack.tasks.map((t) => t.code);
  const twice = [...new Set(codes.filter((code, at) => codes.indexOf(code) !== at))].map((code) => `${file}: ${code}: used twice`);
  const missingLaw = [...pack.tasks.map((t) => ({ name: t.code, ...t })), ...pack.statuses.map((s) => ({ name: s.status, ...s })), ...solutionItems(pack)].flatMap(({ name, law }) => law.filter((id) => !lawIds.has(id)).map((id) => `${file}: ${name}: no law ${id}`));
  // What is said to come from a law has to say from which.
  const groundless = pack.tasks.filter((t) => t.limitFrom === 'law' && t.law.length === 0).map((t) => `${file}: ${t.code}: a limit of law names no law`);
  const statuses = STATUSES.filter((status) => pack.statuses.filter((s) => s.status === status).length !== 1).map((status) => `${file}: ${status}: not said once`);
  const solution = solutionProblems(pack, contactIds).map((problem) => `${file}: ${problem}`);
  return [...twice, ...missingLaw, ...groundless, ...statuses, ...solution, ...prosecutionProblems(pack)];
}
