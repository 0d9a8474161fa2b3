import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ErrorPages } from '#src/platform/http/errors.tsx';
import { readForm } from '#src/platform/http/form.ts';
import { sendPage, type Site } from '#src/platform/http/site.ts';
import { rememberCounting } from '#src/platform/http/visits.ts';
import { CountingQuestion, Page } from '#src/platform/ui/page.tsx';

const PATH = '/privacy/counting';

/** Where the reader may choose, and choose again, whether visits are counted. */
export function countingRoutes(site: Site, errors: ErrorPages): Hono {
  const { t, href } = site;
  const routes = new Hono();
  routes.get(PATH, (c) => {
    const page = site.page(c, PATH);
    return sendPage(
      c,
      <Page page={page} title={t('counting.title')} isQuiet>
        <h1>{t('counting.title')}</h1>
        <p class="lead">{t(`counting.state.${page.counting}`)}</p>
        {page.counting !== 'off' && page.counting !== 'signal' && (
          <>
            <p>{t('counting.how')}</p>
            <CountingQuestion page={page} back={PATH} />
          </>
        )}
        <p>
          <a href={href('/privacy')}>{t('nav.privacy')}</a>
        </p>
      </Page>,
    );
  });
  routes.post(PATH, bodyLimit({ maxSize: 2048, onError: (c) => errors.send(c, 413) }), async (c) => {
    const fields = new Map(await readForm(c));
    const page = site.page(c, PATH);
    const answer = fields.get('answer');
    // Only the reader's own answer counts, given here; nor is anything set when it was switched off, or for another answer.
    const isOwn = ['same-origin', 'none', undefined].includes(c.req.header('sec-fetch-site'));
    if (isOwn && page.counting !== 'off' && page.counting !== 'signal' && (answer === 'yes' || answer === 'no')) rememberCounting(c, answer, page.origin.startsWith('https:'));
    // Only to a page of this site: one slash, then a name.
    const back = /^\/(?:[a-z0-9][a-z0-9/.-]*)?$/i.exec(fields.get('back') ?? '')?.[0] ?? PATH;
    return c.redirect(href(back), 303);
  });
  return routes;
}
