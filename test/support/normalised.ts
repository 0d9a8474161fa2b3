const ANY_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** The same in the name of an element of a page. */
const ANY_MARK = /(?<=-)[0-9a-f]{32}(?=[-"])/g;
/** Secrets and versions that are drawn anew for each page. */
const DRAWN = /(name="(?:form|secret|base|draft-base)" value=")[^"]*"/g;

/** An answer without what is drawn for it and without what was asked for, so that nothing but what it tells is left. */
export function normalised(text: string, asked: readonly string[]): string {
  const without = asked.filter((one) => one !== '').toSorted((a, b) => b.length - a.length).reduce((left, one) => left.replaceAll(one, 'ASKED'), text);
  return without.replaceAll(ANY_ID, 'DRAWN').replaceAll(ANY_MARK, 'DRAWN').replaceAll(DRAWN, '$1DRAWN"');
}

/** The first letters of an identity, as pages show them. */
export const short = (id: string): string => id.slice(0, 8).toUpperCase();

const PASSING = new Set(['date', 'x-request-id', 'content-length', 'etag']);
export const headersLeft = (headers: Readonly<Record<string, unknown>>, asked: readonly string[]): string =>
  Object.entries(headers).filter(([name]) => !PASSING.has(name)).map(([name, value]) => `${name}: ${normalised(String(value), asked)}`).toSorted().join('\n');
