import type { JSX } from 'hono/jsx/jsx-runtime';
import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';

/** Own line drawings: one stroke, one accent; hands, doors, streets, objects, never a face. */
const DRAWINGS = {
  safe: (
    <>
      <path d="M14 92V44l36-28 36 28v48z" />
      <path d="M42 92V62h16v30" />
      <path class="accent" d="M122 32l32 60H90z" />
      <path class="accent" d="M122 54v18M122 80v3" />
    </>
  ),
  hurt: (
    <>
      <path d="M20 30c14 14 20 34 16 62M54 22c14 18 22 44 18 70" />
      <rect class="accent" x="30" y="52" width="48" height="20" rx="10" transform="rotate(-24 54 62)" />
      <path class="accent" d="M50 58l8 10M58 54l-4 14" />
      <path d="M122 16l-18 34h20l-14 40 36-50h-22l14-24z" />
    </>
  ),
  hungry: (
    <>
      <path d="M14 56h72c0 22-14 34-36 34S14 78 14 56z" />
      <path d="M34 44c-6-8 6-12 0-20M50 44c-6-8 6-12 0-20M66 44c-6-8 6-12 0-20" />
      <path class="accent" d="M112 30h34l-5 62h-24zM115 50h28" />
    </>
  ),
  sleep: (
    <>
      <path d="M10 30v62M10 76h82v16M92 76V62c0-8-6-12-12-12H34v26" />
      <rect x="14" y="56" width="18" height="14" rx="6" />
      <path class="accent" d="M128 22v64M100 38l56 32M156 38l-56 32" />
    </>
  ),
  waits: (
    <>
      <path d="M18 92V20h44v72M10 92h66" />
      <path d="M54 54v6" />
      <path class="accent" d="M104 92V58c0-8 24-8 24 0v34M116 30a9 9 0 1 0 .1 0" />
      <path class="accent" d="M142 44a16 16 0 1 1-.1 0zM142 52v8l6 4" />
    </>
  ),
  trust: (
    <>
      <path d="M22 94V60c0-12 34-12 34 0v34M39 24a12 12 0 1 0 .1 0" />
      <path d="M104 94V54c0-12 34-12 34 0v40M121 16a12 12 0 1 0 .1 0" />
      <path d="M56 76l24 6 24-6" />
      <path class="accent" d="M80 38c-8-14-26-2-14 10l14 12 14-12c12-12-6-24-14-10z" />
    </>
  ),
  afraid: (
    <>
      <path d="M38 92V56c0-10 30-10 30 0v36M53 22a11 11 0 1 0 .1 0" />
      <path d="M76 62h30l-10-8M106 62l-10 8" />
      <path class="accent" d="M128 34a26 26 0 1 1-.1 0zM110 42l36 36" />
    </>
  ),
  call: (
    <>
      <rect x="50" y="14" width="44" height="80" rx="8" />
      <path d="M64 84h16" />
      <path class="accent" d="M108 40c8 8 8 20 0 28M118 30c14 14 14 34 0 48" />
    </>
  ),
  yes: <path class="accent" d="M40 58l28 28 52-62" />,
  no: <path class="accent" d="M48 24l64 64M112 24l-64 64" />,
  'not-known': <path class="accent" d="M56 40c0-30 48-30 48 0 0 18-24 18-24 34M80 88v3" />,
  stop: (
    <>
      <path class="accent" d="M60 14h40l28 28v32l-28 26H60L32 74V42z" />
      <path d="M54 56h52" />
    </>
  ),
} as const;

type CardName = keyof typeof DRAWINGS;
const QUESTIONS: readonly CardName[] = ['safe', 'hurt', 'hungry', 'sleep', 'waits', 'trust', 'afraid', 'call'];
const REPLIES: readonly CardName[] = ['yes', 'no', 'not-known', 'stop'];

function PictureCard({ t, name }: { t: Translate; name: CardName }): JSX.Element {
  const caption: MessageKey = `cards.${name}`;
  return (
    <li class="picture-card">
      <svg class="drawn" viewBox="0 0 160 108" role="img" aria-label={t(caption)}>
        {DRAWINGS[name]}
      </svg>
      <p>{t(caption)}</p>
    </li>
  );
}

/** Cards to point at with a child who shares no language with the officer: safety only, never the offence. */
export function WordlessCards({ t }: { t: Translate }): JSX.Element {
  return (
    <>
      <h1>{t('cards.title')}</h1>
      <p class="lead screen-only">{t('cards.lead')}</p>
      <ul class="picture-cards">
        {QUESTIONS.map((name) => (
          <PictureCard t={t} name={name} />
        ))}
      </ul>
      <ul class="picture-cards replies">
        {REPLIES.map((name) => (
          <PictureCard t={t} name={name} />
        ))}
      </ul>
    </>
  );
}
