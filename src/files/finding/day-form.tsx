import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';

/** A day is no name and says nothing of a child, so it may stand in an address: what was known then can be shown to others by it. */
export function DayForm({ site, file, asked = '', today }: { site: Site; file: string; asked?: string; today: string }): JSX.Element {
  const { t } = site;
  return (
    <form method="get" action={site.href(`/files/${file}/known-on`)} class="screen-only">
      <p class="field" id="known-day-field">
        <label for="known-day">{t('file.known-on.day')}</label>
        <input id="known-day" type="date" name="day" value={asked} max={today} />
      </p>
      <p>
        <button class="button">{t('file.known-on.show')}</button>
      </p>
    </form>
  );
}
