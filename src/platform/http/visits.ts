import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { routePath } from 'hono/route';
import { z } from 'zod';
import type { Log } from './log.ts';

const COOKIE = 'keerpunt-counting';
/** Half a year, after which the question may be asked anew. */
const REMEMBERED_S = 182 * 24 * 3600;

/** Whether visits are counted at all, and what this reader said: `ask` until there is an answer, `signal` where the browser answered. */
export type Counting = 'off' | 'ask' | 'yes' | 'no' | 'signal';

/** What a reader chose. A browser that signals "do not sell or share" (Sec-GPC) has said no for its reader, whatever was said before. */
export function countingFor(c: Context, isOn: boolean): Counting {
  if (!isOn) return 'off';
  if (c.req.header('sec-gpc') === '1') return 'signal';
  const answer = getCookie(c, COOKIE);
  return answer === 'yes' || answer === 'no' ? answer : 'ask';
}

/** Remembers the answer, and nothing else, on the reader's own device. */
export function rememberCounting(c: Context, answer: 'yes' | 'no', isSecure: boolean): void {
  setCookie(c, COOKIE, answer, { path: '/', maxAge: REMEMBERED_S, sameSite: 'Lax', httpOnly: true, secure: isSecure });
}

/** Visits by day and page. */
export const countsSchema = z.record(z.iso.date(), z.record(z.string(), z.int().min(1)));
type Counts = z.infer<typeof countsSchema>;

/** The counts of a month. A file that cannot be read is laid aside, so that counting goes on and nothing is written over. */
function readCounts(file: string): Counts {
  if (!existsSync(file)) return {};
  const text = readFileSync(file, 'utf8');
  try {
    return countsSchema.parse(JSON.parse(text));
  } catch {
    renameSync(file, `${file}.damaged-${randomUUID()}`);
    return {};
  }
}

export type VisitCounter = { count(route: string, day: string): void; save(): void };

/** Counts on disk, a file a month: how often a page was opened on a day, and nothing about who opened it. */
export function visitCounter(folder: string): VisitCounter {
  const months = new Map<string, Counts>();
  const changed = new Set<string>();
  const fileOf = (month: string) => join(folder, `${month}.json`);
  const countsOf = (month: string): Counts => {
    const known = months.get(month);
    if (known) return known;
    const read = readCounts(fileOf(month));
    months.set(month, read);
    return read;
  };
  return {
    count(route, day) {
      const month = day.slice(0, 7);
      const pages = (countsOf(month)[day] ??= {});
      pages[route] = (pages[route] ?? 0) + 1;
      changed.add(month);
    },
    save() {
      for (const month of changed) {
        mkdirSync(folder, { recursive: true });
        // Written beside and moved into place, so that a stop half-way leaves the older counts whole.
        const aside = `${fileOf(month)}.new`;
        writeFileSync(aside, JSON.stringify(countsOf(month), null, 1));
        renameSync(aside, fileOf(month));
      }
      changed.clear();
    },
  };
}

/** Counts pages that were opened by readers who said yes. `isCounted` leaves out pages where nobody is to be counted. */
export function countVisits(counter: VisitCounter, isCounted: (route: string) => boolean, now: () => Date, log: Log): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const isPage = c.req.method === 'GET' && c.res.status === 200 && (c.res.headers.get('content-type') ?? '').startsWith('text/html');
    if (!isPage || countingFor(c, true) !== 'yes') return;
    const route = routePath(c, -1);
    if (!isCounted(route)) return;
    try {
      counter.count(route, now().toISOString().slice(0, 10));
    } catch (error) {
      // A page that was made is shown, whatever becomes of its count.
      log.error({ code: (error as NodeJS.ErrnoException).code ?? 'unknown' }, 'a visit was not counted');
    }
  };
}
