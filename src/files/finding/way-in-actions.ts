import { z } from 'zod';
import type { Known, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import { atTable } from '../access-table.ts';
import { lookExplained } from '../model/kinds.ts';
import { fileState, stateOn, stateFor, type FileState } from '../model/state.ts';
import { DAYS_OF_HOURS, endOfLastVisit, LOOK_REASONS, unusualIn, type Unusual } from '../model/unusual.ts';
import { ownersFor } from '../model/waits.ts';
import { FILE_ROLES } from '../roles.ts';
import { aboutFile, agencyOf, onFile } from '../actions/about.ts';
import { readNews, readOwnLooks, readTold, type News, type OwnLooks } from './store.ts';

const everybody = atTable(FILE_ROLES);

/** The moment and the roles come from the page that asks: what passes the door for a program is not asked for reasons, and is seen at the table. */
const coming = onFile.extend({ at: z.iso.datetime(), roles: z.array(z.string().max(40)).max(40) });
type Coming = z.infer<typeof coming>;

/** Whether somebody has to do with a file: she wrote there, sits with the child, or something waits for her work or her agency. */
function isBound(state: FileState, { person, agency, roles }: { person: string; agency: string; roles: readonly string[] }, looks: OwnLooks): boolean {
  const owners: readonly string[] = ownersFor(roles);
  return (
    looks.hasWritten ||
    state.confidant?.person === person ||
    state.leadOfferedTo === agency ||
    state.seats.some((s) => s.agency === agency && s.standing === 'invited') ||
    state.tasks.some((t) => t.standing === 'open' && owners.includes(t.owner) && (t.agency === null || t.agency === agency))
  );
}

/** What everybody at the table may know suffices: nothing of any section is weighed. */
type Found = { told: FileState; looks: OwnLooks; since: Date | null; news: readonly News[] };

async function lookUpComing(tx: Transaction, { file, at }: Coming): Promise<Found> {
  const moment = new Date(at);
  const looks = await readOwnLooks(tx, file, { at: moment, days: DAYS_OF_HOURS });
  const since = endOfLastVisit(moment, looks.moments);
  return { told: fileState(await readTold(tx, file)), looks, since, news: since ? await readNews(tx, file, since) : [] };
}

function unusualFor({ input, actor, found }: Pick<Known<Coming, Found>, 'input' | 'actor' | 'found'>): readonly Unusual[] {
  const state = found.told;
  const agency = agencyOf(actor);
  const { looks } = found;
  // Every file begins with its country; one that was not begun has nobody who looks.
  if (!state.opened) return [];
  const explainedAt = state.explained.findLast((e) => e.person === actor.id)?.at ?? null;
  return unusualIn({ at: new Date(input.at), country: state.opened.country, isBound: isBound(state, { person: actor.id, agency, roles: input.roles }, looks), ...looks, explainedAt });
}

/** What is known before a page about a file is shown: why it asks for a reason, or what is new since the last visit. */
export type WayIn = { readonly unusual: readonly Unusual[]; /** End of the last visit; null where this is the first. */ readonly since: Date | null; readonly news: readonly News[] };

export const comeIn: StreamAction<Coming, WayIn, Found> = {
  name: 'file.way-in',
  does: 'come to the pages of a file, be asked for a reason where that is unusual, and hear what is new since the last visit',
  input: coming,
  allow: everybody,
  about: aboutFile,
  isForPagesOnly: true,
  lookUp: lookUpComing,
  run(known) {
    const unusual = unusualFor(known);
    return { value: unusual.length > 0 ? { unusual, since: null, news: [] } : { unusual, since: known.found.since, news: known.found.news } };
  },
};

const explaining = coming.extend({ because: z.enum(LOOK_REASONS) });
/** A reason suffices, whichever it is; the table sees it. */
export const explainLook: StreamAction<z.infer<typeof explaining>, null, Found> = {
  name: 'file.explain-look',
  does: 'say why one looks at a file in a way that is not usual, for the table and for oversight to see',
  input: explaining,
  allow: everybody,
  about: aboutFile,
  isForPagesOnly: true,
  lookUp: lookUpComing,
  run(known) {
    const unusual = unusualFor(known);
    if (unusual.length === 0) return { value: null };
    return { value: null, entries: [draft(lookExplained, { person: known.actor.id, agency: agencyOf(known.actor), unusual: [...unusual], because: known.input.because }, { section: null })] };
  },
};

const knowing = onFile.extend({ day: z.iso.date() });
/** A file as it was known at the end of a day. */
export type KnownOn = { readonly state: FileState; readonly sections: readonly string[]; /** Whether anything was recorded since that the reader may see. */ readonly hasMoreNow: boolean };

/** Which sections one reads is as it is today: what somebody may see does not come back with the day. */
export const lookAtDay: StreamAction<z.infer<typeof knowing>, KnownOn> = {
  name: 'file.known-on',
  does: 'see how a file stood at the end of a day, as far as the sections of the agency say today',
  input: knowing,
  allow: everybody,
  about: aboutFile,
  needs: ['headers'],
  run({ input: { day }, headers, sections, today }) {
    if (day > today) return { obstacles: [{ code: 'day-is-to-come' }] };
    const begun = headers[0]?.recorded_on ?? today;
    if (day < begun) return { obstacles: [{ code: 'day-is-before' }] };
    const isSeen = (section: string | null) => section === null || sections.includes(section);
    const then = headers.filter((h) => isSeen(h.section));
    return { value: { state: stateOn(then, day), sections, hasMoreNow: stateFor(headers, sections).lastOn > day } };
  },
};

export const WAY_IN_ACTIONS = [comeIn, explainLook, lookAtDay] as const;
