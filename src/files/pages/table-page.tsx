import type { JSX } from 'hono/jsx/jsx-runtime';
import { Card, DataTable } from '#src/platform/ui/content.tsx';
import { EMERGENCY_SECTIONS, SECTIONS } from '../model/vocabulary.ts';
import { Do, FileFrame } from './frame.tsx';
import { Unopened } from './section-page.tsx';
import { agencyName, day, sectionName, word } from './shown.ts';
import { WhoLooked } from './who-looked.tsx';
import type { Seat } from '../model/state.ts';
import { mayWrite, type Part } from './view.ts';

/** Who sits at the table of what, why, on which ground and until when: the receipt of each disclosure. */
function Seats({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { seats, lead } = view.overview.state;
  const own = view.member.actor.agency;
  const columns = [
    { key: 'agency', label: t('file.agency') },
    { key: 'section', label: t('file.section-label') },
    { key: 'purpose', label: t('file.purpose-label') },
    { key: 'ground', label: t('file.ground-label') },
    { key: 'until', label: t('file.ends-on') },
    { key: 'standing', label: t('file.standing-label') },
    { key: 'more', label: t('file.more') },
  ];
  // What is the same for several sections stands in one line.
  const alike = Map.groupBy(seats, (s) => [s.agency, s.purpose, s.ground, s.endsOn, s.standing, s.since].join(' '));
  const rows = [...alike.values()].map(([s, ...others]) => {
    const seat = s as Seat;
    const sections = [seat, ...others].map((one) => one.section);
    const canEnd = lead === own && seat.agency !== own && (seat.standing === 'accepted' || seat.standing === 'invited');
    return {
      agency: agencyName(site, view.member, seat.agency),
      section: sections.map((section) => sectionName(t, section)).join(', '),
      purpose: word(t, 'purpose', seat.purpose),
      ground: word(t, 'ground', seat.ground),
      until: seat.endsOn ? day(site, seat.endsOn) : t('file.no-end'),
      standing: `${word(t, 'standing', seat.standing)}, ${day(site, seat.since)}`,
      more: canEnd ? sections.map((section) => <Do site={site} view={view} doing="end-party" item={seat.agency} section={section} label={t('file.end-for', { section: sectionName(t, section) })} />) : '',
    };
  });
  return <DataTable caption={t('file.seats')} columns={columns} rows={rows} />;
}

function Lead({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { state } = view.overview;
  const own = view.member.actor.agency;
  return (
    <Card title={t('file.lead')} heading="h2">
      <p>{agencyName(site, view.member, state.lead)}</p>
      {state.leadOfferedTo && <p>{t('file.lead-offered', { agency: agencyName(site, view.member, state.leadOfferedTo) })}</p>}
      {state.leadOfferedTo === own && <Do site={site} view={view} doing="take-lead" />}
      {state.lead === own && <Do site={site} view={view} doing="offer-lead" />}
      {state.lead !== own && <Do site={site} view={view} doing="answer" label={t('file.leave')} item="left" isBare />}
    </Card>
  );
}

function Colleagues({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { excluded, confidant } = view.overview.state;
  const others = [...view.member.colleagues].filter(([id]) => id !== view.member.actor.id);
  return (
    <details class="screen-only">
      <summary>{t('file.colleagues')}</summary>
      <p class="small">{t('file.colleagues-hint')}</p>
      <ul>
        {others.map(([id, name]) => (
          <li>
            {name} <Do site={site} view={view} doing={excluded.includes(id) ? 'let-in' : 'exclude'} item={id} isBare /> {confidant?.person === id ? t('file.is-confidant') : <Do site={site} view={view} doing="confidant" item={id} isBare />}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Requests({ site, view }: Part): JSX.Element {
  const { t } = site;
  return (
    <section>
      <h2>{t('file.access')}</h2>
      <p class="small">{t('file.access-rule')}</p>
      <ul>
        {view.overview.state.requests.map((r) => (
          <li>
            {word(t, 'asker', r.asker)}, {day(site, r.askedOn)}: {r.answer ? word(t, 'access-answer', r.answer) : <Do site={site} view={view} doing="answer-access" item={r.request} />}
          </li>
        ))}
      </ul>
      <Do site={site} view={view} doing="ask-access" />
    </section>
  );
}

/** The table: who is there for what, who leads, who is asked, and how a file is closed. */
export function TablePage({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { sections, state } = view.overview;
  const isElsewhere = EMERGENCY_SECTIONS.some((s) => !sections.includes(s));
  return (
    <FileFrame site={site} view={view} here="/table">
      <Seats site={site} view={view} />
      {SECTIONS.some((s) => sections.includes(s) && mayWrite(view.member, s)) && <Do site={site} view={view} doing="invite" />}
      <Unopened site={site} view={view} />
      {isElsewhere && <Do site={site} view={view} doing="emergency" />}
      <p class="small">
        {t('file.duty.whole-number')} <code>{view.file}</code>
      </p>
      <Lead site={site} view={view} />
      <Colleagues site={site} view={view} />
      <Requests site={site} view={view} />
      {view.looks && <WhoLooked site={site} view={view} looks={view.looks} />}
      <section>
        <h2>{t('file.closing')}</h2>
        {state.closed ? <Do site={site} view={view} doing="reopen" /> : <Do site={site} view={view} doing="close" />}
      </section>
    </FileFrame>
  );
}
