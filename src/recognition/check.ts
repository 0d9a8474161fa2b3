import type { Country } from '#src/knowledge/vocabulary.ts';
import { readAnswers, type Answers, type FieldProblem, type Fields } from './answers.ts';
import type { CheckKnowledge } from './check-knowledge.ts';
import { holdUntil, type HoldUntil } from './holding.ts';
import { judge, type Judgement } from './judge.ts';
import type { Sign } from './rule.ts';
import { nextTopic, topicsFor, type Topic, type TopicId } from './topics.ts';

type Step = { name: 'start' } | { name: 'topic'; topic: Topic } | { name: 'outcome' };

/** Everything a page of the check shows, worked out from the answers. */
export type CheckState = Judgement & {
  answers: Answers;
  problems: FieldProblem[];
  step: Step;
  topics: Topic[];
  next: Topic | null;
  hold: HoldUntil[];
};

export type Checker = {
  knowledge: CheckKnowledge;
  indicators: ReadonlyMap<string, CheckKnowledge['indicators'][number]>;
  /** From the fields of a form to the page that follows, with the knowledge that holds at `now`. */
  follow(fields: Fields, now: Date): CheckState;
  /** The first screen, empty. */
  begin(now: Date): CheckState;
};

const GO_TOPIC = 'topic:';

function stepFor(go: string, problems: FieldProblem[], topics: Topic[], next: Topic | null): Step {
  if (problems.length > 0 || go === 'start') return { name: 'start' };
  if (go.startsWith(GO_TOPIC)) {
    const topic = topics.find((t) => t.id === go.slice(GO_TOPIC.length));
    return topic ? { name: 'topic', topic } : { name: 'outcome' };
  }
  if (go === 'first') return { name: 'topic', topic: topics[0] as Topic };
  if (go === 'next' && next) return { name: 'topic', topic: next };
  return { name: 'outcome' };
}

/** The value of a button that leads to a topic. */
export const goTo = (topic: TopicId) => `${GO_TOPIC}${topic}`;

export function checkerFor(knowledge: CheckKnowledge, homeCountry: Country): Checker {
  const indicators = new Map(knowledge.indicators.map((i) => [i.id, i]));
  const signs: ReadonlyMap<string, Sign> = indicators;
  const known = new Set(indicators.keys());

  function stateOf(answers: Answers, problems: FieldProblem[], go: string, now: Date): CheckState {
    const judgement = judge(answers, signs, knowledge, now);
    const { holding } = judgement.pack;
    const topics = topicsFor(answers, signs, knowledge.rule, knowledge.questions);
    const next = nextTopic(answers, topics);
    const hold =
      holding && answers.heldFrom ? holdUntil(holding, answers.age ?? 'unsure', answers.heldFrom, answers.questionedAtNight) : [];
    return { ...judgement, answers, problems, step: stepFor(go, problems, topics, next), topics, next, hold };
  }

  return {
    knowledge,
    indicators,
    follow(fields, now) {
      const { answers, problems } = readAnswers(fields, known, homeCountry);
      // The last one counts: the button that was pressed.
      const go = new Map(fields).get('go') ?? 'outcome';
      return stateOf(answers, problems, go, now);
    },
    begin: (now) => stateOf(readAnswers([], known, homeCountry).answers, [], 'start', now),
  };
}
