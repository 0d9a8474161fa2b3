import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { COUNTRIES, type Country } from '#src/knowledge/vocabulary.ts';
import { readMessages } from '#src/platform/i18n/read-messages.ts';
import { translatorFor } from '#src/platform/i18n/translate.ts';
import type { Site } from '#src/platform/http/site.ts';
import { PROJECT } from '#test/support/server.ts';
import { anEvent, aStep, openedFile, OUTSIDER, useFiles, who } from '#test/support/files.ts';
import { AGENCIES, valueOf } from '#test/support/ground.ts';
import { inventedGuide } from '#test/support/invented-pack.ts';
import { english, knowledge } from '#test/support/knowledge.ts';
import { readCalendar } from './actions/calendar-actions.ts';
import { answerInvitation, INVITE } from './actions/party-actions.ts';
import { listFiles, lookAtFile, READ_SECTION } from './actions/read-actions.ts';
import { setStatus } from './actions/status-actions.ts';
import { addEvent } from './actions/story-actions.ts';
import { endTask, SET_TASK } from './actions/task-actions.ts';
import { entryFor } from './calendar/routes.tsx';
import { fileNumber } from './model/number.ts';
import { proposedTasks } from './model/proposals.ts';
import type { EventCode } from './model/vocabulary.ts';
import { packFor, type Guide } from './pages/guide.ts';
import type { Member } from './pages/member.ts';
import { itemOf, setProposedDoing, taskFrom } from './pages/proposed-doing.ts';
import { Proposed } from './pages/proposed.tsx';
import { roleName } from './pages/role-name.ts';
import { StatusGuide } from './pages/status-guide.tsx';
import { StoryPage } from './pages/story-page.tsx';
import type { FileView } from './pages/view.ts';

const ground = useFiles();
const officer = who('police-officer');
const worker = who('youth-protection-worker');
const messages = readMessages(PROJECT).en;
const site = { language: 'en', messages, t: translatorFor('en', messages), href: (path: string) => path } as Site;
const look = async (file: string, actor = officer) => valueOf(await ground.perform(lookAtFile, actor, { file }));
const happens = async (file: string, what: EventCode) => valueOf(await ground.perform(addEvent, officer, { file, event: anEvent({ what }), words: { text: 'Verzonnen' } }));
const memberOf = (actor: typeof officer, roles: readonly string[]): Member => ({ actor, perform: (action, by, input) => ground.perform(action, by, input), roles, name: 'Verzonnen', agencies: new Map(), colleagues: new Map() });
const press = async (file: string, item: string, guide: Guide, actor = officer, roles = ['police-officer']) =>
  setProposedDoing.act({ get: () => '', ticked: () => [], day: () => null, isTicked: () => false, id: randomUUID(), base: '', item, section: '' }, { member: memberOf(actor, roles), file, today: '2026-11-25', guide });
const proposals = async (file: string, guide: Guide, actor = officer) => {
  const { state, sections } = await look(file, actor);
  const pack = packFor(guide, state);
  return pack ? proposedTasks(state, pack, sections) : [];
};
const viewOf = async (file: string, guide: Guide, actor = officer, roles = ['police-officer']): Promise<FileView> => ({
  file, overview: await look(file, actor), member: memberOf(actor, roles), today: '2026-11-25', tried: null, problems: [], waiting: null, draft: null, known: null, guide, reads: {}, more: [], tabs: [],
});
const html = (element: unknown) => String(element);

describe.each(COUNTRIES)('a file in an invented country that stands in the place of %s', (country: Country) => {
  const guide = inventedGuide(country);
  const dutch = /Raad voor|Nidos|CoMensha|Veilig Thuis|Sv\b|IND\b|Dutch/;

  it('gets the tasks of that country and no other, by who is who there', async () => {
    const file = await openedFile(ground, { country });
    for (const what of ['in-custody', 'missing'] as const) await happens(file, what);
    const found = await proposals(file, guide);
    expect(found.map((p) => [p.rule.code, p.dueOn, p.isLaw])).toEqual([['report-missing', '2026-11-24', false], ['tell-council', '2026-11-25', false], ['report-concern', '2026-11-28', true]]);
    for (const one of found) expect((await press(file, itemOf(one), guide)).done).toBe(true);
    expect(await proposals(file, guide)).toEqual([]);
    const { state } = await look(file);
    expect(state.tasks.map((t) => [t.fromPack?.code, t.owner, t.hearsLate, t.isLaw, t.fromPack?.review])).toEqual([
      ['report-missing', 'shelter', 'duty-desk', false, 'to-verify'],
      ['tell-council', 'police', 'prosecutor', false, 'to-verify'],
      ['report-concern', 'anybody', 'care-coordinator', true, 'verified'],
    ]);
    const shown = html(<StoryPage site={site} view={await viewOf(file, guide)} />);
    for (const text of ['Light the beacon', 'Send a rider to the Council of Elders', 'Ring the Bell of the Valley', 'The Valley listens.', 'Within 30 hours from the hour at which it began']) expect(shown).toContain(text);
    expect(shown).not.toMatch(dutch);
  });

  it('names who can decide, what it does and how to object, as that country says', async () => {
    const file = await openedFile(ground, { country });
    const shown = html(<StatusGuide site={site} view={await viewOf(file, guide)} />);
    for (const text of ['Keeper of the Gate', 'Court under the Oak', 'Circle of Nine', 'Speak at the Oak.', 'Within 9 days', 'The watch on the hill.', 'Invented meaning of recognised', 'Still to be verified']) expect(shown).toContain(text);
    expect(shown).not.toMatch(dutch);
    expect(roleName(site, packFor(guide, (await look(file)).state), 'owner', 'guardian')).toContain('Keeper of the Gate');
  });
});

describe('what is proposed', () => {
  const guide = inventedGuide('NL');
  const missing = async () => {
    const file = await openedFile(ground);
    await happens(file, 'missing');
    const found = (await proposals(file, guide)).find((p) => p.rule.code === 'report-missing');
    if (!found) throw new Error('nothing is proposed');
    return { file, found };
  };
  it('is set once, however often and by however many it is pressed', async () => {
    const { file, found } = await missing();
    const all = await Promise.all([1, 2, 3].map(() => press(file, itemOf(found), guide)));
    expect(all.some((a) => a.done)).toBe(true);
    expect((await press(file, itemOf(found), guide)).done).toBe(true);
    expect((await look(file)).state.tasks).toHaveLength(1);
  });
  it('is not there for a form that names something else, and says what the pack says, whatever the form says', async () => {
    const { file } = await missing();
    expect(await press(file, 'assign-lawyer 2026-11-24', guide)).toMatchObject({ done: false, because: 'not-there' });
    expect((await press(randomUUID(), 'report-missing x', guide)).done).toBe(false);
  });
  it('is moved or waived only with a reason in writing, and does not come back', async () => {
    const { file, found } = await missing();
    await press(file, itemOf(found), guide);
    const [task] = (await look(file)).state.tasks;
    const end = (how: string, reason: string, dueOn: string | null = null) => ground.perform(endTask, officer, { file, task: task?.task, how, reason, dueOn });
    expect((await end('waived', ' ')).done).toBe(false);
    expect((await end('moved', '', '2026-12-24')).done).toBe(false);
    expect((await end('moved', 'Verzonnen reden', '2026-12-24')).done).toBe(true);
    expect((await end('waived', 'Verzonnen reden')).done).toBe(true);
    expect((await look(file)).state.tasks).toMatchObject([{ standing: 'waived', timesMoved: 1, dueOn: '2026-12-24' }]);
    expect((await proposals(file, guide)).map((p) => p.rule.code)).not.toContain('report-missing');
  });
  it('is never law unless somebody of the field has checked it, even if a program says so', async () => {
    const { file, found } = await missing();
    const input = taskFrom(guide, file, randomUUID(), found);
    expect(await ground.perform(SET_TASK.chronology, officer, { ...input, task: { ...input.task, isLaw: true } })).toMatchObject({ obstacles: [{ code: 'limit-not-verified' }] });
    expect(await ground.perform(SET_TASK.chronology, officer, { ...input, task: { ...input.task, dueOn: '2026-01-01' } })).toMatchObject({ obstacles: [{ code: 'due-before-start' }] });
  });
  it('by the status is described in its section: who does not read that sees that there is a task, and not which', async () => {
    const file = await openedFile(ground);
    const base = valueOf(await ground.perform(READ_SECTION.recognition, officer, { file })).version;
    valueOf(await ground.perform(setStatus, officer, { file, base, step: aStep({ status: 'possible' }), words: { reasons: 'Verzonnen redenen' } }));
    valueOf(await ground.perform(INVITE.chronology, officer, { file, agency: AGENCIES[1], purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' }));
    valueOf(await ground.perform(answerInvitation, worker, { file, answer: 'accepted' }));
    expect((await proposals(file, guide, worker)).map((p) => p.rule.code)).toEqual(['report-concern']);
    const found = (await proposals(file, guide)).find((p) => p.rule.code === 'offer-reflection');
    expect((await press(file, found ? itemOf(found) : '', guide)).done).toBe(true);
    expect((await look(file, worker)).state.tasks.map((t) => t.fromPack)).toEqual([null]);
    expect(html(<StoryPage site={site} view={await viewOf(file, guide, worker, ['youth-protection-worker'])} />)).not.toContain('two moons');
    const codes = valueOf(await ground.perform(readCalendar, worker, {})).filter((row) => row.file === file);
    expect(codes.map((row) => row.code)).toEqual([null]);
  });
  it('is shown without a button to who may not write there', async () => {
    const { file } = await missing();
    expect(html(<Proposed site={site} view={await viewOf(file, guide, officer, ['prosecutor'])} />)).not.toContain('<button');
    expect(html(<Proposed site={site} view={await viewOf(file, guide)} />)).toContain('<button');
  });
});

describe('the Netherlands', () => {
  const guide: Guide = { packs: english.filePacks, law: english.law, asOf: knowledge.released };
  it('asks for what its sources say, and calls none of it law before a jurist has looked', async () => {
    const file = await openedFile(ground);
    await happens(file, 'in-custody');
    const shown = html(<Proposed site={site} view={await viewOf(file, guide)} />);
    for (const text of ['Tell the Raad voor de Kinderbescherming of the custody order', 'Art. 490(1) Sv', 'so guidance', 'Still to be verified']) expect(shown).toContain(text);
    expect(shown).not.toContain('Limit of the law');
  });
  it('leaves a country without a pack with nothing proposed, and says that nobody is named', async () => {
    const file = await openedFile(ground, { country: 'MA' });
    await happens(file, 'missing');
    expect(await proposals(file, guide)).toEqual([]);
    expect(html(<StatusGuide site={site} view={await viewOf(file, guide)} />)).toContain('not known yet who can decide');
  });
});

describe('the calendar', () => {
  const guide = inventedGuide('NL');
  it('has the day, the number and the task of the pack, and nothing that anybody typed', async () => {
    const file = await openedFile(ground);
    await happens(file, 'missing');
    for (const one of await proposals(file, guide)) await press(file, itemOf(one), guide);
    valueOf(await ground.perform(SET_TASK.chronology, officer, { file, task: { task: randomUUID(), dueOn: '2026-12-01', owner: 'guardian', agency: null, isLaw: false }, words: { title: 'Bel Verzonnen Voorbeeld' } }));
    const rows = valueOf(await ground.perform(readCalendar, officer, {})).filter((row) => row.file === file);
    expect(rows.map(({ code, dueOn, isLate, country }) => ({ code, dueOn, isLate, country }))).toEqual([
      { code: 'report-missing', dueOn: '2026-11-24', isLate: true, country: 'NL' },
      { code: 'report-concern', dueOn: '2026-11-28', isLate: false, country: 'NL' },
      { code: null, dueOn: '2026-12-01', isLate: false, country: 'NL' },
    ]);
    const titles = rows.map((row) => entryFor(site, guide, row).title);
    const number = fileNumber(file);
    expect(titles).toEqual([`Late, ${number}: Light the beacon`, `${number}: Ring the Bell of the Valley`, `${number}: a task`]);
    expect(JSON.stringify([rows, titles])).not.toMatch(/Verzonnen|Voorbeeld/);
  });
  it('is that of the agency: a task of another is there only once it is late and the agency leads', async () => {
    const file = await openedFile(ground);
    const set = async (dueOn: string) => valueOf(await ground.perform(SET_TASK.chronology, officer, { file, task: { task: randomUUID(), dueOn, owner: 'guardian', agency: AGENCIES[1], isLaw: false }, words: { title: 'x' } }));
    await set('2026-12-01');
    await set('2026-11-20');
    const of = async (actor: typeof officer) => valueOf(await ground.perform(readCalendar, actor, {})).filter((row) => row.file === file).map((row) => row.dueOn);
    expect(await of(officer)).toEqual(['2026-11-20']);
    expect(await of(worker)).toEqual([]);
    expect(await of(OUTSIDER)).toEqual([]);
    // At the table, but not in the lead: what is late of others is not hers, what is hers is.
    valueOf(await ground.perform(INVITE.chronology, officer, { file, agency: AGENCIES[2], purpose: 'legal-help', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' }));
    expect(await of(who('lawyer'))).toEqual([]);
    valueOf(await ground.perform(INVITE.chronology, officer, { file, agency: AGENCIES[1], purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' }));
    expect(await of(worker)).toEqual(['2026-11-20', '2026-12-01']);
  });
});

describe('the worklist of what is late', () => {
  it('shows whoever leads the files in which something is past its day, and nobody else', async () => {
    const [late, early] = [await openedFile(ground), await openedFile(ground)];
    for (const [file, dueOn] of [[late, '2026-11-24'], [early, '2026-11-25']] as const) {
      valueOf(await ground.perform(SET_TASK.chronology, officer, { file, task: { task: randomUUID(), dueOn, owner: 'guardian', agency: null, isLaw: false }, words: { title: 'x' } }));
      valueOf(await ground.perform(INVITE.chronology, officer, { file, agency: AGENCIES[1], purpose: 'protect-child', ground: 'gdpr-6-1-e', endsOn: '2027-06-01' }));
    }
    const of = async (actor: typeof officer) => valueOf(await ground.perform(listFiles, actor, { shown: 'late' })).map((row) => row.file);
    expect((await of(officer)).filter((file) => file === late || file === early)).toEqual([late]);
    expect(await of(worker)).toEqual([]);
  });
});
