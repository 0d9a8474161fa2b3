import type { Role } from '../people/rules.ts';

/**
 * How somebody stands to the stream that an action is about.
 * - `party`: the agency is at the table of the section, or of any section where the action is about none.
 * - `author`: that, and this person began the stream.
 * - `none`: the action is about no stream that exists already.
 */
type Relation = 'party' | 'author' | 'none';

export type Grant<R extends Relation = Relation> = { readonly role: Role; readonly relation: R };

/** At least one: what nobody was granted could be done by nobody, and an empty list would be a mistake for sure. */
export type Grants<R extends Relation = Relation> = readonly [Grant<R>, ...Grant<R>[]];

/** What is known of the actor when it is decided. */
export type Standing = {
  roles: readonly string[];
  /** The stream as the actor sees it; null when for this actor there is none. */
  table: { streamKind: string; sections: readonly string[]; isAuthor: boolean; isConflicted: boolean } | null;
};

/** What the action is about; null for an action about no stream that exists already. */
export type Concern = { streamKind: string; section: string | null } | null;

/** What is hidden is `not-there`, as if it did not exist. */
export type Decision = 'allowed' | 'not-there' | 'not-allowed' | 'conflict-of-interest';

/**
 * Whether it is allowed. The roles come first: whoever may never do this learns nothing of what there is. What is allowed
 * about a stream is always visible too, whatever the grants say.
 */
export function decide(allow: Grants, concern: Concern, { roles, table }: Standing): Decision {
  const held = allow.filter((grant) => roles.includes(grant.role.name));
  if (held.length === 0) return 'not-allowed';
  if (concern === null) return held.some((grant) => grant.relation === 'none') ? 'allowed' : 'not-allowed';
  const { streamKind, section } = concern;
  if (!table || table.streamKind !== streamKind || (section !== null && !table.sections.includes(section))) return 'not-there';
  if (table.isConflicted) return 'conflict-of-interest';
  return held.some(({ relation }) => relation === 'party' || (relation === 'author' && table.isAuthor)) ? 'allowed' : 'not-allowed';
}
