/** The pages about following a child, apart from its rules: those need a build, and lists of actions do not. */
export { followingPage } from './following/pages/following-page.tsx';
export { followingRoutes } from './following/pages/routes.tsx';
export { linkRoutes } from './following/link/routes.tsx';
