import type { FilePage } from '#src/files/pages/view.ts';
import { assessmentPage } from './assessment-page.tsx';
import { prosecutionPage } from './prosecution-page.tsx';

export { gateStrip } from './strip.tsx';
/** The pages of a file about prosecuting the child. */
export const PROSECUTION_PAGES: readonly FilePage[] = [assessmentPage, prosecutionPage];
