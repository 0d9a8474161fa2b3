import type { Tab } from '#src/files/pages/view.ts';

/** The pages of papers, apart from what papers are: those need a build, and lists of actions do not. */
export { paperRoutes } from './pages/routes.tsx';
export type { PaperNeeds } from './pages/desk.ts';
export const PAPERS_TAB: Tab = { path: '/papers', label: 'paper.title' };

/** The pages about prosecuting, and the strip that everybody at the table sees. */
export { gateStrip, PROSECUTION_PAGES } from './prosecution/pages/index.ts';
