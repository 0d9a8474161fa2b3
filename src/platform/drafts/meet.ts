import { randomUUID } from 'node:crypto';
import type { DraftContent, KeptDraft, ToKeep } from './drafts.ts';
import { draftsIn, fromIn, type Fields } from './fields.ts';

/** The form as the page has it, before anybody looked for a draft. */
export type MetForm = Omit<DraftContent, 'fields'> & {
  /** What its fields show: nothing, what was recorded, or what was sent and has to be put right. */
  readonly values: Readonly<Record<string, string>>;
  /** What was sent with it, when it is shown again: then that is the latest there is. */
  readonly sent?: Fields;
  /** The draft that the person asked for. */
  readonly asked?: string | undefined;
};

/** A form with its drafts: what it shows, and what stands beside it to be put in or thrown away. */
export type DraftedForm = MetForm & {
  /** By which name it is kept from now on. */
  readonly id: string;
  /** In whose place it comes. */
  readonly from: ToKeep['from'];
  /** The draft that the fields show; null when they show what the page had. */
  readonly filled: KeptDraft | null;
  /** Drafts with other words than the fields show. */
  readonly beside: readonly KeptDraft[];
  /** What a field shows. Of several with one name the first. */
  readonly value: (name: string) => string;
};

const firstOf = (fields: Fields, name: string): string | undefined => fields.find(([key]) => key === name)?.[1];
/** Browsers send other line ends than pages have. */
const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();

/** The fields in which a draft says something else than these values do. */
export const differing = (draft: Pick<KeptDraft, 'fields'>, values: Readonly<Record<string, string>>): [string, string][] =>
  Object.keys(values).flatMap((name) => {
    const words = firstOf(draft.fields, name) ?? '';
    return plain(words) === plain(values[name] ?? '') ? [] : [[name, words] as [string, string]];
  });

/** Which draft the fields may show without anybody being asked: it belongs to this version, and nothing was sent since. */
function toFill({ base, sent, asked }: MetForm, drafts: readonly KeptDraft[]): KeptDraft | null {
  if (sent) return null;
  const wanted = drafts.find((draft) => draft.id === asked);
  if (wanted) return wanted;
  const [latest] = drafts;
  return latest && latest.base === base ? latest : null;
}

/**
 * Lets a form meet its drafts, the last kept first. The latest fills it when it was typed on the same version; on another one,
 * or beside what was just sent, both are shown and the person decides. Nothing is put together by itself.
 */
export function meet(form: MetForm, drafts: readonly KeptDraft[]): DraftedForm {
  const filled = toFill(form, drafts);
  const shown = filled ? Object.fromEntries(Object.keys(form.values).map((name) => [name, firstOf(filled.fields, name) ?? ''])) : form.values;
  // What was sent last says more than the draft it was typed from, and goes on under its name.
  const own = form.sent ? draftsIn(form.sent) : [];
  const beside = drafts.filter((draft) => draft !== filled && !own.includes(draft.id) && differing(draft, shown).length > 0);
  return { ...form, id: own[0] ?? randomUUID(), from: form.sent ? fromIn(form.sent) : filled, filled, beside, value: (name) => shown[name] ?? '' };
}
