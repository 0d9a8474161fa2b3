import { fileNumber } from '#src/files/model/number.ts';
import { randomUUID } from 'node:crypto';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Member } from '#src/files/pages/member.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, Notice, StatusTag } from '#src/platform/ui/content.tsx';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { ChildLook } from '../actions/child-actions.ts';
import type { ChildMatched } from '../actions/match-actions.ts';
import { placedAt, whereSaid } from '../model/child-kinds.ts';
import { isComing, isThere, type Placement } from '../model/child-state.ts';
import { APART_REASONS, AREA_REASONS, PLACE_REASONS, STEP_REASONS, type Step } from '../model/vocabulary.ts';
import { addressWords, handOverWords, unseal } from '../model/words.ts';
import type { Verdict } from '../matching/match.ts';
import { FoldedForm, PlaceForm, type Field, type Typed } from './fields.tsx';
import { needsFields, typedNeeds } from './forms.ts';
import { MatchView } from './match-view.tsx';
import { askedText, choicesOf, countryChoices, mark, placeNumber, word } from './shown.ts';

type ChildView = {
  readonly file: string;
  readonly look: ChildLook;
  readonly matched: ChildMatched | null;
  /** The entries of `location`, for whoever sees them. */
  readonly location: readonly ReadEntry[] | null;
  readonly others: readonly string[];
  readonly member: Member;
  readonly from: number;
  readonly problems: readonly { text: string }[];
  readonly tried: { readonly doing: string; readonly typed: Typed } | null;
  readonly isPlacer: boolean;
  readonly isShelter: boolean;
  readonly seesChildren: boolean;
};
type Part = { site: Site; view: ChildView };
export const PAGE = 20;

const at = (view: ChildView, doing: string) => `/places/child/${view.file}/${doing}`;
const why = (site: Site): Field => ({ kind: 'choose', name: 'because', label: 'places.why', choices: choicesOf(site, 'step-reason', STEP_REASONS) });
export const HAND_OVER: readonly Field[] = [
  { kind: 'line', name: 'calledBy', label: 'places.called-by', hint: 'places.called-by-hint' },
  { kind: 'text', name: 'medicine', label: 'places.medicine' },
  { kind: 'text', name: 'risks', label: 'places.risks' },
  { kind: 'text', name: 'mayRing', label: 'places.may-ring' },
];

/** The steps that may come next, each by whom it is done. */
function Next({ site, view, placement }: Part & { placement: Placement }): JSX.Element {
  const { t } = site;
  const hidden = [['placement', placement.placement]] as const;
  const button = (step: Step) => word(site, 'do', step);
  const form = (step: Step, fields: readonly Field[] = []) => <FoldedForm site={site} title={button(step)} action={at(view, step)} form={`${step}-${mark(placement.placement)}`} fields={fields} typed={view.tried?.doing === step ? view.tried.typed : {}} isOpen={view.tried?.doing === step} hidden={hidden} button={button(step)} />;
  return (
    <>
      {placement.step === 'offered' && view.isPlacer && (
        <>
          <p>{t('places.when-accepted')}</p>
          {form('accepted', HAND_OVER)}
          {form('refused', [why(site)])}
        </>
      )}
      {isComing(placement) && view.isPlacer && form('withdrawn', [why(site)])}
      {placement.step === 'accepted' && <PlaceForm site={site} action={at(view, 'arrived')} form={`arrived-${mark(placement.placement)}`} hidden={hidden} button={button('arrived')} isPrimary />}
      {isThere(placement) && view.isPlacer && form('moved', [why(site)])}
      {isThere(placement) && form('left', [why(site)])}
    </>
  );
}

/** Where the child is, for whoever may know; what its place must know of it. */
function Bed({ site, view, placement }: Part & { placement: Placement }): JSX.Element {
  const { t } = site;
  const of = (kind: string) => (view.location ?? []).findLast((e) => e.kind === kind && e.header['placement'] === placement.placement && (kind !== placedAt.name || e.header['step'] === 'accepted'));
  const [accepted, where] = [of(placedAt.name), of(whereSaid.name)];
  const handOver = accepted && unseal(handOverWords, accepted);
  const address = where && unseal(addressWords, where);
  const told = handOver && 'words' in handOver ? handOver.words : null;
  return (
    <Card tone={isThere(placement) ? 'done' : 'consult'} title={t('places.title', { number: placeNumber(placement.place) })} heading="h2">
      <p>
        <StatusTag tone={isThere(placement) ? 'done' : 'consult'}>{word(site, 'step', placement.step)}</StatusTag> {placement.because && word(site, 'step-reason', placement.because)}
      </p>
      {address && <p class="as-typed">{'words' in address ? [address.words.address, address.words.howToArrive].filter(Boolean).join('\n') : t('file.gone')}</p>}
      {told && (
        <dl class="facts">
          {HAND_OVER.map(({ name, label }) => (
            <div>
              <dt>{t(label)}</dt>
              <dd class="as-typed">{told[name as keyof typeof told] || '-'}</dd>
            </div>
          ))}
        </dl>
      )}
      <Next site={site} view={view} placement={placement} />
    </Card>
  );
}

const areaFields = (site: Site): readonly Field[] => [
  { kind: 'choose', name: 'country', label: 'places.country', choices: countryChoices(site) },
  { kind: 'number', name: 'area', label: 'places.area', hint: 'places.area-hint' },
  { kind: 'choose', name: 'because', label: 'places.why', choices: choicesOf(site, 'because', AREA_REASONS) },
  { kind: 'text', name: 'reason', label: 'places.reason-words' },
];

function RuledOut({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { areas, apart, places } = view.look.state;
  const end = (ruling: string, section: string) => <PlaceForm site={site} action={at(view, 'possible-again')} form={`end-${mark(ruling)}`} hidden={[['ruling', ruling], ['section', section]]} button={t('places.possible-again')} />;
  const open = (doing: string) => view.tried?.doing === doing;
  const typed = (doing: string): Typed => (view.tried?.doing === doing ? view.tried.typed : {});
  return (
    <section>
      <h2>{t('places.ruled-out-title')}</h2>
      <ul>
        {areas.map((r) => (
          <li>
            {r.country} {String(r.area).padStart(2, '0')}: {word(site, 'because', r.because)} {end(r.ruling, r.section)}
          </li>
        ))}
        {apart.map((r) => (
          <li>
            {t('places.child', { number: fileNumber(r.other) })}: {word(site, 'because', r.because)} {end(r.ruling, r.section)}
          </li>
        ))}
        {places.map((r) => (
          <li>
            {t('places.title', { number: placeNumber(r.place) })}: {word(site, 'because', r.because)} {end(r.ruling, r.section)}
          </li>
        ))}
      </ul>
      <FoldedForm site={site} title={t('places.rule-out-area')} isOpen={open('area')} action={at(view, 'area')} form="area" fields={areaFields(site)} typed={typed('area')} hidden={[['id', randomUUID()]]} button={t('places.rule-out-area')} />
      {view.others.length > 0 && (
        <FoldedForm
          site={site}
          title={t('places.keep-apart')}
          isOpen={open('apart')}
          action={at(view, 'apart')}
          form="apart"
          fields={[{ kind: 'choose', name: 'other', label: 'places.other-child', choices: view.others.map((value) => ({ value, label: fileNumber(value) })) }, { kind: 'choose', name: 'because', label: 'places.why', choices: choicesOf(site, 'because', APART_REASONS) }, { kind: 'text', name: 'reason', label: 'places.reason-words' }]}
          hidden={[['id', randomUUID()]]}
          button={t('places.keep-apart')}
        />
      )}
    </section>
  );
}

/** Beside each place: ask it and keep a bed, or rule it out. */
/** Reasons at which a place cannot be asked, whatever else speaks for it. */
const NEVER_ASKED: ReadonlySet<string> = new Set(['ruled-out', 'not-for-safety', 'out-of-service', 'own-room-age-unsure', 'younger-children', 'unsure-age-there']);
function Offering({ site, view, verdict }: Part & { verdict: Verdict }): JSX.Element {
  const { t } = site;
  const { place } = verdict.offer;
  if (verdict.against.some((r) => NEVER_ASKED.has(r.code))) return <></>;
  const needs = view.look.state.needs;
  return (
    <>
      {verdict.fit === 'waiting' ? (
        <PlaceForm site={site} action={at(view, 'wait')} form={`wait-${mark(place)}`} hidden={[['place', place], ['id', randomUUID()]]} button={t('places.wait')} />
      ) : (
        <FoldedForm
          site={site}
          title={t('places.ask')}
          action={at(view, 'ask')}
          form={`ask-${mark(place)}`}
          fields={[why(site), { kind: 'text', name: 'asked', label: 'places.asked', hint: 'places.asked-hint' }]}
          typed={{ asked: needs ? askedText(site, needs) : '' }}
          hidden={[['place', place], ['id', randomUUID()], ['hold', randomUUID()]]}
          button={t('places.ask')}
        />
      )}
      <FoldedForm site={site} title={t('places.rule-out-place')} action={at(view, 'place')} form={`rule-${mark(place)}`} fields={[{ kind: 'choose', name: 'because', label: 'places.why', choices: choicesOf(site, 'because', PLACE_REASONS) }]} hidden={[['place', place], ['id', randomUUID()]]} button={t('places.rule-out-place')} />
    </>
  );
}

/** One child: where it is or will be, what it needs, and every place with why or why not. */
export function ChildPlacesPage({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { state } = view.look;
  const current = state.placements.filter((p) => isThere(p) || isComing(p));
  const typed = view.tried?.doing === 'needs' ? view.tried.typed : typedNeeds(state.needs);
  return (
    <>
      {view.problems.length > 0 && <ErrorSummary title={t('places.problem')} errors={view.problems} />}
      <p class="screen-only">
        {view.seesChildren && (
          <>
            <a href={site.href('/places/children')}>{t('places.to-children')}</a> ·{' '}
          </>
        )}
        <a href={site.href(`/files/${view.file}`)}>{t('file.title', { number: fileNumber(view.file) })}</a>
      </p>
      <h1>{t('places.child', { number: fileNumber(view.file) })}</h1>
      {view.location === null && state.told.length > 0 && <p>{word(site, 'step', state.told.at(-1)?.step ?? 'offered')}</p>}
      {view.location === null && (
        <Notice tone="watch">
          <p>{t('places.location-rule')}</p>
        </Notice>
      )}
      {current.map((placement) => (
        <Bed site={site} view={view} placement={placement} />
      ))}
      {view.isPlacer && (
        <>
          <FoldedForm site={site} title={t('places.needs')} isOpen={state.needs === null || view.tried?.doing === 'needs'} action={at(view, 'needs')} form="needs" fields={needsFields(site, view.others, fileNumber)} typed={typed} hidden={[['base', view.look.version]]} button={t('places.keep')} />
          <RuledOut site={site} view={view} />
        </>
      )}
      {view.matched && view.matched.unseenPeers > 0 && (
        <Notice tone="act">
          <p>{t('places.unseen-peers', { n: view.matched.unseenPeers })}</p>
        </Notice>
      )}
      {view.matched?.matched && (
        <MatchView site={site} member={view.member} matched={view.matched.matched} ask={view.matched.ask} from={view.from} most={PAGE} hrefFrom={(from) => site.href(`/places/child/${view.file}?from=${from}`)} below={(verdict) => <Offering site={site} view={view} verdict={verdict} />} />
      )}
    </>
  );
}
