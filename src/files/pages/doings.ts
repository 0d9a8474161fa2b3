import type { Answer } from '#src/platform/action/action.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import type { Field } from './forms.tsx';
import type { Guide } from './guide.ts';
import type { Member } from './member.ts';

/** What came in with a form: a field, all boxes ticked of a group, and a day or none. */
export type Values = {
  readonly get: (name: string) => string;
  readonly ticked: (name: string, all: readonly string[]) => string[];
  readonly day: (name: string) => string | null;
  readonly isTicked: (name: string) => boolean;
  /** Drawn with the form: the same form sent twice is kept once. */
  readonly id: string;
  /** The version of the section that was read when this was decided. */
  readonly base: string;
  /** What in the file it is about, where it is about one thing. */
  readonly item: string;
  /** The section it is about, where a form can be about several. */
  readonly section: string;
};

type On = { readonly member: Member; readonly file: string; readonly today: string; readonly guide: Guide };

/** Something that can be done with a file through a form: what it asks, and what it does with the answers. */
export type Doing = {
  readonly title: MessageKey;
  /** Which page of a file the form stands on, by the last part of its address; `section` where it stands on that of a section. */
  readonly at: string;
  readonly fields: readonly Field[];
  readonly act: (values: Values, on: On) => Promise<Answer<unknown>>;
};

/** A form that is a mistake or a forgery: the section it names is none of those it can be about. */
export const notThere: Answer<never> = { done: false, because: 'not-there' };

/** What was typed into the form, without the name of the form before each field. */
export function valuesFrom(doing: string, field: (name: string) => string): Values {
  const get = (name: string) => field(`${doing}.${name}`).replaceAll('\r\n', '\n').trim();
  return {
    get,
    ticked: (name, all) => all.filter((value) => get(`${name}.${value}`) === 'yes'),
    day: (name) => (get(name) === '' ? null : get(name)),
    isTicked: (name) => get(name) === 'yes',
    id: field('id'),
    base: field('base'),
    item: field('item'),
    section: field('section'),
  };
}

/** Everything that was typed, to be shown again. */
export function typedFrom(fields: readonly Field[], { get }: Pick<Values, 'get'>): Record<string, string> {
  const names = fields.flatMap((f) => (f.kind === 'ticks' ? f.values.map((value) => `${f.name}.${value}`) : [f.name]));
  return Object.fromEntries(names.map((name) => [name, get(name)]));
}
