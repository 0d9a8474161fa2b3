import type { JSX } from 'hono/jsx/jsx-runtime';
import { council, guardian, partner, youthProtection } from '#src/files/roles.ts';
import { baseOf, Do } from '#src/files/pages/frame.tsx';
import { packFor } from '#src/files/pages/guide.ts';
import { roleName } from '#src/files/pages/role-name.ts';
import { day, obstacleText, word } from '#src/files/pages/shown.ts';
import type { Part } from '#src/files/pages/view.ts';
import type { Choice } from '#src/platform/ui/forms.tsx';
import { Card, Notice, StatusTag } from '#src/platform/ui/content.tsx';
import type { Returning, ShownGate, ShownJourney } from '../actions/see-actions.ts';
import { decidedAgainstReturn, journeyEnded, journeyPlanned, journeyStepped } from '../model/kinds.ts';
import { isOver, isSameWay, nextStep, type JourneyState } from '../model/journey.ts';
import { AGAINST_DECIDERS, type Gate } from '../model/vocabulary.ts';
import { againstWords, journeyWords, reasonWords, stepWords } from '../model/words.ts';
import { DECIDERS, PAPERS, readingOf } from './doings.ts';
import { papersIn, wordsOf } from './read.ts';

const TONE: Readonly<Record<JourneyState, 'act' | 'consult' | 'watch' | 'done'>> = { decided: 'act', planned: 'consult', 'under-way': 'consult', stopped: 'act', returned: 'done', ended: 'watch' };
const holds = ({ view }: Part, roles: readonly { readonly name: string }[]): boolean => roles.some((role) => view.member.roles.includes(role.name));
const HERE = [youthProtection, guardian];
const THERE_TOO = [...HERE, partner];

/** Who decides in this country stands first and by name; whoever else did it can be written down too. */
function decidersIn({ site, view }: Part): readonly Choice[] {
  const pack = packFor(view.guide, view.overview.state);
  const there = (pack?.determination ?? []).filter((d) => d.part === 'decides');
  const named = AGAINST_DECIDERS.flatMap((code) => there.filter((d) => d.decider === code).slice(0, 1).map((d) => ({ value: code, label: d.body })));
  return [...named, ...AGAINST_DECIDERS.filter((code) => !named.some((n) => n.value === code)).map((value) => ({ value, label: word(site.t, 'returning.decider-is', value) }))];
}

/** Each decision that was taken against the gate, with what was open and why. It stands here for ever. */
function Against({ site, view, journey }: Part & { journey: ShownJourney }): JSX.Element {
  const { t } = site;
  return (
    <>
      {journey.against.map((one) => {
        const words = wordsOf({ site, view }, decidedAgainstReturn, againstWords, 'journey', journey.journey);
        return (
          <Card tone="act" title={t('returning.against-title', { day: day(site, one.on), who: word(t, 'returning.decider-is', one.decider) })}>
            <ul>
              {one.obstacles.map((code) => (
                <li>{code === 'not-cleared' ? t('returning.not-cleared-elsewhere') : word(t, 'returning.problem', code)}</li>
              ))}
            </ul>
            <p class="as-typed">{words?.reasons ?? t('file.gone')}</p>
            {words?.safe && <p class="as-typed">{words.safe}</p>}
            <p class="small">{t('returning.against-counted')}</p>
          </Card>
        );
      })}
    </>
  );
}

/** Since when it is stopped, by what, and what to do now: before it left, and when the child is away already. */
function Stopped({ site, journey }: Pick<Part, 'site'> & { journey: ShownJourney }): JSX.Element {
  const { t } = site;
  if (!journey.stopped || isOver(journey)) return <></>;
  const phase = journey.steps.length === 0 ? 'before' : journey.steps.length === 1 ? 'on-the-way' : 'there';
  return (
    <Card tone="act" title={t('returning.stopped', { day: day(site, journey.stopped.on) })} heading="h3">
      <ul>
        {journey.stopped.because.map((o) => (
          <li>{obstacleText(site.t, 'returning.problem', o)}</li>
        ))}
      </ul>
      <p>{t('returning.stopped-now')}</p>
      <ol class="steps">
        {[1, 2, 3].map((n) => (
          <li>{word(t, 'returning.stopped-do', `${phase}-${n}`)}</li>
        ))}
      </ol>
    </Card>
  );
}

/** What was done of a journey, and what comes next. */
export function JourneyPart({ site, view, journey, returning }: Part & { journey: ShownJourney; returning: Returning }): JSX.Element {
  const { t } = site;
  const part = { site, view };
  const words = journey.plan && wordsOf(part, journeyPlanned, journeyWords, 'journey', journey.journey);
  const ended = journey.ended && wordsOf(part, journeyEnded, reasonWords, 'journey', journey.journey);
  const next = isOver(journey) || journey.plan === null ? undefined : nextStep(journey);
  const base = baseOf(view, 'solution');
  const picks = { [PAPERS]: papersIn(part), [DECIDERS]: decidersIn(part) };
  const mayStep = next !== undefined && journey.stopped === null && holds(part, next === 'arrived' || next === 'handed-over' ? THERE_TOO : HERE);
  const gate = returning.gates.find((g) => isSameWay(g, journey));
  return (
    <section>
      <h3>{t(`returning.journey-of.${journey.gate}`)}</h3>
      <p>
        <StatusTag tone={TONE[journey.state]}>{word(t, 'returning.journey-state', journey.state)}</StatusTag>
      </p>
      <Stopped site={site} journey={journey} />
      {journey.plan && (
        <p>
          {t('returning.planned', { day: day(site, journey.plan.on), to: words ? words.to : t('file.gone'), escort: words ? words.escort : word(t, 'returning.escort-is', journey.plan.escort), receiver: words ? words.receiver : word(t, 'returning.receiver-is', journey.plan.receiver) })}
        </p>
      )}
      {journey.steps.length > 0 && (
        <ol class="steps">
          {journey.steps.map((one) => {
            const said = wordsOf(part, journeyStepped, stepWords, 'journey', journey.journey, (h) => h['step'] === one.step);
            return <li>{[word(t, 'returning.step', one.step), day(site, one.on), said?.who, said?.where].filter(Boolean).join(', ')}</li>;
          })}
        </ol>
      )}
      {journey.ended && <p>{t('returning.ended-on', { day: day(site, journey.ended.on), how: word(t, 'returning.ended', journey.ended.how), reason: ended ? ended.reason : t('file.gone') })}</p>}
      <Against site={site} view={view} journey={journey} />
      {!isOver(journey) && journey.plan === null && journey.stopped === null && holds(part, HERE) && <Do site={site} view={view} doing="return-go" item={`${journey.gate}/${journey.journey}`} base={base} />}
      {mayStep && <Do site={site} view={view} doing={`return-${next}`} item={journey.journey} picks={picks} />}
      {!isOver(journey) && journey.stopped !== null && holds(part, HERE) && <Do site={site} view={view} doing="return-go-on" item={journey.journey} base={base} />}
      {!isOver(journey) && holds(part, THERE_TOO) && <Do site={site} view={view} doing="return-end" item={journey.journey} />}
      {!isOver(journey) && gate && gate.against.length > 0 && <DecideAgainst site={site} view={view} gate={gate} journey={journey} />}
    </section>
  );
}

/** For whoever may record that it was decided against the gate; who that is in this country is said beside it. */
export function DecideAgainst({ site, view, gate, journey = null }: Part & { gate: ShownGate; journey?: ShownJourney | null }): JSX.Element {
  const { t } = site;
  if (!holds({ site, view }, [youthProtection, guardian, council])) return <></>;
  const pack = packFor(view.guide, view.overview.state);
  const there = (pack?.determination ?? []).filter((d) => d.part === 'decides');
  const item = readingOf({ gate: gate.gate, receiver: journey?.receiver ?? gate.receiver, journey: journey?.journey ?? '', codes: gate.against });
  return (
    <>
      <p class="small screen-only">{there.length > 0 ? t('returning.who-decides', { who: there.map((d) => d.body).join('; ') }) : t('returning.who-decides-not-known', { who: roleName(site, pack, 'owner', 'child-protection-council') })}</p>
      <Do site={site} view={view} doing="return-against" item={item} base={baseOf(view, 'solution')} picks={{ [DECIDERS]: decidersIn({ site, view }) }} label={t(`returning.do.against-${gate.gate === 'return' ? 'return' : gate.receiver === 'family' ? 'transfer-family' : 'transfer-care'}`)} />
    </>
  );
}

/** Plans a journey through a gate that is open. */
export function PlanJourney({ site, view, gate }: Part & { gate: Gate }): JSX.Element {
  return holds({ site, view }, HERE) ? <Do site={site} view={view} doing="return-go" item={gate} base={baseOf(view, 'solution')} label={site.t(`returning.do.plan-${gate}`)} /> : <></>;
}

/** Days on which the story says that the child was returned, though nothing here led to it. */
export const Past = ({ site, days }: Pick<Part, 'site'> & { days: readonly string[] }): JSX.Element =>
  days.length === 0 ? (
    <></>
  ) : (
    <Notice tone="act">
      <p>{site.t('returning.returned-past', { day: day(site, days.at(-1) ?? null) })}</p>
    </Notice>
  );
