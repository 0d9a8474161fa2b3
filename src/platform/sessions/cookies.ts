import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { DEVICE_MS, PENDING_MS, VISIT_MS } from './times.ts';

/** The session, the sign-in that waits for its second step, what makes this browser known, and its visit to a provider. */
type Name = 'session' | 'step' | 'device' | 'visit';

/** `__Host-` binds a cookie to this very host over TLS; browsers refuse the prefix on plain http. */
const nameOf = (name: Name, isSecure: boolean) => (isSecure ? `__Host-keerpunt-${name}` : `keerpunt-${name}`);

/** A session's cookie goes with the browser; when it ends is decided here, not there. */
const AGE_MS: Record<Name, number | null> = { session: null, step: PENDING_MS, device: DEVICE_MS, visit: VISIT_MS };

export type Cookies = {
  read(c: Context, name: Name): string | null;
  write(c: Context, name: Name, token: string): void;
  drop(c: Context, name: Name): void;
};

/**
 * Out of reach for scripts, and sent to nobody but us by nobody but us. The visit alone also comes along when another site
 * leads here: a provider does, and it is good for nothing else.
 */
export function cookiesFor(isSecure: boolean): Cookies {
  const optionsFor = (name: Name) => ({ path: '/', httpOnly: true, sameSite: name === 'visit' ? 'Lax' : 'Strict', secure: isSecure }) as const;
  return {
    read: (c, name) => getCookie(c, nameOf(name, isSecure)) ?? null,
    write(c, name, token) {
      const age = AGE_MS[name];
      setCookie(c, nameOf(name, isSecure), token, { ...optionsFor(name), ...(age === null ? {} : { maxAge: age / 1000 }) });
    },
    drop: (c, name) => void deleteCookie(c, nameOf(name, isSecure), optionsFor(name)),
  };
}
