import type { JSX } from 'hono/jsx/jsx-runtime';
import { DataTable } from '#src/platform/ui/content.tsx';
import type { Looks } from '../actions/read-actions.ts';
import { lookersIn } from './looks.ts';
import { actorName, agencyName, day, word } from './shown.ts';
import type { Part } from './view.ts';

function Explained({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { explained } = view.overview.state;
  if (explained.length === 0) return <p>{t('file.looked.nothing-unusual')}</p>;
  return (
    <ul>
      {explained.toReversed().map((e) => (
        <li>
          {t('file.looked.unusual', { day: day(site, e.on), name: actorName(site, view.member, e.person), agency: agencyName(site, view.member, e.agency), what: e.unusual.map((one) => word(t, 'looked-how', one)).join('; '), reason: word(t, 'look-reason', e.because) })}
        </li>
      ))}
    </ul>
  );
}

/** Who was at the file: what was unusual with its reason first, then everybody, as far as one's own sections reach. */
export function WhoLooked({ site, view, looks }: Part & { looks: Looks }): JSX.Element {
  const { t } = site;
  const given = new Set(view.overview.state.explained.map((e) => e.person));
  const columns = [
    { key: 'who', label: t('file.looked.who') },
    { key: 'agency', label: t('file.agency') },
    { key: 'days', label: t('file.looked.days') },
    { key: 'times', label: t('file.looked.times'), numeric: true },
    { key: 'what', label: t('file.looked.what') },
  ];
  const rows = lookersIn(looks).map(({ actor, agency, first, last, times, onlyReads }) => ({
    who: actorName(site, view.member, actor),
    agency: agencyName(site, view.member, agency),
    days: first === last ? day(site, last) : `${day(site, first)} – ${day(site, last)}`,
    times: String(times),
    what: onlyReads ? (given.has(actor) ? t('file.looked.gave-reason') : t('file.looked.only-read')) : t('file.looked.wrote'),
  }));
  return (
    <section>
      <h2>{t('file.looked.title')}</h2>
      <Explained site={site} view={view} />
      <DataTable caption={looks.next === null ? t('file.looked.all') : t('file.looked.latest')} columns={columns} rows={rows} />
    </section>
  );
}
