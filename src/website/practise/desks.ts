/** The desks for which there are exercises. Apart from the schema, which no device needs to load. */
export const DESKS = ['police', 'youth-protection', 'shop', 'school', 'lawyer', 'reception'] as const;
export type Desk = (typeof DESKS)[number];
