import { join } from 'node:path';
import fc from 'fast-check';
import { loadWorkingKnowledge } from '#src/knowledge/load.ts';
import { localise } from '#src/knowledge/localise.ts';
import { AGES, COMPANIES, COUNTRIES, INCIDENTS } from '#src/knowledge/vocabulary.ts';
import { DANGERS, OBSERVERS, type Answers, type SignAnswer } from '#src/recognition/answers.ts';
import type { Sign } from '#src/recognition/rule.ts';
import { PROJECT } from './server.ts';

export const KNOWLEDGE_FOLDER = join(PROJECT, 'knowledge');
export const knowledge = loadWorkingKnowledge(KNOWLEDGE_FOLDER);
export const english = localise(knowledge, 'en');
export const signs: ReadonlyMap<string, Sign> = new Map(knowledge.indicators.map((i) => [i.id, i]));
export const { rule } = knowledge;

const signAnswer = fc.oneof(
  fc.constant<SignAnswer>({ answer: 'not-seen' }),
  fc.constant<SignAnswer>({ answer: 'seen' }),
  fc.constantFrom(...OBSERVERS).map<SignAnswer>((by) => ({ answer: 'seen', by })),
);

/** Any state a check can be in, mostly with few signs, as in life. */
export const anyAnswers: fc.Arbitrary<Answers> = fc.record(
  {
    country: fc.constantFrom(...COUNTRIES),
    incident: fc.constantFrom(...INCIDENTS),
    age: fc.constantFrom(...AGES),
    company: fc.constantFrom(...COMPANIES),
    danger: fc.constantFrom(...DANGERS),
    childDisclosure: fc.boolean(),
    professionalConcern: fc.boolean(),
    signs: fc.dictionary(fc.constantFrom(...signs.keys()), signAnswer, { maxKeys: 6 }),
    done: fc.uniqueArray(fc.constantFrom('first', 'health', 'online'), { maxLength: 3 }),
    heldFrom: fc.constantFrom('2026-11-23T02:15', '2026-11-23T22:40'),
    questionedAtNight: fc.boolean(),
  },
  { requiredKeys: ['country', 'childDisclosure', 'professionalConcern', 'signs', 'done', 'questionedAtNight'] },
);
