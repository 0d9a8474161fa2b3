import type { Country, RouteGroup } from '#src/knowledge/vocabulary.ts';

/** Members of the European Union, by ISO code: an EU child goes to ordinary youth protection. */
const EU = new Set([
  'AT', 'BE', 'BG', 'HR', 'CY', 'CZ', 'DK', 'EE', 'FI', 'FR', 'DE', 'GR', 'HU', 'IE', 'IT', 'LV', 'LT', 'LU', 'MT',
  'NL', 'PL', 'PT', 'RO', 'SK', 'SI', 'ES', 'SE',
]);

/** Whether the law of the European Union holds there. */
export const isEuMember = (country: string) => EU.has(country);

/** Which route the law gives. Nationality is used here and nowhere else. */
export function routeGroupOf(nationality: string, country: Country): RouteGroup {
  if (nationality === country) return 'national';
  return EU.has(nationality) ? 'eu' : 'third-country';
}
