import { Hono, type ErrorHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { accountRoutes } from './account-routes.tsx';
import { isAway } from '../database/away.ts';
import { enter, notReady, type DeskEnv, type DeskNeeds } from './desk.tsx';
import { providerRoutes, providerSetUpRoutes } from './provider-routes.tsx';
import { setUpRoutes, signInRoutes } from './sign-in-routes.tsx';

/** A passkey's answer is about 2 kB, with an unusual one four times that. */
const LARGEST_FORM = 16 * 1024;

/** What is sent when something behind the door went wrong. A database that went away is no fault of ours and comes back; anything else is one. */
export const whenBroken =
  (needs: DeskNeeds): ErrorHandler<DeskEnv> =>
  (error, c) =>
    isAway(error) ? notReady(c, needs) : needs.errors.onError(error, c);

/** Signing in and one's own account, in one language. No other page reads or sets a cookie. */
export function sessionRoutes(needs: DeskNeeds): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  for (const path of ['/sign-in', '/sign-in/*', '/account', '/account/*']) {
    routes.use(path, bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => needs.errors.send(c, 413) }), enter(needs));
  }
  routes.onError(whenBroken(needs));
  routes.route('/', setUpRoutes(needs));
  routes.route('/', signInRoutes(needs));
  routes.route('/', providerSetUpRoutes(needs));
  routes.route('/', providerRoutes(needs));
  routes.route('/', accountRoutes(needs));
  return routes;
}
