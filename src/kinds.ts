import { INTERESTS_KINDS } from '#src/best-interests/model/kinds.ts';
import { RETURNING_KINDS } from '#src/best-interests/returning/model/kinds.ts';
import { FILE_KINDS } from '#src/files/model/kinds.ts';
import { KEEPING_KINDS } from '#src/protection/keeping/model/kinds.ts';
import { HANDOVER_KINDS } from '#src/reintegration/handover/model/kinds.ts';
import { PLACEMENT_KINDS } from '#src/protection/places/model/child-kinds.ts';
import { PLACE_KINDS } from '#src/protection/places/model/place-kinds.ts';
import { REPORT_KINDS } from '#src/helpdesk/model/kinds.ts';
import { FOLLOWING_KINDS } from '#src/reintegration/following/model/kinds.ts';
import { settingsChanged } from '#src/helpdesk/settings/actions.ts';
import { PAPER_KINDS } from '#src/justice/papers/kinds.ts';
import { PROSECUTION_KINDS } from '#src/justice/prosecution/model/kinds.ts';
import { entryKinds } from '#src/platform/journal/kinds.ts';
import { shredded } from '#src/platform/journal/shredding.ts';

/** Every kind of entry of the product, by name: whatever was recorded is read again with these. */
export const KINDS = entryKinds([shredded, ...REPORT_KINDS, settingsChanged, ...FILE_KINDS, ...KEEPING_KINDS, ...PLACE_KINDS, ...PLACEMENT_KINDS, ...PAPER_KINDS, ...PROSECUTION_KINDS, ...INTERESTS_KINDS, ...RETURNING_KINDS, ...HANDOVER_KINDS, ...FOLLOWING_KINDS]);
