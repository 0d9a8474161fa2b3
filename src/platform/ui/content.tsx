import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { Shape, type Tone } from './drawings.tsx';

/** A word and a shape for a state. */
export function StatusTag({ tone, children }: { tone: Tone; children: Child }): JSX.Element {
  return (
    <strong class={`tag ${tone}`}>
      <Shape tone={tone} />
      {children}
    </strong>
  );
}

type CardProps = { title?: Child; heading?: 'h2' | 'h3'; children: Child; tone?: Tone };

export function Card({ title, heading: Heading = 'h3', children, tone }: CardProps): JSX.Element {
  return (
    <section class={tone ? `card ${tone}` : 'card'}>
      {title && <Heading>{title}</Heading>}
      {children}
    </section>
  );
}

export type Column = { key: string; label: string; numeric?: boolean };

/** A table that folds into cards on a phone instead of scrolling sideways. */
export function DataTable({ caption, columns, rows }: { caption: string; columns: readonly Column[]; rows: readonly Record<string, Child>[] }): JSX.Element {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((c) => (
            <th scope="col" class={c.numeric ? 'numeric' : undefined}>
              {c.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {columns.map((c) => (
              <td data-label={c.label} class={c.numeric ? 'numeric' : undefined}>
                {row[c.key]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What happened, in order, along the turning line. */
export function Timeline({ events }: { events: readonly { when: string; what: Child }[] }): JSX.Element {
  return (
    <ol class="timeline">
      {events.map((event) => (
        <li>
          <time>{event.when}</time>
          <div>{event.what}</div>
        </li>
      ))}
    </ol>
  );
}

export function Notice({ tone, children }: { tone: Tone; children: Child }): JSX.Element {
  return (
    <div class={`notice ${tone}`}>
      <Shape tone={tone} />
      <div>{children}</div>
    </div>
  );
}
