import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** Nothing inline, nothing from elsewhere, no frames, no sensors. */
export const securityHeaders = () =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    xFrameOptions: 'DENY',
    // Behind a proxy that ends TLS this tells browsers to come back over TLS; on plain http they ignore it.
    strictTransportSecurity: 'max-age=31536000',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], browsingTopics: [] },
  });

/** What somebody sent is never a page of ours: whatever is in it, it may do nothing and reach nothing. Said after the headers of a page. */
export function downloadHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (!(c.res.headers.get('content-disposition') ?? '').startsWith('attachment')) return;
    c.res.headers.set('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'");
    c.res.headers.set('x-content-type-options', 'nosniff');
    c.res.headers.set('cross-origin-resource-policy', 'same-origin');
    c.res.headers.set('cache-control', 'no-store');
  };
}

/** A picture brings its own colours, and may do nothing else; said after the headers of a page, which would take them away. */
export function pictureHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if ((c.res.headers.get('content-type') ?? '').startsWith('image/svg')) {
      c.res.headers.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    }
  };
}
