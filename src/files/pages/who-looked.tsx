import type { JSX } from 'hono/jsx/jsx-runtime';
import { DataTable } from '#src/platform/ui/content.tsx';
import type { Looks } from '../actions/read-actions.ts';
import { Do } from './frame.tsx';
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

/** Whoever leads can keep out somebody of another agency who looked; who that is only the agency itself knows by name. */
function KeepOut({ site, view, looks }: Part & { looks: Looks }): JSX.Element {
  const { t } = site;
  const { excluded, excludedByLead, lead } = view.overview.state;
  const { agency: own } = view.member.actor;
  const elsewhere = lookersIn(looks).filter(({ actor, agency }) => agency !== own && !excluded.includes(actor));
  if (lead !== own || elsewhere.length + excludedByLead.length === 0) return <></>;
  return (
    <details class="screen-only">
      <summary>{t('file.keep-out-of-others')}</summary>
      <p class="small">{t('file.keep-out-hint')}</p>
      <ul>
        {elsewhere.map(({ actor, agency, last }) => (
          <li>
            {agencyName(site, view.member, agency)}, {day(site, last)} <Do site={site} view={view} doing="keep-out" item={actor} />
          </li>
        ))}
        {excludedByLead.map(({ person }) => (
          <li>
            {actorName(site, view.member, person)} <Do site={site} view={view} doing="let-in-other" item={person} />
          </li>
        ))}
      </ul>
    </details>
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
      {view.overview.state.excludedByLead.map((e) => (
        <p>{t('file.kept-out', { day: day(site, e.on), name: actorName(site, view.member, e.person), why: word(t, 'keep-out-reason', e.because ?? '') })}</p>
      ))}
      <DataTable caption={looks.next === null ? t('file.looked.all') : t('file.looked.latest')} columns={columns} rows={rows} />
      <KeepOut site={site} view={view} looks={looks} />
    </section>
  );
}
