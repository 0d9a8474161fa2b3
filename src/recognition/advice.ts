import type { ContactRole, Moment } from '#src/knowledge/vocabulary.ts';
import { closedLast } from './who-answers.ts';
import { isEuMember } from './route-group.ts';
import { isChild, seenSigns, type Answers } from './answers.ts';
import type { CheckAdvice, CheckContact, CheckPack } from './check-knowledge.ts';
import type { Assessment } from './rule.ts';

export type Step = { id: string; text: string; contact?: CheckContact };
export type AdvicePlan = Record<Moment, Step[]> & { contacts: CheckContact[] };

function fits(step: CheckAdvice, answers: Answers, assessment: Assessment): boolean {
  const wanted = step.for;
  const audience = isChild(answers) ? 'child' : 'adult';
  const seen = seenSigns(answers);
  return (
    (wanted.audience === 'any' || wanted.audience === audience) &&
    (!wanted.outcomes || wanted.outcomes.includes(assessment.outcome)) &&
    (!wanted.urgencies || (assessment.urgency !== null && wanted.urgencies.includes(assessment.urgency))) &&
    (!wanted.ages || wanted.ages.includes(answers.age ?? 'unsure')) &&
    (!wanted.incidents || wanted.incidents.includes(answers.incident ?? 'other')) &&
    (!wanted.companies || (answers.company !== undefined && wanted.companies.includes(answers.company))) &&
    (!wanted.seen || wanted.seen.some((id) => seen.includes(id))) &&
    (!wanted.danger || answers.danger === 'yes')
  );
}

/** Whom to ring, in the pack's order: for an adult never a child route; in danger the emergency number first. */
function contactsFor(answers: Answers, assessment: Assessment, pack: CheckPack): CheckContact[] {
  const order = isChild(answers)
    ? pack.callOrder[assessment.urgency ?? (assessment.outcome === 'consult' ? 'consult' : 'keep-watching')]
    : pack.callOrder.adult;
  const contacts = order.flatMap((id) => pack.contacts.filter((c) => c.id === id));
  if (answers.danger !== 'yes') return contacts;
  const emergency = pack.contacts.filter((c) => c.roles.includes('emergency'));
  return [...emergency, ...contacts.filter((c) => !emergency.includes(c))];
}

/** What to do and not to do: the advice that fits, then what the country adds. */
export function planFor(
  answers: Answers,
  assessment: Assessment,
  advice: readonly CheckAdvice[],
  pack: CheckPack,
  now: Date,
): AdvicePlan {
  const contacts = contactsFor(answers, assessment, pack);
  const ofRole = (role: ContactRole): CheckContact | undefined => {
    const able = [...contacts, ...pack.contacts].filter((c) => c.roles.includes(role));
    // The children's line is given to the child for later, whatever the hour.
    const [first] = role === 'child-line' ? able : closedLast(able, pack.timezone, now);
    return first ?? (role === 'trafficking-expert' ? ofRole('police') : undefined);
  };
  const steps = (when: Moment): Step[] =>
    advice
      .filter((step) => step.when === when && fits(step, answers, assessment))
      .flatMap((step) => {
        const { id, text, role } = step;
        const contact = role ? ofRole(role) : undefined;
        if (!contact) return step.onlyWithContact ? [] : [{ id, text }];
        return [{ id, text, contact }];
      });
  const addsCountry = isChild(answers) && assessment.outcome !== 'keep-watching';
  const fromPack = addsCountry ? pack.doNot.filter((item) => item.scope === 'here').map(({ id, text }) => ({ id, text })) : [];
  return {
    contacts,
    now: steps('now'),
    today: steps('today'),
    week: steps('week'),
    not: [...steps('not'), ...fromPack],
    ask: steps('ask'),
  };
}

type LawItem = { id: string };

/** The law for the one paragraph: the country's for a child; for an adult what stands behind the advice given, never the child's. */
export function lawFor<L extends LawItem>(answers: Answers, plan: AdvicePlan, advice: readonly CheckAdvice[], pack: CheckPack, law: readonly L[]): L[] {
  const given = new Set([...plan.now, ...plan.today, ...plan.week, ...plan.not].map((step) => step.id));
  const cited = advice
    .filter((step) => given.has(step.id))
    .flatMap((step) => step.law ?? [])
    .filter((id) => !id.startsWith('eu-') || isEuMember(pack.country));
  const ids = isChild(answers) ? pack.lawParagraph : cited;
  return [...new Set(ids)].flatMap((id) => law.filter((item) => item.id === id));
}
