import type { LocalKnowledge } from '#src/knowledge/localise.ts';
import type { Country, Incident, Outcome, Urgency } from '#src/knowledge/vocabulary.ts';
import type { Site } from '#src/platform/http/site.ts';
import { isChild } from './answers.ts';
import { checkKnowledge } from './check-knowledge.ts';
import { checkerFor } from './check.ts';
import { HOME_COUNTRY } from './home-country.ts';
import { neutralLines } from './neutral-lines.ts';

/** What is said of a sign that decides whether a parent may be told. Not looked at is not the same as not seen. */
type Looked = 'seen' | 'not-seen' | 'not-known';

/** What a check brings along when somebody takes its answers on: codes, and its neutral lines. */
export type CarriedCheck = {
  readonly country: Country;
  readonly isChild: boolean;
  readonly outcome: Outcome;
  readonly urgency: Urgency | null;
  readonly incident: Incident | null;
  readonly lines: string;
  readonly looked: (sign: string) => Looked;
};

/** Reads the answers as the form of the check wrote them. The outcome is worked out again: nothing that came along is believed. Null where they are none. */
export function readCarriedChecks({ language, t }: Pick<Site, 'language' | 't'>, knowledge: LocalKnowledge): (written: string, now: Date) => CarriedCheck | null {
  const checker = checkerFor(checkKnowledge(knowledge), HOME_COUNTRY[language]);
  return (written, now) => {
    const fields = [...new URLSearchParams(written)];
    if (fields.length === 0) return null;
    const state = checker.follow(fields, now);
    if (state.problems.length > 0) return null;
    const { answers, assessment } = state;
    return {
      country: answers.country,
      isChild: isChild(answers),
      outcome: assessment.outcome,
      urgency: assessment.urgency ?? null,
      incident: answers.incident ?? null,
      lines: neutralLines(state, checker, t).join('\n'),
      looked: (sign) => answers.signs[sign]?.answer ?? 'not-known',
    };
  };
}
