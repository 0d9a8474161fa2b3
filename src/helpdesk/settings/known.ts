import { serviceActor } from '#src/platform/action/service.ts';
import { performOn, type Ground } from '#src/platform/action/perform.ts';
import { reception, RECEPTION } from '../model/roles.ts';
import { readSettings, settingsOf, type HelpdeskSettings } from './actions.ts';

/** What the helpdesk says of itself, as far as it is known at this moment, and whether whoever is on call can be reached. */
export type Known = { settings: HelpdeskSettings | null; rings: boolean };

/** Kept for a while, for every page of a reporter asks; a change in this process is seen at once. */
export type KnownSettings = {
  now(): Known;
  /** Looks again where that is due. What cannot be read now is as it was. */
  refresh(): Promise<void>;
  forget(): void;
};

const REMEMBERED_MS = 60_000;
const NOTHING: Known = { settings: null, rings: false };

type Needs = { ground: () => Ground | null; now: () => Date; /** Whether a message reaches this person now. */ canTell: (person: string) => Promise<boolean> };

async function readKnown(ground: Ground, canTell: Needs['canTell']): Promise<Known> {
  const actor = await serviceActor(ground, RECEPTION, reception.name);
  if (!actor?.agency) return NOTHING;
  const answer = await performOn(ground)(readSettings, actor, { settings: settingsOf(actor.agency) });
  if (!answer.done || !answer.value) return NOTHING;
  const { onCall } = answer.value;
  return { settings: answer.value, rings: onCall !== null && (await canTell(onCall)) };
}

export function knownSettings({ ground, now, canTell }: Needs): KnownSettings {
  let known: Known = NOTHING;
  let until = 0;
  let reading: Promise<void> | undefined;

  async function read(on: Ground): Promise<void> {
    try {
      known = await readKnown(on, canTell);
      until = now().getTime() + REMEMBERED_MS;
    } catch {
      // Nobody is promised a call that may not come.
      known = { ...known, rings: false };
    } finally {
      reading = undefined;
    }
  }
  return {
    now: () => known,
    async refresh() {
      const on = ground();
      if (on && now().getTime() >= until) await (reading ??= read(on));
    },
    forget: () => void (until = 0),
  };
}
