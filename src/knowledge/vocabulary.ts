/**
 * The closed lists of words the knowledge and the check are made of. They stand apart from the schemas, so that the
 * phone does not have to carry the code that checks files.
 */
/** The three strengths of an indicator: A = a direct sign of control, benefit or handing over; B = corroborating; C = context only. */
export const TIERS = ['A', 'B', 'C'] as const;
export type Tier = (typeof TIERS)[number];

export const DIMENSIONS = [
  'recruitment',
  'control/means',
  'exploitation/activity',
  'circumstances at arrest',
  'movement/documents',
  'money/debt',
  'living situation',
  'missing episodes',
  'behaviour',
  'health',
  'online',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const INCIDENTS = [
  'theft',
  'burglary',
  'drugs',
  'explosives',
  'bank-account',
  'begging',
  'cannabis',
  'boyfriend',
  'other',
] as const;
export type Incident = (typeof INCIDENTS)[number];

/** Age bands that route the advice. `unsure` is treated as a child: Directive 2011/36/EU art. 13(2). */
export const AGES = ['under-12', '12-13', '14', '15', '16-17', 'unsure', 'adult'] as const;
export type Age = (typeof AGES)[number];

export const COMPANIES = [
  'nobody',
  'parent',
  'claims-family',
  'other-adult',
  'other-children',
  'not-known',
] as const;
export type Company = (typeof COMPANIES)[number];

export const COUNTRIES = ['NL', 'SE', 'RO', 'MD', 'BA', 'AL', 'MA', 'BG'] as const;
export type Country = (typeof COUNTRIES)[number];

export const OUTCOMES = ['act-now', 'consult', 'keep-watching'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const URGENCIES = ['protect', 'call-expert'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const MOMENTS = ['now', 'today', 'week', 'not', 'ask'] as const;
export type Moment = (typeof MOMENTS)[number];

/** What is done while a child is missing. */
export const MISSING_STEPS = ['ring-emergency', 'ring-responsible', 'ask-preventive-alert', 'tell-expert', 'ask-missing-line'] as const;

/** What is known of a missing child that may be passed on. */
export const MISSING_DATA = ['looks', 'clothes', 'last-seen', 'vehicle', 'phones', 'people', 'risks'] as const;

/** What a contact is for. The call order of a pack names contacts, the advice names roles. */
export const CONTACT_ROLES = [
  'emergency',
  'ambulance',
  'police',
  'trafficking-expert',
  'national-registration',
  'child-protection',
  'advice-24h',
  'child-line',
  'missing-children',
  'legal-help',
  'adult-victims',
  'anonymous-report',
] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** Who becomes responsible for the child. `for` follows the law's own division, never the level of the outcome. */
export const ROUTE_GROUPS = ['national', 'eu', 'third-country'] as const;
export type RouteGroup = (typeof ROUTE_GROUPS)[number];
