import { DESK, helpdeskCoordinator, helpdeskJurist } from '#src/helpdesk/model/roles.ts';
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

/** Invented people of an invented agency. The first two let the others in. */
export const TRAINING_PEOPLE: readonly TrainingPerson[] = [
  { signInName: 'beheer1', name: 'Bea Beheervoorbeeld', agency: HELPDESK, roles: 'administrator' },
  { signInName: 'beheer2', name: 'Ben Beheervoorbeeld', agency: HELPDESK, roles: 'administrator' },
  { signInName: 'helpdesk1', name: 'Hanna Helpvoorbeeld', agency: HELPDESK, roles: [DESK[0]] },
  { signInName: 'helpdesk2', name: 'Hugo Helpvoorbeeld', agency: HELPDESK, roles: [DESK[0]] },
  { signInName: 'jurist', name: 'Jet Juristvoorbeeld', agency: HELPDESK, roles: [helpdeskJurist] },
  { signInName: 'coordinator', name: 'Coen Coördinatievoorbeeld', agency: HELPDESK, roles: [helpdeskCoordinator] },
];

/** What works at the invented helpdesk without signing in: it takes in what reporters write, and erases it in time. */
export const TRAINING_SERVICES = [
  { agency: HELPDESK, service: 'service:reception', role: 'reception' },
  { agency: HELPDESK, service: 'service:retention', role: 'retention' },
  { agency: HELPDESK, service: 'service:reminder', role: 'reminder' },
] as const;
