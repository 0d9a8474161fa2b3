import type { JSX } from 'hono/jsx/jsx-runtime';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import type { Doing } from '#src/files/pages/doings.ts';
import { baseOf, Do } from '#src/files/pages/frame.tsx';
import { day, word } from '#src/files/pages/shown.ts';
import { mayWrite, type FilePage, type Part } from '#src/files/pages/view.ts';
import { lawyer, partner } from '#src/files/roles.ts';
import { Notice, StatusTag } from '#src/platform/ui/content.tsx';
import type { Interests } from '../actions/see-actions.ts';
import { agreeToAsk, answerTracing, askTracing, judgeTracing, receiveTracing, setClaim } from '../actions/tracing-actions.ts';
import { tracingAnswered, tracingAsked, tracingJudged } from '../model/kinds.ts';
import type { Tracing } from '../model/state.ts';
import * as v from '../model/vocabulary.ts';
import { answerWords, reasonWords, tracingWords } from '../model/words.ts';
import { InterestsFrame, Said, TAB } from './frame.tsx';
import { interestsFor, paperChoices, wordsAs } from './read.ts';

const AT = 'tracing';

const DOINGS: Readonly<Record<string, Doing>> = {
  claim: {
    title: 'best.do.claim',
    at: AT,
    fields: [{ kind: 'choice', name: 'claim', label: 'best.claim', list: 'best.claim-is', values: v.CLAIMS }, { kind: 'text', name: 'text', label: 'best.claim-text', rows: 2 }],
    act: (values, { member, file }) => member.perform(setClaim, member.actor, { file, claim: values.get('claim'), words: { text: values.get('text') } }),
  },
  'agree-to-ask': {
    title: 'best.do.agree',
    at: AT,
    fields: [{ kind: 'pick', name: 'document', label: 'best.agreement-paper', from: 'papers' }, { kind: 'text', name: 'text', label: 'best.agree-text', rows: 2 }],
    act: (values, { member, file }) => member.perform(agreeToAsk, member.actor, { file, document: values.get('document'), words: { text: values.get('text') } }),
  },
  'ask-tracing': {
    title: 'best.do.ask',
    at: AT,
    fields: [
      { kind: 'choice', name: 'wanted', label: 'best.wanted-label', list: 'best.wanted', values: v.TRACING_WANTED },
      { kind: 'choice', name: 'country', label: 'best.country', list: 'country', values: COUNTRIES, orNone: 'best.other-country' },
      { kind: 'choice', name: 'route', label: 'best.route', list: 'best.route-is', values: v.TRACING_ROUTES },
      { kind: 'date', name: 'askedOn', label: 'best.asked-on' },
      { kind: 'text', name: 'whom', label: 'best.whom', rows: 2 },
      { kind: 'line', name: 'reference', label: 'best.reference' },
    ],
    act: (values, { member, file }) =>
      member.perform(askTracing, member.actor, {
        file,
        asked: { tracing: values.id, wanted: values.get('wanted'), country: values.day('country'), route: values.get('route'), askedOn: values.get('askedOn') },
        words: { whom: values.get('whom'), reference: values.get('reference') },
      }),
  },
  'receive-tracing': {
    title: 'best.do.receive',
    at: AT,
    fields: [{ kind: 'date', name: 'receivedOn', label: 'best.received-on' }, { kind: 'line', name: 'reference', label: 'best.reference' }],
    act: (values, { member, file }) => member.perform(receiveTracing, member.actor, { file, tracing: values.item, receivedOn: values.get('receivedOn'), words: { reference: values.get('reference') } }),
  },
  'answer-tracing': {
    title: 'best.do.answer',
    at: AT,
    fields: [
      { kind: 'choice', name: 'found', label: 'best.found', list: 'best.found-is', values: v.FOUND },
      { kind: 'choice', name: 'lookedAt', label: 'best.looked-at', list: 'best.looked-at-is', values: [...v.LOOKED_AT].toReversed() },
      { kind: 'date', name: 'answeredOn', label: 'best.answered-on' },
      { kind: 'text', name: 'text', label: 'best.answer-text', rows: 5 },
      { kind: 'line', name: 'reference', label: 'best.reference' },
      { kind: 'pick', name: 'document', label: 'best.paper', from: 'papers' },
    ],
    act: (values, { member, file }) =>
      member.perform(answerTracing, member.actor, {
        file,
        base: values.base,
        answer: { tracing: values.item, answeredOn: values.get('answeredOn'), found: values.get('found'), lookedAt: values.get('lookedAt'), document: values.day('document') },
        words: { text: values.get('text'), reference: values.get('reference') },
      }),
  },
  'judge-tracing': {
    title: 'best.do.judge',
    at: AT,
    fields: [{ kind: 'choice', name: 'judgement', label: 'best.judgement', list: 'best.judgement-is', values: [...v.JUDGEMENTS].toReversed() }, { kind: 'text', name: 'text', label: 'best.judge-text', rows: 3 }],
    act: (values, { member, file }) => member.perform(judgeTracing, member.actor, { file, base: values.base, judged: { tracing: values.item, judgement: values.get('judgement') }, words: { text: values.get('text') } }),
  },
};

function One({ site, view, interests, tracing }: Part & { interests: Interests; tracing: Tracing }): JSX.Element {
  const { t } = site;
  const asked = wordsAs({ site, view }, tracingAsked, tracingWords, { tracing: tracing.tracing });
  const answer = tracing.answer && wordsAs({ site, view }, tracingAnswered, answerWords, { tracing: tracing.tracing });
  const judged = tracing.judged && wordsAs({ site, view }, tracingJudged, reasonWords, { tracing: tracing.tracing });
  const mine = { site, view, item: tracing.tracing, base: baseOf(view, 'solution'), picks: { papers: paperChoices({ site, view }, interests) } };
  const standing = tracing.judged ? 'judged' : tracing.answer ? 'answered' : tracing.receivedOn ? 'received' : 'asked';
  return (
    <article class="card">
      <h3>{t('best.tracing-line', { wanted: word(t, 'best.wanted', tracing.wanted), country: tracing.country ? word(t, 'country', tracing.country) : t('best.other-country') })}</h3>
      <p>
        <StatusTag tone={tracing.judged ? 'done' : 'consult'}>{word(t, 'best.tracing-is', standing)}</StatusTag>
      </p>
      <dl class="pairs">
        <Said label={t('best.asked-on')} text={`${day(site, tracing.askedOn)}, ${word(t, 'best.route-is', tracing.route)}`} />
        <Said label={t('best.whom')} text={asked?.whom ?? t('file.gone')} />
        <Said label={t('best.reference')} text={asked?.reference} />
        <Said label={t('best.received-on')} text={tracing.receivedOn && day(site, tracing.receivedOn)} />
        <Said label={t('best.found')} text={tracing.answer && `${word(t, 'best.found-is', tracing.answer.found)}. ${word(t, 'best.looked-at-is', tracing.answer.lookedAt)}`} />
        <Said label={t('best.answer-text')} text={answer?.text} />
        <Said label={t('best.judgement')} text={tracing.judged && `${word(t, 'best.judgement-is', tracing.judged.judgement)}. ${judged?.text ?? t('file.gone')}`} />
      </dl>
      {mayWrite(view.member, 'solution') && !tracing.receivedOn && !tracing.answer && <Do {...mine} doing="receive-tracing" />}
      {mayWrite(view.member, 'solution') && <Do {...mine} doing="answer-tracing" />}
      {tracing.answer && !view.member.roles.includes(partner.name) && mayWrite(view.member, 'solution') && <Do {...mine} doing="judge-tracing" />}
    </article>
  );
}

/** Whether the country of origin may be asked, and what it was asked and answered. */
export const tracingPage: FilePage = {
  path: AT,
  label: 'best.tracing',
  section: 'solution',
  within: TAB,
  problems: 'best.problem',
  doings: DOINGS,
  async body(part) {
    const { site, view } = part;
    const { t } = site;
    const interests = await interestsFor(part);
    if (!interests) return <InterestsFrame site={site} view={view} here={AT} title="best.tracing">{''}</InterestsFrame>;
    const seesClaim = interests.mayAsk !== null && mayWrite(view.member, 'recognition');
    const isAround = mayWrite(view.member, 'solution') && !view.member.roles.includes(partner.name);
    return (
      <InterestsFrame site={site} view={view} here={AT} title="best.tracing">
        <p>{t('best.tracing-text')}</p>
        {interests.mayAsk !== null && (
          <section>
            <h3>{t('best.claim')}</h3>
            <Notice tone={interests.mayAsk ? 'done' : 'act'}>
              <p>
                <strong>{word(t, 'best.claim-is', interests.state.claim)}</strong> {t(interests.mayAsk ? (interests.state.agreement ? 'best.may-ask-agreed' : 'best.may-ask') : 'best.may-not-ask')}
              </p>
            </Notice>
            {seesClaim && isAround && <Do site={site} view={view} doing="claim" typed={{ claim: interests.state.claim }} />}
            {seesClaim && view.member.roles.includes(lawyer.name) && <Do site={site} view={view} doing="agree-to-ask" picks={{ papers: paperChoices(part, interests, 'recognition') }} />}
          </section>
        )}
        {interests.state.tracings.toReversed().map((tracing) => (
          <One site={site} view={view} interests={interests} tracing={tracing} />
        ))}
        {isAround && <Do site={site} view={view} doing="ask-tracing" />}
      </InterestsFrame>
    );
  },
};
