import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import { Checkbox, HiddenFields, Select, TextArea, TextLine, type Choice } from '#src/platform/ui/forms.tsx';

/** One field of a form about a place or a child that needs one. What it may hold is said once more by the action. */
export type Field =
  | { readonly kind: 'line' | 'text' | 'date' | 'number'; readonly name: string; readonly label: MessageKey; readonly hint?: MessageKey }
  | { readonly kind: 'choose'; readonly name: string; readonly label: MessageKey; readonly choices: readonly Choice[] }
  | { readonly kind: 'ticks'; readonly name: string; readonly label: MessageKey; readonly choices: readonly Choice[] }
  | { readonly kind: 'tick'; readonly name: string; readonly label: MessageKey };

export type Typed = Readonly<Record<string, string>>;

const idOf = (name: string, part: string): string => `${name}-${part}`.replaceAll('.', '-');

function One({ site, field, typed, form }: { site: Site; field: Field; typed: Typed; form: string }): JSX.Element {
  const name = `${form}.${field.name}`;
  const label = site.t(field.label);
  switch (field.kind) {
    case 'choose':
      return <Select name={name} label={label} value={typed[field.name] ?? ''} choices={field.choices} />;
    case 'tick':
      return <Checkbox name={name} label={label} checked={typed[field.name] === 'yes'} />;
    case 'ticks':
      return (
        <fieldset class="question" id={idOf(name, 'field')}>
          <legend>{label}</legend>
          <div class="choices many">
            {field.choices.map((c) => (
              <Checkbox name={`${name}.${c.value}`} label={c.label} checked={typed[`${field.name}.${c.value}`] === 'yes'} />
            ))}
          </div>
        </fieldset>
      );
    case 'text':
      return <TextArea name={name} label={label} value={typed[field.name] ?? ''} hint={field.hint && site.t(field.hint)} rows={3} longest={2000} />;
    default:
      return <TextLine name={name} label={label} value={typed[field.name] ?? ''} hint={field.hint && site.t(field.hint)} type={field.kind === 'line' ? 'text' : field.kind} />;
  }
}

type FormProps = { site: Site; action: string; form: string; fields?: readonly Field[]; typed?: Typed; hidden?: readonly (readonly [string, string])[]; button: string; isPrimary?: boolean };

/** A form that is posted whole. Names carry the form they stand in, so that no two on one page are the same. */
export function PlaceForm({ site, action, form, fields = [], typed = {}, hidden = [], button, isPrimary = false }: FormProps): JSX.Element {
  return (
    <form method="post" action={site.href(action)} class="screen-only">
      <HiddenFields fields={[['form', form], ...hidden]} />
      {fields.map((field) => (
        <One site={site} field={field} typed={typed} form={form} />
      ))}
      <p>
        <button class={isPrimary ? 'button primary' : 'button'}>{button}</button>
      </p>
    </form>
  );
}

/** The same, folded until it is wanted or was not kept. */
export function FoldedForm({ title, isOpen = false, ...form }: FormProps & { title: string; isOpen?: boolean }): JSX.Element {
  return (
    <details open={isOpen} class="screen-only">
      <summary>{title}</summary>
      <PlaceForm {...form} />
    </details>
  );
}

/** What came in with a form. */
export type Values = {
  readonly get: (name: string) => string;
  readonly number: (name: string) => number;
  readonly day: (name: string) => string | null;
  readonly isTicked: (name: string) => boolean;
  readonly ticked: (name: string, all: readonly string[]) => string[];
  /** Outside the fields: what the form is about, and ids drawn with it, so that sent twice it is kept once. */
  readonly hidden: (name: string) => string;
};

export function valuesFrom(field: (name: string) => string): Values {
  const get = (name: string) => field(`${field('form')}.${name}`).replaceAll('\r\n', '\n').trim();
  return {
    get,
    // What is no number is none that an action takes.
    number: (name) => (get(name) === '' ? Number.NaN : Number(get(name))),
    day: (name) => (get(name) === '' ? null : get(name)),
    isTicked: (name) => get(name) === 'yes',
    ticked: (name, all) => all.filter((value) => get(`${name}.${value}`) === 'yes'),
    hidden: field,
  };
}

/** Everything that was typed, to be shown again. */
export function typedFrom(fields: readonly Field[], { get }: Pick<Values, 'get'>): Typed {
  const names = fields.flatMap((f) => (f.kind === 'ticks' ? f.choices.map((c) => `${f.name}.${c.value}`) : [f.name]));
  return Object.fromEntries(names.map((name) => [name, get(name)]));
}
