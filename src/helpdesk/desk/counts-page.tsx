import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { DataTable, Notice } from '#src/platform/ui/content.tsx';
import type { Count } from '../store.ts';
import { CIRCUMSTANCES } from '../model/vocabulary.ts';

/** How many months stand beside one another; older ones are behind. */
const MONTHS = 6;

/** What the desk sees of its own work: circumstances by month. */
export function CountsPage({ site, counts }: { site: Site; counts: readonly Count[] }): JSX.Element {
  const { t } = site;
  const months = [...new Set(counts.map((count) => count.month))].toSorted().slice(-MONTHS);
  const named = (month: string) => new Intl.DateTimeFormat(site.language, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
  const rows = CIRCUMSTANCES.filter((circumstance) => counts.some((count) => count.circumstance === circumstance)).map((circumstance) => ({
    circumstance: t(`desk.circumstance.${circumstance}`),
    ...Object.fromEntries(months.map((month) => [month, counts.find((count) => count.month === month && count.circumstance === circumstance)?.reports ?? 0])),
  }));
  return (
    <>
      <p>
        <a href={site.href('/desk')}>{t('desk.to-inbox')}</a>
      </p>
      <h1>{t('desk.counts')}</h1>
      <p>{t('desk.counts-lead')}</p>
      {rows.length === 0 ? (
        <Notice tone="watch">{t('desk.empty')}</Notice>
      ) : (
        <DataTable caption={t('desk.counts')} columns={[{ key: 'circumstance', label: t('desk.circumstance') }, ...months.map((key) => ({ key, label: named(key), numeric: true }))]} rows={rows} />
      )}
    </>
  );
}
