import type { z } from 'zod';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import { StatusTag, Timeline } from '#src/platform/ui/content.tsx';
import { signsRecorded, statusSet, type signsHeader, type statusHeader } from '../model/kinds.ts';
import { statusOf } from '../model/state.ts';
import { signsWords, statusWords, unseal } from '../model/words.ts';
import { Documents } from './documents.tsx';
import { baseOf, Do, FileFrame } from './frame.tsx';
import { StatusGuide } from './status-guide.tsx';
import { Story } from './story-page.tsx';
import { storyOf } from './story.ts';
import { actorName, day, TONE_OF_STATUS, word } from './shown.ts';
import { mayWrite, type Part } from './view.ts';

function Step({ site, view, entry }: Part & { entry: ReadEntry }): JSX.Element {
  const { t } = site;
  const step = entry.header as z.output<typeof statusHeader>;
  const read = unseal(statusWords, entry);
  const words = 'words' in read ? read.words : null;
  return (
    <>
      <h3>
        <StatusTag tone={TONE_OF_STATUS[step.status]}>{word(t, 'status', step.status)}</StatusTag>
      </h3>
      <p>{t('file.decided-by', { decider: word(t, 'decider', step.decider), bases: step.bases.map((b) => word(t, 'basis', b)).join(', ') })}</p>
      {step.effects.length > 0 && <p>{t('file.with-effect', { effects: step.effects.map((e) => word(t, 'effect', e)).join(', ') })}</p>}
      <p class="as-typed">{words?.reasons ?? t('file.gone')}</p>
      <p class="small">{step.objectUntil ? t('file.object-until', { day: day(site, step.objectUntil), how: words?.toObject ?? '' }) : t('file.object-any-time', { how: words?.toObject ?? '' })}</p>
      <p class="small">{t('file.recorded', { name: actorName(site, view.member, entry.actor), day: day(site, entry.recordedOn) })}</p>
    </>
  );
}

function Check({ site, entry }: Pick<Part, 'site'> & { entry: ReadEntry }): JSX.Element {
  const { t } = site;
  const { check } = entry.header as z.output<typeof signsHeader>;
  const read = unseal(signsWords, entry);
  return (
    <>
      <h3>{t('file.check')}</h3>
      <p>{word(t, 'outcome', check.outcome)}</p>
      <p class="as-typed">{'words' in read ? read.words.lines : t('file.gone')}</p>
    </>
  );
}

/** The ledger: each step with who decided it, on what, with what effect, and how to object. */
export function RecognitionPage({ site, view }: Part): JSX.Element {
  const { t } = site;
  const read = view.reads.recognition;
  const entries = read?.entries ?? [];
  const steps = entries.filter((e) => e.kind === statusSet.name || e.kind === signsRecorded.name);
  const events = steps.map((entry) => ({
    when: day(site, entry.kind === statusSet.name ? String(entry.header['decidedOn']) : entry.recordedOn),
    what: entry.kind === statusSet.name ? <Step site={site} view={view} entry={entry} /> : <Check site={site} entry={entry} />,
  }));
  const { state } = view.overview;
  return (
    <FileFrame site={site} view={view} here="/recognition">
      <h2>{t('file.ledger')}</h2>
      {state.hasNewSign && state.ledger.at(-1)?.status === 'not-established' && <p>{t('file.open-again')}</p>}
      {statusOf(state) === null && <p>{t('file.no-status')}</p>}
      <p class="small">{t('file.not-established-rule')}</p>
      <Timeline events={events} />
      <StatusGuide site={site} view={view} />
      {mayWrite(view.member, 'recognition') && (
        <>
          <Do site={site} view={view} doing="status" base={baseOf(view, 'recognition')} />
          <Do site={site} view={view} doing="signs" />
          <Do site={site} view={view} doing="note" section="recognition" />
        </>
      )}
      <Story site={site} view={view} told={storyOf(entries)} />
      <Documents site={site} view={view} section="recognition" />
    </FileFrame>
  );
}
