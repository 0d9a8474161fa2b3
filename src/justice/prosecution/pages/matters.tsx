import type { JSX } from 'hono/jsx/jsx-runtime';
import { baseOf, Do } from '#src/files/pages/frame.tsx';
import { day, word } from '#src/files/pages/shown.ts';
import { mayWrite, type Part } from '#src/files/pages/view.ts';
import { Card, StatusTag } from '#src/platform/ui/content.tsx';
import type { Seen } from '../actions/see-actions.ts';
import { decided, matterDescribed } from '../model/kinds.ts';
import { isDeparture, isPunishing, standing, type Decided, type Matter } from '../model/state.ts';
import { decisionWords, matterWords } from '../model/words.ts';
import { wordsIn } from './read.ts';

const entriesOf = ({ view }: Part) => view.reads.justice?.entries ?? [];

function Decision({ site, view, decision, isStanding }: Part & { decision: Decided; isStanding: boolean }): JSX.Element {
  const { t } = site;
  const words = wordsIn(entriesOf({ site, view }), decided, decisionWords, ['decision', decision.decision]);
  const isAgainst = isDeparture(decision);
  return (
    <li>
      <StatusTag tone={isAgainst ? 'act' : isPunishing(decision) ? 'consult' : 'watch'}>{word(t, 'prosecution.decision-is', decision.what)}</StatusTag> {day(site, decision.decidedOn)} {words?.reference}
      {!isStanding && <> {t('prosecution.taken-back')}</>}
      {isAgainst && (
        <>
          <p>{t('prosecution.against')}</p>
          <ul>
            {decision.obstacles.map((o) => (
              <li>{word(t, 'prosecution.obstacle', o)}</li>
            ))}
          </ul>
        </>
      )}
      {words?.reasons && <p class="as-typed">{words.reasons}</p>}
    </li>
  );
}

function OneMatter({ site, view, matter, number }: Part & { matter: Matter; number: number }): JSX.Element {
  const { t } = site;
  const words = wordsIn(entriesOf({ site, view }), matterDescribed, matterWords, ['matter', matter.matter]);
  const holds = new Set(standing(matter).map((d) => d.decision));
  const before = { offence: words?.offence ?? '', reference: words?.reference ?? '', age: matter.age, understood: matter.understood };
  return (
    <Card title={t('prosecution.matter', { number })}>
      <p class="as-typed">{words?.offence ?? t('file.gone')}</p>
      <p class="small">
        {words?.reference} {t('prosecution.age-was', { age: word(t, 'age', matter.age) })}
      </p>
      {matter.decisions.length > 0 && (
        <ul class="plain">
          {matter.decisions.map((decision) => (
            <Decision site={site} view={view} decision={decision} isStanding={holds.has(decision.decision)} />
          ))}
        </ul>
      )}
      {mayWrite(view.member, 'justice') && (
        <>
          <Do site={site} view={view} doing="decide-prosecution" item={matter.matter} base={baseOf(view, 'justice')} />
          <Do site={site} view={view} doing="matter" item={matter.matter} label={t('prosecution.do.matter-again')} typed={before} />
        </>
      )}
    </Card>
  );
}

/** Of what the child is accused, and what was decided: only here. */
export function Matters({ site, view, seen }: Part & { seen: Seen }): JSX.Element {
  const { t } = site;
  const { matters } = seen.state;
  return (
    <>
      {seen.isPunishedAlthoughRecognised && (
        <p>
          <StatusTag tone="act">{t('prosecution.punished')}</StatusTag>
        </p>
      )}
      {matters.length === 0 && <p>{t('prosecution.no-matter')}</p>}
      {matters.map((matter, at) => (
        <OneMatter site={site} view={view} matter={matter} number={at + 1} />
      ))}
      {mayWrite(view.member, 'justice') && <Do site={site} view={view} doing="matter" isOpen={matters.length === 0} />}
    </>
  );
}
