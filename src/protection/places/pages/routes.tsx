import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getPack, type LocalKnowledge } from '#src/knowledge/localise.ts';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { checkKnowledge } from '#src/recognition/check-knowledge.ts';
import { HOME_COUNTRY } from '#src/recognition/home-country.ts';
import { FILE_ROLES } from '#src/files/roles.ts';
import { memberIn, type FileNeeds, type Member } from '#src/files/pages/member.ts';
import { enter, notReady, show, signedIn, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { PlainPage } from '#src/platform/sessions/pages.tsx';
import { whenBroken } from '#src/platform/sessions/routes.ts';
import { addChildRoutes } from './child-routes.tsx';
import { addPlaceRoutes } from './place-routes.tsx';
import { PLACES_ROLES } from '../roles.ts';

const WORK_WITH_PLACES = [...FILE_ROLES, ...PLACES_ROLES];
const LARGEST_FORM = 64 * 1024;

/** Places, and children who need one, in one language. */
export function placesRoutes(given: FileNeeds & { readonly knowledge: LocalKnowledge }): Hono<DeskEnv> {
  const packs = checkKnowledge(given.knowledge).packs;
  const needs = { ...given, zoneOf: (country: string) => getPack(packs, COUNTRIES.find((one) => one === country) ?? HOME_COUNTRY[given.site.language]).timezone };
  const { t } = needs.site;
  const routes = new Hono<DeskEnv>();
  for (const path of ['/places', '/places/*']) routes.use(path, bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => needs.errors.send(c, 413) }), enter(needs), signedIn(needs));
  routes.onError(whenBroken(needs));
  const memberFor = async (c: DeskContext): Promise<Member | Response> => {
    const member = await memberIn(c, needs, WORK_WITH_PLACES);
    if (member === 'not-ready') return notReady(c, needs);
    if (member) return member;
    const body = <PlainPage site={needs.site} title={t('places.list')} text={t('file.not-yours')} to="/account" label={t('account.title')} />;
    return show(c, needs, { title: t('places.list'), path: '/places', body, status: 403 });
  };
  // What is not a place comes first: the other addresses would take it for one.
  addChildRoutes(routes, needs, memberFor);
  addPlaceRoutes(routes, needs, memberFor);
  return routes;
}
