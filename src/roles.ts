import { FILE_ROLES } from '#src/files/roles.ts';
import { DESK } from '#src/helpdesk/model/roles.ts';
import { PLACES_ROLES } from '#src/protection/places/roles.ts';
import { ADMINISTRATOR, MEMBER, type Role } from '#src/platform/people/rules.ts';

/** Every role that a person can be given. What services of ours hold is given by the operator and stands in no list of people. */
export const ROLES: readonly Role[] = [MEMBER, ADMINISTRATOR, ...DESK, ...FILE_ROLES, ...PLACES_ROLES];
