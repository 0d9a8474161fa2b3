import { z } from 'zod';
import { writers } from '#src/files/access-table.ts';
import { aboutSection, based, decidedOn, onFile } from '#src/files/actions/about.ts';
import { alsoTelling, othersAtTable } from '#src/files/actions/telling.ts';
import { tableTold } from '#src/files/model/kinds.ts';
import { saysTooLittle } from '#src/files/model/rules.ts';
import { seal } from '#src/files/model/words.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { saidTo } from '#src/platform/action/obstacles.ts';
import { obstaclesTo } from '../model/facts.ts';
import { assessed, assessedHeader, decided, decisionHeader, matterDescribed, matterHeader } from '../model/kinds.ts';
import { isAgainstChild } from '../model/state.ts';
import type { KEPT_OBSTACLES } from '../model/vocabulary.ts';
import { assessmentWords, decisionWords, matterWords } from '../model/words.ts';
import { keeping } from './about.ts';
import { rulesGiven } from './rules-now.ts';

const assessing = onFile.extend(based.shape).extend({ assessment: assessedHeader, words: assessmentWords });
/** The result is the step of the ledger that was read with it: there is no second one. */
export const recordAssessment: StreamAction<z.infer<typeof assessing>, null> = {
  name: 'prosecution.assess',
  does: 'write down who assessed whether the child is a victim, whether that person is trained for it, and which step of the status it led to',
  input: assessing,
  allow: writers('recognition'),
  about: decidedOn('recognition'),
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      'recognition',
      ({ file }) => [
        [file.ledger.length === 0 || known.input.assessment.step !== file.ledger.length, 'step-not-last'],
        [known.input.assessment.assessedOn > known.today, 'day-is-to-come'],
      ],
      () => [draft(assessed, known.input.assessment, { section: 'recognition', body: seal(assessmentWords, known.input.words) })],
      ({ assessments }) => assessments.some((a) => a.assessment === known.input.assessment.assessment),
    ),
};

const describing = onFile.extend({ matter: matterHeader, words: matterWords });
export const describeMatter: StreamAction<z.infer<typeof describing>, null> = {
  name: 'prosecution.describe-matter',
  does: 'write down of what the child is accused, and how old it was then',
  input: describing,
  allow: writers('justice'),
  about: aboutSection('justice'),
  needs: ['headers'],
  run: (known) => keeping(known, 'justice', () => [], () => [draft(matterDescribed, known.input.matter, { section: 'justice', body: seal(matterWords, known.input.words) })], () => false),
};

type Kept = (typeof KEPT_OBSTACLES)[number];

const deciding = onFile.extend(based.shape).extend(rulesGiven.shape).extend({ decision: decisionHeader.omit({ obstacles: true, asOf: true }), words: decisionWords });
/** A decision against the gate needs reasons, is told to the table and is counted. One for the child needs nothing. */
export const decideProsecution: StreamAction<z.infer<typeof deciding>, null> = {
  name: 'prosecution.decide',
  does: 'write down what was decided about the child, also against the prosecution gate',
  input: deciding,
  allow: writers('justice'),
  about: decidedOn('justice'),
  needs: ['headers', 'table'],
  isForPagesOnly: true,
  run(known) {
    const { decision, words, rules } = known.input;
    const isAsked = isAgainstChild(decision);
    // What stands in recognition is kept as that only: whoever reads what was decided need not read there.
    const stood: readonly Kept[] = isAsked ? [...new Set(obstaclesTo(known.headers, rules, decision.decidedOn, decision.matter).map((o): Kept => saidTo(['justice'], o).code))] : [];
    const result = keeping(
      known,
      'justice',
      ({ state }) => [
        [!state.matters.some((m) => m.matter === decision.matter), 'matter-not-there'],
        [decision.decidedOn > known.today, 'day-is-to-come'],
        [stood.length > 0 && saysTooLittle(words.reasons), 'against-needs-reasons'],
      ],
      () => [
        draft(decided, { ...decision, obstacles: [...stood], asOf: isAsked ? (rules?.asOf ?? null) : null }, { section: 'justice', body: seal(decisionWords, words) }),
        ...(stood.length > 0 ? [draft(tableTold, { what: 'prosecuted-against-gate' }, { section: null })] : []),
      ],
      ({ matters }) => matters.some((m) => m.decisions.some((d) => d.decision === decision.decision)),
    );
    return stood.length > 0 ? alsoTelling(result, othersAtTable(known)) : result;
  },
};

export const DECIDE_ACTIONS = [recordAssessment, describeMatter, decideProsecution] as const;
