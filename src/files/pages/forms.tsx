import type { JSX } from 'hono/jsx/jsx-runtime';
import { DraftFields, KeepDraft } from '#src/platform/drafts/form.tsx';
import type { DraftedForm } from '#src/platform/drafts/meet.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import { Checkbox, HiddenFields, Select, TextArea, TextLine, type Choice } from '#src/platform/ui/forms.tsx';
import { word } from './shown.ts';

/** One field of a form about a file. What it may hold is said once more by the action. */
export type Field =
  | { readonly kind: 'line' | 'text' | 'date'; readonly name: string; readonly label: MessageKey; readonly hint?: MessageKey; readonly rows?: number }
  | { readonly kind: 'choice'; readonly name: string; readonly label: MessageKey; readonly list: string; readonly values: readonly string[]; readonly orNone?: MessageKey }
  | { readonly kind: 'ticks'; readonly name: string; readonly label: MessageKey; readonly list: string; readonly values: readonly string[] }
  | { readonly kind: 'tick'; readonly name: string; readonly label: MessageKey; readonly hint?: MessageKey }
  | { readonly kind: 'agency'; readonly name: string; readonly label: MessageKey }
  /** One of what there is in this file, as the page found it. */
  | { readonly kind: 'pick'; readonly name: string; readonly label: MessageKey; readonly from: string };

/** What there is to pick from, by the name by which a field asks for it. */
export type Picks = Readonly<Record<string, readonly Choice[]>>;

/** What was typed into one form, by field; a box that is ticked holds `yes`. */
export type Typed = Readonly<Record<string, string>>;

const idOf = (name: string, part: string): string => `${name}-${part}`.replaceAll('.', '-');

/** Tells the fields of a form from those of its like about another task or fact on the same page, so that each label leads to its own. */
export const markOf = (item: string): string => (item === '' ? '' : `-${item.replaceAll(/[^A-Za-z0-9]/g, '')}`);

function Ticks({ name, legend, choices, typed }: { name: string; legend: string; choices: readonly Choice[]; typed: Typed }): JSX.Element {
  return (
    <fieldset class="question" id={idOf(name, 'field')}>
      <legend>{legend}</legend>
      <div class="choices many">
        {choices.map(({ value, label }) => (
          <Checkbox name={`${name}.${value}`} label={label} checked={typed[`${name}.${value}`] === 'yes'} />
        ))}
      </div>
    </fieldset>
  );
}

type FieldProps = { site: Site; field: Field; typed: Typed; agencies: readonly Choice[]; picks?: Picks | undefined; prefix: string; mark?: string };

/** Names carry the form they stand in, so that no two on one page are the same. */
function FieldFor({ site, field, typed, agencies, picks = {}, prefix, mark = '' }: FieldProps): JSX.Element {
  const { t } = site;
  const name = `${prefix}${field.name}`;
  const id = `${name}${mark}`;
  const label = t(field.label);
  const value = typed[field.name] ?? '';
  switch (field.kind) {
    case 'text':
      return <TextArea name={name} id={id} label={label} value={value} hint={field.hint && t(field.hint)} rows={field.rows ?? 4} />;
    case 'line':
    case 'date':
      return <TextLine name={name} id={id} label={label} value={value} hint={field.hint && t(field.hint)} type={field.kind === 'date' ? 'date' : 'text'} />;
    case 'choice': {
      const choices = field.values.map((one) => ({ value: one, label: word(t, field.list, one) }));
      return <Select name={name} id={id} label={label} value={value} choices={field.orNone ? [{ value: '', label: t(field.orNone) }, ...choices] : choices} />;
    }
    case 'agency':
      return <Select name={name} id={id} label={label} value={value} choices={agencies} />;
    case 'pick':
      return <Select name={name} id={id} label={label} value={value} choices={[{ value: '', label: t('file.none-picked') }, ...(picks[field.from] ?? [])]} />;
    case 'tick':
      return <Checkbox name={name} label={label} hint={field.hint ? t(field.hint) : ''} checked={value === 'yes'} />;
    case 'ticks':
      return <Ticks name={name} legend={label} choices={field.values.map((one) => ({ value: one, label: word(t, field.list, one) }))} typed={Object.fromEntries(Object.entries(typed).map(([key, was]) => [`${prefix}${key}`, was]))} />;
  }
}

type FieldsProps = Omit<FieldProps, 'field'> & { fields: readonly Field[] };

export function Fields({ fields, ...rest }: FieldsProps): JSX.Element {
  return (
    <>
      {fields.map((field) => (
        <FieldFor field={field} {...rest} />
      ))}
    </>
  );
}

type FileFormProps = Omit<FieldsProps, 'prefix'> & { draft?: DraftedForm | undefined;  file: string; doing: string; hidden?: readonly (readonly [string, string])[]; button: string; isPrimary?: boolean };

/** A form about a file. Without scripts it is posted whole; what is wrong comes back with all that was typed. */
export function FileForm({ site, file, doing, hidden = [], button, isPrimary = false, draft, ...rest }: FileFormProps): JSX.Element {
  const mark = markOf(hidden.find(([name]) => name === 'item')?.[1] ?? '');
  return (
    <form method="post" action={site.href(`/files/${file}/${doing}`)} class="screen-only" id={`do-${doing}${mark}`} data-draft={draft && ''}>
      <HiddenFields fields={hidden} />
      {draft && <DraftFields form={draft} />}
      <Fields site={site} prefix={`${doing}.`} mark={mark} {...rest} />
      <p>
        <button class={isPrimary ? 'button primary' : 'button'}>{button}</button>
      </p>
      {draft && <KeepDraft site={site} />}
    </form>
  );
}
