import type { Tab } from '#src/files/pages/view.ts';

/** The pages of hand-overs, apart from their rules: those need a build, and lists of actions do not. */
export { handoverRoutes } from './handover/pages/routes.tsx';
export { handoverPage } from './handover/pages/handover-page.tsx';
export type { HandoverRoutesNeeds } from './handover/pages/desk.ts';
export const SHARING_TAB: Tab = { path: '/sharing', label: 'handover.sharing.title' };
/** The pages about following a child, apart from its rules: those need a build, and lists of actions do not. */
export { followingPage } from './following/pages/following-page.tsx';
export { followingRoutes } from './following/pages/routes.tsx';
export { linkRoutes } from './following/link/routes.tsx';
