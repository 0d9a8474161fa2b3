import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import { HiddenFields } from '#src/platform/ui/forms.tsx';
import type { KeptDraft } from './drafts.ts';
import { differing, type DraftedForm } from './meet.ts';

export const whenKept = (site: Site, at: Date): string => `${new Intl.DateTimeFormat(site.language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at)} UTC`;

/** The address of the page with one draft in its form. */
export const withDraft = (page: string, id: string): string => `${page}?draft=${id}#draft`;

/** Throws a draft away and comes back to the page. */
export function DiscardDraft({ site, draft, page }: { site: Site; draft: KeptDraft; page: string }): JSX.Element {
  return (
    <form method="post" action={site.href('/drafts/discard')}>
      <HiddenFields fields={[['draft-id', draft.id], ['draft-page', page]]} />
      <button class="button slim" aria-label={`${site.t('drafts.discard')}: ${whenKept(site, draft.savedAt)}`}>
        {site.t('drafts.discard')}
      </button>
    </form>
  );
}

type Named = { site: Site; form: DraftedForm; /** What each field is called. */ labels: Readonly<Record<string, string>> };

/** The words of a draft in which it says something else than the form shows, to be read and taken over. */
function Beside({ site, form, labels, draft }: Named & { draft: KeptDraft }): JSX.Element {
  const shown = Object.fromEntries(Object.keys(form.values).map((name) => [name, form.value(name)]));
  return (
    <Notice tone="consult">
      <p>{site.t(draft.base === form.base ? 'drafts.beside' : 'drafts.older', { when: whenKept(site, draft.savedAt) })}</p>
      <dl class="facts">
        {differing(draft, shown).map(([name, words]) => (
          <>
            <dt>{labels[name] ?? name}</dt>
            <dd dir="auto" class="kept-words">
              {words === '' ? site.t('drafts.empty') : words}
            </dd>
          </>
        ))}
      </dl>
      <p>
        <a href={withDraft(form.page, draft.id)}>{site.t('drafts.put-in')}</a>
      </p>
      <DiscardDraft site={site} draft={draft} page={form.page} />
    </Notice>
  );
}

/** Stands before the form: that a draft is in it, and the drafts that are not, with what they say. */
export function DraftNotice({ site, form, labels }: Named): JSX.Element {
  const { filled, beside, page } = form;
  return (
    <div id="draft">
      {filled && (
        <Notice tone={filled.base === form.base ? 'done' : 'consult'}>
          <p>{site.t(filled.base === form.base ? 'drafts.filled' : 'drafts.filled-older', { when: whenKept(site, filled.savedAt) })}</p>
          {filled.base !== form.base && (
            <dl class="facts">
              {differing(filled, form.values).map(([name]) => (
                <>
                  <dt>{site.t('drafts.now', { field: labels[name] ?? name })}</dt>
                  <dd dir="auto" class="kept-words">
                    {form.values[name] || site.t('drafts.empty')}
                  </dd>
                </>
              ))}
            </dl>
          )}
          <DiscardDraft site={site} draft={filled} page={page} />
        </Notice>
      )}
      {beside.map((draft) => (
        <Beside site={site} form={form} labels={labels} draft={draft} />
      ))}
    </div>
  );
}

/** Stands in the form: what its draft is kept as. The form itself carries `data-draft`, for the script. */
export function DraftFields({ form }: { form: DraftedForm }): JSX.Element {
  const { id, from, base, page, title } = form;
  const place = from ? ([['draft-from', from.id], ['draft-from-at', from.savedAt.toISOString()]] as const) : [];
  return <HiddenFields fields={[['draft-form', form.form], ['draft-id', id], ...place, ['draft-base', base], ['draft-page', page], ['draft-title', title]]} />;
}

/** Stands behind the button that sends: keeps without sending, also without a script. With one, the page says when it kept. */
export function KeepDraft({ site }: { site: Site }): JSX.Element {
  return (
    <div class="keep-draft">
      <button class="button" formaction={site.href('/drafts/keep')} formenctype="application/x-www-form-urlencoded" formnovalidate data-keep={site.href('/drafts/keep')}>
        {site.t('drafts.keep')}
      </button>
      <p class="hint">{site.t('drafts.why')}</p>
      <p role="status" data-kept data-failed={site.t('drafts.not-kept')} />
    </div>
  );
}
