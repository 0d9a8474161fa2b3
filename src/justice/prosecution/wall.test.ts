import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ACTIONS } from '#src/actions.ts';
import { OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { answerInvitation, BREAK_GLASS, INVITE } from '#src/files/actions/party-actions.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { partyInvited, sectionOpened } from '#src/files/model/kinds.ts';
import { GROUNDS, SECTIONS, type Ground } from '#src/files/model/vocabulary.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { FILE_IMPRINTS } from '#src/files/imprints.ts';
import { openedFile, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { dutyDesk, lawyer as lawyerRole, oversight, police } from '#src/files/roles.ts';
import { SECTION_ACCESS } from '#src/files/access-table.ts';
import { seeProsecution } from './actions/see-actions.ts';

const ground = useFiles();
const officer = who('police-officer');
const lawyer = who('lawyer');

/** By hand: article 10, and the lawyer's own. */
const OPENS_JUSTICE: ReadonlySet<Ground> = new Set<Ground>(['gdpr-10-authority', 'gdpr-10-counsel', 'gdpr-10-guardian', 'law-enforcement']);
const OPENS_COUNSEL: ReadonlySet<Ground> = new Set<Ground>(['counsel-of-the-child']);

const on = (file: string, agency: string, by: Ground) => ({ file, agency, purpose: 'legal-help', ground: by, endsOn: '2027-06-01' }) as const;
async function withLawyer(): Promise<string> {
  const file = await openedFile(ground);
  valueOf(await ground.perform(INVITE.recognition, officer, on(file, AGENCIES[2], 'counsel-of-the-child')));
  valueOf(await ground.perform(answerInvitation, lawyer, { file, answer: 'accepted' }));
  return file;
}

/** Two files that every ground which opens nothing is tried on: a refusal leaves them as they were. */
let shared: { closed: string; open: string };
const openedByPolice = async (): Promise<string> => {
  const file = await withLawyer();
  valueOf(await ground.perform(OPEN_SECTION.justice, officer, { file, purpose: 'decide-on-prosecution', ground: 'law-enforcement' }));
  return file;
};
beforeAll(async () => {
  shared = { closed: await withLawyer(), open: await openedByPolice() };
});

describe('the wall around justice and counsel', () => {
  it.each(GROUNDS)('lets an agency in on %s only where that is a ground for it', async (by) => {
    const opens = { justice: OPENS_JUSTICE.has(by), counsel: OPENS_COUNSEL.has(by) };
    const file = opens.justice || opens.counsel ? await withLawyer() : shared.closed;
    expect((await ground.perform(OPEN_SECTION.justice, officer, { file, purpose: 'decide-on-prosecution', ground: by })).done).toBe(opens.justice);
    expect((await ground.perform(OPEN_SECTION.counsel, lawyer, { file, purpose: 'legal-help', ground: by })).done).toBe(opens.counsel);
    const other = opens.justice ? await openedByPolice() : shared.open;
    expect((await ground.perform(INVITE.justice, officer, on(other, AGENCIES[2], by))).done).toBe(opens.justice);
    expect((await ground.perform(READ_SECTION.justice, lawyer, { file: other })).done).toBe(opens.justice);
    expect((await ground.perform(seeProsecution, lawyer, { file: other, rules: null })).done).toBe(opens.justice);
  });
  it.each(['justice', 'counsel'] as const)('holds in the database for %s, whatever a rule of ours forgets', async (section) => {
    const file = await withLawyer();
    const sneakFirst: StreamAction<{ file: string }, null> = {
      name: 'file.sneak-in', does: 'forget the ground', input: z.object({ file: z.uuid() }), allow: [{ role: lawyerRole, relation: 'party' }, { role: police, relation: 'party' }],
      about: { kind: 'file', stream: (i) => i.file, sections: [null] }, reaches: ['first'],
      run: ({ actor }) => ({ value: null, entries: [draft(sectionOpened, { section, agency: actor.agency as string, purpose: 'legal-help', ground: 'gdpr-6-1-e' }, { section: null })], reaches: { section, how: 'first', purpose: 'legal-help', ground: 'gdpr-6-1-e', endsOn: null } }),
    };
    await expect(ground.perform(sneakFirst, lawyer, { file })).rejects.toThrow();
    valueOf(await ground.perform(OPEN_SECTION[section], section === 'justice' ? officer : lawyer, { file, purpose: 'legal-help', ground: section === 'justice' ? 'law-enforcement' : 'counsel-of-the-child' }));
    const host = section === 'justice' ? officer : lawyer;
    const sneakInvited: StreamAction<{ file: string }, null> = {
      ...sneakFirst, about: { kind: 'file', stream: (i) => i.file, sections: [section] }, reaches: [],
      run: () => ({ value: null, entries: [draft(partyInvited, { agency: AGENCIES[1], section, purpose: 'care', ground: 'gdpr-6-1-e', endsOn: '2027-06-01', answerBy: '2026-12-01' }, { section: null, parties: [{ agency: AGENCIES[1], section, isParty: true, purpose: 'care', ground: 'gdpr-6-1-e', endsOn: '2026-12-01' }] })] }),
    };
    await expect(ground.perform(sneakInvited, host, { file })).rejects.toThrow();
    expect((await ground.perform(READ_SECTION[section], who('youth-protection-worker'), { file })).done).toBe(false);
  });
  it('keeps both out of emergencies, oversight and the desk on duty', () => {
    expect(Object.keys(BREAK_GLASS)).not.toEqual(expect.arrayContaining(['justice']));
    expect(Object.keys(BREAK_GLASS)).not.toEqual(expect.arrayContaining(['counsel']));
    for (const section of ['justice', 'counsel'] as const) {
      const { read, write } = SECTION_ACCESS[section];
      expect([...read, ...write].filter((role) => role === oversight || role === dutyDesk)).toEqual([]);
    }
    // Found again and searched by who the child is, which stands elsewhere.
    expect(FILE_IMPRINTS.section).toBe('identity');
    expect(SECTION_ACCESS.counsel).toEqual({ read: [lawyerRole], write: [lawyerRole] });
  });
  it('leaves no action about either section to anybody outside the table of roles', () => {
    const strays = ACTIONS.flatMap((action) => {
      if (typeof action.about !== 'object' || !('kind' in action.about) || action.about.kind !== 'file') return [];
      return action.about.sections.flatMap((section) => {
        if (section !== 'justice' && section !== 'counsel') return [];
        const readers = new Set(SECTION_ACCESS[section].read.map((role) => role.name));
        return action.allow.filter((grant) => !readers.has(grant.role.name)).map((grant) => `${action.name}: ${grant.role.name}`);
      });
    });
    expect(strays).toEqual([]);
    expect(SECTIONS).toContain('counsel');
  });
});
