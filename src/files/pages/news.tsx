import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import { SECTIONS } from '../model/vocabulary.ts';
import { day, sectionName } from './shown.ts';
import type { Told } from './story.ts';
import type { FileView, Part } from './view.ts';

const dayOf = (site: Site, moment: Date): string => day(site, moment.toISOString().slice(0, 10));

/** What others added since this person was last here, by section: where to look, and not what it says. */
export function News({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { since = null, news = [] } = view.wayIn ?? {};
  if (!since) return <></>;
  if (news.length === 0) return <p class="small">{t('file.news.none', { day: dayOf(site, since) })}</p>;
  const count = (section: string | null) => news.filter((one) => one.section === section).length;
  const sections = SECTIONS.filter((section) => count(section) > 0);
  const told = count(null);
  return (
    <Notice tone="consult">
      <p>{t('file.news.since', { day: dayOf(site, since) })}</p>
      <ul>
        {sections.map((section) => (
          <li>
            <a href={site.href(`/files/${view.file}${section === 'chronology' ? '' : `/${section}`}`)}>{sectionName(t, section)}</a>: {t('file.news.entries', { count: count(section) })}
          </li>
        ))}
        {told > 0 && (
          <li>
            <a href={site.href(`/files/${view.file}/table`)}>{t('file.table')}</a>: {t('file.news.entries', { count: told })}
          </li>
        )}
      </ul>
    </Notice>
  );
}

export const isNew = ({ wayIn, member }: Pick<FileView, 'member' | 'wayIn'>, { at, actor }: Told): boolean => Boolean(wayIn?.since && at && at > wayIn.since && actor !== member.actor.id);
