/** The pages of the helpdesk, apart from what it is made of: those need a build, and lists of actions do not. */
export { deskRoutes } from './desk/routes.tsx';
export { isUnlogged, reporterPages } from './reporter/index.ts';
