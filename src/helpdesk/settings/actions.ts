import { createHash } from 'node:crypto';
import { z } from 'zod';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import type { Declared, FreeAction, StreamAction } from '#src/platform/action/action.ts';
import { draft, type ReadEntry } from '#src/platform/action/entries.ts';
import { when, type Why } from '#src/platform/action/obstacles.ts';
import { LANGUAGES, type Language } from '#src/platform/i18n/languages.ts';
import { entryKind } from '#src/platform/journal/kinds.ts';
import { DESK, helpdeskCoordinator, reception, reminder } from '../model/roles.ts';
import { isThere } from '../store.ts';

/** What one helpdesk says of itself is a stream of its own: who changed it, and what it was, stays. */
export const HELPDESK = 'helpdesk';
const SECTION = 'settings';

const opening = z.strictObject({ day: z.int().min(1).max(7), from: z.int().min(0).max(1439), to: z.int().min(1).max(1440) });
const settingsHeader = z.strictObject({
  /** Whose clock it goes by. */
  country: z.enum(COUNTRIES),
  /** Null where nobody set them: then those hold that stand with the contacts. */
  hours: z.array(opening).max(28).nullable(),
  closedOn: z.array(z.iso.date()).max(60),
  /** Who is told at once, at any hour, when somebody says to be in danger. */
  onCall: z.uuid().nullable(),
});
export const settingsChanged = entryKind('helpdesk.settings-changed', settingsHeader);

const LONGEST_AWAY = 600;
const away = z.strictObject(Object.fromEntries(LANGUAGES.map((language) => [language, z.string().trim().max(LONGEST_AWAY)])) as Record<Language, z.ZodString>);
const settingsWords = z.strictObject({
  /** Rung by whoever said to be in danger while the desk is closed; empty where there is none. */
  onCallPhone: z.string().trim().regex(/^\+?[\d ()/-]{0,30}$/),
  /** What reporters read while it is closed, in their language; empty where nobody wrote anything. */
  away,
});

const settings = settingsHeader.extend(settingsWords.shape);
export type HelpdeskSettings = z.infer<typeof settings>;

/** There is one for each agency, and its identity follows from the agency's. */
export function settingsOf(agency: string): string {
  const hex = createHash('sha256').update(`helpdesk-settings ${agency}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const onSettings = z.object({ settings: z.uuid() });
type OnSettings = z.infer<typeof onSettings>;
const changing = onSettings.extend({ to: settings });

const whyNotSo = ({ hours }: HelpdeskSettings): Why => when([[(hours ?? []).some(({ from, to }) => from >= to), 'hours-turned-round']]);

function keptAs({ country, hours, closedOn, onCall, onCallPhone, away: texts }: HelpdeskSettings) {
  return draft(settingsChanged, { country, hours, closedOn: closedOn.toSorted(), onCall }, { section: SECTION, body: JSON.stringify({ onCallPhone, away: texts }) });
}

export const beginSettings: FreeAction<z.infer<typeof changing>, null, boolean> = {
  name: 'helpdesk.set-up',
  does: 'say for the first time when the helpdesk is open, who is on call and what is said while it is closed',
  input: changing,
  allow: [{ role: helpdeskCoordinator, relation: 'none' }],
  about: { begins: HELPDESK, as: (i) => i.settings, sections: [SECTION], purpose: 'run-a-helpdesk', ground: 'gdpr-6-1-e' },
  lookUp: (tx, i) => isThere(tx, i.settings),
  run: ({ input, found, actor }) => {
    const obstacles = whyNotSo(input.to);
    if (obstacles) return { obstacles };
    if (found || input.settings !== settingsOf(actor.agency ?? '')) return { obstacles: [{ code: 'already-there' }] };
    return { value: null, entries: [keptAs(input.to)] };
  },
};

const aboutSettings = { kind: HELPDESK, stream: (i: OnSettings) => i.settings, sections: [SECTION] } as const;

export const changeSettings: StreamAction<z.infer<typeof changing> & { base: string }, null> = {
  name: 'helpdesk.change-settings',
  does: 'change when the helpdesk is open, who is on call and what is said while it is closed',
  input: changing.extend({ base: z.string() }),
  allow: [{ role: helpdeskCoordinator, relation: 'party' }],
  about: { ...aboutSettings, base: (i: { base: string }) => i.base },
  run: ({ input }) => {
    const obstacles = whyNotSo(input.to);
    return obstacles ? { obstacles } : { value: null, entries: [keptAs(input.to)] };
  },
};

export type KeptSettings = HelpdeskSettings & { version: string; by: string; on: string };

function settingsIn({ header, body }: ReadEntry): HelpdeskSettings | null {
  return body?.opened ? settings.parse({ ...header, ...(JSON.parse(body.value.toString()) as object) }) : null;
}

export const readSettings: StreamAction<OnSettings, KeptSettings | null> = {
  name: 'helpdesk.read-settings',
  does: 'see when the helpdesk is open, who is on call and what is said while it is closed',
  input: onSettings,
  allow: [
    { role: DESK[0], relation: 'party' },
    { role: DESK[1], relation: 'party' },
    { role: DESK[2], relation: 'party' },
    { role: reception, relation: 'party' },
    { role: reminder, relation: 'party' },
  ],
  about: aboutSettings,
  // Also read because a reporter is here, and that moment is not kept.
  isDayOnly: true,
  needs: ['entries'],
  run: ({ entries, version }) => {
    const last = entries.findLast((entry) => entry.kind === settingsChanged.name);
    const found = last && settingsIn(last);
    return { value: found ? { ...found, version, by: last.actor, on: last.recordedOn } : null };
  },
};

export const SETTINGS_ACTIONS: readonly Declared[] = [beginSettings, changeSettings, readSettings];
