import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '../http/site.ts';
import { Card } from '../ui/content.tsx';
import type { LinkLine, ProviderLine } from './providers.ts';

/** A link and no form: the policy of our pages lets no form lead to another host, also not by way of ours. */
export function ProviderLinks({ site, providers, hrefOf, isForSetUp = false }: { site: Site; providers: readonly Pick<ProviderLine, 'code' | 'name'>[]; hrefOf: (code: string) => string; isForSetUp?: boolean }): JSX.Element {
  return (
    <>
      {providers.map(({ code, name }) => (
        <p>
          <a class="button" href={site.href(hrefOf(code))}>
            {site.t(isForSetUp ? 'provider.set-up' : 'provider.sign-in', { name })}
          </a>
        </p>
      ))}
    </>
  );
}

type Ask = { site: Site; provider: string; name: string; action: string; backTo: string; token?: string };

/** Shown before an account is linked: somebody else may still be signed in at the provider in this browser. */
export function IsItYouPage({ site, provider, name, action, backTo, token }: Ask): JSX.Element {
  const { t } = site;
  return (
    <>
      <h1>{t('provider.ask-title')}</h1>
      <p>{t('provider.ask', { provider })}</p>
      <p class="lead">
        <strong class="wrap">{name}</strong>
      </p>
      <p>{t('provider.ask-why', { provider })}</p>
      <form method="post" action={site.href(action)}>
        {token && <input type="hidden" name="token" value={token} />}
        <p class="actions">
          <button class="button primary">{t('provider.yes')}</button>
          <a class="button" href={site.href(backTo)}>
            {t('provider.no')}
          </a>
        </p>
      </form>
    </>
  );
}

type AccountProps = { site: Site; links: readonly LinkLine[]; hasOwnWayIn: boolean; when: (at: Date) => string };

function Linked({ site, link, hasOwnWayIn, when }: Omit<AccountProps, 'links'> & { link: LinkLine & { addedAt: Date } }): JSX.Element {
  const { t } = site;
  return (
    <>
      <p>{t('provider.linked', { when: when(link.addedAt) })}</p>
      {link.usedAt && <p>{t('provider.used', { when: when(link.usedAt) })}</p>}
      {!hasOwnWayIn && <p>{t('provider.only-way')}</p>}
      {hasOwnWayIn && (
        <form method="post" action={site.href('/account/providers/remove')}>
          <input type="hidden" name="provider" value={link.code} />
          <button class="button slim" aria-label={`${t('provider.unlink')}: ${link.name}`}>
            {t('provider.unlink')}
          </button>
        </form>
      )}
    </>
  );
}

/** Accounts that somebody has at her organisations, on her own page. */
export function ProvidersOfAccount({ site, links, hasOwnWayIn, when }: AccountProps): JSX.Element {
  const { t } = site;
  if (links.length === 0) return <></>;
  return (
    <section>
      <h2>{t('provider.title')}</h2>
      <p class="small">{t('provider.why')}</p>
      {links.map((link) => (
        <Card title={link.name}>
          {link.addedAt && <Linked site={site} link={{ ...link, addedAt: link.addedAt }} hasOwnWayIn={hasOwnWayIn} when={when} />}
          {!link.addedAt && (
            <p>
              <a class="button slim" href={site.href(`/account/providers/link/${link.code}`)} aria-label={`${t('provider.link')}: ${link.name}`}>
                {t('provider.link')}
              </a>
            </p>
          )}
        </Card>
      ))}
    </section>
  );
}
