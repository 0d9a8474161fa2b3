import type { JSX } from 'hono/jsx/jsx-runtime';

export type Hand = 'door' | 'hands' | 'eye' | 'speech';

/** Own line drawings, one stroke and one accent: doors, hands, things; never a face. */
const LINES: Readonly<Record<Hand, JSX.Element>> = {
  door: (
    <>
      <path d="M18 70V12h36v58" />
      <path d="M18 70h44" />
      <path d="M54 12 34 20v58l20-8" class="accent" />
      <path d="M39 46h2" />
    </>
  ),
  hands: (
    <>
      <path d="M6 50c10-2 14-14 24-14 6 0 8 4 4 8l-8 6" />
      <path d="M74 50c-10-2-14-14-24-14-6 0-8 4-4 8l8 6" class="accent" />
      <path d="M20 60h40" />
    </>
  ),
  eye: (
    <>
      <path d="M8 42c18-26 46-26 64 0-18 26-46 26-64 0z" />
      <circle cx="40" cy="42" r="9" class="accent" />
    </>
  ),
  speech: (
    <>
      <path d="M10 16h60v38H38L24 68V54H10z" />
      <path d="M22 30h36M22 40h24" class="accent" />
    </>
  ),
};

/** Beside the words and saying the same; for a screen reader the words are enough. */
export function HandDrawing({ which }: { which: Hand }): JSX.Element {
  return (
    <svg class="child-drawing drawn" viewBox="0 0 80 80" aria-hidden="true" focusable="false">
      {LINES[which]}
    </svg>
  );
}
