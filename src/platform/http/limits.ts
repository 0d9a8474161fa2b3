import type { MiddlewareHandler } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Too many posts from one network. `seconds` tells how long to wait. */
export class TooManyRequests extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super('too many requests');
    this.name = 'TooManyRequests';
    this.seconds = seconds;
  }
}

const groups = (part: string) => part.split(':').filter((group) => group !== '');

/** One key per household or office: the address, or the /64 of an IPv6 address. Kept in memory only, for a minute. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [before = '', after = ''] = address.split('::');
  const missing = Math.max(0, 8 - groups(before).length - groups(after).length);
  const whole = [...groups(before), ...Array.from({ length: missing }, () => '0'), ...groups(after)];
  return whole.slice(0, 4).join(':');
}

/** At most `perMinute` posts a minute from one network; reading is never limited. What counts its own is left to itself. */
export function limitPosts(perMinute: number, addressOf: (env: unknown) => string, countsItself: (path: string) => boolean = () => false): MiddlewareHandler {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (c, next) => {
    if (c.req.method !== 'POST' || countsItself(c.req.path)) return next();
    try {
      await limiter.consume(networkOf(addressOf(c.env)));
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw new TooManyRequests(Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
    return next();
  };
}
