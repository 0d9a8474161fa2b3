/** What a header is made of, before and after it was stored as JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

function text(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('only finite numbers have canonical bytes');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item: Json) => text(item)).join(',')}]`;
  const fields = Object.entries(value as Record<string, Json | undefined>).filter((field): field is [string, Json] => field[1] !== undefined);
  // By code unit and not by language: the order must be the same on every machine.
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, item]) => `${JSON.stringify(name)}:${text(item)}`).join(',')}}`;
}

/** The one way to write a header as bytes. The order of its fields does not matter, and a field that is undefined is left out. */
export function canonicalBytes(header: { readonly [name: string]: Json | undefined }): Buffer {
  return Buffer.from(text(header), 'utf8');
}
