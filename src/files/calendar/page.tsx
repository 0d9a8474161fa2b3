import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ApiTokenLine } from '#src/platform/api/tokens.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, Notice } from '#src/platform/ui/content.tsx';
import { ErrorSummary, Select, type Choice } from '#src/platform/ui/forms.tsx';
import { day } from '../pages/shown.ts';

export type CalendarView = { readonly addresses: readonly ApiTokenLine[]; readonly agencies: readonly Choice[]; readonly hasTooMany: boolean };

/** The addresses of somebody, and how another is made. */
export function CalendarPage({ site, view }: { site: Site; view: CalendarView }): JSX.Element {
  const { t } = site;
  return (
    <>
      {view.hasTooMany && <ErrorSummary title={t('file.problem')} errors={[{ text: t('file.calendar.many') }]} />}
      <p>
        <a href={site.href('/account')}>{t('account.title')}</a>
      </p>
      <h1>{t('file.calendar.title')}</h1>
      <p>{t('file.calendar.lead')}</p>
      <p>{t('file.calendar.careful')}</p>
      <section>
        <h2>{t('file.calendar.yours')}</h2>
        {view.addresses.length === 0 && <p>{t('file.calendar.none')}</p>}
        {view.addresses.map((one) => (
          <Card title={one.agency}>
            <p>{t('tokens.until', { agency: one.agency, day: day(site, one.endsOn) })}</p>
            <p>{one.usedOn ? t('tokens.used', { day: day(site, one.usedOn) }) : t('tokens.unused')}</p>
            <form method="post" action={site.href('/account/calendar/end')}>
              <input type="hidden" name="address" value={one.tokenId} />
              <button class="button slim" aria-label={`${t('file.calendar.end')}: ${one.agency}`}>
                {t('file.calendar.end')}
              </button>
            </form>
          </Card>
        ))}
      </section>
      {view.agencies.length > 0 && (
        <form method="post" action={site.href('/account/calendar')}>
          <Select name="agency" label={t('file.calendar.agency')} value={view.agencies[0]?.value ?? ''} choices={[...view.agencies]} />
          <p>
            <button class="button primary">{t('file.calendar.make')}</button>
          </p>
        </form>
      )}
    </>
  );
}

/** Shown once: what is kept is only its hash. */
export function NewAddressPage({ site, address }: { site: Site; address: string }): JSX.Element {
  const { t } = site;
  return (
    <>
      <h1>{t('file.calendar.made')}</h1>
      <Notice tone="consult">
        <p>{t('file.calendar.once')}</p>
      </Notice>
      <p>
        <code class="token">{address}</code>
      </p>
      <p>
        <a class="button" href={site.href('/account/calendar')}>
          {t('file.calendar.back')}
        </a>
      </p>
    </>
  );
}
