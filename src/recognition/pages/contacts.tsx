import type { JSX } from 'hono/jsx/jsx-runtime';
import { isPastCheck } from '#src/knowledge/contact-check.ts';
import { openState } from '#src/knowledge/opening-hours.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import type { CheckContact } from '../check-knowledge.ts';

type Opening = { t: Translate; contact: CheckContact; timezone: string; now: Date };

function openingText({ t, contact, timezone, now }: Opening): string {
  if (contact.hours === 'always') return t('contact.always');
  const state = openState(contact.hours, now, timezone);
  if (state.state === 'open') return t('contact.open-now');
  if (state.state === 'not-known') return t('contact.hours-not-known');
  const { daysAhead, weekday, at } = state.opens;
  if (daysAhead === 0) return t('contact.opens-today', { at });
  if (daysAhead === 1) return t('contact.opens-tomorrow', { at });
  return t('contact.opens-on', { at, day: t(`weekday.${weekday as 1 | 2 | 3 | 4 | 5 | 6 | 7}`) });
}

export const dial = (telephone: string) => `tel:${telephone.replaceAll(/[^\d+]/g, '')}`;

/** A button that rings, big enough for a thumb; `quiet` where the line may not answer. */
export function CallButton({ t, contact, quiet }: { t: Translate; contact: CheckContact; quiet?: boolean }): JSX.Element | null {
  if (!contact.telephone) return null;
  return (
    <a class={quiet ? 'button call quiet' : 'button call'} href={dial(contact.telephone)}>
      {t('contact.call', { name: contact.name })}
      {!contact.name.includes(contact.telephone) && <span class="number">{contact.telephone}</span>}
    </a>
  );
}

export function ContactEntry(props: Opening): JSX.Element {
  const { t, contact, now } = props;
  return (
    <li class="contact" id={contact.id}>
      <h3>{contact.name}</h3>
      <p>
        <strong class="opening">{openingText(props)}</strong>
        {contact.audience === 'professional' && ` · ${t('contact.professionals-only')}`}
      </p>
      <p>{contact.text}</p>
      <CallButton t={t} contact={contact} />
      {contact.telephoneAbroad && (
        <p>
          {t('contact.from-abroad')} <a href={dial(contact.telephoneAbroad)}>{contact.telephoneAbroad}</a>
        </p>
      )}
      {contact.web && <p class="small wrap">{contact.web}</p>}
      <p class="small">
        {t('contact.checked', { day: contact.lastChecked })} {contact.review.state === 'to-verify' && t('review.contact')}
        {isPastCheck(contact, now) && <strong> {t('contact.past-check')}</strong>}
      </p>
    </li>
  );
}

/** The contact of a step: ringing it if it answers, its hours if it does not, the way to it if it has no number. */
export function StepContact(props: Opening): JSX.Element {
  const { t, contact, timezone, now } = props;
  if (!contact.telephone) {
    return (
      <p class="via">
        {contact.name}: {contact.text}
      </p>
    );
  }
  const isOpen = openState(contact.hours, now, timezone).state === 'open';
  return (
    <>
      {!isOpen && (
        <p class="via">
          {contact.name}: {openingText(props)}
        </p>
      )}
      <CallButton t={t} contact={contact} quiet={!isOpen} />
    </>
  );
}
