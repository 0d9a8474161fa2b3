import type { Looks } from '../actions/read-actions.ts';

/** One person who was at a file, by what was recorded of her looks. */
export type Looker = { readonly actor: string; readonly agency: string | null; readonly first: string; readonly last: string; readonly times: number; /** Reads and has written nothing among these. */ readonly onlyReads: boolean };

/** What shows and keeps nothing; in every other room such an action is called after seeing. */
const READING = /^(?:file\.(?:look|way-in|explain-look|read-[a-z]+|known-on|find-known)|[a-z-]+\.see(?:-[a-z-]+)?)$/;
/** Coming to the door shows nothing yet. */
const AT_DOOR = 'file.way-in';

/** Whether somebody saw something: not where it was refused, and not where she was only asked why she looks. */
export const hasSeen = ({ outcome, action }: Looks['rows'][number]): boolean => outcome === 'done' && action !== AT_DOOR;

/** Who was there, the last first. */
export function lookersIn({ rows }: Looks): readonly Looker[] {
  const seen = rows.filter((row) => hasSeen(row) && !row.actor.startsWith('service:'));
  return [...Map.groupBy(seen, (row) => row.actor)].map(([actor, own]) => ({
    actor,
    agency: own[0]?.agency ?? null,
    first: own.at(-1)?.day ?? '',
    last: own[0]?.day ?? '',
    times: own.length,
    onlyReads: own.every((row) => READING.test(row.action)),
  }));
}
