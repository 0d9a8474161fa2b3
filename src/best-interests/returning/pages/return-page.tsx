import type { JSX } from 'hono/jsx/jsx-runtime';
import type { LocalKnowledge } from '#src/knowledge/localise.ts';
import { FileFrame } from '#src/files/pages/frame.tsx';
import { day, obstacleText, word } from '#src/files/pages/shown.ts';
import type { FilePage, Part } from '#src/files/pages/view.ts';
import { Card } from '#src/platform/ui/content.tsx';
import type { Returning, ShownGate } from '../actions/see-actions.ts';
import { isOver } from '../model/journey.ts';
import { BARS } from '../model/vocabulary.ts';
import { ConditionLine, type Line } from './condition.tsx';
import { PAGE, returningDoings } from './doings.ts';
import { DecideAgainst, JourneyPart, Past, PlanJourney } from './journey-part.tsx';
import { returningFor } from './read.ts';

const isBar = ({ condition }: Line): boolean => condition === 'elsewhere' || (BARS as readonly string[]).includes(condition);

/** How a gate stands as a whole. */
function Verdict({ site, gate }: Pick<Part, 'site'> & { gate: ShownGate }): JSX.Element {
  const { t } = site;
  const conditions = gate.lines.filter((line) => !isBar(line));
  const met = conditions.filter((line) => line.obstacles.length === 0).length;
  return (
    <Card tone={gate.isOpen ? 'done' : 'act'} title={word(t, gate.isOpen ? 'returning.gate-open' : 'returning.gate-closed', gate.gate)} heading="h2">
      <p>{t('returning.so-many', { met: String(met), all: String(conditions.length) })}</p>
      <p>{t(gate.isOpen ? 'returning.gate-open-text' : 'returning.gate-closed-text')}</p>
      <p class="small">{t('returning.binds-nobody')}</p>
    </Card>
  );
}

type ListProps = Part & { gate: ShownGate; returning: Returning; hasForms: boolean };
function Lines({ site, view, gate, returning, hasForms }: ListProps): JSX.Element {
  const { t } = site;
  const line = (one: Line) => <ConditionLine site={site} view={view} line={one} returning={returning} hasForms={hasForms} />;
  return (
    <>
      <ol class="gate">{gate.lines.filter((one) => !isBar(one)).map(line)}</ol>
      <p>{t('returning.bars')}</p>
      <ul class="gate">{gate.lines.filter(isBar).map(line)}</ul>
    </>
  );
}

function Page({ site, view, returning }: Part & { returning: Returning }): JSX.Element {
  const { t } = site;
  const [back, toFamily, toOthers] = returning.gates;
  const open = returning.journeys.filter((journey) => !isOver(journey));
  const over = returning.journeys.filter(isOver).toReversed();
  return (
    <>
      <Past site={site} days={returning.returnedPast} />
      {open.map((journey) => (
        <JourneyPart site={site} view={view} journey={journey} returning={returning} />
      ))}
      <Verdict site={site} gate={back} />
      {open.length === 0 && (back.isOpen ? <PlanJourney site={site} view={view} gate="return" /> : <DecideAgainst site={site} view={view} gate={back} />)}
      <Lines site={site} view={view} gate={back} returning={returning} hasForms />
      <details>
        <summary>{t('returning.transfer')}</summary>
        <p>{t('returning.transfer-text')}</p>
        <Verdict site={site} gate={toOthers} />
        {toFamily.isOpen !== toOthers.isOpen && <p>{t('returning.transfer-family-closed')}</p>}
        {open.length === 0 && toOthers.isOpen && <PlanJourney site={site} view={view} gate="transfer" />}
        {open.length === 0 && [toOthers, toFamily].filter((gate) => !gate.isOpen).map((gate) => <DecideAgainst site={site} view={view} gate={gate} />)}
        <Lines site={site} view={view} gate={toOthers} returning={returning} hasForms={false} />
      </details>
      {over.length > 0 && (
        <section>
          <h2>{t('returning.before')}</h2>
          {over.map((journey) => (
            <JourneyPart site={site} view={view} journey={journey} returning={returning} />
          ))}
        </section>
      )}
    </>
  );
}

/** The same to paste into one's own system: met or not, and why not. No names, and nothing of what was decided elsewhere. */
function linesOf({ site }: Pick<Part, 'site'>, { gates: [gate], journeys }: Returning): readonly string[] {
  const { t } = site;
  const line = ({ condition, obstacles }: Line) => `- ${word(t, 'returning.condition', condition)}: ${obstacles.length === 0 ? t('returning.met') : obstacles.map((o) => obstacleText(site.t, 'returning.problem', o)).join(' ')}`;
  const open = journeys.filter((journey) => !isOver(journey)).map((journey) => `${t(`returning.journey-of.${journey.gate}`)}: ${word(t, 'returning.journey-state', journey.state)}${journey.plan ? `, ${day(site, journey.plan.on)}` : ''}`);
  return [word(t, gate.isOpen ? 'returning.gate-open' : 'returning.gate-closed', 'return'), ...open, ...gate.lines.map(line), t('returning.binds-nobody')];
}

/** What has to be true before a child travels, one line each, and its journey. */
export const returnPage = (knowledge: Pick<LocalKnowledge, 'returnDays'>): FilePage => ({
  path: PAGE,
  label: 'returning.title',
  section: 'solution',
  problems: 'returning.problem',
  doings: returningDoings(knowledge.returnDays),
  async body(part) {
    const { site, view } = part;
    const returning = await returningFor(part);
    return (
      <FileFrame site={site} view={view} here={`/${PAGE}`} title={site.t('returning.title')}>
        <p>{site.t('returning.lead')}</p>
        {returning ? <Page site={site} view={view} returning={returning} /> : ''}
        <p class="screen-only">
          <a href={site.href(`/files/${view.file}/${PAGE}/lines`)}>{site.t('returning.as-lines')}</a>
        </p>
      </FileFrame>
    );
  },
  async lines(part) {
    const returning = await returningFor(part);
    return returning && linesOf(part, returning);
  },
});
