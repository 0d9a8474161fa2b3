import { quotedInPapers } from './paper-laws.ts';
import type { Knowledge } from './schema.ts';
import { solutionItems } from './solution-items.ts';

export type Dated = { validFrom: string; validTo: string | null };

/** Whether an item holds on `day` (`YYYY-MM-DD`), both ends included. */
export function isInForce(item: Dated, day: string): boolean {
  return item.validFrom <= day && (item.validTo === null || day <= item.validTo);
}

/** Items that are still pointed at but no longer, or not yet, hold on `day`: each is to be replaced. */
export function lapsedItems(knowledge: Knowledge, day: string): string[] {
  const lapsed = (items: readonly (Dated & { id: string })[]) => items.filter((i) => !isInForce(i, day)).map((i) => i.id);
  const quoted = new Set([
    ...knowledge.packs.flatMap((p) => [...p.lawParagraph, ...(p.holding?.law ?? []), ...p.routes.flatMap((r) => r.law)]),
    ...knowledge.advice.flatMap((a) => a.law ?? []),
    ...knowledge.filePacks.flatMap((p) => [...p.tasks, ...p.statuses, ...solutionItems(p)].flatMap((item) => item.law)),
    ...quotedInPapers(knowledge),
  ]);
  const called = knowledge.packs.flatMap((p) => p.contacts.filter((c) => Object.values(p.callOrder).flat().includes(c.id)));
  return [
    ...lapsed(knowledge.law.filter((l) => quoted.has(l.id))),
    ...lapsed(knowledge.advice),
    ...lapsed(knowledge.indicators),
    ...lapsed(called),
    ...knowledge.filePacks.flatMap((p) => lapsed([...p.tasks.map((t) => ({ name: t.code, ...t })), ...solutionItems(p)].map((item) => ({ ...item, id: `files/${p.country}.json: ${item.name}` })))),
  ];
}
