import type { Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { LocalKnowledge } from '#src/knowledge/localise.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import type { ErrorPages } from '#src/platform/http/errors.tsx';
import type { Site } from '#src/platform/http/site.ts';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import { checkKnowledge } from '#src/recognition/check-knowledge.ts';
import { checkerFor } from '#src/recognition/check.ts';
import { HOME_COUNTRY } from '#src/recognition/home-country.ts';
import type { IdentityOf } from '../receipt/identity.ts';
import type { KnownSettings } from '../settings/known.ts';
import type { WordLists } from '../receipt/words.ts';
import { receptionFor } from './reception.ts';
import { reporterRoutes } from './routes.tsx';

type Needs = {
  ground: () => Ground | null;
  /** Asked only where the reception is open. */
  receptionKey: () => SecretKey;
  /** One for all pages and for the desk, so that only so many words are looked up at once. */
  identityOf: () => IdentityOf;
  settings: KnownSettings;
  wordLists: WordLists;
  /** Style sheet of these pages. */
  style: string;
  addressOf: (env: unknown) => string;
  postsPerMinute: number;
  errors: ErrorPages;
  now: () => Date;
};

/** Of posts in a minute, one in twelve may have words looked up or send a report: both are dear, and nobody needs more. */
const DEAR_SHARE = 12;

/** The pages of whoever reports, in one language after another, on one reception. */
export function reporterPages({ ground, receptionKey: key, identityOf, settings, wordLists, style, addressOf, postsPerMinute, errors, now }: Needs): (site: Site, knowledge: LocalKnowledge) => Hono {
  const reception = receptionFor({ ground, key, identityOf, now });
  const limiter = new RateLimiterMemory({ points: Math.ceil(postsPerMinute / DEAR_SHARE), duration: 60 });
  return (site, knowledge) => reporterRoutes({ site, errors, checker: checkerFor(checkKnowledge(knowledge), HOME_COUNTRY[site.language]), reception, key, settings, wordLists, style, addressOf, limiter, now });
}

/** Pages of which not even the moment of a request is noted. */
export const isUnlogged = (path: string): boolean => /^(\/(en|sv|ro|bs))?\/report(\/|$)/.test(path);
