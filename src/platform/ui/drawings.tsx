import type { JSX } from 'hono/jsx/jsx-runtime';

/** The mark: a line that runs from left to right, dips, and turns upward. */
export function Mark(): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M2 9h9c5 0 3 13 9 13 5 0 5-9 10-16" />
    </svg>
  );
}

export type Tone = 'act' | 'consult' | 'watch' | 'done';

const SHAPES: Record<Tone, JSX.Element> = {
  act: (
    <>
      <rect x="2" y="2" width="20" height="20" class="fill" />
      <path d="M6 12h12" class="bar" />
    </>
  ),
  consult: <circle cx="12" cy="12" r="8" class="ring" />,
  watch: <circle cx="12" cy="12" r="9" class="open" />,
  done: <path d="M4 13l5 6L20 5" class="tick" />,
};

/** The shape that goes with a tone, so that meaning is never in the colour alone. */
export function Shape({ tone }: { tone: Tone }): JSX.Element {
  return (
    <svg class={`shape ${tone}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {SHAPES[tone]}
    </svg>
  );
}
