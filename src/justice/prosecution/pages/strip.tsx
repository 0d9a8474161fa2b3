import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Part } from '#src/files/pages/view.ts';
import { StatusTag } from '#src/platform/ui/content.tsx';
import { seeGate } from '../actions/see-actions.ts';
import { TONE_OF_GATE } from './gate-card.tsx';
import { rulesFor } from './read.ts';

/** What everybody at the table may know of a prosecution: how the gate stands, and whether the child is punished although recognised. */
export async function gateStrip({ site, view }: Part): Promise<JSX.Element | null> {
  const { t } = site;
  const answer = await view.member.perform(seeGate, view.member.actor, { file: view.file, rules: rulesFor(view.guide, view.overview.state, view.today) });
  if (!answer.done) return null;
  const { gate, isPunishedAlthoughRecognised } = answer.value;
  return (
    <p class="gate-strip">
      {t('prosecution.gate')} <StatusTag tone={TONE_OF_GATE[gate]}>{t(`prosecution.gate-short.${gate}`)}</StatusTag> {isPunishedAlthoughRecognised && <StatusTag tone="act">{t('prosecution.punished')}</StatusTag>}
    </p>
  );
}
