import fc from 'fast-check';
import type { z } from 'zod';
import type { EntryKind } from '#src/platform/journal/kinds.ts';

// Of a schema only what says what it may hold, as far as a header may hold it.
type Def = { type: string; format?: string; entries?: Record<string, string | number>; values?: readonly string[]; element?: z.core.$ZodType; innerType?: z.core.$ZodType; shape?: Record<string, z.core.$ZodType> };
const defOf = (schema: z.core.$ZodType) => (schema as z.ZodType).def as unknown as Def;

/** A kind whose header nobody can make up: then nothing is proven for it, and the test has to say so. */
export class CannotMakeUp extends Error {
  override readonly name = 'CannotMakeUp';
}

const DAYS = ['2026-11-01', '2026-11-24', '2026-12-31', '2027-06-01'] as const;
const MOST_OF_A_LIST = 3;

function anyText({ format }: Def, ids: fc.Arbitrary<string>, where: string): fc.Arbitrary<unknown> {
  switch (format) {
    case 'uuid':
      return ids;
    case 'date':
      return fc.constantFrom(...DAYS);
    case 'datetime':
      return fc.constantFrom(...DAYS.map((day) => `${day}T09:30:00.000Z`));
    case 'sha256_hex':
      return fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
    default:
      throw new CannotMakeUp(`${where}: text of the form ${format ?? 'none'}`);
  }
}

function anyOf(schema: z.core.$ZodType, ids: fc.Arbitrary<string>, where: string): fc.Arbitrary<unknown> {
  const def = defOf(schema);
  switch (def.type) {
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.integer({ min: 0, max: 40 });
    case 'string':
      return anyText(def, ids, where);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case 'literal':
      return fc.constantFrom(...(def.values ?? []));
    case 'nullable':
      return fc.option(anyOf(def.innerType as z.core.$ZodType, ids, where), { nil: null });
    case 'optional':
      return fc.option(anyOf(def.innerType as z.core.$ZodType, ids, where), { nil: undefined });
    case 'array':
      return fc.uniqueArray(anyOf(def.element as z.core.$ZodType, ids, where), { maxLength: MOST_OF_A_LIST });
    case 'object':
      return anyObject(def.shape ?? {}, ids, where);
    default:
      throw new CannotMakeUp(`${where}: ${def.type}`);
  }
}

function anyObject(shape: Record<string, z.core.$ZodType>, ids: fc.Arbitrary<string>, where: string): fc.Arbitrary<Record<string, unknown>> {
  // Files come in before their entry does; that has tests of its own.
  const fields = Object.entries(shape).map(([name, field]) => [name, name === 'attachments' ? fc.constant([]) : anyOf(field, ids, `${where}.${name}`)] as const);
  // What may be left out is left out, as whoever stores a header leaves it out.
  return fc.record(Object.fromEntries(fields)).map((header) => Object.fromEntries(Object.entries(header).filter(([, value]) => value !== undefined)));
}

const MANY = 200;
const FEW = 5;

/** Any header that a kind takes today. Throws CannotMakeUp where the schema holds what nobody here knows how to make up. */
export function anyHeader(kind: EntryKind, ids: fc.Arbitrary<string> = fc.uuid({ version: 4 })): fc.Arbitrary<Record<string, unknown>> {
  const any = anyObject(kind.header.shape, ids, kind.name);
  const isTaken = (header: unknown) => kind.header.safeParse(header).success;
  // Nearly every kind is done with the first few; drawing many for each would take most of the time of what is proven with them.
  if (!fc.sample(any, FEW).some(isTaken) && !fc.sample(any, MANY).some(isTaken)) throw new CannotMakeUp(`${kind.name}: none of ${MANY} headers fits its schema`);
  return any.filter(isTaken);
}

/** The codes that a field may hold, as far as it is one of a closed list. */
function codesIn(schema: z.core.$ZodType): readonly unknown[] {
  const def = defOf(schema);
  if (def.type === 'enum') return Object.values(def.entries ?? {});
  return def.type === 'nullable' || def.type === 'optional' ? codesIn(def.innerType as z.core.$ZodType) : [];
}

/** Headers of a kind in which each code that it may hold has its turn: what chance leaves out. Throws CannotMakeUp where one fits nowhere. */
export function headersWithEachCode(kind: EntryKind, seed: number): readonly Record<string, unknown>[] {
  const turns = Object.entries(kind.header.shape as Record<string, z.core.$ZodType>).map(([field, schema]) => codesIn(schema).map((code) => [field, code] as const));
  const any = anyHeader(kind);
  // One header speaks of as many codes as it has fields for.
  return Array.from({ length: Math.max(1, ...turns.map((codes) => codes.length)) }, (_, at) => {
    const chosen = Object.fromEntries(turns.flatMap((codes) => (codes.length > 0 ? [codes[at % codes.length] as readonly [string, unknown]] : [])));
    const fits = (numRuns: number) => fc.sample(any, { seed: seed + at, numRuns }).map((header) => ({ ...header, ...chosen })).find((header) => kind.header.safeParse(header).success);
    const found = fits(FEW) ?? fits(MANY);
    if (!found) throw new CannotMakeUp(`${kind.name}: nothing fits with ${JSON.stringify(chosen)}`);
    return found;
  });
}
