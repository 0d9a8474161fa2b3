import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';

export type Choice = { value: string; label: string; hint?: string };

type RadiosProps = {
  name: string;
  legend: Child;
  hint?: Child;
  choices: readonly Choice[];
  value?: string | undefined;
  /** `row` puts short answers side by side where there is room, `three` always fits three. */
  layout?: 'column' | 'row' | 'three';
  class?: string;
  children?: Child;
};

const fieldId = (name: string, value: string) => `${name}-${value}`.replaceAll('.', '-');

/** One question with one answer out of a few. */
export function Radios({ name, legend, hint, choices, value, layout = 'column', class: kind, children }: RadiosProps): JSX.Element {
  const hintId = hint ? `${fieldId(name, 'hint')}` : undefined;
  return (
    <fieldset class={kind ? `question ${kind}` : 'question'} id={fieldId(name, 'field')} aria-describedby={hintId}>
      <legend>{legend}</legend>
      {hint && (
        <p class="hint" id={hintId}>
          {hint}
        </p>
      )}
      <div class={`choices ${layout}`}>
        {choices.map((choice) => (
          <label class="choice" for={fieldId(name, choice.value)}>
            <input
              type="radio"
              id={fieldId(name, choice.value)}
              name={name}
              value={choice.value}
              checked={choice.value === value}
            />
            <span>
              {choice.label}
              {choice.hint && <small>{choice.hint}</small>}
            </span>
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
}

/** One statement that is ticked or not. */
export function Checkbox({ name, label, hint, checked }: { name: string; label: string; hint?: string; checked: boolean }): JSX.Element {
  return (
    <label class="choice" for={fieldId(name, 'yes')}>
      <input type="checkbox" id={fieldId(name, 'yes')} name={name} value="yes" checked={checked} />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}

/** `id` where the same field stands on a page more than once. */
export function Select({ name, label, choices, value, id = name }: { name: string; label: string; choices: readonly Choice[]; value: string; id?: string }): JSX.Element {
  return (
    <p class="field" id={fieldId(id, 'field')}>
      <label for={`${id}-select`}>{label}</label>
      <select id={`${id}-select`} name={name}>
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
    </p>
  );
}

/** The id of the hint of a field, for the field to point to; nothing where there is none. */
export const hintOf = (id: string, hint: Child | undefined): string | undefined => (hint ? fieldId(id, 'hint') : undefined);

/** What stands around every field: its label, and a hint where it has one. `control` is the id of what is filled in. */
export function Labelled({ id, control, label, hint, children }: { id: string; control: string; label: Child; hint?: Child; children: Child }): JSX.Element {
  return (
    <p class="field" id={fieldId(id, 'field')}>
      <label for={control}>{label}</label>
      {hint && (
        <span class="hint" id={hintOf(id, hint)}>
          {hint}
        </span>
      )}
      {children}
    </p>
  );
}

type AreaProps = { name: string; label: Child; value?: string; hint?: Child; rows: number; longest?: number; id?: string };

/** More than anybody types in one go. */
const LONGEST_TEXT = 20_000;
const LONGEST_LINE = 300;

/** A text of several lines; what was typed stays, whatever went wrong. `id` where the same field stands on a page more than once. */
export function TextArea({ name, label, value = '', hint, rows, longest = LONGEST_TEXT, id = name }: AreaProps): JSX.Element {
  return (
    <Labelled id={id} control={fieldId(id, 'area')} label={label} hint={hint}>
      <textarea id={fieldId(id, 'area')} name={name} rows={rows} maxlength={longest} aria-describedby={hintOf(id, hint)}>
        {`\n${value}`}
      </textarea>
    </Labelled>
  );
}

type LineProps = { name: string; label: Child; value?: string; hint?: Child; type?: 'text' | 'date' | 'number'; id?: string };

/** One line, a day or a number that counts something; the browser is asked to suggest nothing. `id` where the same field stands on a page more than once. */
export function TextLine({ name, label, value = '', hint, type = 'text', id = name }: LineProps): JSX.Element {
  return (
    <Labelled id={id} control={fieldId(id, 'input')} label={label} hint={hint}>
      <input id={fieldId(id, 'input')} type={type} name={name} value={value} maxlength={type === 'text' ? LONGEST_LINE : undefined} min={type === 'number' ? 0 : undefined} autocomplete="off" aria-describedby={hintOf(id, hint)} />
    </Labelled>
  );
}

/** What went wrong, on top of the page, each line leading to its field. */
export function ErrorSummary({ title, errors }: { title: string; errors: readonly { text: string; field?: string }[] }): JSX.Element {
  return (
    <div class="error-summary" role="alert" tabindex={-1} aria-labelledby="error-title">
      <h2 id="error-title">{title}</h2>
      <ul>
        {errors.map((error) => (
          <li>{error.field ? <a href={`#${fieldId(error.field, 'field')}`}>{error.text}</a> : error.text}</li>
        ))}
      </ul>
    </div>
  );
}

/** State that travels from page to page without being kept anywhere. */
export function HiddenFields({ fields }: { fields: readonly (readonly [string, string])[] }): JSX.Element {
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
