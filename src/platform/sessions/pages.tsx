import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { raw } from 'hono/html';
import { renderSVG } from 'uqr';
import { Labelled, hintOf } from '#src/platform/ui/forms.tsx';
import type { Site } from '../http/site.ts';
import { Notice } from '../ui/content.tsx';
import { ErrorSummary } from '../ui/forms.tsx';
import type { PasswordObstacle } from './password.ts';
import { ProviderLinks } from './provider-pages.tsx';
import type { ProviderLine } from './providers.ts';
import type { Enrolment } from './set-up.ts';
import { base32 } from './totp.ts';

/** What did not work, as the page says it. */
export type Problem = { text: string; field?: string };

type Field = { name: string; label: string; type: 'text' | 'password'; complete: string; hint?: string; numeric?: boolean; value?: string };

export function TextField({ name, label, type, complete, hint, numeric, value }: Field): JSX.Element {
  return (
    <Labelled id={name} control={name} label={label} hint={hint}>
      <input
        id={name}
        name={name}
        type={type}
        autocomplete={complete}
        autocapitalize="none"
        spellcheck={false}
        maxlength={400}
        inputmode={numeric ? 'numeric' : undefined}
        aria-describedby={hintOf(name, hint)}
        value={value}
        required
      />
    </Labelled>
  );
}

function Problems({ site, problems }: { site: Site; problems: readonly Problem[] }): JSX.Element {
  return problems.length > 0 ? <ErrorSummary title={site.t('sign-in.problem')} errors={problems} /> : <></>;
}

/** Shown by the script of passkeys, which alone can use them. */
export function PasskeyForm({ site, begin, finish, label }: { site: Site; begin: string; finish: string; label: string }): JSX.Element {
  return (
    <form method="post" action={site.href(finish)} data-passkey={site.href(begin)} hidden>
      <input type="hidden" name="answer" />
      <p>
        <button class="button">{label}</button>
      </p>
      <p role="alert" data-failed hidden>
        {site.t('sign-in.passkey-failed')}
      </p>
    </form>
  );
}

export function SignInPage({ site, problems, hasPasskeys, providers }: { site: Site; problems: readonly Problem[]; hasPasskeys: boolean; providers: readonly ProviderLine[] }): JSX.Element {
  const { t } = site;
  return (
    <>
      <Problems site={site} problems={problems} />
      <h1>{t('sign-in.title')}</h1>
      <form method="post" action={site.href('/sign-in')}>
        <TextField name="name" label={t('sign-in.name')} type="text" complete="username" />
        <TextField name="password" label={t('sign-in.password')} type="password" complete="current-password" />
        <p>
          <button class="button primary">{t('sign-in.go-on')}</button>
        </p>
      </form>
      {hasPasskeys && <PasskeyForm site={site} begin="/sign-in/passkey/begin" finish="/sign-in/passkey" label={t('sign-in.passkey')} />}
      <ProviderLinks site={site} providers={providers} hrefOf={(code) => `/sign-in/with/${code}`} />
      <p class="small">{t('sign-in.no-account')}</p>
    </>
  );
}

/** The second step, and the same question before something grave. */
export function CodePage({ site, problems, action, title, next, children }: { site: Site; problems: readonly Problem[]; action: string; title: string; next?: string; children?: Child }): JSX.Element {
  const { t } = site;
  return (
    <>
      <Problems site={site} problems={problems} />
      <h1>{title}</h1>
      <form method="post" action={site.href(action)}>
        {next && <input type="hidden" name="next" value={next} />}
        <TextField name="code" label={t('sign-in.code')} type="text" complete="one-time-code" hint={t('sign-in.code-hint')} />
        <p>
          <button class="button primary">{t('sign-in.go-on')}</button>
        </p>
      </form>
      {children}
    </>
  );
}

type ChooseProps = { site: Site; token: string; signInName: string; obstacles: readonly PasswordObstacle[]; providers: readonly ProviderLine[] };

export function ChoosePasswordPage({ site, token, signInName, obstacles, providers }: ChooseProps): JSX.Element {
  const { t } = site;
  return (
    <>
      <Problems site={site} problems={obstacles.map((obstacle) => ({ text: t(`sign-in.password-${obstacle}`), field: 'password' }))} />
      <h1>{t('sign-in.choose-password')}</h1>
      <form method="post" action={site.href('/sign-in/set-up')}>
        <input type="hidden" name="token" value={token} />
        <p>{t('sign-in.you-are', { name: signInName })}</p>
        <input type="hidden" name="username" autocomplete="username" value={signInName} />
        <TextField name="password" label={t('sign-in.password')} type="password" complete="new-password" hint={t('sign-in.password-hint')} />
        <p>
          <button class="button primary">{t('sign-in.go-on')}</button>
        </p>
      </form>
      <ProviderLinks site={site} providers={providers} hrefOf={(code) => `/sign-in/set-up/${token}/with/${code}`} isForSetUp />
    </>
  );
}

export function AuthenticatorPage({ site, token, enrolment, problems }: { site: Site; token: string; enrolment: Enrolment; problems: readonly Problem[] }): JSX.Element {
  const { t } = site;
  const secret = (base32(enrolment.secret).match(/.{1,4}/g) ?? []).join(' ');
  return (
    <>
      <Problems site={site} problems={problems} />
      <h1>{t('sign-in.authenticator')}</h1>
      <p>{t('sign-in.authenticator-how')}</p>
      <div class="code-picture" role="img" aria-label={t('sign-in.qr')}>
        {raw(renderSVG(enrolment.address, { border: 4 }))}
      </div>
      <p>
        {t('sign-in.secret')} <code class="wrap">{secret}</code>
      </p>
      <form method="post" action={site.href('/sign-in/set-up/code')}>
        <input type="hidden" name="token" value={token} />
        <TextField name="code" label={t('sign-in.code')} type="text" complete="one-time-code" numeric />
        <p>
          <button class="button primary">{t('sign-in.go-on')}</button>
        </p>
      </form>
    </>
  );
}

export function RecoveryCodesPage({ site, codes }: { site: Site; codes: readonly string[] }): JSX.Element {
  const { t } = site;
  return (
    <>
      <h1>{t('sign-in.recovery')}</h1>
      <Notice tone="consult">
        <p>{t('sign-in.recovery-how')}</p>
      </Notice>
      <ul class="codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        <a class="button primary" href={site.href('/account')}>
          {t('sign-in.recovery-kept')}
        </a>
      </p>
    </>
  );
}

/** One plain thing to say, with one way on. */
export function PlainPage({ site, title, text, to, label }: { site: Site; title: string; text: string; to: string; label: string }): JSX.Element {
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      <p>
        <a href={site.href(to)}>{label}</a>
      </p>
    </>
  );
}
