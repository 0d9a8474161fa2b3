import type { FilePage } from '#src/files/pages/view.ts';
import { missingPage } from './missing-page.tsx';
import { releasePage } from './release-page.tsx';
import { safetyPage } from './safety-page.tsx';
import type { SheetNeeds } from './sheet.tsx';

/** The pages of a file on which a child is kept safe, in one language. */
export const keepingPages = (needs: SheetNeeds): readonly FilePage[] => [releasePage(needs), safetyPage, missingPage(needs)];
