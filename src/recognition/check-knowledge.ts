import { isInForce, type Dated } from '#src/knowledge/validity.ts';
import type { Review } from '#src/knowledge/schema.ts';
import type { LocalAdvice, LocalContact, LocalIndicator, LocalKnowledge, LocalLaw, LocalPack } from '#src/knowledge/localise.ts';

/** A contact as the check shows it; where it comes from stands on the knowledge pages. */
export type CheckContact = Omit<LocalContact, 'source' | 'sourceUrl' | 'validFrom' | 'validTo'>;
export type CheckAdvice = Pick<LocalAdvice, 'id' | 'when' | 'text' | 'for' | 'role' | 'onlyWithContact' | 'law'>;
export type CheckPack = Omit<LocalPack, 'contacts' | 'doNot'> & {
  contacts: CheckContact[];
  doNot: { id: string; text: string; scope: 'here' | 'towards' }[];
};

/** The part of the knowledge a check needs, in one language: small enough to travel to a phone. */
export type CheckKnowledge = Pick<LocalKnowledge, 'version' | 'released' | 'rule' | 'questions'> & {
  indicators: Pick<LocalIndicator, 'id' | 'tier' | 'dimension' | 'text' | 'note'>[];
  advice: CheckAdvice[];
  law: Pick<LocalLaw, 'id' | 'citation' | 'text' | 'review' | 'validFrom' | 'validTo'>[];
  packs: CheckPack[];
};

// How far an item was checked is said on the knowledge pages; the phone need not carry it.
function withoutNote(review: Review): Review {
  return review.state === 'to-verify' ? { state: 'to-verify' } : review;
}

function contactForCheck({ source: _source, sourceUrl: _url, validFrom: _from, validTo: _to, ...contact }: LocalContact): CheckContact {
  return { ...contact, review: withoutNote(contact.review) };
}

export function checkKnowledge(local: LocalKnowledge): CheckKnowledge {
  const quoted = new Set([
    ...local.packs.flatMap((pack) => pack.lawParagraph),
    ...local.advice.filter((step) => step.for.audience === 'adult').flatMap((step) => step.law ?? []),
  ]);
  return {
    version: local.version,
    released: local.released,
    rule: local.rule,
    questions: local.questions,
    indicators: local.indicators.map(({ id, tier, dimension, text, note }) => ({
      id,
      tier,
      dimension,
      text,
      ...(note ? { note } : {}),
    })),
    advice: local.advice.map(({ id, when, text, for: wanted, role, onlyWithContact, law }) => ({
      id,
      when,
      text,
      for: wanted,
      ...(role ? { role } : {}),
      ...(onlyWithContact ? { onlyWithContact } : {}),
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
      doNot: pack.doNot.map(({ id, text, scope }) => ({ id, text, scope })),
    })),
  };
}

type DatedPack = { routes: Dated[]; holding: Dated | null };

/** Country packs as the law stands on `day`: routes and the rule for holding of another time are left out. */
function packsOn<P extends DatedPack>(packs: readonly P[], day: string): P[] {
  return packs.map((pack) => ({
    ...pack,
    routes: pack.routes.filter((route) => isInForce(route, day)),
    holding: pack.holding && isInForce(pack.holding, day) ? pack.holding : null,
  }));
}

// It changes once a day at most, and every page asks for it.
const onDay = new WeakMap<object, { day: string; held: object }>();

/**
 * The knowledge as the law stands on `day`. Advice and contacts are never left out: an old telephone number with its
 * date beats an empty page; `keerpunt knowledge validate` is what finds them.
 */
export function knowledgeOn<K extends Pick<CheckKnowledge, 'law' | 'packs'>>(knowledge: K, day: string): K {
  const made = onDay.get(knowledge);
  if (made?.day === day) return made.held as K;
  const held = { ...knowledge, law: knowledge.law.filter((law) => isInForce(law, day)), packs: packsOn(knowledge.packs, day) };
  onDay.set(knowledge, { day, held });
  return held;
}

/** The day by which law is judged: by UTC, so that phone and server agree, and never before the knowledge was released, for a phone's clock may be wrong. */
export function dayOf(moment: Date, knowledge: { released: string }): string {
  const day = moment.toISOString().slice(0, 10);
  return day < knowledge.released ? knowledge.released : day;
}
