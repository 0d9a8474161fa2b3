import type { JSX } from 'hono/jsx/jsx-runtime';
import { numberNow } from '../who-answers.ts';
import { CallButton } from './contacts.tsx';
import type { CheckView } from './context.ts';

/** A number that answers at this hour in this country, shown from the first screen on. */
export function NumberNow({ view }: { view: CheckView }): JSX.Element | null {
  const { t, state, now } = view;
  const { plan, pack, answers } = state;
  const found = numberNow(plan.contacts, answers.danger === 'yes', pack.timezone, now);
  if (!found) return null;
  const label = t(found.sure ? 'check.number-now' : 'check.number-unsure', { country: t(`country.${pack.country}`) });
  return (
    <aside class="number-now" aria-label={label} data-number-now>
      <p>{label}</p>
      <CallButton t={t} contact={found.contact} />
    </aside>
  );
}
