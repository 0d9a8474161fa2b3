import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { Card } from '#src/platform/ui/content.tsx';

/** The front door: one sentence, one button. */
export function Home({ site }: { site: Site }): JSX.Element {
  const { t, href } = site;
  return (
    <>
      <h1>{t('home.title')}</h1>
      <p class="lead">{t('home.lead')}</p>
      <p class="actions">
        <a class="button primary" href={href('/check')}>
          {t('home.start')}
        </a>
      </p>
      <p>
        {t('home.start-hint')} {t('home.offline')}
      </p>
      <div class="cards">
        <Card heading="h2" title={<a href={href('/check/contacts')}>{t('nav.contacts')}</a>}>
          <p>{t('home.contacts')}</p>
        </Card>
        <Card heading="h2" title={<a href={href('/check/cards')}>{t('nav.cards')}</a>}>
          <p>{t('home.cards')}</p>
          <p>
            <a href={href('/check/card')}>{t('card.title')}</a>
          </p>
        </Card>
        <Card heading="h2" title={<a href={href('/knowledge')}>{t('nav.knowledge')}</a>}>
          <p>{t('home.knowledge')}</p>
        </Card>
      </div>
    </>
  );
}
