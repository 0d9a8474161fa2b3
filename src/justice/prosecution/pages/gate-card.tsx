import type { JSX } from 'hono/jsx/jsx-runtime';
import { isInForce } from '#src/knowledge/validity.ts';
import { DECIDERS, type PackRole } from '#src/knowledge/file-vocabulary.ts';
import { packFor } from '#src/files/pages/guide.ts';
import { day, obstacleText, word } from '#src/files/pages/shown.ts';
import type { Part } from '#src/files/pages/view.ts';
import type { Tone } from '#src/platform/ui/drawings.tsx';
import { Card } from '#src/platform/ui/content.tsx';
import type { Seen } from '../actions/see-actions.ts';
import type { GateState } from '../model/vocabulary.ts';

export const TONE_OF_GATE: Readonly<Record<GateState, Tone>> = { open: 'done', closed: 'consult', departed: 'act' };

/** Whom the country calls what; where its pack names nobody, the role in common words. */
export function roleAsked({ site, view }: Part, role: PackRole): string {
  const common = role === 'panel' ? 'expert-panel' : role;
  return packFor(view.guide, view.overview.state)?.roles[role]?.name ?? word(site.t, DECIDERS.some((d) => d === common) ? 'decider' : 'owner', common);
}

/** The laws an obstacle rests on, each with since when it holds and whether a jurist looked at it. */
function Laws({ site, view, ids }: Part & { ids: readonly string[] }): JSX.Element {
  const { t } = site;
  const laws = ids.flatMap((id) => view.guide.law.find((l) => l.id === id) ?? []).filter((l) => isInForce(l, view.today));
  if (laws.length === 0) return <></>;
  return (
    <>
      {laws.map(({ citation, validFrom, validTo, review }) => (
        <>
          <br />
          <span class="small">
            {citation} ({validTo === null ? t('prosecution.valid-from', { day: day(site, validFrom) }) : t('prosecution.valid-until', { day: day(site, validFrom), until: day(site, validTo) })}
            {review.state === 'verified' ? '' : `; ${t('prosecution.to-verify')}`})
          </span>
        </>
      ))}
    </>
  );
}

/** What stands against prosecuting: each with its law and whom to ask; of a section that is not seen only that it has not cleared it. */
export function GateCard({ site, view, seen }: Part & { seen: Seen }): JSX.Element {
  const { t } = site;
  const { state, obstacles } = seen.gate;
  const rule = packFor(view.guide, view.overview.state)?.prosecution;
  return (
    <Card tone={TONE_OF_GATE[state]} title={t(`prosecution.gate-is.${state}`)} heading="h2">
      <p>{t(`prosecution.gate-says.${state}`)}</p>
      {obstacles.length > 0 && (
        <ul>
          {obstacles.map((obstacle) => {
            const said = rule?.obstacles.find((o) => o.code === obstacle.code);
            return (
              <li>
                {obstacleText(t, 'prosecution.obstacle', obstacle)} {said && t('prosecution.ask-whom', { who: roleAsked({ site, view }, said.ask) })}
                {said && <Laws site={site} view={view} ids={said.law} />}
              </li>
            );
          })}
        </ul>
      )}
      <p class="small">{t('prosecution.gate-binds-nobody')}</p>
    </Card>
  );
}
