/** Training: invented people in an installation of their own. */
export { readAuthenticators, type Authenticators } from './authenticators.ts';
export { trainingRoutes } from './routes.tsx';
export { setUpTraining } from './set-up.ts';
