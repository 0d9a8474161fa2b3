import { randomUUID } from 'node:crypto';
import { beforeAll } from 'vitest';
import type { z } from 'zod';
import { KINDS } from '#src/kinds.ts';
import { LISTS } from '#src/lists.ts';
import { openFile, type NewFile } from '#src/files/actions/open-actions.ts';
import type { eventHeader, statusHeader, wordsHeader } from '#src/files/model/kinds.ts';
import { FILE_ROLES } from '#src/files/roles.ts';
import type { Actor } from '#src/platform/action/action.ts';
import { AGENCIES, STRANGER, useGround, valueOf, type TestGround } from './ground.ts';

/** One person of each role: police and care in the first town, youth protection and shelter in a second agency, lawyer and guardian in a third, and one of everything that is at no table. */
const AT: Readonly<Record<string, string>> = { 'police-officer': AGENCIES[0], prosecutor: AGENCIES[0], 'care-coordinator': AGENCIES[0], oversight: AGENCIES[0], 'youth-protection-worker': AGENCIES[1], 'child-protection-council': AGENCIES[1], 'shelter-worker': AGENCIES[1], 'placement-desk': AGENCIES[1], 'duty-desk': AGENCIES[1], lawyer: AGENCIES[2], guardian: AGENCIES[2], partner: AGENCIES[2] };

export const personOf = (n: number, agency: string): Actor & { agency: string } => ({ id: `c00000${String(n).padStart(2, '0')}-0000-4000-8000-000000000000`, agency });

const FILE_PEOPLE = Object.fromEntries(FILE_ROLES.map((role, n) => [role.name, personOf(n, AT[role.name] ?? AGENCIES[0])])) as Record<string, Actor & { agency: string }>;
export const who = (role: string): Actor & { agency: string } => {
  const found = FILE_PEOPLE[role];
  if (!found) throw new Error(`nobody is ${role}`);
  return found;
};
export const OUTSIDER = personOf(90, STRANGER);

/** A ground on which agencies work in files. */
export function useFiles(): TestGround {
  const ground = useGround();
  ground.kinds = KINDS;
  ground.lists = LISTS;
  beforeAll(async () => {
    for (const role of FILE_ROLES) await ground.give(who(role.name), [role.name]);
    await ground.give(OUTSIDER, FILE_ROLES.map((role) => role.name));
  });
  return ground;
}

export const anEvent = (change: Partial<z.input<typeof eventHeader>> = {}): z.input<typeof eventHeader> => ({ event: randomUUID(), what: 'first-contact', happened: '2026-11-24', precision: 'day', source: 'own-eyes', country: 'NL', hadMissedSign: false, corrects: null, ...change });
export const someWords = (change: Partial<z.input<typeof wordsHeader>> = {}): z.input<typeof wordsHeader> => ({ words: randomUUID(), kind: 'told', spokenOn: '2026-11-24', present: ['interpreter'], interpreter: 'yes', wasAlone: 'yes', ...change });
export const aStep = (change: Partial<z.input<typeof statusHeader>> = {}): z.input<typeof statusHeader> => ({ status: 'possible', decider: 'police', decidedOn: '2026-11-24', effects: ['protection'], bases: ['signs'], objectUntil: null, ...change });

export const aFile = (change: Partial<NewFile> = {}): NewFile => ({
  file: randomUUID(),
  origin: 'direct',
  country: 'NL',
  fact: randomUUID(),
  child: { given: 'Verzonnen', family: 'Voorbeeld' },
  event: anEvent(),
  words: { text: 'Verzonnen: een meisje van 14 met een tas vol scheermesjes. Een “oom” staat in de hal.', place: 'Verzonnen winkel' },
  ...change,
});

/** A file that the police opened. */
export async function openedFile(ground: TestGround, change: Partial<NewFile> = {}): Promise<string> {
  return valueOf(await ground.perform(openFile, who('police-officer'), aFile(change)));
}
