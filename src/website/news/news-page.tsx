import type { JSX } from 'hono/jsx/jsx-runtime';
import { addressOf, dayOf } from '../content/addresses.ts';
import type { Making } from '../content/making.ts';
import type { Article, Written } from '../content/read.ts';

type Message = { article: Article; written: Written };

/** The messages in one language, newest first. */
function messagesIn(making: Making): Message[] {
  return making.content.articles
    .filter((a) => a.collection === 'news')
    .flatMap((article) => {
      const written = article.texts[making.language];
      return written ? [{ article, written }] : [];
    })
    .toSorted((a, b) => b.article.slug.localeCompare(a.article.slug));
}

export const dayInWords = (day: string, language: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

function MessageList({ making, messages }: { making: Making; messages: readonly Message[] }): JSX.Element {
  const { href, language } = making;
  return (
    <ul class="messages">
      {messages.map(({ article, written }) => (
        <li>
          <time datetime={dayOf(article)}>{dayInWords(dayOf(article), language)}</time>
          <h2>
            <a href={href(addressOf(article))}>{written.front.title}</a>
          </h2>
          <p>{written.front.summary}</p>
        </li>
      ))}
    </ul>
  );
}

export function NewsPage({ making }: { making: Making }): JSX.Element {
  const { t, href } = making;
  return (
    <>
      <h1>{t('news.title')}</h1>
      <p class="lead">{t('news.lead')}</p>
      <MessageList making={making} messages={messagesIn(making)} />
      <p>
        <a href={href('/news/feed.xml')}>{t('news.feed')}</a> · <a href={href('/news/feed.json')}>{t('news.feed-json')}</a>
      </p>
    </>
  );
}
