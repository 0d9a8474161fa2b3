/** The pages about what is best for a child, apart from its rules: those need a build, and lists of actions do not. */
export { INTERESTS_PAGES } from './pages/index.ts';
