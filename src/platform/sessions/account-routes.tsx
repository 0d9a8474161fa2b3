import { Hono } from 'hono';
import { pathWithin } from '../http/addresses.ts';
import { AccountPage } from './account-page.tsx';
import { fieldsOf, fresh, readAnswer, show, signedIn, type DeskContext, type DeskEnv, type DeskNeeds } from './desk.tsx';
import { keepNoticeAddress, noticeAddress } from '../mail/addresses.ts';
import { atDoor } from './door.ts';
import { CodePage, PasskeyForm, RecoveryCodesPage, type Problem } from './pages.tsx';
import { addPasskey, askToAddPasskey, confirmWithPasskey, listPasskeys, removePasskey } from './passkeys.ts';
import { providerAccountRoutes } from './provider-routes.tsx';
import { hasOwnWayIn, listLinks } from './providers.ts';
import { recoveryCodesLeft, replaceRecoveryCodes } from './recovery.ts';
import { forgetDevice, listDevices, signOut, signOutEverywhere, type SignedIn } from './sessions.ts';
import { confirmWithCode } from './sign-in.ts';
import { isFresh } from './times.ts';

/** The places where somebody works, by the roles that hold. */
const linksFor = ({ links }: DeskNeeds, { memberships }: SignedIn) => links.filter(({ roles }) => memberships.some((m) => roles.includes(m.role)));

async function accountPage(c: DeskContext, needs: DeskNeeds, typed?: string): Promise<Response> {
  const { site } = needs;
  const [who, door] = [c.get('who'), c.get('door')];
  const kept = await atDoor(door, async (tx, now) => ({
    devices: await listDevices(tx, who.personId, now),
    passkeys: await listPasskeys(tx, who.personId),
    providers: await listLinks(tx, who.personId),
    hasOwnWayIn: await hasOwnWayIn(tx, who.personId),
    codesLeft: await recoveryCodesLeft(tx, who.personId),
    isFresh: isFresh(who, now),
    notice: { address: typed ?? (await noticeAddress(tx, who.personId)), isWrong: typed !== undefined },
  }));
  const body = <AccountPage site={site} view={{ ...kept, who, links: linksFor(needs, who), hasPasskeys: c.get('passkeys') !== null }} />;
  return show(c, needs, { title: site.t('account.title'), path: '/account', body, status: typed === undefined ? 200 : 422 });
}

/** One's own account: where one is signed in, what one signs in with, and the way out. */
export function accountRoutes(needs: DeskNeeds): Hono<DeskEnv> {
  const { site } = needs;
  const routes = new Hono<DeskEnv>();
  const back = (c: DeskContext) => c.redirect(site.href('/account'), 303);
  const leave = (c: DeskContext) => {
    c.get('cookies').drop(c, 'session');
    return c.redirect(site.href('/sign-in'), 303);
  };
  routes.use('/account', signedIn(needs));
  routes.use('/account/*', signedIn(needs));
  routes.get('/account', (c) => accountPage(c, needs));
  routes.post('/account/sign-out', async (c) => {
    await signOut(c.get('door'), c.get('who').sessionId);
    return leave(c);
  });
  routes.post('/account/sign-out-everywhere', async (c) => {
    await signOutEverywhere(c.get('door'), c.get('who').personId);
    return leave(c);
  });
  routes.post('/account/notice', async (c) => {
    const typed = (await fieldsOf(c))('address');
    const isKept = await atDoor(c.get('door'), (tx) => keepNoticeAddress(tx, c.get('who').personId, typed, site.language));
    return isKept ? back(c) : accountPage(c, needs, typed);
  });
  routes.post('/account/devices/forget', async (c) => {
    const device = (await fieldsOf(c))('device');
    // Anything else than an id would be a fault of the database instead of nothing.
    if (/^[0-9a-f-]{36}$/.test(device)) await forgetDevice(c.get('door'), c.get('who').personId, device);
    return back(c);
  });
  routes.post('/account/recovery-codes', fresh(needs), async (c) => {
    const codes = await atDoor(c.get('door'), (tx) => replaceRecoveryCodes(tx, c.get('door').key, c.get('who').personId));
    return show(c, needs, { title: site.t('sign-in.recovery'), path: '/account', body: <RecoveryCodesPage site={site} codes={codes} /> });
  });
  routes.post('/account/passkeys/begin', fresh(needs), async (c) => {
    const passkeys = c.get('passkeys');
    if (!passkeys) return c.json({}, 404);
    const question = await askToAddPasskey(c.get('door'), c.get('who'), passkeys);
    c.get('cookies').write(c, 'step', question.token);
    c.header('cache-control', 'no-store');
    return c.json({ add: question.options });
  });
  routes.post('/account/passkeys', fresh(needs), async (c) => {
    const passkeys = c.get('passkeys');
    const answer = readAnswer<Parameters<typeof addPasskey>[2]['answer']>((await fieldsOf(c))('answer'));
    const token = c.get('cookies').read(c, 'step') ?? '';
    if (passkeys && answer) await addPasskey(c.get('door'), c.get('who'), { token, answer }, passkeys);
    c.get('cookies').drop(c, 'step');
    return back(c);
  });
  routes.post('/account/passkeys/remove', fresh(needs), async (c) => {
    await removePasskey(c.get('door'), c.get('who').personId, (await fieldsOf(c))('passkey'));
    return back(c);
  });
  routes.route('/', providerAccountRoutes(needs));
  routes.route('/', confirmRoutes(needs));
  return routes;
}

/** Proving again who one is, before something grave. `next` says where to go on. */
function confirmRoutes(needs: DeskNeeds): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();
  const page = (c: DeskContext, next: string, problems: readonly Problem[] = [], status: 200 | 401 | 429 = 200) => {
    const body = (
      <CodePage site={site} problems={problems} action="/account/confirm" title={t('account.confirm')} next={next}>
        {c.get('passkeys') && <PasskeyForm site={site} begin="/sign-in/passkey/begin" finish="/account/confirm/passkey" label={t('sign-in.passkey')} />}
      </CodePage>
    );
    return show(c, needs, { title: t('account.confirm'), path: '/account/confirm', status, body });
  };
  const confirmed = (c: DeskContext, token: string, next: string) => {
    c.get('cookies').write(c, 'session', token);
    return c.redirect(site.href(pathWithin(next)), 303);
  };
  routes.get('/account/confirm', (c) => page(c, pathWithin(c.req.query('next') ?? '')));
  routes.post('/account/confirm', async (c) => {
    const field = await fieldsOf(c);
    const answer = await confirmWithCode(c.get('door'), c.get('who'), field('code'));
    if (answer.outcome === 'confirmed') return confirmed(c, answer.token, field('next'));
    if (answer.outcome === 'refused') return page(c, pathWithin(field('next')), [{ text: t('sign-in.code-refused'), field: 'code' }], 401);
    c.header('retry-after', String(answer.seconds));
    return page(c, pathWithin(field('next')), [{ text: t('sign-in.wait', { minutes: Math.ceil(answer.seconds / 60) }) }], 429);
  });
  routes.post('/account/confirm/passkey', async (c) => {
    const passkeys = c.get('passkeys');
    const answer = readAnswer<Parameters<typeof confirmWithPasskey>[2]['answer']>((await fieldsOf(c))('answer'));
    const given = answer && { token: c.get('cookies').read(c, 'step') ?? '', answer };
    const token = passkeys && given && (await confirmWithPasskey(c.get('door'), c.get('who'), given, passkeys));
    c.get('cookies').drop(c, 'step');
    return token ? confirmed(c, token, '/account') : page(c, '/account', [{ text: t('sign-in.passkey-failed') }], 401);
  });
  return routes;
}
