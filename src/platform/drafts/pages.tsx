import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { Card } from '#src/platform/ui/content.tsx';
import { KEPT_DAYS, type KeptDraft } from './drafts.ts';
import { DiscardDraft, whenKept, withDraft } from './form.tsx';

/** All drafts of the one who reads: where each belongs, and not what it says, for that is shown with its form. */
export function DraftsPage({ site, drafts }: { site: Site; drafts: readonly KeptDraft[] }): JSX.Element {
  const { t } = site;
  return (
    <>
      <h1>{t('drafts.title')}</h1>
      <p>{t('drafts.days', { count: KEPT_DAYS })}</p>
      {drafts.length === 0 && <p>{t('drafts.none')}</p>}
      {drafts.map((draft) => (
        <Card title={draft.title || t('drafts.untitled')} heading="h2">
          <p>{t('drafts.kept', { when: whenKept(site, draft.savedAt) })}</p>
          <p>
            <a href={withDraft(draft.page, draft.id)} aria-label={t('drafts.go-on-with', { title: draft.title || t('drafts.untitled'), when: whenKept(site, draft.savedAt) })}>
              {t('drafts.go-on')}
            </a>
          </p>
          <DiscardDraft site={site} draft={draft} page={site.href('/drafts')} />
        </Card>
      ))}
    </>
  );
}
