import type { Context } from 'hono';
import { networkOf } from '../http/limits.ts';
import type { Cookies } from './cookies.ts';
import type { From } from './door.ts';
import type { PasskeySite } from './passkeys.ts';

const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['Linux', 'Linux'],
] as const;

/** Kind of browser and system: enough for its owner to recognise, too little to follow anybody. */
export function deviceLabel(userAgent: string): string {
  const first = (names: readonly (readonly [string, string])[]) => names.find(([sign]) => userAgent.includes(sign))?.[1];
  return [first(BROWSERS), first(SYSTEMS)].filter((part) => part !== undefined).join(', ') || '?';
}

const isLoopback = (address: string) => /^(::ffff:)?127(\.\d{1,3}){3}$|^::1$/.test(address);

/** The address of who asks. Only a proxy on this machine is believed when it names another. */
export function visitorAddress(peer: string, forwardedFor: string | undefined): string {
  if (!isLoopback(peer)) return peer;
  // The last one is what the proxy itself saw; those before it, anybody can write.
  return forwardedFor?.split(',').at(-1)?.trim() || peer;
}

export function fromOf(c: Context, cookies: Cookies, peer: string): From {
  return {
    network: networkOf(visitorAddress(peer, c.req.header('x-forwarded-for'))),
    deviceToken: cookies.read(c, 'device'),
    label: deviceLabel(c.req.header('user-agent') ?? ''),
  };
}

/** Where passkeys work: at the operator's own address, or at localhost for trying it out. */
export function passkeySite(origin: string, isNamed: boolean): PasskeySite | null {
  const { hostname } = new URL(origin);
  return isNamed || hostname === 'localhost' ? { host: hostname, origin } : null;
}

/** Whether a password may be typed here: over TLS, or without leaving the machine. */
export function isSafeToType(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || isLoopback(hostname);
}
