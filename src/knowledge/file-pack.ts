import { z } from 'zod';
import { DECIDERS, EFFECTS, LIMIT_ORIGINS, LIMIT_UNITS, PACK_ROLES, STATUSES, TASK_CODES, TASK_OWNERS, TASK_TRIGGERS } from './file-vocabulary.ts';
import { provenance, textSchema } from './item.ts';
import { solutionItems } from './solution-items.ts';
import { solutionParts, solutionProblems } from './solution-pack.ts';
import { COUNTRIES } from './vocabulary.ts';

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

/** What a file of a child needs to know of the country in which it is led. Apart from the pack of the check, which travels to phones. */
export const filePackSchema = z.strictObject({
  country: z.enum(COUNTRIES),
  tasks: z.array(taskRule).min(1),
  roles: z.partialRecord(z.enum(PACK_ROLES), role),
  statuses: z.array(statusRule).length(STATUSES.length),
  /** The one desk of the country that may look in an emergency; null where nobody was named yet. */
  dutyDesk: z.strictObject({ text: textSchema, ...provenance }).nullable(),
  ...solutionParts,
});
export type FilePack = z.infer<typeof filePackSchema>;

/** As versions were released: those up to 2026.11.4 say nothing of deciding and of going to another country. */
export const releasedFilePackSchema = filePackSchema.extend({
  determination: solutionParts.determination.default([]),
  route: solutionParts.route.default(null),
  transfers: solutionParts.transfers.default(null),
  followUp: solutionParts.followUp.default(null),
  returnLaws: solutionParts.returnLaws.default([]),
  prosecutionLaws: solutionParts.prosecutionLaws.default(null),
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
  return [...twice, ...missingLaw, ...groundless, ...statuses, ...solution];
}
