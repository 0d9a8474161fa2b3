import type { JSX } from 'hono/jsx/jsx-runtime';
import { day, word } from '#src/files/pages/shown.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import { AT } from './doings.ts';

type Made = { readonly address: string; readonly code: string; readonly moment: string; readonly until: string };

/** Link and code, once: they are kept nowhere, and leave apart from each other. */
export function LinkMadePage({ site, file, made, problems }: { site: Site; file: string; made: Made | null; problems: readonly { text: string }[] }): JSX.Element {
  const { t } = site;
  return (
    <>
      {problems.length > 0 && <ErrorSummary title={t('file.problem')} errors={problems} />}
      <h1>{t('follow.made.title')}</h1>
      {made && (
        <>
          <p>{t('follow.made.for', { moment: word(t, 'follow.moment', made.moment), day: day(site, made.until) })}</p>
          <h2>{t('follow.made.link')}</h2>
          <p class="as-typed" data-link>
            {made.address}
          </p>
          <p>{t('follow.made.send')}</p>
          <h2>{t('follow.made.code')}</h2>
          <p class="as-typed" data-code>
            {made.code.replace(/^(...)/, '$1 ')}
          </p>
          <p>{t('follow.made.say')}</p>
          <Notice tone="act">
            <p>{t('follow.made.once')}</p>
          </Notice>
        </>
      )}
      <p>
        <a href={site.href(`/files/${file}/${AT}`)}>{t('follow.made.back')}</a>
      </p>
    </>
  );
}
