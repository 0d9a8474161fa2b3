import { closeFile } from '#src/files/actions/closing-actions.ts';
import { OPEN_SECTION, openFile } from '#src/files/actions/open-actions.ts';
import { answerInvitation, END_PARTY, excludePerson, INVITE } from '#src/files/actions/party-actions.ts';
import { LATER_SECTIONS, SECTIONS, type Ground, type Section } from '#src/files/model/vocabulary.ts';
import { FILE_ROLES } from '#src/files/roles.ts';
import type { Actor } from '#src/platform/action/action.ts';
import { aFile, personOf, who } from './files.ts';
import { AGENCIES, valueOf, type TestGround } from './ground.ts';

/** How an agency may stand to a section of a file. `lapsed`: it was invited and the day came without an answer. */
export const SEATINGS = ['accepted', 'invited', 'declined', 'left', 'ended', 'lapsed', 'never'] as const;
type Seating = (typeof SEATINGS)[number];

/** A file, and how one agency stands to each of its sections; `excluded`: all its people were kept out by name. */
export type Table = { readonly name: string; readonly file: string; readonly agency: string; readonly isLead: boolean; readonly isExcluded: boolean; readonly seats: Readonly<Record<Section, Seating>> };

export const groundFor = (section: Section): Ground => (section === 'counsel' ? 'counsel-of-the-child' : section === 'justice' || section === 'investigation' ? 'gdpr-10-authority' : 'gdpr-6-1-e');

const FIRST_DAY = '2026-11-25';
const LAPSES_ON = '2026-11-26';
const LATER = new Date('2026-11-27T10:00:00Z');

/** Somebody at an agency who holds every role, to lay a table; nothing is measured for her. */
const layers = new Map(AGENCIES.map((agency, n) => [agency, personOf(70 + n, agency)]));
const layerOf = (agency: string) => layers.get(agency) as Actor & { agency: string };
const otherThan = (agency: string) => AGENCIES.find((one) => one !== agency) as string;

const roleNames = FILE_ROLES.map((role) => role.name);
const peopleOf = (agency: string) => roleNames.map((name) => who(name)).filter((person) => person.agency === agency);

const everySection = (seating: (at: number) => Seating) => Object.fromEntries(SECTIONS.map((section, at) => [section, seating(at)])) as Record<Section, Seating>;
const sectionsAt = (seats: Table['seats'], seating: Seating) => SECTIONS.filter((section) => seats[section] === seating);

/** A file in which `host` opened every section. */
async function wholeFile({ perform }: TestGround, host: Actor): Promise<string> {
  const file = valueOf(await perform(openFile, host, aFile()));
  for (const section of LATER_SECTIONS) valueOf(await perform(OPEN_SECTION[section], host, { file, purpose: 'protect-child', ground: groundFor(section) }));
  return file;
}

/** Seats an agency as it should be, one step after the other: an answer is about all that waits for one. */
async function seat(ground: TestGround, file: string, agency: string, seats: Table['seats']): Promise<() => Promise<void>> {
  const [host, guest] = [layerOf(otherThan(agency)), layerOf(agency)];
  const invite = async (seating: Seating, endsOn = '2027-06-01') => {
    for (const section of sectionsAt(seats, seating)) valueOf(await ground.perform(INVITE[section], host, { file, agency, purpose: 'protect-child', ground: groundFor(section), endsOn }));
  };
  const answer = async (seating: Seating, said: string) => {
    if (sectionsAt(seats, seating).length > 0) valueOf(await ground.perform(answerInvitation, guest, { file, answer: said }));
  };
  await invite('left');
  await answer('left', 'accepted');
  await answer('left', 'left');
  await invite('declined');
  await answer('declined', 'declined');
  await invite('ended');
  await answer('ended', 'accepted');
  for (const section of sectionsAt(seats, 'ended')) valueOf(await ground.perform(END_PARTY[section], host, { file, agency, because: 'mistake' }));
  await invite('accepted');
  await answer('accepted', 'accepted');
  await invite('lapsed', LAPSES_ON);
  // What is asked after that day waits for an answer still.
  return () => invite('invited');
}

async function tablesFor(ground: TestGround, agency: string): Promise<{ tables: Table[]; later: (() => Promise<void>)[] }> {
  const later: (() => Promise<void>)[] = [];
  const lay = async (name: string, seats: Table['seats'], more: Partial<Table> = {}): Promise<Table> => {
    const file = await wholeFile(ground, layerOf(more.isLead ? agency : otherThan(agency)));
    if (!more.isLead) later.push(await seat(ground, file, agency, seats));
    return { name, file, agency, isLead: false, isExcluded: false, seats, ...more };
  };
  const tables = [
    // Each seating meets each section once, beside all the others.
    ...(await Promise.all(SEATINGS.map((_, turn) => lay(`seats of every kind, ${turn}`, everySection((at) => SEATINGS[(at + turn) % SEATINGS.length] as Seating))))),
    await lay('only invited', everySection(() => 'invited')),
    await lay('the lead', everySection(() => 'accepted'), { isLead: true }),
    await lay('kept out by name', everySection(() => 'accepted'), { isExcluded: true }),
    await lay('never asked', everySection(() => 'never')),
  ];
  const keptOut = tables.find((table) => table.isExcluded) as Table;
  for (const person of peopleOf(agency)) valueOf(await ground.perform(excludePerson, layerOf(agency), { file: keptOut.file, person: person.id, isExcluded: true }));
  return { tables, later };
}

/** For each agency files in which it stands in every way. The clock goes on by two days. */
export async function layTables(ground: TestGround): Promise<readonly Table[]> {
  ground.clock.now = new Date(`${FIRST_DAY}T10:00:00Z`);
  for (const agency of AGENCIES) await ground.give(layerOf(agency), roleNames);
  const laid = await Promise.all(AGENCIES.map((agency) => tablesFor(ground, agency)));
  ground.clock.now = LATER;
  await Promise.all(laid.flatMap((one) => one.later.map((ask) => ask())));
  return laid.flatMap((one) => one.tables);
}

/** Closes a file against its gate, as whoever leads it. */
export async function closeAs(ground: TestGround, { file, agency }: Table, note: string): Promise<void> {
  valueOf(await ground.perform(closeFile, layerOf(otherThan(agency)), { file, because: 'other-authority', note, against: 'Verzonnen: de rechter besliste anders.' }));
}
