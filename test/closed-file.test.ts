import { describe, expect, it } from 'vitest';
import { ACTIONS } from '#src/actions.ts';
import * as kinds from '#src/files/model/kinds.ts';
import { LATER_SECTIONS, SECTIONS } from '#src/files/model/vocabulary.ts';
import type { Result } from '#src/platform/action/action.ts';
import { groundFor } from './support/tables-of-files.ts';
import { AGENCIES } from './support/ground.ts';
import { paperFile, type PaperFile } from './support/on-paper.ts';

/** Stands for whatever an action is given: each part of it is there, and is like nothing in the file. */
const anything: unknown = new Proxy(() => anything, { get: (_, name) => (name === Symbol.toPrimitive ? () => 'anything' : name === Symbol.iterator ? [][Symbol.iterator] : anything) });

/** All actions about one file, of every room: a new one is looked at without anybody thinking of it. */
const ABOUT_A_FILE = ACTIONS.filter(({ about }) => typeof about === 'object' && 'stream' in about && about.kind === 'file');

/** What the rules of an action answer first to somebody of this agency; `kept` where they would add something. */
function saidTo(file: PaperFile, agency: string, action: (typeof ABOUT_A_FILE)[number]): string {
  const known = { input: anything, actor: { id: 'somebody', agency }, today: file.today(), streamId: 'file', sections: SECTIONS, headers: file.headers, entries: [], version: '', uploads: [], attachment: null, table: [], openedSections: [], found: anything, looks: { looks: [], before: null }, proof: null };
  const result = (action as unknown as { run: (known: unknown) => Result<unknown> }).run(known);
  if ('obstacles' in result) return result.obstacles[0].code;
  return (result.entries ?? []).length > 0 ? 'kept' : 'nothing';
}
const namesOf = (file: PaperFile, agency: string, codes: readonly string[], isOurs: (name: string) => boolean) => ABOUT_A_FILE.filter((action) => isOurs(action.name) && codes.includes(saidTo(file, agency, action))).map((action) => action.name);

const [LEADS, INVITED] = [AGENCIES[0], AGENCIES[1]];
// Its own form reads the check before anything else, and can be given nothing but one.
const isLooked = (name: string) => name !== 'file.record-signs';
const isOfOthers = (name: string) => !name.startsWith('file.');

/** What other rooms only show, and what a service or somebody with a link does, which is asked otherwise. */
const ADDS_NOTHING = [
  'protection.see', 'protection.look', 'protection.match-places', 'protection.prepare-allocation', 'protection.tell-placement',
  'prosecution.see-gate', 'prosecution.see-assessments', 'prosecution.see',
  'interests.see', 'return.see', 'handover.see', 'handover.see-sharing',
  'followup.see', 'followup.take-steps', 'followup.open-link', 'followup.answer-by-link',
];

function closedFile(): PaperFile {
  const file = paperFile();
  for (const section of LATER_SECTIONS) file.record(kinds.sectionOpened, { section, agency: LEADS, purpose: 'protect-child', ground: groundFor(section) }, null);
  file.record(kinds.closed, { because: 'merged' }, null);
  return file;
}

describe('a file that is closed', () => {
  it('takes nothing any more but what a child or its people may always ask, and that it is opened again', () =>
    expect(namesOf(closedFile(), LEADS, ['kept'], isLooked)).toEqual(['file.exclude-person', 'file.reopen', 'file.ask-access']));

  it('says so to every room that would add to it, before that room asks anything of its own', () => {
    const closed = namesOf(closedFile(), LEADS, ['file-closed'], isOfOthers);
    expect(closed.length).toBeGreaterThan(80);
    expect(ABOUT_A_FILE.map((action) => action.name).filter((name) => isOfOthers(name) && !closed.includes(name)).toSorted()).toEqual(ADDS_NOTHING.toSorted());
  });
});

describe('an agency that was invited and has not answered', () => {
  it('adds nothing in any room, and is told so first', () => {
    const file = paperFile();
    for (const section of SECTIONS) file.record(kinds.partyInvited, { section, agency: INVITED, purpose: 'protect-child', ground: groundFor(section), endsOn: '2027-06-01', answerBy: '2027-01-01' }, null);
    expect(namesOf(file, INVITED, ['kept'], isOfOthers)).toEqual([]);
    const unanswered = namesOf(file, INVITED, ['invitation-unanswered'], isOfOthers);
    expect(ABOUT_A_FILE.map((action) => action.name).filter((name) => isOfOthers(name) && !unanswered.includes(name)).toSorted()).toEqual(ADDS_NOTHING.toSorted());
  });
});
