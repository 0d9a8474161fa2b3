import type { JSX } from 'hono/jsx/jsx-runtime';
import { roughDay, word } from '#src/files/pages/shown.ts';
import type { Part } from '#src/files/pages/view.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { Seen } from '../actions/see-actions.ts';
import type { FirstContact } from '../model/contacts.ts';

/** Since when somebody could have looked, in days. Nothing counts down: it only says how long it is. */
export function Clock({ site, clock }: { site: Site; clock: FirstContact }): JSX.Element {
  const { t } = site;
  if (clock.days === null) return <p>{t('prosecution.no-contact-known')}</p>;
  return (
    <p>
      <strong>{t('prosecution.days-since', { count: clock.days })}</strong> {clock.police !== null && t('prosecution.first-police', { day: roughDay(site, clock.police, 'day') })}{' '}
      {clock.sign !== null && t('prosecution.first-sign', { day: roughDay(site, clock.sign, 'day') })}
    </p>
  );
}

/** The lawyer's one line: how many contacts there were, and at which a sign was there that nobody followed. */
function missedLine(site: Site, { all, missed }: Seen['contacts'], words: ReadonlyMap<string, string>): readonly string[] {
  const { t } = site;
  const head = missed.length === 0 ? t('prosecution.contacts-none-missed', { count: all.length }) : t('prosecution.contacts-missed', { count: all.length, missed: missed.length });
  return [head, ...missed.map((c) => t('prosecution.contact-missed', { day: roughDay(site, c.happened, c.precision), what: word(t, 'event', c.what), source: word(t, 'source-of', c.source), sign: words.get(c.event) ?? t('prosecution.sign-not-shown') }))];
}

export function Contacts({ site, view, seen, words }: Part & { seen: Seen; words: ReadonlyMap<string, string> }): JSX.Element {
  const { t } = site;
  if (!view.overview.sections.includes('chronology')) return <p>{t('prosecution.contacts-hidden')}</p>;
  const [head, ...missed] = missedLine(site, seen.contacts, words);
  return (
    <>
      <Clock site={site} clock={seen.clock} />
      <p>{head}</p>
      {missed.length > 0 && (
        <ul>
          {missed.map((line) => (
            <li class="as-typed">{line}</li>
          ))}
        </ul>
      )}
      {seen.recognition && <p>{t('prosecution.recognised-after', { months: seen.recognition.months, days: seen.recognition.days })}</p>}
    </>
  );
}
