import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';

/** What this is, what is kept, and what the exit button can and cannot do. */
export function About({ site }: { site: Site }): JSX.Element {
  const { t, href } = site;
  const parts = ['what', 'kept', 'device', 'access'] as const;
  return (
    <>
      <h1>{t('about.title')}</h1>
      {parts.map((part) => (
        <section>
          <h2>{t(`about.${part}`)}</h2>
          <p>{t(`about.${part}-text`)}</p>
        </section>
      ))}
      <p>
        <a href={href('/privacy')}>{t('nav.privacy')}</a> · <a href={href('/dossier/who')}>{t('about.who')}</a>
      </p>
      <section>
        <h2>{t('exit.button')}</h2>
        <p>{t('exit.what-it-does')}</p>
        <p>{t('exit.with-script')}</p>
      </section>
    </>
  );
}
