import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '../http/site.ts';
import { Card, StatusTag } from '../ui/content.tsx';
import type { WorkLink } from './desk.tsx';
import { PasskeyForm, TextField } from './pages.tsx';
import type { PasskeyLine } from './passkeys.ts';
import type { DeviceLine, SignedIn } from './sessions.ts';

export type AccountView = {
  /** Where she works. */
  links: readonly WorkLink[];
  who: SignedIn;
  devices: readonly DeviceLine[];
  passkeys: readonly PasskeyLine[];
  codesLeft: number;
  /** Where she is told that something waits, and what was typed that is no address. */
  notice: { address: string; isWrong: boolean };
  /** Whether she proved just now who she is; else that is asked before something is changed. */
  isFresh: boolean;
  hasPasskeys: boolean;
};

/** In the reader's words, on the clock of the server: a reader who was elsewhere sees that by the day. */
const when = (site: Site, at: Date) => new Intl.DateTimeFormat(site.language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at) + ' UTC';

function Devices({ site, view }: { site: Site; view: AccountView }): JSX.Element {
  const { t } = site;
  return (
    <section>
      <h2>{t('account.devices')}</h2>
      <p class="small">{t('account.devices-why')}</p>
      {view.devices.map((device) => (
        <Card title={device.label}>
          {device.deviceId === view.who.deviceId && (
            <p>
              <StatusTag tone="done">{t('account.this-device')}</StatusTag>
            </p>
          )}
          <p>{t(device.isSignedIn ? 'account.signed-in-here' : 'account.signed-out-here', { when: when(site, device.seenAt) })}</p>
          {device.deviceId !== view.who.deviceId && (
            <form method="post" action={site.href('/account/devices/forget')}>
              <input type="hidden" name="device" value={device.deviceId} />
              <button class="button slim" aria-label={`${t('account.forget-device')}: ${device.label}`}>
                {t('account.forget-device')}
              </button>
            </form>
          )}
        </Card>
      ))}
    </section>
  );
}

function Passkeys({ site, view }: { site: Site; view: AccountView }): JSX.Element {
  const { t } = site;
  return (
    <section>
      <h2>{t('account.passkeys')}</h2>
      <p class="small">{t('account.passkeys-why')}</p>
      {view.passkeys.map((passkey) => (
        <Card title={t('account.passkey-added', { when: when(site, passkey.addedAt) })}>
          {passkey.usedAt && <p>{t('account.passkey-used', { when: when(site, passkey.usedAt) })}</p>}
          <form method="post" action={site.href('/account/passkeys/remove')}>
            <input type="hidden" name="passkey" value={passkey.passkeyId} />
            <button class="button slim">{t('account.remove-passkey')}</button>
          </form>
        </Card>
      ))}
      {view.hasPasskeys && view.isFresh && <PasskeyForm site={site} begin="/account/passkeys/begin" finish="/account/passkeys" label={t('account.add-passkey')} />}
      {view.hasPasskeys && !view.isFresh && (
        <p>
          <a href={site.href('/account/confirm')}>{t('account.confirm-first')}</a>
        </p>
      )}
    </section>
  );
}

function Notice({ site, view }: { site: Site; view: AccountView }): JSX.Element {
  const { t } = site;
  return (
    <section>
      <h2>{t('account.notice')}</h2>
      <form method="post" action={site.href('/account/notice')}>
        <TextField name="address" label={t('account.notice-address')} hint={t('account.notice-why')} type="text" complete="email" value={view.notice.address} />
        {view.notice.isWrong && <p role="alert">{t('account.notice-wrong')}</p>}
        <button class="button slim">{t('account.notice-keep')}</button>
      </form>
    </section>
  );
}

export function AccountPage({ site, view }: { site: Site; view: AccountView }): JSX.Element {
  const { t } = site;
  return (
    <>
      <h1>{t('account.title')}</h1>
      <p>{t('sign-in.you-are', { name: view.who.name })}</p>
      {view.links.length > 0 && (
        <p class="actions">
          {view.links.map((link) => (
            <a class="button primary" href={site.href(link.path)}>
              {t(link.label)}
            </a>
          ))}
        </p>
      )}
      <form method="post" action={site.href('/account/sign-out')}>
        <p class="actions">
          <button class="button">{t('account.sign-out')}</button>
          <button class="button" formaction={site.href('/account/sign-out-everywhere')}>
            {t('account.sign-out-everywhere')}
          </button>
        </p>
      </form>
      <Notice site={site} view={view} />
      <Devices site={site} view={view} />
      <Passkeys site={site} view={view} />
      <p>
        <a href={site.href('/account/tokens')}>{t('tokens.title')}</a>
      </p>
      <section>
        <h2>{t('sign-in.recovery')}</h2>
        <p>{t('account.codes-left', { count: view.codesLeft })}</p>
        <form method="post" action={site.href('/account/recovery-codes')}>
          <button class="button slim">{t('account.new-codes')}</button>
        </form>
      </section>
    </>
  );
}
