import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Member } from '#src/files/pages/member.ts';
import { shortNumber } from '#src/files/pages/shown.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, Notice } from '#src/platform/ui/content.tsx';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import type { PlaceRead } from '../actions/read-place.ts';
import type { Stay } from '../store.ts';
import type { Offer } from '../model/offer.ts';
import type { addressWords, Read } from '../model/words.ts';
import { CARE, OUT_REASONS, REFUSALS, SEXES } from '../model/vocabulary.ts';
import { FoldedForm, PlaceForm, type Field, type Typed } from './fields.tsx';
import { ADDRESS_FIELDS, offerFields, typedOffer } from './forms.ts';
import { BedsTag, BedsTap, nameOf } from './list-page.tsx';
import { agencyName, choicesOf, languageName, moment, mark, waitingTold, word } from './shown.ts';

type PlaceView = {
  readonly place: string;
  readonly read: PlaceRead;
  readonly offer: Offer;
  /** Null for everybody outside the place’s own agency. */
  readonly address: Read<typeof addressWords> | null;
  readonly stays: readonly Pick<Stay, 'file' | 'state'>[];
  readonly member: Member;
  /** The clock of the place. */
  readonly zone: string;
  readonly isOwn: boolean;
  readonly isManager: boolean;
  readonly today: string;
  readonly now: Date;
  readonly problems: readonly { text: string }[];
  readonly tried: { readonly doing: string; readonly typed: Typed } | null;
};
type Part = { site: Site; view: PlaceView };

export const outFields = (site: Site): readonly Field[] => [
  { kind: 'choose', name: 'because', label: 'places.why', choices: choicesOf(site, 'out', OUT_REASONS) },
  { kind: 'date', name: 'until', label: 'places.until', hint: 'places.until-hint' },
];
export const capacityFields: readonly Field[] = [
  { kind: 'date', name: 'from', label: 'places.from' },
  { kind: 'number', name: 'beds', label: 'places.beds' },
];
const nobody = ({ t }: Site) => ({ value: '', label: t('places.nobody') });
export const refusalFields = (site: Site): readonly Field[] => [
  { kind: 'choose', name: 'refusal', label: 'places.why', choices: choicesOf(site, 'refusal', REFUSALS) },
  { kind: 'number', name: 'age', label: 'places.refused-age' },
  { kind: 'choose', name: 'sex', label: 'places.refused-sex', choices: [nobody(site), ...choicesOf(site, 'sex', SEXES)] },
  { kind: 'choose', name: 'care', label: 'places.refused-care', choices: [nobody(site), ...choicesOf(site, 'care', CARE)] },
];

function Facts({ site, view: { offer, read } }: Part): JSX.Element {
  const { t } = site;
  const list = (values: readonly string[]) => values.join(', ') || '-';
  const ringBack = 'words' in read.words ? read.words.words.ringBack : '';
  const facts: readonly (readonly [string, string])[] = [
    [t('places.area'), `${offer.country} ${String(offer.area).padStart(2, '0')}`],
    [t('places.ages'), `${offer.ageFrom}-${offer.ageTo}`],
    [t('places.sexes'), list(offer.sexes.map((s) => word(site, 'sex', s)))],
    [t('places.languages'), list(offer.languages.map((l) => languageName(site, l)))],
    [t('places.security'), word(site, 'security', offer.security)],
    [t('places.schooling'), word(site, 'schooling', offer.schooling)],
    [t('places.care'), list(offer.care.map((c) => word(site, 'care', c)))],
    [t('places.beds'), String(offer.capacity)],
    [t('places.ring-back'), ringBack || '-'],
    [t('places.waiting'), waitingTold(site, offer)],
  ];
  return (
    <dl class="facts beside">
      {facts.map(([term, value]) => (
        <div>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What was asked of the own place: one tap for yes; a no says why. */
function Asked({ site, view }: Part): JSX.Element {
  const { t } = site;
  const at = (doing: string) => `/places/${view.place}/${doing}`;
  const open = view.read.state.holds.filter((h) => ['asked', 'accepted', 'arrived'].includes(h.standing));
  return (
    <>
      {open.map((hold) => {
        const asked = view.read.asked[hold.hold];
        const hidden = [['hold', hold.hold]] as const;
        return (
          <Card tone={hold.standing === 'asked' ? 'act' : 'done'} title={t('places.asked-by', { agency: agencyName(site, view.member, hold.desk) })} heading="h2">
            <p>
              {word(site, 'standing', hold.standing)}
              {hold.standing !== 'arrived' && `. ${t(Date.parse(hold.until) > view.now.getTime() ? 'places.kept-until' : 'places.kept-was', { at: moment(site, view.zone, hold.until) })}`}
            </p>
            <p class="as-typed">{asked && 'words' in asked ? asked.words.asked : t('file.gone')}</p>
            {view.isOwn && hold.standing === 'asked' && (
              <>
                <PlaceForm site={site} action={at('accept')} form={`accept-${mark(hold.hold)}`} hidden={hidden} button={t('places.accept')} isPrimary />
                <FoldedForm site={site} title={t('places.refuse')} action={at('refuse')} form={`refuse-${mark(hold.hold)}`} fields={refusalFields(site)} hidden={hidden} button={t('places.refuse')} />
              </>
            )}
            {view.isOwn && hold.standing === 'accepted' && <PlaceForm site={site} action={at('take-in')} form={`in-${mark(hold.hold)}`} hidden={hidden} button={t('places.take-in')} isPrimary />}
            {view.isOwn && hold.standing === 'arrived' && <PlaceForm site={site} action={at('let-go')} form={`go-${mark(hold.hold)}`} hidden={hidden} button={t('places.let-go')} />}
            {!view.isOwn && hold.standing !== 'arrived' && <PlaceForm site={site} action={at('release')} form={`release-${mark(hold.hold)}`} hidden={hidden} button={t('places.release')} />}
          </Card>
        );
      })}
    </>
  );
}

/** Where a file says that a child arrived and no bed was written down for it, the bed would be shown as empty. */
function Unwritten({ site, view }: Part): JSX.Element {
  const [inFiles, inBeds] = [view.stays.filter((s) => s.state === 'arrived').length, view.read.state.holds.filter((h) => h.standing === 'arrived').length];
  if (!view.isOwn || inFiles <= inBeds) return <></>;
  return (
    <Notice tone="act">
      <p>{site.t('places.bed-not-written', { n: inFiles - inBeds })}</p>
    </Notice>
  );
}

function Managing({ site, view }: Part): JSX.Element {
  const { t } = site;
  const at = (doing: string) => `/places/${view.place}/${doing}`;
  const { state, words } = view.read;
  const typed = (doing: string, otherwise: Typed): Typed => (view.tried?.doing === doing ? view.tried.typed : otherwise);
  const others = [...view.member.agencies].filter(([agency]) => agency !== view.member.actor.agency);
  return (
    <>
      <FoldedForm site={site} title={t('places.change')} isOpen={view.tried?.doing === 'change'} action={at('change')} form="change" fields={offerFields(site)} typed={typed('change', state.offer ? typedOffer(state.offer, 'words' in words ? words.words : null) : {})} hidden={[['base', view.read.version]]} button={t('places.keep')} />
      <FoldedForm site={site} title={t('places.capacity')} isOpen={view.tried?.doing === 'capacity'} action={at('capacity')} form="capacity" fields={capacityFields} typed={typed('capacity', { from: view.today, beds: String(view.offer.capacity) })} button={t('places.keep')} />
      <FoldedForm site={site} title={t('places.show')} isOpen={view.tried?.doing === 'show'} action={at('show')} form="show" fields={[{ kind: 'choose', name: 'agency', label: 'places.desk', choices: others.map(([value, label]) => ({ value, label })) }]} button={t('places.show')} />
      {state.desks.map((agency) => (
        <PlaceForm site={site} action={at('hide')} form={`hide-${mark(agency)}`} hidden={[['agency', agency]]} button={t('places.hide', { agency: agencyName(site, view.member, agency) })} />
      ))}
      <FoldedForm site={site} title={t('places.set-address')} action={at('address')} form="address" fields={ADDRESS_FIELDS} button={t('places.keep')} />
    </>
  );
}

/** A place: what it offers, what is asked of it, and for its own people what they can do. */
export function PlacePage({ site, view }: Part): JSX.Element {
  const { t } = site;
  const at = (doing: string) => `/places/${view.place}/${doing}`;
  return (
    <>
      {view.problems.length > 0 && <ErrorSummary title={t('places.problem')} errors={view.problems} />}
      <p class="screen-only">
        <a href={site.href('/places')}>{t('places.to-list')}</a>
      </p>
      <h1>{nameOf(site, view.read, view.place)}</h1>
      <p>
        <BedsTag site={site} offer={view.offer} /> {view.offer.freeAt !== null && <span class="small">{t('places.said-at', { at: moment(site, view.zone, view.offer.freeAt) })}</span>}
      </p>
      {view.isOwn && view.offer.out === null && <BedsTap site={site} own={view} back={`/places/${view.place}`} />}
      <Unwritten site={site} view={view} />
      <Asked site={site} view={view} />
      {view.stays.length > 0 && (
        <ul>
          {view.stays.map(({ file }) => (
            <li>
              <a href={site.href(`/places/child/${file}`)}>{t('places.child', { number: shortNumber(file) })}</a>
            </li>
          ))}
        </ul>
      )}
      <Facts site={site} view={view} />
      {view.address && (
        <Card title={t('places.address')} heading="h2">
          <p class="as-typed">{'words' in view.address ? [view.address.words.address, view.address.words.howToArrive].filter(Boolean).join('\n') : t('file.gone')}</p>
          <p class="small">{t('places.address-rule')}</p>
        </Card>
      )}
      {!view.isOwn && (
        <Notice tone="watch">
          <p>{t('places.ring-back-rule')}</p>
        </Notice>
      )}
      {view.isOwn && view.offer.out === null && <FoldedForm site={site} title={t('places.take-out')} isOpen={view.tried?.doing === 'out'} action={at('out')} form="out" fields={outFields(site)} button={t('places.take-out')} />}
      {view.isManager && view.offer.out !== null && <PlaceForm site={site} action={at('back-in')} form="back-in" button={t('places.put-back')} />}
      {view.isManager && <Managing site={site} view={view} />}
    </>
  );
}
