import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { FileFrame } from '#src/files/pages/frame.tsx';
import { obstacleText } from '#src/files/pages/shown.ts';
import type { Part } from '#src/files/pages/view.ts';
import type { Obstacle } from '#src/platform/action/action.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import { Notice } from '#src/platform/ui/content.tsx';

/** The tab under which all pages of this room stand. */
export const TAB = 'interests';

/** The head of each page of this room: the tab of the file, and the pages under it. */
export function InterestsFrame({ site, view, here, title, children }: Part & { here: string; title: MessageKey; children: Child }): JSX.Element {
  const { t } = site;
  const pages = view.more.filter((m) => m.path === TAB || m.within === TAB);
  return (
    <FileFrame site={site} view={view} here={`/${TAB}`}>
      <nav class="tabs screen-only" aria-label={t('best.parts')}>
        <ul>
          {pages.map(({ path, label }) => (
            <li>
              <a href={site.href(`/files/${view.file}/${path}`)} aria-current={path === here ? 'page' : undefined}>
                {path === TAB ? t('best.short') : t(label)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <h2>{t(title)}</h2>
      {children}
    </FileFrame>
  );
}

/** What stands in the way, one below the other; or that nothing does. */
export function InTheWay({ site, obstacles, title, open }: { site: Site; obstacles: readonly Obstacle[]; title: MessageKey; open: MessageKey }): JSX.Element {
  if (obstacles.length === 0)
    return (
      <Notice tone="done">
        <p>{site.t(open)}</p>
      </Notice>
    );
  return (
    <Notice tone="act">
      <p>
        <strong>{site.t(title)}</strong>
      </p>
      <ul>
        {obstacles.map((o) => (
          <li>{obstacleText(site.t, 'best.problem', o)}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** A word and what is said of it; nothing where nothing is. */
export const Said = ({ label, text }: { label: string; text: string | null | undefined }): JSX.Element =>
  text ? (
    <>
      <dt>{label}</dt>
      <dd class="as-typed">{text}</dd>
    </>
  ) : (
    <></>
  );

/** The way to keep a page as plain text or on paper. */
export const AsText = ({ site, view, page }: Part & { page: string }): JSX.Element => (
  <p class="screen-only">
    <a href={site.href(`/files/${view.file}/${page}/lines`)}>{site.t('best.as-text')}</a>. {site.t('best.print')}
  </p>
);
