/** The pages of protection, apart from its actions: those need a build, and lists of actions do not. */
export { placesRoutes } from './places/pages/routes.tsx';
