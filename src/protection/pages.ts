/** The pages about keeping a child safe, apart from its rules: those need a build, and lists of actions do not. */
export { keepingPages } from './keeping/pages/index.ts';
export { gateRoutes } from './keeping/pages/gate-routes.tsx';
export { placesRoutes } from './places/pages/routes.tsx';
export { COUNTERS } from './places/actions/count-actions.ts';
