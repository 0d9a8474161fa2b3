import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaperFile } from '#test/support/on-paper.ts';
import { provenFile, readyFile } from '#test/support/returning.ts';
import { at, game, MOVES, ROLES, STRAIGHT, withdraw, type Move } from '#test/support/returning-game.ts';
import { obstaclesAmong } from './gate.ts';
import { journeysOn, type Journey } from './journey.ts';
import * as kinds from './kinds.ts';
import { gateOn, groundsIn } from './state.ts';
import type { Gate } from './vocabulary.ts';

/**
 * What a journey may do, kept beside it by other means: after each move the conditions that are open are written down as the gate
 * says them that day, and what a decision named. Nothing of how journeys are folded is used.
 */
type Book = { excused: Set<string>; isHeldUp: boolean; isOver: boolean };
const openOn = (file: PaperFile, way: { gate: Gate; receiver: 'family' | 'care' | 'authority' }, isSettingOut: boolean) => obstaclesAmong(gateOn(groundsIn(file.headers), { ...way, today: file.today(), isSettingOut })).map((o) => `${o.code}${o.section ?? ''}`);

function reckon(file: PaperFile, books: Map<string, Book>, from: number, before: (id: string, isSettingOut: boolean) => readonly string[]): void {
  for (const { kind, header } of file.headers.slice(from)) {
    const id = String(header['journey']);
    const book = books.get(id) ?? { excused: new Set<string>(), isHeldUp: false, isOver: false };
    const isFree = (isSettingOut: boolean) => before(id, isSettingOut).every((o) => book.excused.has(o));
    if (kind === kinds.decidedAgainstReturn.name) books.set(id, { ...book, excused: new Set([...book.excused, ...before(id, true)]), isHeldUp: false });
    if (kind === kinds.journeyPlanned.name) {
      expect(isFree(false) && !book.isHeldUp, 'planned against the gate').toBe(true);
      books.set(id, book);
    }
    if (kind === kinds.journeyWentOn.name) {
      expect(isFree(false), 'goes on against the gate').toBe(true);
      books.set(id, { ...book, isHeldUp: false });
    }
    if (kind === kinds.journeyEnded.name) books.set(id, { ...book, isOver: true });
    if (kind !== kinds.journeyStepped.name) continue;
    expect(books.has(id) && !book.isHeldUp && !book.isOver && isFree(header['step'] === 'departed'), `${String(header['step'])} against the gate`).toBe(true);
    if (header['step'] === 'returned') books.set(id, { ...book, isOver: true });
  }
}

/** Plays moves one after the other and holds each to the book. Gives how it ended. */
function played(file: PaperFile, moves: readonly Move[]): readonly Journey[] {
  const books = new Map<string, Book>();
  for (const move of moves) {
    const ways = new Map(file.headers.flatMap((h) => (h.kind === kinds.journeyPlanned.name || h.kind === kinds.decidedAgainstReturn.name ? [[String(h.header['journey']), h.header as never]] : [])));
    const from = file.headers.length;
    at(MOVES, move.what)(file, at(ROLES, move.role), move);
    const added = file.headers.slice(from);
    const all = [...file.headers];
    // As it stood before this move, on the day on which it was made.
    const then = (id: string, isSettingOut: boolean) => {
      const way = ways.get(id) ?? (added.find((h) => h.header['journey'] === id)?.header as never);
      return openOn({ ...file, headers: all.slice(0, from) }, way, isSettingOut);
    };
    // Papers are put there by the step itself, before it is taken; nothing else that is added in one move changes the gate.
    reckon(file, books, from, then);
    for (const [id, book] of books) {
      const way = all.find((h) => h.header['journey'] === id && 'gate' in h.header)?.header as never;
      const open = openOn(file, way, false);
      const wide = openOn(file, way, true);
      book.excused = new Set([...book.excused].filter((o) => wide.includes(o)));
      if (!book.isOver && open.some((o) => !book.excused.has(o))) book.isHeldUp = true;
    }
    for (const journey of journeysOn(file.headers, file.today())) {
      const book = books.get(journey.journey);
      expect([journey.stopped !== null, journey.state === 'returned' || journey.state === 'ended'], 'state').toEqual(book?.isOver ? [expect.anything(), true] : [book?.isHeldUp, false]);
    }
  }
  return journeysOn(file.headers, file.today());
}

describe('no sequence of what anybody may do', () => {
  it('reaches “returned” with an open condition, but by a decision against the gate that named it', () => {
    fc.assert(
      fc.property(game, ({ isReady, moves }) => {
        played(isReady ? readyFile() : provenFile(), isReady ? [...STRAIGHT.slice(0, moves.length % 4), ...moves] : moves);
      }),
      { numRuns: Number(process.env['KEERPUNT_GAMES'] ?? 60), examples: [[{ isReady: true, moves: [...STRAIGHT] }]] },
    );
  }, 600_000);
  it('is played in vain: some lead to “returned”', () => {
    expect(played(readyFile(), STRAIGHT).map(({ state }) => state)).toEqual(['returned']);
    const file = readyFile();
    withdraw(file, 'plan');
    const decided: Move = { what: 10, role: ROLES.indexOf('youth-protection-worker'), pick: 1, days: 1 };
    expect(played(file, [decided, ...STRAIGHT]).map(({ state, against: all }) => [state, all.length])).toEqual([['returned', 1]]);
  });
});
