import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { LATER_SECTIONS, SECTIONS, type Section } from './model/vocabulary.ts';
import { FILE_ROLES } from './roles.ts';
import { OPEN_SECTION } from './actions/open-actions.ts';
import { INVITE } from './actions/party-actions.ts';
import { lookAtFile, READ_SECTION } from './actions/read-actions.ts';
import { ADD_NOTE } from './actions/story-actions.ts';
import { openedFile, OUTSIDER, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';

const ground = useFiles();

/**
 * Who may read and who may write where, written by hand and not from the code: `w` reads and writes, `r` reads, `-` is
 * not there. In the order of the sections as they are named above it.
 */
const ORDER: readonly Section[] = ['identity', 'chronology', 'recognition', 'health', 'counsel', 'justice', 'protection', 'location', 'investigation', 'solution', 'reintegration'];
const TABLE: Readonly<Record<string, string>> = {
  'police-officer':           'w w w - - w w - w - -',
  'youth-protection-worker':  'w w w w - r w w - w w',
  'child-protection-council': 'w w w - - - r - - w -',
  guardian:                   'w w w w - r w w - w w',
  lawyer:                     'w w w - w w r - - w -',
  'shelter-worker':           'w w - w - - w w - - -',
  'placement-desk':           'r r - - - - w w - - -',
  prosecutor:                 'r r w - - w - - w - -',
  'care-coordinator':         'w w w - - - r - - r w',
  partner:                    'r r - - - - - - - w w',
  'duty-desk':                'r r r r - - r - - - -',
  oversight:                  '- - - - - - - - - - -',
};

/** A file in which all three agencies sit at every section, each opened by somebody who may. */
let open: string;
let closedToAll: string;
const OPENER: Readonly<Record<string, string>> = { health: 'youth-protection-worker', counsel: 'lawyer', justice: 'police-officer', location: 'youth-protection-worker', investigation: 'prosecutor', solution: 'youth-protection-worker', reintegration: 'youth-protection-worker' };
const GROUND_FOR = (section: Section) => (section === 'counsel' ? 'counsel-of-the-child' : section === 'justice' || section === 'investigation' ? 'gdpr-10-authority' : 'gdpr-6-1-e');
const ends = '2027-06-01';
const inviteTo = (section: Section, by: string, agency: string) => ground.perform(INVITE[section], who(by), { file: open, agency, purpose: 'protect-child', ground: GROUND_FOR(section), endsOn: ends });

beforeAll(async () => {
  open = await openedFile(ground);
  closedToAll = await openedFile(ground);
  for (const section of ['identity', 'chronology', 'recognition', 'protection'] as const) for (const agency of [AGENCIES[1], AGENCIES[2]]) valueOf(await inviteTo(section, 'police-officer', agency));
  for (const section of LATER_SECTIONS) {
    const by = OPENER[section] as string;
    valueOf(await ground.perform(OPEN_SECTION[section], who(by), { file: open, purpose: 'protect-child', ground: GROUND_FOR(section) }));
    for (const agency of AGENCIES) if (agency !== who(by).agency) valueOf(await inviteTo(section, by, agency));
  }
  await ground.database.query(`select 1`);
});

const standing = async (role: string, section: Section): Promise<string> => {
  const read = await ground.perform(READ_SECTION[section], who(role), { file: open });
  const written = await ground.perform(ADD_NOTE[section], who(role), { file: open, note: randomUUID(), text: 'x' });
  // Where the agency was invited and has not answered, it may not write yet: that is another matter than whether the role may.
  const mayWrite = written.done || (written.because === 'obstacles' && written.obstacles[0].code === 'invitation-unanswered');
  return mayWrite ? (read.done ? 'w' : '?') : read.done ? 'r' : '-';
};

describe('who may read and write', () => {
  it.each(FILE_ROLES.map((role) => role.name))('as %s is as the table says', async (role) => {
    const found: string[] = [];
    for (const section of ORDER) found.push(await standing(role, section));
    expect(found.join(' ')).toBe(TABLE[role]);
  });
  it('is said of every role and every section', () => {
    expect(Object.keys(TABLE).toSorted()).toEqual(FILE_ROLES.map((role) => role.name).toSorted());
    expect([...ORDER].toSorted()).toEqual([...SECTIONS].toSorted());
  });
  it('is nothing at all for an agency that is at no table, whatever its roles', async () => {
    for (const section of SECTIONS) {
      expect(await ground.perform(READ_SECTION[section], OUTSIDER, { file: open })).toEqual({ done: false, because: 'not-there' });
      expect(await ground.perform(ADD_NOTE[section], OUTSIDER, { file: open, note: randomUUID(), text: 'x' })).toEqual({ done: false, because: 'not-there' });
    }
    expect(await ground.perform(lookAtFile, OUTSIDER, { file: open })).toEqual(await ground.perform(lookAtFile, OUTSIDER, { file: randomUUID() }));
  });
  it('is nothing for an agency in a file to which it was not invited, though it is at the table of another', async () => {
    for (const section of SECTIONS) expect((await ground.perform(READ_SECTION[section], who('guardian'), { file: closedToAll })).done).toBe(false);
  });
});
