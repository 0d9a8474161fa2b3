import { z } from 'zod';
import { DATA_AREAS, DETERMINATION_PARTS, DETERMINERS, LIMIT_ORIGINS, NORM_UNITS, RETURN_CONDITIONS, RETURN_DIRECTIONS, ROUTE_AUTHORITIES, ROUTE_ORIGINS, TRANSFER_GROUNDS } from './file-vocabulary.ts';
import { provenance, textSchema } from './item.ts';
import { solutionItems } from './solution-items.ts';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';

/** Laws on which something rests, by id. */
const law = z.array(z.string());

const determiner = z.strictObject({
  body: textSchema,
  decider: z.enum(DETERMINERS),
  part: z.enum(DETERMINATION_PARTS),
  /** On what this body has a say. */
  about: textSchema,
  law,
  ...provenance,
});

const authority = z.strictObject({
  code: z.enum(ROUTE_AUTHORITIES),
  name: textSchema,
  /** What it does for the child, and what it needs for that. */
  does: textSchema,
  /** For children coming from where it stands in the route. */
  from: z.array(z.enum(ROUTE_ORIGINS)).min(1),
  /** A contact of this country by id; null while none is known. */
  contact: z.string().nullable(),
  /** Whether it has to say yes before the child is placed in the country. */
  needsConsent: z.boolean(),
  /** Whether that yes is not asked where the child goes to a parent. False where no yes is needed. */
  notForParent: z.boolean(),
  law,
  ...provenance,
});

const route = z.strictObject({
  /** In the order in which they are asked. */
  authorities: z.array(authority).min(1),
  letterLanguage: z.enum(LANGUAGES),
  /** Whether a letter is answered only with a registration number. False also where nothing is known of it. */
  needsRegistrationNumber: z.boolean(),
  text: textSchema,
  law,
  ...provenance,
});

const transferGround = z.strictObject({ code: z.enum(TRANSFER_GROUNDS), text: textSchema, law, ...provenance });

const transfers = z.strictObject({
  area: z.enum(DATA_AREAS),
  /** Of these, one is named whenever data of a child go to a country outside. */
  grounds: z.array(transferGround),
  text: textSchema,
  law,
  ...provenance,
});

const followUp = z.strictObject({
  /** For how long somebody has to look after a child that came; null where no norm was found. */
  norm: z.strictObject({ count: z.int().min(1).max(1000), unit: z.enum(NORM_UNITS) }).nullable(),
  normFrom: z.enum(LIMIT_ORIGINS),
  /** Who does it where the child lives. */
  by: z.enum(ROUTE_AUTHORITIES),
  who: textSchema,
  text: textSchema,
  law,
  ...provenance,
});

const returnLaw = z.strictObject({
  condition: z.enum(RETURN_CONDITIONS),
  direction: z.enum(RETURN_DIRECTIONS),
  /** What this country adds to the condition, where it adds something. */
  text: textSchema.nullable(),
  law,
  ...provenance,
});

/** What a country says on deciding for a child, on letting it go and taking it in. Null or empty is: not known, ask somebody of the country. */
export const solutionParts = {
  /** Who has a part in a determination. */
  determination: z.array(determiner),
  /** The official way for a child that comes to this country. */
  route: route.nullable(),
  /** Whether data of a child may be sent to this country, and by what. */
  transfers: transfers.nullable(),
  followUp: followUp.nullable(),
  /** On what each condition before a return rests, for a child that leaves this country and for one that comes. */
  returnLaws: z.array(returnLaw),
};
type Solution = z.infer<z.ZodObject<typeof solutionParts>> & Pick<Parameters<typeof solutionItems>[0], 'prosecution'>;

/** What leads nowhere in it, stands twice, or says what it cannot mean. */
export function solutionProblems(pack: Solution, contactIds: ReadonlySet<string>): string[] {
  const names = solutionItems(pack).map((item) => item.name);
  // One body may both weigh and decide, or decide on two things: that is no mistake.
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at && !name.startsWith('determination.')))].map((name) => `${name}: used twice`);
  const undecided = pack.determination.length > 0 && !pack.determination.some((d) => d.part === 'decides') ? ['determination: nobody decides'] : [];
  const contacts = (pack.route?.authorities ?? []).flatMap(({ code, contact }) => (contact === null || contactIds.has(contact) ? [] : [`route.${code}: no contact ${contact}`]));
  const unconsented = (pack.route?.authorities ?? []).filter((a) => a.notForParent && !a.needsConsent).map((a) => `route.${a.code}: makes an exception to a consent that it does not ask`);
  const { transfers: sending, followUp: after } = pack;
  const stuck = sending?.area === 'outside' && sending.grounds.length === 0 ? ['transfers: outside, and no ground to name'] : [];
  const needless = sending?.area === 'inside' && sending.grounds.length > 0 ? ['transfers: inside, and yet there are grounds to name'] : [];
  const groundless = after?.norm && after.normFrom === 'law' && after.law.length === 0 ? ['followUp: a norm of law names no law'] : [];
  const empty = pack.returnLaws.filter((r) => r.text === null && r.law.length === 0).map((r) => `returnLaws.${r.condition}.${r.direction}: says nothing`);
  return [...twice, ...undecided, ...contacts, ...unconsented, ...stuck, ...needless, ...groundless, ...empty];
}
