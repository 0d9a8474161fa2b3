import type { FilePage } from '#src/files/pages/view.ts';
import { determinationPage } from './determination-page.tsx';
import { interestsPage } from './interests-page.tsx';
import { solutionPage } from './solution-page.tsx';
import { tracingPage } from './tracing-page.tsx';

/** The pages of a file on what is best for the child, under one tab. */
export const INTERESTS_PAGES: readonly FilePage[] = [interestsPage, determinationPage, tracingPage, solutionPage];
