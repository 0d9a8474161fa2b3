import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { DEVICE_MS, PENDING_MS } from './times.ts';

/** The session, the sign-in that waits for its second step, and what makes this browser known. */
type Name = 'session' | 'step' | 'device';

/** `__Host-` binds a cookie to this very host over TLS; browsers refuse the prefix on plain http. */
const nameOf = (name: Name, isSecure: boolean) => (isSecure ? `__Host-keerpunt-${name}` : `keerpunt-${name}`);

/** A session's cookie goes with the browser; when it ends is decided here, not there. */
const AGE_MS: Record<Name, number | null> = { session: null, step: PENDING_MS, device: DEVICE_MS };

export type Cookies = {
  read(c: Context, name: Name): string | null;
  write(c: Context, name: Name, token: string): void;
  drop(c: Context, name: Name): void;
};

/** Out of reach for scripts, and sent to nobody but us by nobody but us. */
export function cookiesFor(isSecure: boolean): Cookies {
  const options = { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure } as const;
  return {
    read: (c, name) => getCookie(c, nameOf(name, isSecure)) ?? null,
    write(c, name, token) {
      const age = AGE_MS[name];
      setCookie(c, nameOf(name, isSecure), token, { ...options, ...(age === null ? {} : { maxAge: age / 1000 }) });
    },
    drop: (c, name) => void deleteCookie(c, nameOf(name, isSecure), options),
  };
}
