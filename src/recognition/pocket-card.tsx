import { raw } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { renderSVG } from 'uqr';
import type { Country } from '#src/knowledge/vocabulary.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import type { CheckContact, CheckPack } from './check-knowledge.ts';

type Props = { t: Translate; packs: readonly CheckPack[]; home: Country; address: string };

/** The number to print: one that answers at night or may do so, before the emergency number. */
function nightNumber(pack: CheckPack): CheckContact | undefined {
  const inOrder = pack.callOrder.protect.flatMap((id) => pack.contacts.filter((c) => c.id === id));
  const withNumber = inOrder.filter((c) => c.telephone !== null && !Array.isArray(c.hours));
  const ordinary = withNumber.filter((c) => !c.roles.includes('emergency') && c.audience !== 'child');
  return ordinary.find((c) => c.hours === 'always') ?? ordinary[0] ?? withNumber[0];
}

/** A neutral card for the pocket, one a country: three lines, the number that answers at night, the code that opens the check. */
export function PocketCards({ t, packs, home, address }: Props): JSX.Element {
  const countries = packs.filter((p) => p.kind === 'country');
  const homeFirst = [...countries.filter((p) => p.country === home), ...countries.filter((p) => p.country !== home)];
  return (
    <>
      <h1 class="screen-only">{t('card.title')}</h1>
      <p class="lead screen-only">{t('card.lead')}</p>
      {homeFirst.map((pack) => {
        const contact = nightNumber(pack);
        return (
          <section class="pocket-card" aria-label={t(`country.${pack.country}`)}>
            <div>
              <p>
                <strong>{t('card.line-1')}</strong>
              </p>
              <p>{t('card.line-2')}</p>
              <p>{t('card.line-3')}</p>
              {contact && (
                <p>
                  <strong class="number">{contact.telephone}</strong>
                  <br />
                  {contact.telephone && !contact.name.includes(contact.telephone) && `${contact.name} · `}
                  {t(`country.${pack.country}`)}
                </p>
              )}
            </div>
            <div class="qr" role="img" aria-label={t('card.qr', { address })}>
              {raw(renderSVG(address, { border: 2 }))}
            </div>
          </section>
        );
      })}
    </>
  );
}
