import { listRules } from '#src/platform/journal/lists.ts';

/** How rows of lists follow from headers, by the kind of stream: kept with every action, and made again by `rebuild`. */
export const LISTS = listRules([]);
