import type { TopicId } from '../topics.ts';

/** Message keys hold no spaces or slashes; dimensions do. */
export const topicKey = (id: TopicId) => `topic.${id.replaceAll(/[ /]/g, '-')}` as `topic.${KeyOf<TopicId>}`;
type KeyOf<Id extends string> = Id extends `${infer A} ${infer B}`
  ? KeyOf<`${A}-${B}`>
  : Id extends `${infer A}/${infer B}`
    ? `${A}-${B}`
    : Id;
