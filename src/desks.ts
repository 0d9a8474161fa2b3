import type { Hono } from 'hono';
import type { LocalKnowledge } from '#src/knowledge/localise.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import { administrationRoutes } from '#src/platform/administration/routes.tsx';
import { offeredTo } from '#src/platform/api/openapi.ts';
import { apiTokenRoutes } from '#src/platform/api/token-routes.tsx';
import { draftRoutes } from '#src/platform/drafts/routes.tsx';
import type { Site } from '#src/platform/http/site.ts';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import type { DeskEnv, DeskNeeds as SignInNeeds, WorkLink } from '#src/platform/sessions/desk.tsx';
import { sessionRoutes } from '#src/platform/sessions/routes.ts';
import { readCarriedChecks } from '#src/recognition/carried-check.ts';
import { DESK } from '#src/helpdesk/model/roles.ts';
import type { FilePage } from '#src/files/pages/view.ts';
import { calendarLimits, calendarRoutes, fileRoutes } from '#src/files/pages.ts';
import { SECTION_ACCESS } from '#src/files/access-table.ts';
import { FILE_ROLES } from '#src/files/roles.ts';
import { COUNTERS, keepingPages, placesRoutes } from '#src/protection/pages.ts';
import { followingPage, followingRoutes } from '#src/reintegration/pages.ts';
import { gateStrip, PAPERS_TAB, paperRoutes, PROSECUTION_PAGES, type PaperNeeds } from '#src/justice/pages.ts';
import { handoverPage, handoverRoutes, SHARING_TAB, type HandoverRoutesNeeds } from '#src/reintegration/pages.ts';
import { INTERESTS_PAGES } from '#src/best-interests/pages.ts';
import { returnPage } from '#src/best-interests/returning/pages/return-page.tsx';
import { ACTIONS } from './actions.ts';
import { ROLES } from './roles.ts';

/** Where people go on from their account. */
export const WORK: readonly WorkLink[] = [
  { path: '/desk', label: 'desk.inbox', roles: DESK.map((role) => role.name) },
  { path: '/files', label: 'file.list', roles: FILE_ROLES.map((role) => role.name) },
  { path: '/account/calendar', label: 'file.calendar.title', roles: FILE_ROLES.map((role) => role.name) },
  { path: '/handovers', label: 'handover.receive.title', roles: ['youth-protection-worker', 'guardian', 'care-coordinator'] },
  { path: '/follow-ups', label: 'follow.list', roles: SECTION_ACCESS.reintegration.read.map((role) => role.name) },
  { path: '/places', label: 'places.list', roles: ['shelter-worker', 'shelter-manager', 'placement-desk'] },
  { path: '/places/counts', label: 'places.counts-title', roles: COUNTERS.map((role) => role.name) },
  { path: '/people', label: 'people.link-label', roles: ROLES.filter((role) => role.administers || role.reads).map((role) => role.name) },
];
/** Where an obstacle has its words, where that is not the API itself: with the feature whose rule it is. */
export const PROBLEM_TEXTS = ['desk.problem', 'file.problem', 'file.missing', 'keep.problem', 'follow.problem', 'places.problem', 'places.reason', 'prosecution.problem', 'best.problem', 'returning.problem', 'handover.problem'];

/** What people may do, by a page or by a program of theirs. */
export const OFFERED = offeredTo(ACTIONS, ROLES);

export type BehindParts = {
  signIn: SignInNeeds;
  ground: () => Ground | null;
  now: () => Date;
  knowledge: LocalKnowledge;
  fileStyle: string;
  /** What one-time links are sealed with. */
  linkKey: () => SecretKey;
  limits: ReturnType<typeof calendarLimits>;
  papers: Pick<PaperNeeds, 'render' | 'textsIn' | 'knowledgeIn'>;
  handovers: Pick<HandoverRoutesNeeds, 'render' | 'textsIn' | 'packsIn' | 'lawIn' | 'asOf' | 'ownKeys' | 'identityKey'>;
};

/** The pages about a file that other rooms have, in the order of their tabs. */
export const pagesOfAFile = ({ site, knowledge, now, handovers }: Pick<BehindParts, 'knowledge' | 'now' | 'handovers'> & { site: Site }): readonly FilePage[] => [
  ...keepingPages({ site, knowledge, now }),
  ...PROSECUTION_PAGES,
  ...INTERESTS_PAGES,
  returnPage(knowledge),
  handoverPage({ ...handovers, site }),
  followingPage,
];

/** What somebody does with her account and in files, in one language: the rooms of the house behind its door. */
export function behindSignIn({ signIn, ground, now, knowledge, fileStyle, linkKey, limits, papers, handovers }: BehindParts): Hono<DeskEnv>[] {
  const guide = { packs: knowledge.filePacks, law: knowledge.law, asOf: knowledge.released };
  const more = pagesOfAFile({ site: signIn.site, knowledge, now, handovers });
  const inFiles = { ...signIn, styles: [...signIn.styles, fileStyle], ground, now, guide, tabs: [PAPERS_TAB, SHARING_TAB], more, strip: gateStrip, readCheck: readCarriedChecks(signIn.site, knowledge) };
  return [
    sessionRoutes(signIn),
    apiTokenRoutes({ ...signIn, actions: OFFERED }),
    administrationRoutes({ ...signIn, roles: ROLES }),
    draftRoutes({ ...signIn, ground }),
    // Papers and hand-overs before the pages of a file, which take any one word behind its address.
    paperRoutes({ ...inFiles, ...papers }),
    handoverRoutes({ ...inFiles, ...handovers }),
    followingRoutes({ ...inFiles, linkKey }),
    fileRoutes(inFiles),
    calendarRoutes({ ...inFiles, limits }),
    placesRoutes({ ...inFiles, knowledge }),
  ];
}
