import { z } from 'zod';
import { writers } from '#src/files/access-table.ts';
import { aboutSection, based, decidedOn, onFile } from '#src/files/actions/about.ts';
import { tableTold } from '#src/files/model/kinds.ts';
import { saysTooLittle } from '#src/files/model/rules.ts';
import { seal } from '#src/files/model/words.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { saidTo } from '#src/platform/action/obstacles.ts';
import { releaseAnswered, releaseAnswers, releaseAsked, releaseDecided, releaseHeader } from '../model/kinds.ts';
import { obstaclesTo } from '../model/state.ts';
import { RELEASE_DECISIONS } from '../model/vocabulary.ts';
import { claimWords, decisionWords, howWords } from '../model/words.ts';
import { keeping } from './about.ts';

const asking = onFile.extend({ asked: releaseHeader, words: claimWords });
export const askRelease: StreamAction<z.infer<typeof asking>, null> = {
  name: 'release.ask',
  does: 'write down who wants to take the child, and what was asked about that',
  input: asking,
  allow: writers('protection'),
  about: aboutSection('protection'),
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      () => [],
      () => [draft(releaseAsked, known.input.asked, { section: 'protection', body: seal(claimWords, known.input.words) })],
      (state) => state.releases.some((r) => r.release === known.input.asked.release),
    ),
};

const answering = onFile.extend(based.shape).extend({ release: z.uuid(), answers: releaseAnswers, words: howWords });
export const answerRelease: StreamAction<z.infer<typeof answering>, null> = {
  name: 'release.answer',
  does: 'go through the questions of the release gate again',
  input: answering,
  allow: writers('protection'),
  about: decidedOn('protection'),
  needs: ['headers'],
  run: (known) =>
    keeping(
      known,
      (state) => [[!state.releases.some((r) => r.release === known.input.release && r.decision === null), 'release-not-open']],
      () => [draft(releaseAnswered, { release: known.input.release, answers: known.input.answers }, { section: 'protection', body: seal(howWords, known.input.words) })],
    ),
};

const deciding = onFile.extend(based.shape).extend({ release: z.uuid(), decision: z.enum(RELEASE_DECISIONS), words: decisionWords });
/** Keeps the child, or lets it go. Past a closed gate only with reasons; the table is told either way, and it is counted. */
export const decideRelease: StreamAction<z.infer<typeof deciding>, null> = {
  name: 'release.decide',
  does: 'keep the child here, or record that it was let go, also against the release gate',
  input: deciding,
  allow: writers('protection'),
  about: decidedOn('protection'),
  needs: ['headers'],
  run(known) {
    const { release: id, decision, words } = known.input;
    // What stands in another section is kept as that only: whoever reads what was decided need not read there.
    const obstaclesOf = (releases: readonly Parameters<typeof obstaclesTo>[1][], at: number) => (releases[at] ? obstaclesTo(known.headers, releases[at]).map((o) => saidTo([], o).code) : []);
    return keeping(
      known,
      (state) => {
        const at = state.releases.findIndex((r) => r.release === id && r.decision === null);
        const isAgainst = decision === 'released' && obstaclesOf(state.releases, at).length > 0;
        return [
          [at < 0, 'release-not-open'],
          [isAgainst && saysTooLittle(words.reasons), 'against-needs-reasons'],
        ];
      },
      (state) => {
        const obstacles = obstaclesOf(state.releases, state.releases.findIndex((r) => r.release === id));
        const decided = draft(releaseDecided, { release: id, decision, obstacles }, { section: 'protection', body: seal(decisionWords, words) });
        if (decision === 'kept') return [decided];
        return [decided, draft(tableTold, { what: obstacles.length > 0 ? 'released-against-gate' : 'released' }, { section: null })];
      },
    );
  },
};

export const RELEASE_ACTIONS = [askRelease, answerRelease, decideRelease] as const;
