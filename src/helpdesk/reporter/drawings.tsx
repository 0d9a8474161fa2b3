import type { JSX } from 'hono/jsx/jsx-runtime';

/** Own line drawings for the child's way: places and things, one stroke, one accent; never a face. */
const DRAWINGS = {
  danger: (
    <>
      <path d="M20 96V40l50-28 50 28v56" />
      <path d="M56 96V62h28v34" />
      <path class="accent" d="M150 30v34M150 76v4" />
    </>
  ),
  alone: (
    <>
      <path d="M30 96V22h60v74M14 96h132" />
      <path d="M78 58v8" />
      <path class="accent" d="M112 96V66c0-10 28-10 28 0v30M126 44a10 10 0 1 0 .1 0" />
    </>
  ),
  tell: (
    <>
      <path d="M26 18h92v54H66L44 92V72H26z" />
      <path class="accent" d="M42 36h60M42 52h40" />
    </>
  ),
  about: (
    <>
      <path d="M30 96V30l24-14h62v80z" />
      <path d="M54 16v14H30" />
      <path class="accent" d="M48 50h50M48 66h50M48 82h28" />
    </>
  ),
} as const;

export function Drawing({ of }: { of: keyof typeof DRAWINGS }): JSX.Element {
  return (
    <svg class="step-drawing drawn" viewBox="0 0 170 108" aria-hidden="true" focusable="false">
      {DRAWINGS[of]}
    </svg>
  );
}
