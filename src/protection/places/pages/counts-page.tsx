import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { DataTable, Notice } from '#src/platform/ui/content.tsx';
import { RELEASE_OUTCOMES } from '../../keeping/model/lists.ts';
import { REFUSALS } from '../model/vocabulary.ts';
import type { Counted, Counts } from '../store.ts';
import { word } from './shown.ts';

/** How many months stand beside one another: as many as a phone can show. */
export const MONTHS = 4;

type Props = { site: Site; counts: Counts; months: readonly string[] };

function Table({ site, months, title, list, codes, counted }: Omit<Props, 'counts'> & { title: string; list: string; codes: readonly string[]; counted: readonly Counted[] }): JSX.Element {
  const named = (month: string) => new Intl.DateTimeFormat(site.language, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
  const rows = codes
    .filter((code) => counted.some((one) => one.what === code))
    .map((code) => ({ what: word(site, list, code), ...Object.fromEntries(months.map((month) => [month, counted.find((one) => one.month === month && one.what === code)?.times ?? 0])) }));
  if (rows.length === 0) return <Notice tone="watch">{site.t('places.count.none', { what: title })}</Notice>;
  return <DataTable caption={title} columns={[{ key: 'what', label: site.t('places.count.what') }, ...months.map((key) => ({ key, label: named(key), numeric: true }))]} rows={rows} />;
}

/** How often a child was let go, also against the gate, or kept; and why places said no. No child, no place, no person. */
export function CountsPage({ site, counts, months }: Props): JSX.Element {
  const { t } = site;
  return (
    <>
      <p class="screen-only">
        <a href={site.href('/files')}>{t('file.to-list')}</a>
      </p>
      <h1>{t('places.counts-title')}</h1>
      <p>{t('places.counts-lead')}</p>
      <Table site={site} months={months} title={t('places.count.releases')} list="release-outcome" codes={RELEASE_OUTCOMES} counted={counts.releases} />
      <Table site={site} months={months} title={t('places.count.refusals')} list="refusal" codes={REFUSALS} counted={counts.refusals} />
    </>
  );
}
