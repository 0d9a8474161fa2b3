import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import type { FoundFiles } from './search-actions.ts';
import { FileRow, type ListMember } from '../pages/file-row.tsx';
import type { Problem } from '../pages/view.ts';

/** What was typed comes back in the page and is nowhere kept. */
export type Sought = { readonly names: string; readonly born: string };
export const NOTHING_SOUGHT: Sought = { names: '', born: '' };

/** Posted, so that no name is in an address, in what a browser remembers or in the log of a proxy. */
export function SeekForm({ site, sought = NOTHING_SOUGHT }: { site: Site; sought?: Sought }): JSX.Element {
  const { t } = site;
  return (
    <form method="post" action={site.href('/files/search')} role="search" aria-label={t('file.seek.title')} class="seek screen-only" autocomplete="off">
      <p class="field" id="seek-names-field">
        <label for="seek-names">{t('file.seek.names')}</label>
        <span class="hint" id="seek-names-hint">
          {t('file.seek.names-hint')}
        </span>
        <input id="seek-names" type="text" name="names" value={sought.names} maxlength={200} autocomplete="off" spellcheck={false} aria-describedby="seek-names-hint" />
      </p>
      <p class="field" id="seek-born-field">
        <label for="seek-born">{t('file.seek.born')}</label>
        <span class="hint" id="seek-born-hint">
          {t('file.seek.born-hint')}
        </span>
        <input id="seek-born" type="text" name="born" value={sought.born} maxlength={10} autocomplete="off" inputmode="numeric" aria-describedby="seek-born-hint" />
      </p>
      <p>
        <button class="button">{t('file.seek.look')}</button>
      </p>
    </form>
  );
}

type SeekView = { sought: Sought; /** Null where nothing was looked for. */ found: FoundFiles | null; problems: readonly Problem[]; member: ListMember; today: string };

/** Finding nothing is said as what it is: it lowers nothing, and the child may be known elsewhere. */
export function SeekPage({ site, view }: { site: Site; view: SeekView }): JSX.Element {
  const { t } = site;
  const { found } = view;
  return (
    <>
      {view.problems.length > 0 && <ErrorSummary title={t('file.not-shown')} errors={view.problems} />}
      <p>
        <a href={site.href('/files')}>{t('file.to-list')}</a>
      </p>
      <h1>{t('file.seek.title')}</h1>
      <SeekForm site={site} sought={view.sought} />
      {found && (
        <section aria-labelledby="found">
          <h2 id="found">{t('file.seek.found', { count: found.files.length })}</h2>
          {found.files.length === 0 && (
            <Notice tone="watch">
              <p>{t('file.seek.nothing')}</p>
            </Notice>
          )}
          {found.isMore && <p>{t('file.seek.more')}</p>}
          <ul class="inbox">
            {found.files.map(({ row, fields }) => (
              <FileRow site={site} row={row} member={view.member} today={view.today}>
                {fields.map((field) => (
                  <div>
                    <dt>{t(`known.field.${field.field}`)}</dt>
                    <dd>{t(`known.says.${field.says}`)}</dd>
                  </div>
                ))}
              </FileRow>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
