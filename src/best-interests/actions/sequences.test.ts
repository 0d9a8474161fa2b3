import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as files from '#src/files/model/kinds.ts';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import type { Known, StreamAction } from '#src/platform/action/action.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { writeHeader } from '#src/platform/journal/kinds.ts';
import { AGENCIES } from '#test/support/ground.ts';
import { someWords } from '#test/support/files.ts';
import { CLAIMS, ELEMENTS, LANGUAGE_STANDINGS, OPTIONS } from '../model/vocabulary.ts';
import { decide, review } from './deciding-actions.ts';
import { hearChild } from './hearing-actions.ts';
import { agreeToAsk, answerTracing, askTracing, judgeTracing, setClaim } from './tracing-actions.ts';
import { begin, compare, explain, propose, VIEW_AS, weigh } from './weighing-actions.ts';

const TODAY = '2026-11-26';
const FILE = 'f0000000-0000-4000-8000-000000000000';
const id = (n: number) => `e0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** The child alone, and the child beside a parent. */
const [ALONE, BESIDE, PAPER, TRACING] = [id(1), id(2), id(3), id(4)];
/** Guardian and lawyer around the child, and a colleague of the council who weighs nothing. */
const PEOPLE = { guardian: id(101), lawyer: id(102), 'child-protection-council': id(103), partner: id(104) } as const;
type Role = keyof typeof PEOPLE;

type Row = HeaderRow & { readonly by: string };
type World = { readonly rows: readonly Row[]; readonly country: string };

const written = (drafts: readonly Draft[], by: string, from: number): Row[] =>
  drafts.map(({ kind, header, section }, at) => {
    const w = writeHeader(kind, header as Record<string, unknown>);
    return { sequence: from + at + 1, section, kind: w.kind, version: w.version, header: w.header as HeaderRow['header'], recorded_on: TODAY, recorded_at: null, by };
  });

const worldIn = (country: (typeof COUNTRIES)[number]): World => ({
  country,
  rows: written(
    [
      draft(files.opened, { origin: 'direct', report: null, country, agency: AGENCIES[0] }, { section: null }),
      draft(files.wordsRecorded, someWords({ words: ALONE }), { section: 'chronology' }),
      draft(files.wordsRecorded, someWords({ words: BESIDE, present: ['parent'], wasAlone: 'no' }), { section: 'chronology' }),
      draft(files.documentAdded, { document: PAPER, what: 'letter', item: null, attachments: [] }, { section: 'recognition' }),
    ],
    PEOPLE.guardian,
    0,
  ),
});

type Command = readonly [Role, { action: StreamAction<never, null> | null; input: (d: string) => object; draft?: Draft }];
const open = (rows: readonly Row[]) => rows.findLast((r) => r.kind === 'interests.begun')?.header['determination'] as string | undefined;

/** What an action does for somebody, as the one door would let her: roles, and who did what may not be done by the same person. */
function tried({ rows, country }: World, [role, command]: Command): World {
  const by = PEOPLE[role];
  if (command.draft) return { country, rows: [...rows, ...written([command.draft], by, rows.length)] };
  const action = command.action as unknown as StreamAction<unknown, null>;
  const isAllowed = (action.allow as readonly { role: { name: string } }[]).some((grant) => grant.role.name === role);
  const isApart = (action.apartFrom ?? []).every((kind) => !rows.some((r) => r.kind === kind.name && r.by === by));
  const parsed = action.input.safeParse({ file: FILE, base: '', ...command.input(open(rows) ?? id(999)) });
  if (!isAllowed || !isApart || !parsed.success) return { rows, country };
  const known = { input: parsed.data, actor: { id: by, agency: AGENCIES[0] }, today: TODAY, headers: rows, sections: ['identity', 'chronology', 'recognition', 'solution'] } as unknown as Known<unknown>;
  const result = action.run(known);
  return 'obstacles' in result ? { rows, country } : { country, rows: [...rows, ...written(result.entries ?? [], by, rows.length)] };
}

const on = (role: Role, action: unknown, input: (d: string) => object): Command => [role, { action: action as StreamAction<never, null>, input }];
let drawn = 1000;
const fresh = () => id(drawn++);
const sign = (all: 'seen' | 'not-seen' | 'not-known'): Command => ['guardian', { action: null, input: () => ({}), draft: draft(files.signsRecorded, { check: { outcome: 'consult', urgency: null, incident: null }, liv06: all, liv03: all, fin08: all }, { section: 'recognition' }) }];
const begins = on('guardian', begin, () => ({ begun: { determination: fresh(), occasion: 'durable-solution', age: '14' }, words: {} }));
const hears = (words: string, language: string) => on('guardian', hearChild, () => ({ heard: { hearing: fresh(), heardOn: TODAY, by: 'guardian', way: 'spoke', language, words: [words] }, words: {} }));
const weighs = (element: string, role: Role = 'guardian') => on(role, weigh, (determination) => ({ weighed: { determination, element, weight: 'some', sources: [ALONE] }, words: { text: 'x' } }));
const compares = (option: string) => on('guardian', compare, (determination) => ({ compared: { determination, option, status: 'likely', care: 'likely', safety: 'unsure', education: 'likely', permanence: 'unsure' }, words: {} }));
const views = (role: 'guardian' | 'lawyer', isRelative = false) => on(role, VIEW_AS[role], (determination) => ({ view: { determination, standing: 'given', isRelative, option: null }, words: { text: 'x' } }));
const proposes = (option: string) => on('guardian', propose, (determination) => ({ proposed: { determination, option }, words: { text: 'x' } }));
const explains = (option: string, language: string) => on('guardian', explain, (determination) => ({ explained: { determination, option, language }, words: { text: 'x' } }));
const decides = (role: Role, option: string, reviewOn: string | null = '2027-05-26') => on(role, decide, (determination) => ({ decided: { determination, option, decider: 'panel', decidedOn: TODAY, reviewOn, document: null }, words: { by: 'x', reasons: 'x' }, task: { title: 'x' } }));
const reviews = (role: Role) => on(role, review, (determination) => ({ reviewed: { determination, result: 'holds', nextOn: '2027-05-26' }, words: { text: 'x' } }));
const claims = (claim: string) => on('guardian', setClaim, () => ({ claim, words: { text: 'x' } }));
const agrees = (role: Role) => on(role, agreeToAsk, () => ({ document: PAPER, words: { text: 'x' } }));
const asks = (country: string) => on('guardian', askTracing, () => ({ asked: { tracing: TRACING, wanted: 'find-and-assess', country, route: 'central-authority', askedOn: TODAY }, words: { whom: 'x' } }));
const answers = (lookedAt: string) => on('partner', answerTracing, () => ({ answer: { tracing: TRACING, answeredOn: TODAY, found: 'found', lookedAt, document: null }, words: { text: 'x' } }));
const judges = (judgement: string) => on('child-protection-council', judgeTracing, () => ({ judged: { tracing: TRACING, judgement }, words: { text: 'x' } }));

/** Everything in its order, ending in a decision; what follows is drawn out of it and put among it. */
const whole = (option: 'stay' | 'family', there = 'RO'): readonly Command[] => [begins, hears(ALONE, 'own'), ...ELEMENTS.map((e) => weighs(e)), compares('stay'), compares('family'), views('guardian'), views('lawyer'), claims('none'), sign('not-seen'), asks(there), answers('assessed'), judges('fit'), proposes(option), explains(option, 'own'), decides('child-protection-council', option)];
const STRAY: readonly Command[] = [
  ...whole('stay'), ...whole('family'),
  hears(BESIDE, 'own'), hears(ALONE, 'other'), weighs('views', 'child-protection-council'), compares('care-in-origin'), compares('elsewhere'), views('guardian', true), sign('seen'), sign('not-known'),
  ...CLAIMS.map(claims), agrees('lawyer'), agrees('guardian'), answers('not-assessed'), judges('not-fit'), ...OPTIONS.map(proposes), ...OPTIONS.flatMap((o) => LANGUAGE_STANDINGS.map((l) => explains(o, l))),
  ...OPTIONS.flatMap((o) => [decides('guardian', o), decides('child-protection-council', o), decides('lawyer', o), decides('child-protection-council', o, null)]), reviews('child-protection-council'), reviews('guardian'),
];

/** What has to stand in the journal before a decision, told once more and by other means than the rules tell it. */
function wrongWith(before: readonly Row[], now: Row): string[] {
  const { determination, option, reviewOn } = now.header as { determination: string; option: string; reviewOn: string };
  const of = (kind: string) => before.filter((r) => r.kind === kind && r.header['determination'] === determination);
  const last = (rows: readonly Row[], field: string, value: string) => rows.findLast((r) => r.header[field] === value)?.header;
  const signs = ['liv06', 'liv03', 'fin08'].map((s) => before.findLast((r) => r.kind === 'file.signs-recorded' && r.header[s] !== 'not-known')?.header[s]);
  const isClear = signs.every((s) => s === 'not-seen');
  const decidedBefore = before.findLast((r) => r.kind === 'interests.decided')?.sequence ?? 0;
  const wordsHeard = before.filter((r) => r.kind === 'interests.heard' && r.sequence > decidedBefore && r.header['language'] !== 'other' && r.header['language'] !== 'not-known').flatMap((r) => r.header['words'] as string[]);
  const claim = before.findLast((r) => r.kind === 'tracing.claim-set')?.header;
  const weighers = before.filter((r) => ['interests.weighed', 'interests.option-compared', 'interests.proposed'].includes(r.kind)).map((r) => r.by);
  const guardian = last(of('interests.view-taken'), 'of', 'guardian');
  const wrong: Record<string, boolean> = {
    'child not heard': !(wordsHeard.includes(ALONE) || (isClear && wordsHeard.includes(BESIDE))),
    'not all weighed': new Set(of('interests.weighed').map((r) => r.header['element'])).size < 7,
    'not compared': new Set(of('interests.option-compared').map((r) => r.header['option'])).size < 2 || !last(of('interests.option-compared'), 'option', option),
    'no view': !guardian || !last(of('interests.view-taken'), 'of', 'lawyer'),
    'view of who may do it': guardian?.['isRelative'] === true && !isClear,
    'not for the child': !['own', 'chosen-by-child'].includes(String(last(of('interests.explained'), 'option', option)?.['language'])),
    'no review': !reviewOn || reviewOn <= TODAY,
    'decided by who weighed': weighers.includes(now.by),
    'family not fit': option !== 'stay' && before.findLast((r) => r.kind === 'tracing.judged')?.header['judgement'] !== 'fit',
    'family may do it': option === 'family' && !isClear,
    'claim stands': option === 'family' && !['none', 'refused-final'].includes(String(claim?.['claim'])) && !claim?.['agreement'],
  };
  return Object.entries(wrong).flatMap(([what, holds]) => (holds ? [what] : []));
}

const played = (world: World, commands: readonly Command[]): World => commands.reduce(tried, world);
const decisions = ({ rows }: World) => rows.filter((r) => r.kind === 'interests.decided');
/** Numbers of commands to leave out, and strays to put in before some of them. */
const anyPlay = fc.record({ option: fc.constantFrom<'stay' | 'family'>('stay', 'family'), left: fc.array(fc.nat(30), { maxLength: 2 }), strays: fc.array(fc.tuple(fc.nat(30), fc.nat(STRAY.length - 1)), { maxLength: 6 }), tail: fc.array(fc.nat(STRAY.length - 1), { maxLength: 14 }) });
type Play = typeof anyPlay extends fc.Arbitrary<infer T> ? T : never;
const stray = (which: number): Command => STRAY[which % STRAY.length] as Command;
const commandsOf = ({ option, left, strays, tail }: Play, there?: string): readonly Command[] => [
  ...whole(option, there).flatMap((command, at) => [...strays.filter(([before]) => before === at).map(([, which]) => stray(which)), ...(left.includes(at) ? [] : [command])]),
  ...tail.map(stray),
];
const PLAIN: Play = { option: 'family', left: [], strays: [], tail: [] };

describe('whatever people do, in any order', () => {
  it('a child that is heard gets a decision, by somebody who weighed nothing', () => {
    expect((['stay', 'family'] as const).map((option) => decisions(played(worldIn('NL'), whole(option))).length)).toEqual([1, 1]);
  });
  it('nothing is decided while anything stands in the way', () => {
    fc.assert(
      fc.property(anyPlay, (play) => {
        const { rows } = played(worldIn('NL'), commandsOf(play));
        for (const now of rows.filter((r) => r.kind === 'interests.decided')) expect(wrongWith(rows.filter((r) => r.sequence < now.sequence), now)).toEqual([]);
      }),
      { numRuns: 150, examples: [[PLAIN], [{ ...PLAIN, left: [1] }], [{ ...PLAIN, left: [4] }], [{ ...PLAIN, left: [14] }]] },
    );
  });
  it('what was decided is never changed: nothing is added to it but dissent and looks', () => {
    fc.assert(
      fc.property(anyPlay, (play) => {
        const { rows } = played(worldIn('NL'), commandsOf(play));
        const added = rows.filter((r) => r.section === 'solution' && rows.some((d) => d.kind === 'interests.decided' && d.sequence < r.sequence && d.header['determination'] === r.header['determination']));
        expect(new Set(added.map((r) => r.kind).filter((kind) => !['interests.reviewed', 'interests.dissented', 'file.task-described'].includes(kind) && kind.startsWith('interests.')))).toEqual(new Set());
      }),
      { numRuns: 60, examples: [[PLAIN]] },
    );
  });
  it('the country of the child plays no part, but that nobody is asked where it lives already as if it were abroad', () => {
    fc.assert(
      fc.property(anyPlay, fc.constantFrom(...COUNTRIES), fc.constantFrom(...COUNTRIES), (play, here, there) => {
        fc.pre(here !== there);
        const kindsIn = (country: (typeof COUNTRIES)[number], other: string) => played(worldIn(country), commandsOf({ ...play, strays: [], tail: [] }, other)).rows.map((r) => r.kind);
        expect(kindsIn(here, there)).toEqual(kindsIn('NL', 'RO'));
      }),
      { numRuns: 40 },
    );
  });
});
