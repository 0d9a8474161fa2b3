import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Member } from '#src/files/pages/member.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, DataTable, Notice, StatusTag } from '#src/platform/ui/content.tsx';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import type { PlaceRead } from '../actions/read-place.ts';
import type { Offer } from '../model/offer.ts';
import { PlaceForm, type Typed } from './fields.tsx';
import { newPlaceFields } from './forms.ts';
import { agencyName, bedsText, moment, placeNumber, word, type ZoneOf } from './shown.ts';

export type OwnPlace = { readonly offer: Offer; readonly read: PlaceRead };
type ListView = { zoneOf: ZoneOf; own: readonly OwnPlace[]; others: readonly Offer[]; total: number; member: Member; isManager: boolean; isDesk: boolean };

export const nameOf = (site: Site, { words }: Pick<PlaceRead, 'words'>, place: string): string => ('words' in words ? words.words.name : site.t('places.title', { number: placeNumber(place) }));

/** One tap: the number that held yesterday holds today. It is the number that was said: what is offered is less where a bed is kept, and would shrink with each tap. */
export function BedsTap({ site, own: { offer, read }, back }: { site: Site; own: OwnPlace; back: string }): JSX.Element {
  const { t } = site;
  const said = Math.min(read.state.free ?? 0, offer.capacity);
  const kept = offer.free === null ? 0 : said - offer.free;
  const form = (n: number, label: string, isPrimary: boolean) => <PlaceForm site={site} action={`/places/${offer.place}/beds`} form="beds" hidden={[['free', String(n)], ['back', back]]} button={label} isPrimary={isPrimary} />;
  return (
    <>
      {kept > 0 && <p>{t('places.empty-but-kept', { n: kept })}</p>}
      <div class="ways-on">
        {form(said, read.state.free === null ? t('places.say-none') : t('places.still', { n: said }), true)}
        {said < offer.capacity && form(said + 1, t('places.one-more'), false)}
        {said > 0 && form(said - 1, t('places.one-less'), false)}
      </div>
    </>
  );
}

export function BedsTag({ site, offer }: { site: Site; offer: Offer }): JSX.Element {
  if (offer.out !== null) return <StatusTag tone="act">{site.t('places.is-out', { why: word(site, 'out', offer.out) })}</StatusTag>;
  return <StatusTag tone={offer.free === null ? 'consult' : offer.free > 0 ? 'done' : 'watch'}>{bedsText(site, offer.free)}</StatusTag>;
}

function Own({ site, own, zone }: { site: Site; own: OwnPlace; zone: string }): JSX.Element {
  const { t } = site;
  const { offer, read } = own;
  const asked = read.state.holds.filter((h) => h.standing === 'asked').length;
  return (
    <li>
      <Card tone={offer.free === null || asked > 0 ? 'act' : 'watch'}>
        <h2>
          <a href={site.href(`/places/${offer.place}`)}>{nameOf(site, read, offer.place)}</a>
        </h2>
        <p>
          <BedsTag site={site} offer={offer} /> {offer.freeAt !== null && <span class="small">{t('places.said-at', { at: moment(site, zone, offer.freeAt) })}</span>}
        </p>
        {asked > 0 && <p>{t('places.asked-of-you', { n: asked })}</p>}
        {offer.out === null && <BedsTap site={site} own={own} back="/places" />}
      </Card>
    </li>
  );
}

/** One’s own places with one tap each; for a desk those that are shown to it. */
export function ListPage({ site, view }: { site: Site; view: ListView }): JSX.Element {
  const { t } = site;
  const columns = [
    { key: 'place', label: t('places.place') },
    { key: 'area', label: t('places.area') },
    { key: 'ages', label: t('places.ages') },
    { key: 'security', label: t('places.security') },
    { key: 'beds', label: t('places.free') },
  ];
  const rows = view.others.map((offer) => ({
    place: <a href={site.href(`/places/${offer.place}`)}>{`${agencyName(site, view.member, offer.agency)}, ${placeNumber(offer.place)}`}</a>,
    area: String(offer.area).padStart(2, '0'),
    ages: `${offer.ageFrom}-${offer.ageTo}`,
    security: word(site, 'security', offer.security),
    beds: <BedsTag site={site} offer={offer} />,
  }));
  return (
    <>
      <h1>{t('places.list')}</h1>
      <p class="screen-only ways-on">
        {view.isManager && (
          <a class="button" href={site.href('/places/new')}>
            {t('places.new')}
          </a>
        )}
        {view.isDesk && (
          <>
            <a class="button primary" href={site.href('/places/children')}>
              {t('places.children')}
            </a>
            <a class="button" href={site.href('/places/match')}>
              {t('places.match-typed')}
            </a>
          </>
        )}
      </p>
      {view.own.length + view.others.length === 0 && (
        <Notice tone="watch">
          <p>{t('places.none')}</p>
        </Notice>
      )}
      <ul class="inbox">
        {view.own.map((own) => (
          <Own site={site} own={own} zone={view.zoneOf(own.offer.country)} />
        ))}
      </ul>
      {rows.length > 0 && <DataTable caption={t('places.shown-to-you', { n: view.total })} columns={columns} rows={rows} />}
    </>
  );
}

type NewView = { place: string; typed: Typed; problems: readonly { text: string }[] };

export function NewPlacePage({ site, view }: { site: Site; view: NewView }): JSX.Element {
  const { t } = site;
  return (
    <>
      {view.problems.length > 0 && <ErrorSummary title={t('places.problem')} errors={view.problems} />}
      <p>
        <a href={site.href('/places')}>{t('places.to-list')}</a>
      </p>
      <h1>{t('places.new')}</h1>
      <p>{t('places.address-rule')}</p>
      <PlaceForm site={site} action="/places/new" form="new" fields={newPlaceFields(site)} typed={view.typed} hidden={[['place', view.place]]} button={t('places.keep')} isPrimary />
    </>
  );
}
