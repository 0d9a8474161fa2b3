import { filePackProblems } from './file-pack.ts';
import { paperProblems } from './paper-problems.ts';
import { originWords } from './origin-words.ts';
import { COUNTRIES, type Country } from './vocabulary.ts';
import type { Excluded, Indicator, Knowledge, Pack } from './schema.ts';

function duplicates(ids: string[]): string[] {
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}

const ORIGIN = originWords();

function betrays(word: string, pattern: string): boolean {
  return pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : word === pattern;
}

/** Excluded items an indicator comes too close to, by the words that betray them (`word` whole, `word*` as a beginning). */
function excludedItemsIn(indicator: Pick<Indicator, 'text' | 'note'>, excluded: Excluded[]): string[] {
  const words = [indicator.text, indicator.note ?? {}].flatMap((text) => Object.values(text)).join(' ').toLocaleLowerCase().split(/[^\p{L}]+/u);
  const byWord = excluded
    .filter((item) => item.words.some((pattern) => words.some((word) => betrays(word, pattern))))
    .map((item) => item.id);
  return words.some((word) => ORIGIN.has(word)) ? [...byWord, 'X-02'] : byWord;
}

function packProblems(pack: Pack, lawIds: Set<string>): string[] {
  const file = `countries/${pack.country}.json`;
  const contactIds = new Set(pack.contacts.map((c) => c.id));
  const missingLaw = [...pack.lawParagraph, ...(pack.holding?.law ?? []), ...pack.routes.flatMap((r) => r.law)]
    .filter((id) => !lawIds.has(id))
    .map((id) => `${file}: no law ${id}`);
  const missingContact = Object.entries(pack.callOrder).flatMap(([level, ids]) =>
    ids.filter((id) => !contactIds.has(id)).map((id) => `${file}: callOrder.${level}: no contact ${id}`),
  );
  // Somebody looks at this at three in the morning: each order must hold a number that answers then.
  const unanswered = Object.entries(pack.callOrder)
    .filter(([, ids]) => !pack.contacts.some((c) => ids.includes(c.id) && c.telephone && c.hours === 'always'))
    .map(([level]) => `${file}: callOrder.${level}: no telephone that answers day and night`);
  return [...missingLaw, ...missingContact, ...unanswered];
}

/** Every reference between items that leads nowhere, every id used twice, every indicator too close to an excluded item. */
export function brokenReferences(knowledge: Knowledge): string[] {
  const indicatorIds = new Set(knowledge.indicators.map((i) => i.id));
  const lawIds = new Set(knowledge.law.map((l) => l.id));
  const twice = [
    ...duplicates(knowledge.indicators.map((i) => i.id)),
    ...duplicates(knowledge.law.map((l) => l.id)),
    ...duplicates(knowledge.advice.map((a) => a.id)),
    ...duplicates(knowledge.missing.map((m) => m.id)),
    ...duplicates(knowledge.returnDays.map((r) => r.condition)),
    ...duplicates(knowledge.packs.flatMap((p) => p.contacts.map((c) => c.id))),
  ].map((id) => `${id}: used twice`);
  const packs = COUNTRIES.flatMap((country) => {
    const count = knowledge.packs.filter((p) => p.country === country).length;
    return count === 1 ? [] : [`countries: ${country}: ${count} packs instead of one`];
  });
  const questions = Object.entries(knowledge.questions.first).flatMap(([incident, ids]) =>
    ids.filter((id) => !indicatorIds.has(id)).map((id) => `questions.json: first.${incident}: no indicator ${id}`),
  );
  const advice = knowledge.advice.flatMap((step) => [
    ...(step.law ?? []).filter((id) => !lawIds.has(id)).map((id) => `advice.json: ${step.id}: no law ${id}`),
    ...(step.for.seen ?? []).filter((id) => !indicatorIds.has(id)).map((id) => `advice.json: ${step.id}: no indicator ${id}`),
  ]);
  const missing = knowledge.missing.flatMap((step) => (step.law ?? []).filter((id) => !lawIds.has(id)).map((id) => `missing.json: ${step.id}: no law ${id}`));
  const profiling = knowledge.indicators.flatMap((indicator) =>
    excludedItemsIn(indicator, knowledge.excluded).map((id) => `indicators.json: ${indicator.id}: may not be used, see ${id}`),
  );
  const contactsOf = (country: Country) => new Set(knowledge.packs.filter((p) => p.country === country).flatMap((p) => p.contacts.map((c) => c.id)));
  const filePacks = [
    ...duplicates(knowledge.filePacks.map((p) => p.country)).map((country) => `files/${country}.json: used twice`),
    ...knowledge.filePacks.flatMap((p) => filePackProblems(p, lawIds, contactsOf(p.country))),
  ];
  return [...twice, ...packs, ...questions, ...advice, ...missing, ...knowledge.packs.flatMap((p) => packProblems(p, lawIds)), ...filePacks, ...paperProblems(knowledge, lawIds), ...profiling];
}
