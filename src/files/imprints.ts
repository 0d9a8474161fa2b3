import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { Imprinted } from '#src/matching/index.ts';
import { factRecorded, factWithdrawn } from './model/kinds.ts';
import { fileState } from './model/state.ts';
import { factWords, unseal } from './model/words.ts';

type Known = { what: string; given: string; family: string; value: string };

/** What is said of who the child is and was not withdrawn, in order. */
function factsIn(entries: readonly ReadEntry[]): readonly Known[] {
  const withdrawn = new Set(entries.filter((e) => e.kind === factWithdrawn.name).map((e) => e.header['fact']));
  return entries.flatMap((entry) => {
    if (entry.kind !== factRecorded.name || withdrawn.has(entry.header['fact'])) return [];
    const read = unseal(factWords, entry);
    return 'words' in read ? [{ what: String(entry.header['what']), ...read.words }] : [];
  });
}

const DAY = /\b(?:\d{4}-\d{2}-\d{2}|\d{2}-\d{2}-\d{4}|\d{4})\b/;

/**
 * By what a child is found again: names, aliases, birth dates, sex, numbers. Never by language, relatives or a description, and there
 * is no origin to be found by.
 */
export const FILE_IMPRINTS: Imprinted = {
  streamKind: 'file',
  section: 'identity',
  standing(headers) {
    const { closed, lead } = fileState(headers);
    return { isFound: closed?.because !== 'merged' && closed?.because !== 'opened-by-mistake', ask: lead };
  },
  profile(entries) {
    const facts = factsIn(entries);
    const named = facts.filter((f) => f.what === 'name' || f.what === 'alias');
    const sex = facts.findLast((f) => f.what === 'sex')?.value;
    return {
      names: named.map(({ given, family, value }) => ({ ...(given === '' ? {} : { given }), ...(family === '' ? {} : { family }), ...(given === '' && family === '' && value !== '' ? { fullName: value } : {}) })),
      birthDates: facts.filter((f) => f.what === 'birth-date').flatMap((f) => DAY.exec(f.value)?.[0] ?? []),
      documents: facts.filter((f) => f.what === 'identifier').map((f) => f.value),
      ...(sex ? { sex } : {}),
    };
  },
};
