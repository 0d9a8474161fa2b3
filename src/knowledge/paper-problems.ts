import { quotedInPapers, type Papers } from './paper-laws.ts';
import type { PaperKind } from './paper-vocabulary.ts';

/** What leads nowhere in what papers are made of, stands twice, or is promised and not there. */
export function paperProblems(papers: Papers, lawIds: ReadonlySet<string>): string[] {
  const { papersForAll, paperPacks } = papers;
  const countries = paperPacks.map((p) => p.country);
  const twice = [...new Set(countries.filter((one, at) => countries.indexOf(one) !== at))].map((country) => `papers/${country}.json: used twice`);
  const missing = quotedInPapers(papers).filter((id) => !lawIds.has(id)).map((id) => `papers: no law ${id}`);
  const silent = paperPacks.flatMap((pack) => Object.keys(pack.papers).filter((kind) => kind !== 'childrens-rights-report' && !pack.asks[kind as PaperKind] && !papersForAll?.asks[kind as PaperKind]).map((kind) => `papers/${pack.country}.json: ${kind}: says nothing anywhere`));
  return [...twice, ...missing, ...silent];
}
