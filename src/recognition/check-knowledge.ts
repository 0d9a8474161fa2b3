import { isInForce, type Dated } from '#src/knowledge/validity.ts';
import type { Review } from '#src/knowledge/schema.ts';
import type { LocalAdvice, LocalContact, LocalIndicator, LocalKnowledge, LocalLaw, LocalPack } from '#src/knowledge/localise.ts';

/** A contact as the check shows it; where it comes from stands on the knowledge pages. */
export type CheckContact = Omit<LocalContact, 'source' | 'sourceUrl'>;
export type CheckAdvice = Pick<LocalAdvice, 'id' | 'when' | 'text' | 'for' | 'role' | 'law' | 'validFrom' | 'validTo'>;
export type CheckPack = Omit<LocalPack, 'contacts' | 'doNot'> & {
  contacts: CheckContact[];
  doNot: { id: string; text: string }[];
};

/** The part of the knowledge a check needs, in one language: small enough to travel to a phone. */
export type CheckKnowledge = Pick<LocalKnowledge, 'version' | 'rule' | 'questions'> & {
  indicators: Pick<LocalIndicator, 'id' | 'tier' | 'dimension' | 'text' | 'note'>[];
  advice: CheckAdvice[];
  law: Pick<LocalLaw, 'id' | 'citation' | 'text' | 'review' | 'validFrom' | 'validTo'>[];
  packs: CheckPack[];
};

// How far an item was checked is said on the knowledge pages; the phone need not carry it.
function withoutNote(review: Review): Review {
  return review.state === 'to-verify' ? { state: 'to-verify' } : review;
}

function contactForCheck({ source: _source, sourceUrl: _url, ...contact }: LocalContact): CheckContact {
  return { ...contact, review: withoutNote(contact.review) };
}

export function checkKnowledge(local: LocalKnowledge): CheckKnowledge {
  const quoted = new Set([
    ...local.packs.flatMap((pack) => pack.lawParagraph),
    ...local.advice.filter((step) => step.for.audience === 'adult').flatMap((step) => step.law ?? []),
  ]);
  return {
    version: local.version,
    rule: local.rule,
    questions: local.questions,
    indicators: local.indicators.map(({ id, tier, dimension, text, note }) => ({
      id,
      tier,
      dimension,
      text,
      ...(note ? { note } : {}),
    })),
    advice: local.advice.map(({ id, when, text, for: wanted, role, law, validFrom, validTo }) => ({
      id,
      validFrom,
      validTo,
      when,
      text,
      for: wanted,
      ...(role ? { role } : {}),
      ...(law && wanted.audience === 'adult' ? { law } : {}),
    })),
    law: local.law
      .filter((law) => quoted.has(law.id))
      .map(({ id, citation, text, review, validFrom, validTo }) => ({
        id,
        citation,
        text,
        review: withoutNote(review),
        validFrom,
        validTo,
      })),
    packs: local.packs.map((pack) => ({
      ...pack,
      contacts: pack.contacts.map(contactForCheck),
      doNot: pack.doNot.map(({ id, text }) => ({ id, text })),
    })),
  };
}

type DatedPack = { contacts: Dated[]; routes: Dated[]; holding: Dated | null };

/** Country packs as they hold on `day`: contacts, routes and the rule for holding of another time are left out. */
export function packsOn<P extends DatedPack>(packs: readonly P[], day: string): P[] {
  const holds = (item: Dated) => isInForce(item, day);
  return packs.map((pack) => ({
    ...pack,
    contacts: pack.contacts.filter(holds),
    routes: pack.routes.filter(holds),
    holding: pack.holding && holds(pack.holding) ? pack.holding : null,
  }));
}

/** The knowledge as it holds on `day`: law, advice and contacts of another time are left out. */
export function knowledgeOn<K extends Pick<CheckKnowledge, 'advice' | 'law' | 'packs'>>(knowledge: K, day: string): K {
  const holds = (item: Dated) => isInForce(item, day);
  return {
    ...knowledge,
    advice: knowledge.advice.filter(holds),
    law: knowledge.law.filter(holds),
    packs: packsOn(knowledge.packs, day),
  };
}

/** The calendar day on which knowledge is judged to hold; by UTC, so that phone and server agree. */
export const dayOf = (moment: Date) => moment.toISOString().slice(0, 10);
