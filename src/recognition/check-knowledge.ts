import type { LocalAdvice, LocalContact, LocalIndicator, LocalKnowledge, LocalLaw, LocalPack } from '#src/knowledge/localise.ts';

/** A contact as the check shows it; where it comes from stands on the knowledge pages. */
export type CheckContact = Omit<LocalContact, 'source' | 'sourceUrl' | 'validFrom' | 'validTo'>;
export type CheckAdvice = Pick<LocalAdvice, 'id' | 'when' | 'text' | 'for' | 'role'>;
export type CheckPack = Omit<LocalPack, 'contacts' | 'doNot'> & {
  contacts: CheckContact[];
  doNot: { id: string; text: string }[];
};

/** The part of the knowledge a check needs, in one language: small enough to travel to a phone. */
export type CheckKnowledge = Pick<LocalKnowledge, 'version' | 'rule' | 'questions'> & {
  indicators: Pick<LocalIndicator, 'id' | 'tier' | 'dimension' | 'text' | 'note'>[];
  advice: CheckAdvice[];
  law: Pick<LocalLaw, 'id' | 'citation' | 'text' | 'review'>[];
  packs: CheckPack[];
};

function contactForCheck({ source: _s, sourceUrl: _u, validFrom: _f, validTo: _t, ...contact }: LocalContact): CheckContact {
  return { ...contact, review: contact.review.state === 'to-verify' ? { state: 'to-verify' } : contact.review };
}

export function checkKnowledge(local: LocalKnowledge): CheckKnowledge {
  const isQuoted = (id: string) => local.packs.some((pack) => pack.lawParagraph.includes(id));
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
    advice: local.advice.map(({ id, when, text, for: wanted, role }) => ({
      id,
      when,
      text,
      for: wanted,
      ...(role ? { role } : {}),
    })),
    law: local.law
      .filter((law) => isQuoted(law.id))
      .map(({ id, citation, text, review }) => ({ id, citation, text, review: review.state === 'to-verify' ? { state: 'to-verify' } : review })),
    packs: local.packs.map((pack) => ({
      ...pack,
      contacts: pack.contacts.map(contactForCheck),
      doNot: pack.doNot.map(({ id, text }) => ({ id, text })),
    })),
  };
}
