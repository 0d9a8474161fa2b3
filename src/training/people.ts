import { DESK, helpdeskCoordinator, helpdeskJurist } from '#src/helpdesk/model/roles.ts';
import { careCoordinator, dutyDesk, guardian, lawyer, placementDesk, police, shelter, youthProtection } from '#src/files/roles.ts';
import { shelterManager } from '#src/protection/places/roles.ts';
import type { Role } from '#src/platform/people/rules.ts';

export type TrainingPerson = {
  signInName: string;
  name: string;
  agency: string;
  /** Roles beside belonging there; an administrator has none. */
  roles: readonly Role[] | 'administrator';
};

/** For everybody, printed on the page that says how to sign in: it guards nothing. */
export const TRAINING_PASSWORD = 'niets hier is echt';

const HELPDESK = 'Helpdesk Verzonnen (oefening)';
const POLICE = 'Politie Verzonnen (oefening)';
const YOUTH = 'Jeugdbescherming Verzonnen (oefening)';
const LAWYERS = 'Advocaten Verzonnen (oefening)';
const PLACEMENT = 'Plaatsingsdesk Verzonnen (oefening)';
const GUARDIANS = 'Voogdij Verzonnen (oefening)';
/** Comes in an emergency where it sits at no table. */
export const DUTY_DESK = 'Crisisdienst Verzonnen (oefening)';

/** Invented people of invented agencies. The first of each agency lets its others in. */
export const TRAINING_PEOPLE: readonly TrainingPerson[] = [
  { signInName: 'beheer1', name: 'Bea Beheervoorbeeld', agency: HELPDESK, roles: 'administrator' },
  { signInName: 'beheer2', name: 'Ben Beheervoorbeeld', agency: HELPDESK, roles: 'administrator' },
  { signInName: 'helpdesk1', name: 'Hanna Helpvoorbeeld', agency: HELPDESK, roles: [DESK[0]] },
  { signInName: 'helpdesk2', name: 'Hugo Helpvoorbeeld', agency: HELPDESK, roles: [DESK[0]] },
  { signInName: 'jurist', name: 'Jet Juristvoorbeeld', agency: HELPDESK, roles: [helpdeskJurist] },
  { signInName: 'coordinator', name: 'Coen Coördinatievoorbeeld', agency: HELPDESK, roles: [helpdeskCoordinator] },
  { signInName: 'beheer3', name: 'Bo Beheervoorbeeld', agency: POLICE, roles: 'administrator' },
  { signInName: 'agent', name: 'Anna Agentvoorbeeld', agency: POLICE, roles: [police] },
  { signInName: 'zorg', name: 'Zeki Zorgvoorbeeld', agency: POLICE, roles: [careCoordinator] },
  { signInName: 'beheer4', name: 'Bas Beheervoorbeeld', agency: YOUTH, roles: 'administrator' },
  { signInName: 'jeugd', name: 'Jaap Jeugdvoorbeeld', agency: YOUTH, roles: [youthProtection] },
  { signInName: 'opvang', name: 'Olga Opvangvoorbeeld', agency: YOUTH, roles: [shelter] },
  { signInName: 'leiding', name: 'Lot Leidingvoorbeeld', agency: YOUTH, roles: [shelterManager] },
  { signInName: 'beheer5', name: 'Bé Beheervoorbeeld', agency: LAWYERS, roles: 'administrator' },
  { signInName: 'advocaat', name: 'Ada Advocaatvoorbeeld', agency: LAWYERS, roles: [lawyer] },
  { signInName: 'advocaat2', name: 'Aron Advocaatvoorbeeld', agency: LAWYERS, roles: [lawyer] },
  // What an earlier start invented elsewhere has another name: whoever is there already stays where she is.
  { signInName: 'beheer6', name: 'Bram Beheervoorbeeld', agency: PLACEMENT, roles: 'administrator' },
  { signInName: 'plaatsingsdesk', name: 'Piet Plaatsingvoorbeeld', agency: PLACEMENT, roles: [placementDesk] },
  { signInName: 'beheer7', name: 'Bibi Beheervoorbeeld', agency: GUARDIANS, roles: 'administrator' },
  { signInName: 'voogdij', name: 'Vera Voogdvoorbeeld', agency: GUARDIANS, roles: [guardian] },
  { signInName: 'beheer8', name: 'Boy Beheervoorbeeld', agency: DUTY_DESK, roles: 'administrator' },
  { signInName: 'crisisdienst', name: 'Chris Crisisvoorbeeld', agency: DUTY_DESK, roles: [dutyDesk] },
];

/** What works there without signing in: it takes in what reporters and partners write, reminds, and erases in time. */
export const TRAINING_SERVICES = [
  { agency: HELPDESK, service: 'service:reception', role: 'reception' },
  { agency: HELPDESK, service: 'service:retention', role: 'retention' },
  { agency: HELPDESK, service: 'service:reminder', role: 'reminder' },
  { agency: HELPDESK, service: 'service:messenger', role: 'messenger' },
  { agency: GUARDIANS, service: 'service:link-post', role: 'link-post' },
  { agency: GUARDIANS, service: 'service:follow-up-watch', role: 'follow-up-watch' },
] as const;
