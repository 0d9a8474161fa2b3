import { fileNumber } from '#src/files/model/number.ts';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Member } from '#src/files/pages/member.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, DataTable, Notice } from '#src/platform/ui/content.tsx';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import type { Shared } from '../allocation/share.ts';
import type { Matched } from '../matching/match.ts';
import type { WaitingChild } from '../store.ts';
import { PlaceForm, type Typed } from './fields.tsx';
import { needsFields } from './forms.ts';
import { MatchView } from './match-view.tsx';
import { placeNumber, word } from './shown.ts';

const childLink = (site: Site, file: string) => <a href={site.href(`/places/child/${file}`)}>{site.t('places.child', { number: fileNumber(file) })}</a>;

/** The children who need a bed, most urgent first. */
export function ChildrenPage({ site, waiting, isDesk, seesPlaces }: { site: Site; waiting: readonly WaitingChild[]; isDesk: boolean; seesPlaces: boolean }): JSX.Element {
  const { t } = site;
  const columns = [
    { key: 'child', label: t('places.the-child') },
    { key: 'soon', label: t('places.how-soon') },
    { key: 'stands', label: t('places.stands') },
  ];
  const rows = waiting.map((c) => ({ child: childLink(site, c.file), soon: word(site, 'soon', c.soon), stands: word(site, 'waiting-state', c.state) }));
  return (
    <>
      <p class="screen-only">
        <a href={site.href(seesPlaces ? '/places' : '/files')}>{t(seesPlaces ? 'places.to-list' : 'file.to-list')}</a>
      </p>
      <h1>{t('places.children')}</h1>
      <p>{t('places.children-lead')}</p>
      {rows.length > 0 ? (
        <>
          {isDesk && (
            <p class="screen-only">
              <a class="button primary" href={site.href('/places/allocation')}>
                {t('places.allocation')}
              </a>
            </p>
          )}
          <DataTable caption={t('places.children')} columns={columns} rows={rows} />
        </>
      ) : (
        <Notice tone="watch">
          <p>{t('places.no-children')}</p>
        </Notice>
      )}
    </>
  );
}

type AllocationView = { shared: Shared; left: number };

/** A proposal for all at once, each with why; nothing of it is kept. */
export function AllocationPage({ site, view: { shared, left } }: { site: Site; view: AllocationView }): JSX.Element {
  const { t } = site;
  return (
    <>
      <p class="screen-only">
        <a href={site.href('/places/children')}>{t('places.to-children')}</a>
      </p>
      <h1>{t('places.allocation')}</h1>
      <p>{t('places.allocation-rule')}</p>
      <p>{t(shared.isBest ? 'places.allocation-best' : 'places.allocation-near')}</p>
      <p class="small">{t('places.person-decides')}</p>
      {left > 0 && <p>{t('places.allocation-left', { n: left })}</p>}
      <ul class="inbox">
        {shared.proposals.map((p) => (
          <li>
            <Card tone={p.place === null ? 'act' : 'done'}>
              <h2>{childLink(site, p.file)}</h2>
              <p>{word(site, 'soon', p.soon)}</p>
              {p.place === null ? (
                <p>{p.possible === 0 ? t('places.allocated-none-fits') : t('places.allocated-none-left', { n: p.possible })}</p>
              ) : (
                <p>
                  <a href={site.href(`/places/${p.place}`)}>{t('places.title', { number: placeNumber(p.place) })}</a>. {t('places.allocated-rank', { rank: p.rank, n: p.possible })}
                </p>
              )}
              {p.because.length > 0 && <p class="small">{t('places.allocated-because', { who: p.because.map(fileNumber).join(', ') })}</p>}
            </Card>
          </li>
        ))}
      </ul>
    </>
  );
}

type TypedView = { seesPlaces: boolean; typed: Typed; matched: Matched | null; member: Member; problems: readonly { text: string }[] };

/** For a child that has no file: what is typed in is matched, shown and forgotten. */
export function TypedMatchPage({ site, view }: { site: Site; view: TypedView }): JSX.Element {
  const { t } = site;
  return (
    <>
      {view.problems.length > 0 && <ErrorSummary title={t('places.problem')} errors={view.problems} />}
      <p class="screen-only">
        <a href={site.href(view.seesPlaces ? '/places' : '/files')}>{t(view.seesPlaces ? 'places.to-list' : 'file.to-list')}</a>
      </p>
      <h1>{t('places.match-typed')}</h1>
      <p>{t('places.match-typed-lead')}</p>
      <PlaceForm site={site} action="/places/match" form="needs" fields={needsFields(site, [], fileNumber)} typed={view.typed} button={t('places.see-places')} isPrimary />
      {view.matched && <MatchView site={site} member={view.member} matched={view.matched} ask={{}} from={0} most={50} hrefFrom={null} />}
    </>
  );
}
