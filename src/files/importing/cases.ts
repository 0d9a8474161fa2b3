import type { Country } from '#src/knowledge/vocabulary.ts';
import { randomUUID } from 'node:crypto';
import { openFileWith, type BroughtFile } from '../actions/bring-actions.ts';
import { whyNotBrought } from '../model/rules.ts';
import { LONGEST_LINE } from '../model/words.ts';
import { cellsOf, type Cells } from './cells.ts';
import type { Mapping } from './mapping.ts';
import type { LineProblem } from './problem.ts';
import type { Row } from './read-rows.ts';

/** A case of another system: the rows below each other that carry its number. */
export type CaseRows = { readonly number: string; readonly rows: readonly [Row, ...Row[]] };

/** Everything of a case but the number that its file has here. */
export type Imported = Omit<BroughtFile, 'file' | 'origin'>;
export type Shape = { readonly mapping: Mapping; readonly header: ReadonlyMap<string, number>; readonly today: string };

type Event = BroughtFile['events'][number];

/** The kinds of codes were held to their lists where the mapping was read. */
const as = <T>(code: string): T => code as T;

function eventsIn(cells: Cells, { events }: Mapping, country: string): Event[] {
  return events.flatMap(({ what, on, text, place, source }) => {
    // A row says of this event nothing, where its words are empty and its day is.
    const [words, day] = [cells.words(text), cells.day(on)];
    if (words === '' && day.day === null) return [];
    if (words === '') return 'column' in text ? (cells.note(text.column, 'words-missing'), []) : [];
    // Words that are the same for all say nothing where a day was asked and is not there.
    if ('is' in text && on !== undefined && day.day === null) return [];
    const event = { event: randomUUID(), what: as<'other'>(cells.code(what)), happened: day.day, precision: day.precision, source: as<'document'>(cells.code(source)), country: as<Country>(country), hadMissedSign: false, corrects: null };
    return [{ event, words: { text: words, place: cells.text(place, LONGEST_LINE) } }];
  });
}

function wordsIn(cells: Cells, { words: mapped }: Mapping): NonNullable<BroughtFile['spoken']> {
  return mapped.flatMap(({ kind, words, question, on, language }) => {
    const said = cells.text(words);
    if (said === '') return [];
    const spoken = { words: randomUUID(), kind: as<'told'>(cells.code(kind)), spokenOn: cells.day(on).day, present: [], interpreter: 'not-known' as const, wasAlone: 'not-known' as const };
    return [{ spoken, words: { words: said, question: cells.text(question), language: cells.text(language, LONGEST_LINE) } }];
  });
}

function factsIn(cells: Cells, { child, facts }: Mapping): NonNullable<BroughtFile['facts']> {
  const [given, family] = [cells.text(child.given, LONGEST_LINE), cells.text(child.family, LONGEST_LINE)];
  const name = given === '' && family === '' ? [] : [{ recorded: { fact: randomUUID(), what: 'name' as const, source: 'other-agency' as const, certainty: 'unsure' as const }, words: { given, family } }];
  const others = facts.flatMap(({ what, from, source, certainty }) => {
    const value = cells.text(from);
    return value === '' ? [] : [{ recorded: { fact: randomUUID(), what, source: as<'document'>(cells.code(source)), certainty: as<'sure'>(cells.code(certainty)) }, words: { value } }];
  });
  return [...name, ...others];
}

function stepIn(cells: Cells, { status }: Mapping): BroughtFile['step'] {
  if (!status) return null;
  const { status: which, decider, on, bases, effects, reasons } = status;
  // Where the other system decided nothing, nothing was decided.
  if ('column' in which && cells.text(which.column, LONGEST_LINE) === '') return null;
  const day = cells.day(on);
  if (day.precision !== 'day') cells.note(on, 'day-missing');
  const [code, words] = [cells.code(which), cells.words(reasons)];
  if (words === '') cells.note('column' in reasons ? reasons.column : null, 'words-missing');
  const step = { status: as<'possible'>(code), decider: as<'police'>(cells.code(decider)), decidedOn: day.day ?? '', effects, bases, objectUntil: null };
  if (code !== '' && words !== '') {
    const why = whyNotBrought('import', { step, words: { reasons: words } });
    for (const { code: obstacle } of why ?? []) cells.note('column' in which ? which.column : null, obstacle);
  }
  return { step, words: { reasons: words } };
}

/** A case as it will be opened, or all that is wrong with it. */
export function readCase({ number, rows: [first, ...more] }: CaseRows, { mapping, header, today }: Shape): { readonly imported: Imported } | { readonly problems: readonly LineProblem[] } {
  const problems: LineProblem[] = [];
  const about = { header, days: mapping.days, today, problems };
  const [cells, others] = [cellsOf(first, about), more.map((row) => cellsOf(row, about))];
  for (const { line, cells: { length } } of [first, ...more]) if (length !== header.size) problems.push({ line, column: null, code: 'other-number-of-columns' });
  if (problems.length > 0) return { problems };
  const country = cells.code(mapping.country);
  const events = [cells, ...others].flatMap((each) => eventsIn(each, mapping, country));
  if (events.length === 0) cells.note(null, 'no-event');
  const note = { section: 'chronology' as const, note: randomUUID(), text: `${mapping.sender}: ${mapping.number} ${number}` };
  const imported = { country: as<Country>(country), facts: factsIn(cells, mapping), events, spoken: [cells, ...others].flatMap((each) => wordsIn(each, mapping)), notes: [note], step: stepIn(cells, mapping) };
  if (problems.length > 0) return { problems };
  const parsed = openFileWith.input.safeParse({ ...imported, file: randomUUID(), origin: 'import' });
  // What the action would refuse is said beforehand, whatever it is.
  if (!parsed.success) return { problems: parsed.error.issues.map(({ path, code }) => ({ line: first.line, column: null, code: `${path.join('.')}:${code}` })) };
  return { imported };
}
