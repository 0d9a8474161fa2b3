import { raw } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { renderSVG } from 'uqr';
import type { LocalPack } from '#src/knowledge/localise.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';

type Props = { t: Translate; packs: readonly LocalPack[]; address: string };

/** A neutral card for the pocket: three lines, the number that answers at night, the code that opens the check. */
export function PocketCard({ t, packs, address }: Props): JSX.Element {
  return (
    <>
      <h1 class="screen-only">{t('card.title')}</h1>
      <p class="lead screen-only">{t('card.lead')}</p>
      <div class="pocket-card">
        <div>
          <p>
            <strong>{t('card.line-1')}</strong>
          </p>
          <p>{t('card.line-2')}</p>
          <p>{t('card.line-3')}</p>
          <dl>
            {packs
              .filter((p) => p.kind === 'country')
              .map((pack) => {
                const night = pack.callOrder.protect
                  .flatMap((id) => pack.contacts.filter((c) => c.id === id))
                  .find((c) => c.telephone && c.hours === 'always' && !c.roles.includes('emergency'));
                const contact = night ?? pack.contacts.find((c) => c.roles.includes('emergency'));
                return (
                  contact && (
                    <div>
                      <dt>{t(`country.${pack.country}`)}</dt>
                      <dd>
                        {contact.telephone} · {contact.name}
                      </dd>
                    </div>
                  )
                );
              })}
          </dl>
        </div>
        <div class="qr" role="img" aria-label={t('card.qr', { address })}>
          {raw(renderSVG(address, { border: 2 }))}
        </div>
      </div>
    </>
  );
}
