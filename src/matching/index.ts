/** Is this child already known? Names, dates and places compared as keyed encodings, each step with its reason. */
export { readRecords, UnreadableRecords, type Columns } from './csv.ts';
export { evaluate, type Figures } from './evaluate.ts';
export { FIELDS, type Field, type Profile } from './fields.ts';
export { groupOf, groupsFrom, unsettled, verdictHeader, verdictOn, VERDICTS, type Judged } from './groups.ts';
export { findKnown, type KnownAlready } from './known.ts';
export { matcherFor, type Imprinted, type Matcher } from './matcher.ts';
export { rankNames, type NamePair } from './names.ts';
export { searchSeen, type Searched } from './search.ts';
export { readWeights } from './weights.ts';
export { keyedWriting, plainWriting } from './writing.ts';
