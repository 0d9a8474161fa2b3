import { getDocumentProxy } from 'unpdf';

/** A PDF as somebody who reads it by ear gets it: what it says of itself, its parts by their tags, and its words. */
export type ReadPdf = { title: unknown; language: unknown; isTagged: boolean; isUniversal: boolean; pages: number; roles: readonly string[]; text: string; metadata: string };

type Node = { role?: string; children?: readonly Node[] };
const rolesIn = (node: Node | null): string[] => (node === null ? [] : [...(node.role === undefined ? [] : [node.role]), ...(node.children ?? []).flatMap(rolesIn)]);

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { info, metadata } = await document.getMetadata();
  const said = info as Record<string, unknown>;
  const raw = String((metadata as { getRaw(): unknown } | null)?.getRaw() ?? '');
  const [roles, texts]: [string[], string[]] = [[], []];
  for (let n = 1; n <= document.numPages; n++) {
    const page = await document.getPage(n);
    roles.push(...rolesIn((await page.getStructTree()) as Node | null));
    const { items } = await page.getTextContent();
    texts.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''));
  }
  const isTagged = ((await document.getMarkInfo()) as { Marked?: boolean } | null)?.Marked === true;
  return { title: said['Title'], language: said['Language'], isTagged, isUniversal: raw.includes('<pdfuaid:part>1</pdfuaid:part>'), pages: document.numPages, roles, text: texts.join('\n'), metadata: `${JSON.stringify(info)}${raw}` };
}

/** Words without where lines end, which a page decides. */
export const flat = (text: string): string => text.replaceAll(/\s+/g, '');
