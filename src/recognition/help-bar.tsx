import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Translate } from '#src/platform/i18n/translate.ts';
import { openState } from '#src/knowledge/opening-hours.ts';
import type { CheckContact, CheckPack } from './check-knowledge.ts';
import { dial } from './pages/contacts.tsx';
import { numberNow, type NumberNow } from './who-answers.ts';

type HelpBarProps = { t: Translate; pack: CheckPack; contactsHref: string; now: Date; isKept: boolean; forYoung: boolean };

const isAlwaysOpen = (contact: CheckContact) => contact.hours === 'always';

/** Whom to ring: for a child its own line while it is open, for anybody else the first of the pack's order that answers now. */
function helperNow({ pack, now, isKept, forYoung }: HelpBarProps): NumberNow | null {
  const ordered = pack.callOrder.consult.flatMap((id) => pack.contacts.find((c) => c.id === id) ?? []);
  // A page kept on the device may be read at any hour, so it names only those who always answer.
  const adult = numberNow(isKept ? ordered.filter(isAlwaysOpen) : ordered, false, pack.timezone, now);
  if (!forYoung) return adult;
  const isOpen = (c: CheckContact) => openState(c.hours, now, pack.timezone).state === 'open';
  const lines = pack.contacts.filter((c) => c.audience === 'child' && c.telephone !== null);
  const open = lines.find(isOpen);
  // A line that is closed now is no help now: then whoever answers, and its own line only if nobody is known to.
  if (open || !lines[0]) return open ? { contact: open, sure: true } : adult;
  return adult?.sure ? adult : { contact: lines[0], sure: false };
}

function Line({ contact, label }: { contact: CheckContact; label: string }): JSX.Element {
  const { name, telephone } = contact;
  return (
    <li>
      {label}{' '}
      <a href={dial(telephone ?? '')}>
        {name}
        {telephone && !name.includes(telephone) && <span class="number"> {telephone}</span>}
      </a>
    </li>
  );
}

/** The top of every page: the emergency number, who answers at this hour, and the way to all the others. */
export function HelpBar(props: HelpBarProps): JSX.Element {
  const { t, pack, contactsHref } = props;
  const emergency = pack.contacts.find((c) => c.roles.includes('emergency') && c.telephone !== null);
  const helper = helperNow(props);
  return (
    <aside class="help" aria-label={t('help.title')}>
      <ul>
        {emergency && <Line contact={emergency} label={t('help.danger')} />}
        <li>
          <a href={contactsHref}>{t('help.all')}</a>
        </li>
        {helper && helper.contact.id !== emergency?.id && <Line contact={helper.contact} label={t(helper.sure ? 'help.now' : 'help.unsure')} />}
      </ul>
    </aside>
  );
}
