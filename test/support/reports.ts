import { randomUUID } from 'node:crypto';
import { beforeAll } from 'vitest';
import type { Actor } from '#src/platform/action/action.ts';
import { KINDS } from '#src/kinds.ts';
import { LISTS } from '#src/lists.ts';
import type { NewReport } from '#src/helpdesk/model/reporter-actions.ts';
import { AGENCIES, STRANGER, useGround } from './ground.ts';

const person = (n: number, agency = AGENCIES[0]): Actor => ({ id: `a000000${n}-0000-4000-8000-000000000000`, agency });

/** Who there is at the helpdesk of the tests, and somebody of another agency. */
export const DESK_PEOPLE = { reception: { id: 'service:reception', agency: AGENCIES[0] } as Actor, worker: person(1), second: person(2), jurist: person(3), coordinator: person(4), outsider: person(5, STRANGER), nobody: person(6) };

/** A ground on which there is a helpdesk with its people. */
export function useHelpdesk() {
  const ground = useGround();
  ground.kinds = KINDS;
  ground.lists = LISTS;
  const { reception, worker, second, jurist, coordinator, outsider } = DESK_PEOPLE;
  beforeAll(async () => {
    await ground.give(reception, ['reception']);
    for (const actor of [worker, second, outsider]) await ground.give(actor, ['helpdesk-worker']);
    await ground.give(jurist, ['helpdesk-jurist']);
    await ground.give(coordinator, ['helpdesk-coordinator']);
  });
  return ground;
}

export const aReport = (change: Partial<NewReport['received']> = {}, words: Partial<NewReport['words']> = {}): NewReport => ({
  report: randomUUID(),
  message: randomUUID(),
  received: { channel: 'website', way: 'worried', language: 'nl', country: 'NL', dangerNow: 'no', aloneNow: 'yes', age: '14', check: null, ...change },
  words: { text: 'Het meisje van hiernaast moet elke dag stelen.', ...words },
  answerBy: '2026-11-26T10',
  files: null,
  tells: null,
});
