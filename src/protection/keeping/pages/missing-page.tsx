import type { JSX } from 'hono/jsx/jsx-runtime';
import { getPack } from '#src/knowledge/localise.ts';
import { countryOf } from '#src/files/model/state.ts';
import { Do, FileFrame } from '#src/files/pages/frame.tsx';
import { day, word } from '#src/files/pages/shown.ts';
import { mayWrite, type FilePage, type Part } from '#src/files/pages/view.ts';
import { Card } from '#src/platform/ui/content.tsx';
import { checkKnowledge } from '#src/recognition/check-knowledge.ts';
import { StepContact } from '#src/recognition/pages/contacts.tsx';
import type { Kept } from '../actions/see-actions.ts';
import { goneDescribed, interviewed } from '../model/kinds.ts';
import { patternsIn, stepsNow } from '../model/missing.ts';
import { goneWords, interviewWords } from '../model/words.ts';
import { backDoing, goneDoing, interviewDoing, stepDoing } from './missing-doings.ts';
import { cardToKeep, described, ReadOutCard } from './read-out-card.tsx';
import { keptFor, wordsOf } from './read.ts';
import { sheetDoing } from './safety-doings.ts';
import type { SheetNeeds } from './sheet.tsx';

type Episode = Part & { kept: Kept; needs: SheetNeeds; missing: string };

/** Who is told what within how many minutes, each with the time that is left. */
function Steps({ site, view, kept, needs, missing }: Episode): JSX.Element {
  const { t } = site;
  const country = countryOf(view.overview.state);
  const pack = getPack(checkKnowledge(needs.knowledge).packs, country);
  const steps = needs.knowledge.missing.filter((s) => s.countries === undefined || s.countries.includes(country));
  const gone = kept.state.gone.find((g) => g.missing === missing);
  const standing = stepsNow(steps, gone?.begun ?? needs.now(), kept.state.steps.filter((s) => s.missing === missing), needs.now());
  return (
    <ol class="steps">
      {steps.map((step, n) => {
        const now = standing[n];
        const contact = pack.contacts.find((c) => c.roles.includes(step.role));
        return (
          <li>
            <p>
              <strong>
                {now?.standing === 'done' ? t('keep.step-done') : now?.standing === 'late' ? t('keep.step-late', { minutes: String(-now.minutesLeft) }) : t('keep.step-left', { minutes: String(now?.minutesLeft ?? 0) })}
              </strong>{' '}
              {step.text}
            </p>
            {contact && <StepContact t={t} contact={contact} timezone={pack.timezone} now={needs.now()} />}
            <p class="small">{t('keep.step-data', { data: step.data.map((d) => word(t, 'keep.data', d)).join(', ') })}</p>
            {now?.standing !== 'done' && mayWrite(view.member, 'protection') && <Do site={site} view={view} doing="step" item={`${missing}/${step.id}`} />}
          </li>
        );
      })}
    </ol>
  );
}

function LastSeen({ site, view, missing }: Part & { missing: string }): JSX.Element {
  const { t } = site;
  const words = wordsOf({ site, view }, goneDescribed, goneWords, 'missing', missing);
  if (!words) return <p>{t('file.gone')}</p>;
  const said = [[t('keep.last-seen-place'), words.place], [t('keep.clothes'), words.clothes], [t('keep.vehicle'), words.vehicle], [t('keep.phones'), words.phones], [t('keep.missing-people'), words.people]].filter(([, text]) => text);
  return (
    <dl class="pairs">
      {said.map(([label, text]) => (
        <>
          <dt>{label}</dt>
          <dd class="as-typed">{text}</dd>
        </>
      ))}
    </dl>
  );
}

function Now(props: Episode): JSX.Element {
  const { site, view, missing } = props;
  const { t } = site;
  return (
    <Card tone="act" title={t('keep.missing-now')} heading="h2">
      <p>{t('keep.table-was-told')}</p>
      <Steps {...props} />
      <h3>{t('keep.last-seen')}</h3>
      <LastSeen site={site} view={view} missing={missing} />
      {mayWrite(view.member, 'protection') && <Do site={site} view={view} doing="back" item={missing} />}
    </Card>
  );
}

function Before({ site, view, kept }: Part & { kept: Kept }): JSX.Element {
  const { t } = site;
  const over = view.overview.state.missing.filter((m) => m.how !== null);
  if (over.length === 0) return <></>;
  const patterns = patternsIn(kept.state.gone, kept.placedOn);
  return (
    <section>
      <h2>{t('keep.missing-before')}</h2>
      <p>{t('keep.patterns', { all: String(patterns.all), night: String(patterns.atNight), car: String(patterns.withCar), soon: String(patterns.soonAfterPlacement) })}</p>
      {over.map((m) => {
        const said = wordsOf({ site, view }, interviewed, interviewWords, 'missing', m.missing);
        return (
          <>
            <h3>
              {day(site, m.on)}: {word(t, 'keep.back-is', m.how ?? '')}
            </h3>
            {said ? <blockquote class="own-words">{said.words}</blockquote> : <p>{t('keep.no-interview')}</p>}
            {said?.question && <p class="small">{t('file.was-asked', { question: said.question })}</p>}
            {mayWrite(view.member, 'protection') && <Do site={site} view={view} doing="interview" item={m.missing} />}
          </>
        );
      })}
    </section>
  );
}

/** The description from the first day, the one button, and what is done in which minute. */
export function missingPage(needs: SheetNeeds): FilePage {
  return {
    path: 'gone',
    label: 'keep.missing',
    section: 'protection',
    problems: 'keep.problem',
    doings: { sheet: sheetDoing, gone: goneDoing, step: stepDoing, back: backDoing, interview: interviewDoing },
    async body(part) {
      const { site, view } = part;
      const { t } = site;
      const kept = await keptFor(part);
      const open = view.overview.state.missing.find((m) => m.how === null);
      return (
        <FileFrame site={site} view={view} here="/gone" title={t('keep.missing')} printsCard={kept !== null && described(part, kept) !== null}>
          {kept && open && <Now site={site} view={view} kept={kept} needs={needs} missing={open.missing} />}
          {!open && mayWrite(view.member, 'protection') && (
            <Card tone="act" title={t('keep.is-missing')} heading="h2">
              <p>{t('keep.is-missing-text')}</p>
              <Do site={site} view={view} doing="gone" />
            </Card>
          )}
          {kept && <ReadOutCard site={site} view={view} kept={kept} />}
          {kept && <Before site={site} view={view} kept={kept} />}
        </FileFrame>
      );
    },
    async lines(part) {
      const kept = await keptFor(part);
      return kept && described(part, kept);
    },
    async copy(part, pictureOf) {
      const kept = await keptFor(part);
      return kept && cardToKeep(part, kept, pictureOf);
    },
  };
}
