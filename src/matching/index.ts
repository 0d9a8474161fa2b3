/** Is this child already known? Names, dates and places compared as keyed encodings, each step with its reason. */
export { readRecords, UnreadableRecords, type Columns } from './csv.ts';
export { evaluate, type Figures } from './evaluate.ts';
export { FIELDS, type Field } from './fields.ts';
export { rankNames, type NamePair } from './names.ts';
export { readWeights } from './weights.ts';
export { keyedWriting, plainWriting } from './writing.ts';
