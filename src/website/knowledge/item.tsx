import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Review } from '#src/knowledge/schema.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import { StatusTag } from '#src/platform/ui/content.tsx';

export type Provenance = { source: string; sourceUrl?: string | undefined; validFrom: string; validTo: string | null; review: Review };

export function ReviewTag({ t, review }: { t: Translate; review: Review }): JSX.Element {
  return review.state === 'verified' ? (
    <StatusTag tone="done">{t('knowledge.verified-by', { role: review.byRole, day: review.on })}</StatusTag>
  ) : (
    <StatusTag tone="consult">{t('knowledge.to-verify')}</StatusTag>
  );
}

/** One item of knowledge with where it comes from. Its id is where others point; it is shown where people call the item by it. */
export function Item({ t, id, children, from, isNamed = true }: { t: Translate; id: string; children: Child; from: Provenance; isNamed?: boolean }): JSX.Element {
  return (
    <li class="item" id={id}>
      {isNamed && (
        <p class="small">
          <code>{id}</code> <ReviewTag t={t} review={from.review} />
        </p>
      )}
      {children}
      {!isNamed && (
        <p class="small">
          <ReviewTag t={t} review={from.review} />
        </p>
      )}
      <p class="small wrap">
        {t('knowledge.source')} {from.source}
        {from.sourceUrl && ` · ${from.sourceUrl}`} · {t('knowledge.valid-from', { from: from.validFrom })}
        {from.validTo && ` ${t('knowledge.valid-until', { to: from.validTo })}`}
        {from.review.state === 'to-verify' && from.review.note && (
          <span lang="en"> · {from.review.note}</span>
        )}
      </p>
    </li>
  );
}
