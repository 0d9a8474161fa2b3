import type { JSX } from 'hono/jsx/jsx-runtime';
import { documentAdded } from '#src/files/model/kinds.ts';
import { noteWords } from '#src/files/model/words.ts';
import { baseOf, Do } from '#src/files/pages/frame.tsx';
import { citations, packFor } from '#src/files/pages/guide.ts';
import { roleName } from '#src/files/pages/role-name.ts';
import { actorName, agencyName, day, obstacleText, word } from '#src/files/pages/shown.ts';
import { mayWrite, type Part } from '#src/files/pages/view.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import { StatusTag } from '#src/platform/ui/content.tsx';
import type { Returning, ShownGate } from '../actions/see-actions.ts';
import type { Evidence } from '../model/evidence.ts';
import { evidenceConfirmed, evidenceGiven, evidenceWithdrawn } from '../model/kinds.ts';
import { ASK, RECORDED, type Condition, type Recorded } from '../model/vocabulary.ts';
import { confirmedWords, evidenceWords, reasonWords } from '../model/words.ts';
import { giveName, PAPERS } from './doings.ts';
import { actorOf, papersIn, wordsOf } from './read.ts';

export type Line = ShownGate['lines'][number];

const isRecorded = (condition: Line['condition']): condition is Recorded => (RECORDED as readonly string[]).includes(condition);

/** Whom to ask: the role by its name in the country, and of a section that is hidden the agencies that sit there. */
function Ask({ site, view, line }: Part & { line: Line }): JSX.Element {
  const { t } = site;
  const pack = packFor(view.guide, view.overview.state);
  const hidden = line.obstacles.flatMap((o) => (o.code === 'not-cleared' && o.section ? [o.section] : []));
  const agencies = [...new Set(view.overview.state.seats.filter((s) => hidden.includes(s.section) && s.standing === 'accepted').map((s) => s.agency))].map((a) => agencyName(site, view.member, a));
  const role = line.condition === 'elsewhere' ? null : roleName(site, pack, 'owner', ASK[line.condition]);
  return <p class="small">{t('returning.ask', { who: [...(hidden.length > 0 ? agencies : []), ...(role && hidden.length === 0 ? [role] : [])].join('; ') || t('file.nobody') })}</p>;
}

/** On what it rests in the country of the file, and what those where a child may go add to it. */
function Laws({ site, view, condition }: Part & { condition: Condition }): JSX.Element {
  const { t } = site;
  const own = packFor(view.guide, view.overview.state)?.country;
  const rules = view.guide.packs.flatMap((pack) => pack.returnLaws.filter((r) => r.condition === condition && (pack.country === own ? r.direction === 'from' : r.direction === 'to')).map((rule) => ({ country: pack.country, rule })));
  if (rules.length === 0) return <></>;
  return (
    <details class="small">
      <summary>{t('returning.laws')}</summary>
      <ul>
        {rules.map(({ country, rule }) => (
          <li>
            {country === own ? '' : t('returning.law-there', { country: word(t, 'country', country) })} {rule.text} {citations(view.guide, rule.law)}
            {rule.review.state === 'to-verify' && ` ${t('file.pack.to-verify')}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What somebody recorded for a condition: what it shows, by whom, since and until when, and on which paper. */
function Shown({ site, view, evidence, label }: Part & { evidence: Evidence; label: string }): JSX.Element {
  const { t } = site;
  const part = { site, view };
  const words = wordsOf(part, evidenceGiven, evidenceWords, 'evidence', evidence.evidence);
  const paper = wordsOf(part, documentAdded, noteWords, 'document', evidence.document ?? '');
  const confirmed = evidence.confirmedOn === null ? null : wordsOf(part, evidenceConfirmed, confirmedWords, 'evidence', evidence.evidence);
  const withdrawn = evidence.withdrawn && wordsOf(part, evidenceWithdrawn, reasonWords, 'evidence', evidence.evidence);
  const list = (parts: readonly string[]) => parts.map((one) => word(t, 'returning.part', one)).join('; ');
  return (
    <div class="evidence">
      {label !== '' && <p class="small">{label}</p>}
      {evidence.parts.length > 0 && <p>{t('returning.shows', { parts: list(evidence.parts) })}</p>}
      {evidence.against.length > 0 && <p>{t('returning.shows-against', { parts: list(evidence.against) })}</p>}
      <p>{t('returning.established', { by: word(t, 'returning.by-is', evidence.by), who: words?.who ?? t('file.gone'), day: day(site, evidence.establishedOn) })}</p>
      {words?.how && <p class="as-typed">{words.how}</p>}
      {evidence.document !== null && <p>{t('returning.on-paper', { paper: paper?.text ?? t('file.gone') })}</p>}
      {words?.reference && <p>{t('returning.under-reference', { reference: words.reference })}</p>}
      {evidence.confirmedOn && <p>{t('returning.confirmed', { who: confirmed?.who ?? t('file.gone'), day: day(site, evidence.confirmedOn) })}</p>}
      <p class="small">
        {evidence.holdsUntil && t('returning.holds-until', { day: day(site, evidence.holdsUntil) })} {evidence.travelUntil && t('returning.travel-until', { day: day(site, evidence.travelUntil) })} {t('file.recorded', { name: actorName(site, view.member, actorOf(part, evidenceGiven, 'evidence', evidence.evidence)), day: day(site, evidence.recordedOn) })}
      </p>
      {evidence.withdrawn && <p>{t('returning.withdrawn', { why: word(t, 'returning.withdrawn-because', evidence.withdrawn.because), day: day(site, evidence.withdrawn.on), reason: withdrawn ? withdrawn.reason : t('file.gone') })}</p>}
    </div>
  );
}

function Forms({ site, view, condition, evidence }: Part & { condition: Recorded; evidence: Evidence | null }): JSX.Element {
  const base = baseOf(view, 'solution');
  const picks = { [PAPERS]: papersIn({ site, view }) };
  const typed = Object.fromEntries((evidence?.parts ?? []).map((part) => [`parts.${part}`, 'yes']));
  const stands = evidence !== null && evidence.withdrawn === null;
  return (
    <>
      <Do site={site} view={view} doing={giveName(condition)} base={base} picks={picks} label={site.t(stands ? 'returning.do.give-anew' : 'returning.do.give')} typed={typed} />
      {stands && <Do site={site} view={view} doing="return-confirm" item={`${evidence.evidence}/${condition}`} base={base} />}
      {stands && <Do site={site} view={view} doing="return-withdraw" item={evidence.evidence} />}
    </>
  );
}

type ConditionProps = Part & { line: Line; returning: Returning; /** Whether it is recorded here; a second list only shows. */ hasForms: boolean };

/** One line of a gate: met or not, why not, on what it rests, what to do and whom to ask. */
export function ConditionLine({ site, view, line, returning, hasForms }: ConditionProps): JSX.Element {
  const { t } = site;
  const { condition, obstacles, evidence } = line;
  const isMet = obstacles.length === 0;
  const earlier = evidence === null ? [] : returning.recordings.filter((e) => e.condition === condition && e.evidence !== evidence.evidence).toReversed();
  return (
    <li>
      <h3>{word(t, 'returning.condition', condition)}</h3>
      <p>
        <StatusTag tone={isMet ? 'done' : 'act'}>{t(isMet ? 'returning.met' : 'returning.not-met')}</StatusTag>
      </p>
      {!isMet && (
        <ul>
          {obstacles.map((o) => (
            <li>{obstacleText(site.t, 'returning.problem', o)}</li>
          ))}
        </ul>
      )}
      {evidence && !isMet && <Shown site={site} view={view} evidence={evidence} label={t('returning.rests-on')} />}
      {evidence && isMet && (
        <details class="rests-on">
          <summary>{t('returning.rests-on')}</summary>
          <Shown site={site} view={view} evidence={evidence} label="" />
        </details>
      )}
      {!isMet && <p>{t(`returning.to-do.${condition}` as MessageKey)}</p>}
      {!isMet && <Ask site={site} view={view} line={line} />}
      {condition !== 'elsewhere' && <Laws site={site} view={view} condition={condition} />}
      {earlier.length > 0 && (
        <details class="small">
          <summary>{t('returning.earlier', { count: earlier.length })}</summary>
          {earlier.map((one) => (
            <Shown site={site} view={view} evidence={one} label={t('returning.replaced')} />
          ))}
        </details>
      )}
      {hasForms && isRecorded(condition) && mayWrite(view.member, 'solution') && <Forms site={site} view={view} condition={condition} evidence={evidence} />}
    </li>
  );
}
