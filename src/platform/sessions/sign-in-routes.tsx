import { Hono } from 'hono';
import { fieldsOf, keepSession, readAnswer, show, waitFirst, type DeskContext, type DeskEnv, type DeskNeeds } from './desk.tsx';
import { atDoor } from './door.ts';
import { listProviders } from './providers.ts';
import { AuthenticatorPage, ChoosePasswordPage, CodePage, PlainPage, RecoveryCodesPage, SignInPage, type Problem } from './pages.tsx';
import { askForPasskey, signInWithPasskey } from './passkeys.ts';
import { choosePassword, finishSetUp, openSetUpLink, providersOfLink } from './set-up.ts';
import { answerCode, answerPassword } from './sign-in.ts';

export function signInRoutes(needs: DeskNeeds): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();

  const signInPage = async (c: DeskContext, problems: readonly Problem[] = [], status: 200 | 401 | 429 = 200) => {
    const providers = await atDoor(c.get('door'), listProviders);
    return show(c, needs, { title: t('sign-in.title'), path: '/sign-in', status, body: <SignInPage site={site} problems={problems} hasPasskeys={c.get('passkeys') !== null} providers={providers} /> });
  };
  const codePage = (c: DeskContext, problems: readonly Problem[] = [], status: 200 | 401 | 429 = 200) =>
    show(c, needs, { title: t('sign-in.code-title'), path: '/sign-in/code', status, body: <CodePage site={site} problems={problems} action="/sign-in/code" title={t('sign-in.code-title')} /> });

  routes.get('/sign-in', (c) => signInPage(c));
  routes.post('/sign-in', async (c) => {
    const field = await fieldsOf(c);
    const answer = await answerPassword(c.get('door'), { signInName: field('name'), password: field('password') }, c.get('from'));
    if (answer.outcome === 'wait') return signInPage(c, waitFirst(c, needs, answer.seconds), 429);
    if (answer.outcome === 'refused') return signInPage(c, [{ text: t('sign-in.refused'), field: 'name' }], 401);
    c.get('cookies').write(c, 'step', answer.token);
    return c.redirect(site.href('/sign-in/code'), 303);
  });
  routes.get('/sign-in/code', (c) => codePage(c));
  routes.post('/sign-in/code', async (c) => {
    const field = await fieldsOf(c);
    const answer = await answerCode(c.get('door'), { token: c.get('cookies').read(c, 'step') ?? '', code: field('code') }, c.get('from'));
    if (answer.outcome === 'wait') return codePage(c, waitFirst(c, needs, answer.seconds), 429);
    if (answer.outcome === 'again') return signInPage(c, [{ text: t('sign-in.from-the-start'), field: 'name' }], 401);
    if (answer.outcome === 'refused') return codePage(c, [{ text: t('sign-in.code-refused'), field: 'code' }], 401);
    keepSession(c, answer.session);
    return c.redirect(site.href('/account'), 303);
  });
  routes.post('/sign-in/passkey/begin', async (c) => {
    const passkeys = c.get('passkeys');
    if (!passkeys) return c.json({}, 404);
    const question = await askForPasskey(c.get('door'), passkeys);
    c.get('cookies').write(c, 'step', question.token);
    c.header('cache-control', 'no-store');
    return c.json({ answer: question.options });
  });
  routes.post('/sign-in/passkey', async (c) => {
    const passkeys = c.get('passkeys');
    const answer = readAnswer<Parameters<typeof signInWithPasskey>[1]['answer']>((await fieldsOf(c))('answer'));
    const given = answer && { token: c.get('cookies').read(c, 'step') ?? '', answer };
    const session = passkeys && given && (await signInWithPasskey(c.get('door'), given, passkeys, c.get('from')));
    if (!session) return signInPage(c, [{ text: t('sign-in.passkey-failed') }], 401);
    keepSession(c, session);
    return c.redirect(site.href('/account'), 303);
  });
  return routes;
}

/** How somebody who was invited, or who lost everything, sets up how she signs in. */
export function setUpRoutes(needs: DeskNeeds): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  const path = (token: string) => `/sign-in/set-up/${token}`;

  const gone = (c: DeskContext) =>
    show(c, needs, {
      title: t('sign-in.title'),
      path: '/sign-in',
      status: 404,
      body: <PlainPage site={site} title={t('sign-in.title')} text={t('sign-in.link-gone')} to="/sign-in" label={t('sign-in.again')} />,
    });

  routes.get('/sign-in/set-up/:token', async (c) => {
    const token = c.req.param('token');
    const signInName = await openSetUpLink(c.get('door'), token);
    if (signInName === null) return gone(c);
    const providers = await providersOfLink(c.get('door'), token);
    return show(c, needs, { title: t('sign-in.title'), path: path(token), body: <ChoosePasswordPage site={site} token={token} signInName={signInName} obstacles={[]} providers={providers} /> });
  });
  routes.post('/sign-in/set-up', async (c) => {
    const field = await fieldsOf(c);
    const token = field('token');
    const answer = await choosePassword(c.get('door'), { token, password: field('password') });
    const signInName = answer.outcome === 'obstacles' ? await openSetUpLink(c.get('door'), token) : null;
    if (answer.outcome === 'chosen') {
      return show(c, needs, { title: t('sign-in.title'), path: path(token), body: <AuthenticatorPage site={site} token={token} enrolment={answer} problems={[]} /> });
    }
    if (answer.outcome === 'gone' || signInName === null) return gone(c);
    const body = <ChoosePasswordPage site={site} token={token} signInName={signInName} obstacles={answer.obstacles} providers={await providersOfLink(c.get('door'), token)} />;
    return show(c, needs, { title: t('sign-in.title'), path: path(token), status: 422, body });
  });
  routes.post('/sign-in/set-up/code', async (c) => {
    const field = await fieldsOf(c);
    const token = field('token');
    const answer = await finishSetUp(c.get('door'), { token, code: field('code') }, c.get('from'));
    if (answer.outcome === 'gone') return gone(c);
    if (answer.outcome === 'refused') {
      const problems = [{ text: t('sign-in.code-refused'), field: 'code' }];
      return show(c, needs, { title: t('sign-in.title'), path: path(token), status: 401, body: <AuthenticatorPage site={site} token={token} enrolment={answer} problems={problems} /> });
    }
    keepSession(c, answer.session);
    return show(c, needs, { title: t('sign-in.recovery'), path: '/account', body: <RecoveryCodesPage site={site} codes={answer.recoveryCodes} /> });
  });
  return routes;
}
