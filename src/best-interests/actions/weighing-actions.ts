import { z } from 'zod';
import { atTable } from '#src/files/access-table.ts';
import { aboutSection, based, decidedOn } from '#src/files/actions/about.ts';
import { seal } from '#src/files/model/words.ts';
import { guardian, lawyer, youthProtection } from '#src/files/roles.ts';
import { obstaclesIn } from '#src/platform/action/obstacles.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import type { Seen } from '../model/deciding.ts';
import { begun, begunHeader, compared, comparedHeader, conditionsHeader, conditionsWritten, dissented, dissentHeader, explained, explainedHeader, proposed, proposedHeader, viewHeader, viewTaken, weighed, weighedHeader } from '../model/kinds.ts';
import { PAPERS_ARE } from '../model/sources.ts';
import { determinationOf, openDetermination } from '../model/state.ts';
import type { Viewer } from '../model/vocabulary.ts';
import { comparedWords, conditionsWords, dissentWords, maybeWords, reasonWords, toChildWords, viewWords } from '../model/words.ts';
import { areThere, AROUND, keeping, onFile } from './about.ts';

/** Only what is not decided is worked on: what was decided does not change. */
const whyNotOpen = ({ state }: Seen, id: string) => {
  const d = determinationOf(state, id);
  return obstaclesIn([[d === undefined || d.decided !== null || d.isSuperseded, 'determination-not-open']]);
};

const beginning = onFile.extend({ begun: begunHeader, words: maybeWords });
export const begin: StreamAction<z.infer<typeof beginning>, null> = {
  name: 'interests.begin',
  does: 'begin a determination of what is best for the child',
  input: beginning,
  allow: AROUND,
  about: aboutSection('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      isKept: ({ state }) => determinationOf(state, known.input.begun.determination) !== undefined,
      why: ({ state }) => obstaclesIn([[openDetermination(state) !== undefined, 'determination-is-open']]),
      drafts: () => [draft(begun, known.input.begun, { section: 'solution', body: seal(maybeWords, known.input.words) })],
    }),
};

const weighing = onFile.extend(based.shape).extend({ weighed: weighedHeader, words: reasonWords });
export const weigh: StreamAction<z.infer<typeof weighing>, null> = {
  name: 'interests.weigh',
  does: 'weigh one element of what is best for the child, on what stands in the file',
  input: weighing,
  allow: AROUND,
  about: decidedOn('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      why: (seen) => [...whyNotOpen(seen, known.input.weighed.determination), ...obstaclesIn([[!areThere(known, known.input.weighed.sources), 'no-such-source']])],
      drafts: () => [draft(weighed, known.input.weighed, { section: 'solution', body: seal(reasonWords, known.input.words) })],
    }),
};

const headings = onFile.extend(based.shape).extend({ determination: z.uuid(), words: conditionsWords });
export const writeConditions: StreamAction<z.infer<typeof headings>, null> = {
  name: 'interests.write-conditions',
  does: 'write under the fourteen headings how the child lives and would live',
  input: headings,
  allow: AROUND,
  about: decidedOn('solution'),
  needs: ['headers'],
  run(known) {
    const { determination, words } = known.input;
    const conditions = conditionsHeader.shape.conditions.element.options.filter((one) => (words.under[one] ?? '') !== '');
    return keeping(known, {
      why: (seen) => whyNotOpen(seen, determination),
      drafts: () => [draft(conditionsWritten, { determination, conditions }, { section: 'solution', body: seal(conditionsWords, words) })],
    });
  },
};

const comparing = onFile.extend(based.shape).extend({ compared: comparedHeader, words: comparedWords });
export const compare: StreamAction<z.infer<typeof comparing>, null> = {
  name: 'interests.compare',
  does: 'say what an option offers the child: status, care, safety, education, permanence',
  input: comparing,
  allow: AROUND,
  about: decidedOn('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      why: (seen) => whyNotOpen(seen, known.input.compared.determination),
      drafts: () => [draft(compared, known.input.compared, { section: 'solution', body: seal(comparedWords, known.input.words) })],
    }),
};

const own = onFile.extend(based.shape).extend({ view: viewHeader.pick({ determination: true, isRelative: true, option: true }).extend({ standing: z.enum(['given', 'refused']) }), words: viewWords });
const viewAs = (of: Viewer, allow: StreamAction<z.infer<typeof own>, null>['allow']): StreamAction<z.infer<typeof own>, null> => ({
  name: `interests.give-view-as-${of}`,
  does: `say, as the ${of} of the child, what is best for it, or that no view is given`,
  input: own,
  allow,
  about: decidedOn('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      why: (seen) => whyNotOpen(seen, known.input.view.determination),
      drafts: () => [draft(viewTaken, { ...known.input.view, of, source: 'said-here', document: null }, { section: 'solution', body: seal(viewWords, known.input.words) })],
    }),
});
export const VIEW_AS = { guardian: viewAs('guardian', atTable([guardian, youthProtection])), lawyer: viewAs('lawyer', atTable([lawyer])) } as const;

const papered = onFile.extend(based.shape).extend({ view: viewHeader.omit({ source: true }), words: viewWords });
/** Nobody says for another what it thinks, but a paper does. */
export const takeView: StreamAction<z.infer<typeof papered>, null> = {
  name: 'interests.take-view',
  does: 'write down what the guardian or the lawyer of the child says on paper, or that it was not asked',
  input: papered,
  allow: AROUND,
  about: decidedOn('solution'),
  needs: ['headers'],
  run(known) {
    const { view, words } = known.input;
    const { document } = view;
    const isOnPaper = view.standing !== 'not-asked';
    return keeping(known, {
      why: (seen) => [...whyNotOpen(seen, view.determination), ...obstaclesIn([[isOnPaper && (document === null || !areThere(known, [document], PAPERS_ARE)), 'view-needs-paper']])],
      drafts: () => [draft(viewTaken, { ...view, document: isOnPaper ? document : null, source: isOnPaper ? 'on-paper' : 'nobody' }, { section: 'solution', body: seal(viewWords, words) })],
    });
  },
};

const dissenting = onFile.extend({ dissent: dissentHeader, words: dissentWords });
export const dissent: StreamAction<z.infer<typeof dissenting>, null> = {
  name: 'interests.dissent',
  does: 'write down that somebody does not agree, also after it was decided',
  input: dissenting,
  allow: AROUND,
  about: aboutSection('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      isKept: ({ state }) => state.determinations.some((d) => d.dissents.some((x) => x.dissent === known.input.dissent.dissent)),
      why: ({ state }) => obstaclesIn([[determinationOf(state, known.input.dissent.determination) === undefined, 'no-such-determination']]),
      drafts: () => [draft(dissented, known.input.dissent, { section: 'solution', body: seal(dissentWords, known.input.words) })],
    }),
};

const proposing = onFile.extend(based.shape).extend({ proposed: proposedHeader, words: reasonWords });
/** Whoever weighed it says what is best; others decide. */
export const propose: StreamAction<z.infer<typeof proposing>, null> = {
  name: 'interests.propose',
  does: 'propose, after weighing, what is best for the child, to those who decide',
  input: proposing,
  allow: AROUND,
  about: decidedOn('solution'),
  needs: ['headers'],
  run(known) {
    const { proposed: header, words } = known.input;
    const isCompared = ({ state }: Seen) => determinationOf(state, header.determination)?.options.some((o) => o.option === header.option) === true;
    return keeping(known, {
      why: (seen) => [...whyNotOpen(seen, header.determination), ...obstaclesIn([[!isCompared(seen), 'option-not-compared']])],
      drafts: () => [draft(proposed, header, { section: 'solution', body: seal(reasonWords, words) })],
    });
  },
};

const explaining = onFile.extend(based.shape).extend({ explained: explainedHeader, words: toChildWords });
export const explain: StreamAction<z.infer<typeof explaining>, null> = {
  name: 'interests.explain',
  does: 'write in words for the child why an option would be chosen',
  input: explaining,
  allow: AROUND,
  about: decidedOn('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      why: (seen) => whyNotOpen(seen, known.input.explained.determination),
      drafts: () => [draft(explained, known.input.explained, { section: 'solution', body: seal(toChildWords, known.input.words) })],
    }),
};

export const WEIGHING_ACTIONS = [begin, weigh, writeConditions, compare, VIEW_AS.guardian, VIEW_AS.lawyer, takeView, dissent, propose, explain] as const;
