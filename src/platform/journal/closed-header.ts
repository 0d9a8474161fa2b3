import type { z } from 'zod';

/** Kinds of text that cannot hold words: identities, days, moments, digests. */
const CLOSED_FORMATS = new Set(['uuid', 'date', 'datetime', 'sha256_hex']);
const CODE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$/;
const FIELD = /^[a-z][A-Za-z0-9]{0,39}$/;

// Of a schema only what says what it may hold.
type Def = {
  type: string;
  format?: string;
  coerce?: boolean;
  entries?: Record<string, string | number>;
  values?: readonly unknown[];
  element?: z.core.$ZodType;
  innerType?: z.core.$ZodType;
  catchall?: z.core.$ZodType;
  shape?: Record<string, z.core.$ZodType>;
};
const defOf = (schema: z.core.$ZodType) => (schema as z.ZodType).def as unknown as Def;

const codeProblems = (path: string, values: readonly unknown[]) =>
  values.filter((value) => typeof value === 'string' && !CODE.test(value)).map((value) => `${path}: ${JSON.stringify(value)} is no code`);

function objectProblems(path: string, { shape = {}, catchall }: Def): string[] {
  const open = catchall && defOf(catchall).type === 'never' ? [] : [`${path}: takes fields that nobody declared; use z.strictObject`];
  const fields = Object.entries(shape).flatMap(([name, field]) => {
    const here = `${path}.${name}`;
    return FIELD.test(name) ? fieldProblems(here, field) : [`${here}: is no name for a field`];
  });
  return [...open, ...fields];
}

function fieldProblems(path: string, schema: z.core.$ZodType): string[] {
  const def = defOf(schema);
  if (def.coerce) return [`${path}: takes anything and makes something of it`];
  switch (def.type) {
    case 'boolean':
    case 'number':
      return [];
    case 'string':
      return CLOSED_FORMATS.has(def.format ?? '') ? [] : [`${path}: is free text; it belongs into the sealed body`];
    case 'enum':
      return codeProblems(path, Object.values(def.entries ?? {}));
    case 'literal':
      return codeProblems(path, def.values ?? []);
    case 'array':
      return def.element ? fieldProblems(path, def.element) : [];
    case 'nullable':
    case 'optional':
      return def.innerType ? fieldProblems(path, def.innerType) : [];
    case 'object':
      return objectProblems(path, def);
    default:
      // A list of what is allowed: what zod learns tomorrow is refused until somebody has thought about it.
      return [`${path}: ${def.type} is not allowed in a header`];
  }
}

/**
 * Where a header could hold free text, or anything else but codes, days, moments, ids, digests, numbers and yes or no.
 * Headers are not sealed: whoever steals the database reads them.
 */
export function openFields(name: string, header: z.core.$ZodType): string[] {
  const def = defOf(header);
  return def.type === 'object' ? objectProblems(name, def) : [`${name}: a header is an object`];
}
