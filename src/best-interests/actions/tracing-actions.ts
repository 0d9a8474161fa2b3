import { z } from 'zod';
import { atTable } from '#src/files/access-table.ts';
import { aboutSection, based, decidedOn } from '#src/files/actions/about.ts';
import { seal } from '#src/files/model/words.ts';
import { council, guardian, lawyer, partner, youthProtection } from '#src/files/roles.ts';
import { obstaclesIn } from '#src/platform/action/obstacles.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { answerHeader, claimHeader, claimSet, judgedHeader, tracingAnswered, tracingAsked, tracingHeader, tracingJudged, tracingReceived } from '../model/kinds.ts';
import { PAPERS_ARE } from '../model/sources.ts';
import { whyNotAsk, whyNotJudge } from '../model/tracing.ts';
import { answerWords, reasonWords, stepWords, tracingWords } from '../model/words.ts';
import { areThere, AROUND, keeping, onFile } from './about.ts';

/** Those who are asked write down themselves that it came, and what they found. */
const ASKED = atTable([youthProtection, council, guardian, lawyer, partner]);

const claiming = onFile.extend({ claim: claimHeader.shape.claim, words: reasonWords });
/** With another standing of the claim what the lawyer agreed to is void. */
export const setClaim: StreamAction<z.infer<typeof claiming>, null> = {
  name: 'tracing.set-claim',
  does: 'say how the claim of the child for protection in this country stands',
  input: claiming,
  allow: AROUND,
  about: aboutSection('recognition'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      section: 'recognition',
      isKept: ({ state }) => state.claim === known.input.claim && known.headers.some((h) => h.kind === claimSet.name),
      drafts: () => [draft(claimSet, { claim: known.input.claim, agreement: null }, { section: 'recognition', body: seal(reasonWords, known.input.words) })],
    }),
};

const agreeing = onFile.extend({ document: z.uuid(), words: reasonWords });
/** In writing, and by a lawyer: the paper lies where the claim is told of, and where no partner in the country of origin reads. */
export const agreeToAsk: StreamAction<z.infer<typeof agreeing>, null> = {
  name: 'tracing.agree',
  does: 'agree in writing, as the lawyer of the child, that its country of origin is asked though a claim for protection is open or possible',
  input: agreeing,
  allow: atTable([lawyer]),
  about: aboutSection('recognition'),
  needs: ['headers'],
  run(known) {
    const { document, words } = known.input;
    const there = known.headers.filter((h) => h.section === 'recognition');
    return keeping(known, {
      section: 'recognition',
      isKept: ({ state }) => state.agreement === document,
      why: () => obstaclesIn([[!areThere({ headers: there, sections: known.sections }, [document], PAPERS_ARE), 'agreement-needs-paper']]),
      drafts: ({ state }) => [draft(claimSet, { claim: state.claim, agreement: document }, { section: 'recognition', body: seal(reasonWords, words) })],
    });
  },
};

const asking = onFile.extend({ asked: tracingHeader, words: tracingWords });
export const askTracing: StreamAction<z.infer<typeof asking>, null> = {
  name: 'tracing.ask',
  does: 'write down that the family of the child, or care for it, is asked for in a country, as far as that may be asked',
  input: asking,
  allow: AROUND,
  about: aboutSection('solution'),
  needs: ['headers'],
  run: (known) =>
    keeping(known, {
      isKept: ({ state }) => state.tracings.some((t) => t.tracing === known.input.asked.tracing),
      why: ({ state, file, today }) => whyNotAsk(state, file, known.input.asked, today),
      drafts: () => [draft(tracingAsked, known.input.asked, { section: 'solution', body: seal(tracingWords, known.input.words) })],
    }),
};

const receiving = onFile.extend({ tracing: z.uuid(), receivedOn: z.iso.date(), words: stepWords });
export const receiveTracing: StreamAction<z.infer<typeof receiving>, null> = {
  name: 'tracing.receive',
  does: 'write down that a question about the family of the child came to those who were asked',
  input: receiving,
  allow: ASKED,
  about: aboutSection('solution'),
  needs: ['headers'],
  run(known) {
    const { tracing, receivedOn, words } = known.input;
    return keeping(known, {
      isKept: ({ state }) => state.tracings.some((t) => t.tracing === tracing && t.receivedOn !== null),
      why: ({ state, today }) =>
        obstaclesIn([
          [!state.tracings.some((t) => t.tracing === tracing), 'no-such-tracing'],
          [receivedOn > today, 'day-is-to-come'],
        ]),
      drafts: () => [draft(tracingReceived, { tracing, receivedOn }, { section: 'solution', body: seal(stepWords, words) })],
    });
  },
};

const answering = onFile.extend(based.shape).extend({ answer: answerHeader, words: answerWords });
export const answerTracing: StreamAction<z.infer<typeof answering>, null> = {
  name: 'tracing.answer',
  does: 'write down what was found of the family of the child, and whether anybody looked at the home',
  input: answering,
  allow: ASKED,
  about: decidedOn('solution'),
  needs: ['headers'],
  run(known) {
    const { answer, words } = known.input;
    return keeping(known, {
      why: ({ state, today }) =>
        obstaclesIn([
          [!state.tracings.some((t) => t.tracing === answer.tracing), 'no-such-tracing'],
          [answer.answeredOn > today, 'day-is-to-come'],
          [answer.document !== null && !areThere(known, [answer.document], PAPERS_ARE), 'no-such-source'],
        ]),
      drafts: () => [draft(tracingAnswered, answer, { section: 'solution', body: seal(answerWords, words) })],
    });
  },
};

const judging = onFile.extend(based.shape).extend({ judged: judgedHeader, words: reasonWords });
/** Those here judge it, and not those who were asked. */
export const judgeTracing: StreamAction<z.infer<typeof judging>, null> = {
  name: 'tracing.judge',
  does: 'judge whether what was found and looked at there is fit for the child',
  input: judging,
  allow: AROUND,
  about: decidedOn('solution'),
  needs: ['headers'],
  apartFrom: [tracingAnswered],
  run: (known) =>
    keeping(known, {
      why: ({ state, file }) => whyNotJudge(state, file, known.input.judged.tracing, known.input.judged.judgement),
      drafts: () => [draft(tracingJudged, known.input.judged, { section: 'solution', body: seal(reasonWords, known.input.words) })],
    }),
};

export const TRACING_ACTIONS = [setClaim, agreeToAsk, askTracing, receiveTracing, answerTracing, judgeTracing] as const;
