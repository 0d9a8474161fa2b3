import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { Card } from '#src/platform/ui/content.tsx';
import type { Picture } from './content/making.ts';
import { dayInWords } from './news/news-page.tsx';
import type { newsIn } from './published-pages.tsx';

const WAYS = [
  { path: '/dossier', title: 'nav.dossier', text: 'home.dossier' },
  { path: '/practise', title: 'nav.practise', text: 'home.practise' },
  { path: '/children', title: 'nav.children', text: 'home.children' },
  { path: '/check/contacts', title: 'nav.contacts', text: 'home.contacts' },
  { path: '/figures', title: 'figures.title', text: 'home.figures' },
  { path: '/check/cards', title: 'nav.cards', text: 'home.cards' },
] as const;

const STEPS = [
  { path: '/dossier/recognise', key: 'home.step-see' },
  { path: '/dossier/law', key: 'home.step-law' },
  { path: '/check/contacts', key: 'home.step-call' },
] as const;

/** The front door: one sentence, one button, and the way from the street to the law to whoever helps. */
export function Home({ site, news, drawing }: { site: Site; news: ReturnType<typeof newsIn>; drawing: Picture }): JSX.Element {
  const { t, href, language } = site;
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
      <img class="drawing" src={drawing.src} alt="" width={drawing.width} height={drawing.height} />
      <h2>{t('home.steps')}</h2>
      <ol class="way">
        {STEPS.map(({ path, key }) => (
          <li>
            <a href={href(path)}>{t(key)}</a>
          </li>
        ))}
      </ol>
      <div class="cards">
        {WAYS.map(({ path, title, text }) => (
          <Card heading="h2" title={<a href={href(path)}>{t(title)}</a>}>
            <p>{t(text)}</p>
          </Card>
        ))}
      </div>
      {news.length > 0 && (
        <section>
          <h2>{t('news.title')}</h2>
          <ul class="messages">
            {news.slice(0, 2).map((message) => (
              <li>
                <time datetime={message.day}>{dayInWords(message.day, language)}</time>
                <h3>
                  <a href={href(message.path)}>{message.title}</a>
                </h3>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
