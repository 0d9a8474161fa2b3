import type { PaperPack, PapersForAll } from './paper-pack.ts';

export type Papers = { readonly papersForAll: PapersForAll | null; readonly paperPacks: readonly PaperPack[] };

const lawsIn = (found: PapersForAll['asks']): string[] => Object.values(found).flatMap((all) => all.flatMap((one) => one.law));

/** Laws that papers point at. */
export const quotedInPapers = ({ papersForAll, paperPacks }: Papers): readonly string[] => [
  ...(papersForAll ? [...lawsIn(papersForAll.asks), ...papersForAll.always, ...papersForAll.articles.map((a) => a.law)] : []),
  ...paperPacks.flatMap((pack) => lawsIn(pack.asks)),
];
