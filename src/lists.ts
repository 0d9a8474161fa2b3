import { RETURN_LISTS } from '#src/best-interests/returning/model/lists.ts';
import { FILE_LISTS } from '#src/files/model/lists.ts';
import { REPORT_LISTS } from '#src/helpdesk/model/lists.ts';
import { listRules, together } from '#src/platform/journal/lists.ts';
import { KEEPING_LISTS } from '#src/protection/keeping/model/lists.ts';
import { PLACEMENT_LISTS } from '#src/protection/places/model/child-state.ts';
import { PLACE_LISTS } from '#src/protection/places/model/place-lists.ts';
import { FOLLOWING_LISTS } from '#src/reintegration/following/model/lists.ts';
import { HANDOVER_LISTS } from '#src/reintegration/handover/model/lists.ts';

/** All rooms that keep rows of a child's file; each its own lists. */
const OF_A_FILE = [FILE_LISTS, PLACEMENT_LISTS, KEEPING_LISTS, RETURN_LISTS, HANDOVER_LISTS, FOLLOWING_LISTS].reduce(together);

/** How rows of lists follow from headers, by the kind of stream: kept with every action, and made again by `rebuild`. */
export const LISTS = listRules([REPORT_LISTS, OF_A_FILE, PLACE_LISTS]);
