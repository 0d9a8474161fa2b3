import type { Context } from 'hono';
import { isLoopback } from '../http/addresses.ts';
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

export function fromOf(c: Context, cookies: Cookies, address: string): From {
  return {
    network: networkOf(address),
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
