import type { Questions, Rule } from '#src/knowledge/schema.ts';
import type { Dimension } from '#src/knowledge/vocabulary.ts';
import type { Answers, SignAnswer } from './answers.ts';
import { assess, HIGHEST_LEVEL, levelOf, type Sign } from './rule.ts';

/** `first` is the handful of signs for what happened; the others hold the signs of one dimension each. */
export type TopicId = 'first' | Dimension;
export type Topic = { id: TopicId; signs: string[]; canChange: boolean };

function couldRaise(answers: Answers, level: number, ids: readonly string[], signs: ReadonlyMap<string, Sign>, rule: Rule): boolean {
  if (level === HIGHEST_LEVEL) return false;
  const open = ids.filter((id) => !answers.signs[id]);
  const allSeen: Record<string, SignAnswer> = { ...answers.signs };
  for (const id of open) allSeen[id] = { answer: 'seen' };
  // Enough to look at the extreme: the rule never falls when a sign is added.
  return levelOf(assess({ ...answers, signs: allSeen }, signs, rule)) > level;
}

/** All topics in the order in which to ask: first those that can still change the outcome, then the rest. */
export function topicsFor(
  answers: Answers,
  signs: ReadonlyMap<string, Sign>,
  rule: Rule,
  questions: Questions,
): Topic[] {
  const first = questions.first[answers.incident ?? 'other'];
  const level = levelOf(assess(answers, signs, rule));
  const topic = (id: TopicId, ids: string[]): Topic => ({ id, signs: ids, canChange: couldRaise(answers, level, ids, signs, rule) });
  const byDimension = questions.order.map((dimension) =>
    topic(
      dimension,
      [...signs.values()].filter((s) => s.dimension === dimension && !first.includes(s.id)).map((s) => s.id),
    ),
  );
  const useful = byDimension.filter((t) => t.canChange);
  const rest = byDimension.filter((t) => !t.canChange);
  return [topic('first', first), ...useful, ...rest];
}

/** The topic that is worth asking next, or null when nothing that is left can change the outcome. */
export function nextTopic(answers: Answers, topics: readonly Topic[]): Topic | null {
  return topics.find((t) => t.canChange && !answers.done.includes(t.id)) ?? null;
}
