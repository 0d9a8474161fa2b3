import type { JSX } from 'hono/jsx/jsx-runtime';
import { SOLUTION_ENDINGS } from '#src/files/model/vocabulary.ts';
import type { Doing } from '#src/files/pages/doings.ts';
import { baseOf, Do } from '#src/files/pages/frame.tsx';
import { day, word } from '#src/files/pages/shown.ts';
import { mayWrite, type FilePage, type Part } from '#src/files/pages/view.ts';
import { partner } from '#src/files/roles.ts';
import { Notice, StatusTag } from '#src/platform/ui/content.tsx';
import type { Interests } from '../actions/see-actions.ts';
import { carryOut, chooseSolution, fallAway, planAdulthood, settleSolution, stepInLaw } from '../actions/solution-actions.ts';
import { adulthoodPlanned, legalStep } from '../model/kinds.ts';
import { stepsNow } from '../model/solutions.ts';
import { currentSolution, decidedDetermination, type Solution } from '../model/state.ts';
import * as v from '../model/vocabulary.ts';
import { adulthoodWords, stepWords } from '../model/words.ts';
import { UNSURE_FIRST } from './determination-doings.ts';
import { InterestsFrame, InTheWay, TAB } from './frame.tsx';
import { interestsFor, paperChoices, wordsAs } from './read.ts';

const AT = 'settled';

const DOINGS: Readonly<Record<string, Doing>> = {
  choose: {
    title: 'best.do.choose',
    at: AT,
    fields: [{ kind: 'text', name: 'text', label: 'best.choose-text', rows: 2 }],
    act(values, { member, file }) {
      const [determination, option] = values.item.split('.');
      return member.perform(chooseSolution, member.actor, { file, base: values.base, chosen: { solution: values.id, determination, option }, words: { text: values.get('text') } });
    },
  },
  settle: {
    title: 'best.do.settle',
    at: AT,
    fields: [
      { kind: 'choice', name: 'decider', label: 'best.decider', list: 'best.decider-is', values: v.INTERESTS_DECIDERS },
      { kind: 'date', name: 'decidedOn', label: 'best.decided-on' },
      { kind: 'pick', name: 'document', label: 'best.decision-paper', from: 'papers' },
      { kind: 'text', name: 'text', label: 'best.settle-text', rows: 2 },
    ],
    act: (values, { member, file }) =>
      member.perform(settleSolution, member.actor, { file, base: values.base, settled: { solution: values.item, decider: values.get('decider'), decidedOn: values.get('decidedOn'), document: values.day('document') }, words: { text: values.get('text') } }),
  },
  'legal-step': {
    title: 'best.do.legal-step',
    at: AT,
    fields: [
      { kind: 'choice', name: 'step', label: 'best.legal-step', list: 'best.legal-step-is', values: v.LEGAL_STEPS },
      { kind: 'choice', name: 'standing', label: 'best.legal-standing', list: 'best.legal-standing-is', values: v.LEGAL_STANDINGS },
      { kind: 'date', name: 'on', label: 'best.legal-on' },
      { kind: 'date', name: 'until', label: 'best.legal-until' },
      { kind: 'text', name: 'text', label: 'best.legal-text', rows: 2 },
      { kind: 'line', name: 'reference', label: 'best.reference' },
    ],
    act: (values, { member, file }) =>
      member.perform(stepInLaw, member.actor, {
        file,
        step: { solution: values.item, step: values.get('step'), standing: values.get('standing'), on: values.get('on'), until: values.day('until') },
        words: { text: values.get('text'), reference: values.get('reference') },
      }),
  },
  'carry-out': {
    title: 'best.do.carry-out',
    at: AT,
    fields: [{ kind: 'date', name: 'carriedOutOn', label: 'best.carried-out-on' }],
    act: (values, { member, file }) => member.perform(carryOut, member.actor, { file, base: values.base, solution: values.item, carriedOutOn: values.get('carriedOutOn') }),
  },
  'fall-away': {
    title: 'best.do.fall-away',
    at: AT,
    fields: [{ kind: 'choice', name: 'because', label: 'best.fell-away-why', list: 'best.solution-ending', values: SOLUTION_ENDINGS }],
    act: (values, { member, file }) => member.perform(fallAway, member.actor, { file, solution: values.item, because: values.get('because') }),
  },
  adulthood: {
    title: 'best.do.adulthood',
    at: AT,
    fields: [
      { kind: 'choice', name: 'age', label: 'best.age', list: 'age', values: UNSURE_FIRST },
      { kind: 'ticks', name: 'parts', label: 'best.adulthood-parts', list: 'best.adulthood-part', values: v.ADULTHOOD_PARTS },
      { kind: 'text', name: 'text', label: 'best.adulthood-words', rows: 5 },
      { kind: 'line', name: 'withWhom', label: 'best.adulthood-with' },
      { kind: 'date', name: 'nextOn', label: 'best.next-on' },
    ],
    act: (values, { member, file }) =>
      member.perform(planAdulthood, member.actor, { file, plan: { plan: values.id, age: values.get('age'), parts: values.ticked('parts', v.ADULTHOOD_PARTS), nextOn: values.get('nextOn') }, words: { text: values.get('text'), withWhom: values.get('withWhom') } }),
  },
};

function One({ site, view, interests, solution, canWrite }: Part & { interests: Interests; solution: Solution; canWrite: boolean }): JSX.Element {
  const { t } = site;
  const mine = { site, view, item: solution.solution, base: baseOf(view, 'solution'), picks: { papers: paperChoices({ site, view }, interests) } };
  const isDone = solution.carriedOutOn !== null;
  const standing = isDone ? 'carried-out' : solution.settled ? 'decided' : 'chosen';
  return (
    <article>
      <h3>{word(t, 'best.option-is', solution.option)}</h3>
      <p>
        <StatusTag tone={isDone ? 'done' : 'consult'}>{word(t, 'best.solution-is', standing)}</StatusTag> {t('best.chosen-on', { day: day(site, solution.on) })}
        {solution.settled && ` ${t('best.settled-by', { decider: word(t, 'best.decider-is', solution.settled.decider), day: day(site, solution.settled.decidedOn) })}`}
      </p>
      {stepsNow(solution).length > 0 && <h4>{t('best.legal-steps')}</h4>}
      <ul>
        {stepsNow(solution).map((step) => (
          <li>
            {t('best.legal-line', { step: word(t, 'best.legal-step-is', step.step), standing: word(t, 'best.legal-standing-is', step.standing), day: day(site, step.on) })} {step.until && t('best.until', { day: day(site, step.until) })}{' '}
            {wordsAs({ site, view }, legalStep, stepWords, { solution: solution.solution, step: step.step })?.text}
          </li>
        ))}
      </ul>
      {!isDone && <InTheWay site={site} obstacles={interests.notCarriedOut} title="best.not-there-yet" open="best.can-be-carried-out" />}
      {canWrite && !isDone && <Do {...mine} doing="settle" />}
      {canWrite && <Do {...mine} doing="legal-step" />}
      {canWrite && !isDone && <Do {...mine} doing="carry-out" />}
      {canWrite && <Do {...mine} doing="fall-away" />}
    </article>
  );
}

function Adulthood({ site, view, interests, canWrite }: Part & { interests: Interests; canWrite: boolean }): JSX.Element {
  const { t } = site;
  const { adulthood, state } = interests;
  const plan = state.adulthood;
  const words = plan && wordsAs({ site, view }, adulthoodPlanned, adulthoodWords, { plan: plan.plan });
  return (
    <section>
      <h3>{t('best.adulthood')}</h3>
      <p>{t('best.still-protected')}</p>
      {adulthood.isLate && (
        <Notice tone="act">
          <p>{t('best.adulthood-late')}</p>
        </Notice>
      )}
      {!adulthood.isLate && adulthood.dueOn && !plan && <p>{t('best.adulthood-due', { day: day(site, adulthood.dueOn) })}</p>}
      {plan && (
        <>
          <p class="as-typed">{words?.text ?? t('file.gone')}</p>
          <p class="small">{t('best.adulthood-line', { with: words?.withWhom ?? '', day: day(site, plan.nextOn) })}</p>
          {adulthood.missing.length > 0 && <p>{t('best.adulthood-missing', { parts: adulthood.missing.map((part) => word(t, 'best.adulthood-part', part)).join(', ') })}</p>}
        </>
      )}
      {canWrite && <Do site={site} view={view} doing="adulthood" typed={Object.fromEntries((plan?.parts ?? []).map((part) => [`parts.${part}`, 'yes']))} />}
    </section>
  );
}

/** How what was decided is carried out, and what the child grows up into. */
export const solutionPage: FilePage = {
  path: AT,
  label: 'best.solution',
  section: 'solution',
  within: TAB,
  problems: 'best.problem',
  doings: DOINGS,
  async body(part) {
    const { site, view } = part;
    const { t } = site;
    const interests = await interestsFor(part);
    if (!interests) return <InterestsFrame site={site} view={view} here={AT} title="best.solution">{''}</InterestsFrame>;
    const canWrite = mayWrite(view.member, 'solution') && !view.member.roles.includes(partner.name);
    const solution = currentSolution(interests.state);
    const held = decidedDetermination(interests.state);
    const holds = held !== undefined && interests.standings.get(held.determination) === 'holds';
    return (
      <InterestsFrame site={site} view={view} here={AT} title="best.solution">
        <p>{t('best.solution-text')}</p>
        {!solution && !holds && (
          <Notice tone="watch">
            <p>{t('best.nothing-decided')}</p>
          </Notice>
        )}
        {!solution && holds && held.decided && canWrite && (
          <Do site={site} view={view} doing="choose" item={`${held.determination}.${held.decided.option}`} base={baseOf(view, 'solution')} label={t('best.choose-one', { option: word(t, 'best.option-is', held.decided.option) })} isOpen />
        )}
        {solution && <One site={site} view={view} interests={interests} solution={solution} canWrite={canWrite} />}
        <Adulthood site={site} view={view} interests={interests} canWrite={canWrite} />
        {interests.state.solutions
          .filter((s) => s.fellAwayOn !== null)
          .map((s) => (
            <p class="small">{t('best.fell-away', { option: word(t, 'best.option-is', s.option), day: day(site, s.fellAwayOn) })}</p>
          ))}
      </InterestsFrame>
    );
  },
};
