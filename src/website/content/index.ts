/** What editors need of the content: reading it, finding what is broken, and bringing translations into step. */
export { markedInStep } from './in-step.ts';
export { contentProblems, pagesBesideArticles } from './problems.ts';
export { BrokenContent, COLLECTIONS, readContent } from './read.ts';
