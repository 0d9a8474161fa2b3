import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Country } from '#src/knowledge/vocabulary.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import type { CheckPack } from '../check-knowledge.ts';
import { openFirst } from '../who-answers.ts';
import { ContactEntry } from './contacts.tsx';

type Props = { t: Translate; packs: readonly CheckPack[]; home: Country; now: Date };

/** Whom to call in each country, the reader's own first; those who answer now on top. */
export function ContactsPage({ t, packs: all, home, now }: Props): JSX.Element {
  const packs = [...all.filter((p) => p.country === home), ...all.filter((p) => p.country !== home)];
  return (
    <>
      <h1>{t('contacts.title')}</h1>
      <p class="lead">{t('contacts.lead')}</p>
      <ul class="jump screen-only">
        {packs.map((pack) => (
          <li>
            <a href={`#${pack.country}`}>{t(`country.${pack.country}`)}</a>
          </li>
        ))}
      </ul>
      {packs.map((pack) => (
        <section id={pack.country}>
          <h2>{t(`country.${pack.country}`)}</h2>
          <ul class="contacts">
            {openFirst(pack.contacts, pack.timezone, now).map((contact) => (
              <ContactEntry t={t} contact={contact} timezone={pack.timezone} now={now} />
            ))}
          </ul>
          {pack.doNot.length > 0 && (
            <>
              <h3>{t('contacts.mind')}</h3>
              <ul>
                {pack.doNot.map((item) => (
                  <li>{item.text}</li>
                ))}
              </ul>
            </>
          )}
        </section>
      ))}
      <p class="small">{t('contacts.no-partnership')}</p>
    </>
  );
}
