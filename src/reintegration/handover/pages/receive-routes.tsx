import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Hono } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { careCoordinator, guardian, youthProtection } from '#src/files/roles.ts';
import type { Member, MemberFor } from '#src/files/pages/member.ts';
import { day, shortNumber } from '#src/files/pages/shown.ts';
import { bringsFiles } from '#src/platform/attachments/receive.ts';
import { MultipartRefused, readMultipart } from '#src/platform/attachments/multipart.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import { fingerprint, type KnownNode } from '#src/platform/nodes/card.ts';
import { MOST_PACKAGE_BYTES } from '#src/platform/packages/receive.ts';
import { notReady, show, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import { lookAtFile } from '#src/files/actions/read-actions.ts';
import { AT as FOLLOWING_AT } from '../../following/pages/doings.ts';
import { seeNodes } from '../actions/receive-actions.ts';
import { takeIn, type TakenIn } from '../package/take-in.ts';
import type { HandoverRoutesNeeds } from './desk.ts';

const RECEIVERS = [youthProtection, guardian, careCoordinator];
/** The form around the package. */
const FORM_BYTES = 64 * 1024;

type Props = { site: Site; nodes: readonly KnownNode[]; problem: string | null; there: string | null };

function ReceivePage({ site, nodes, problem, there }: Props): JSX.Element {
  const { t } = site;
  return (
    <>
      {problem && <ErrorSummary title={t('handover.receive.refused')} errors={[{ text: problem, field: 'package' }]} />}
      <h1>{t('handover.receive.title')}</h1>
      {there && (
        <p>
          <a href={site.href(`/files/${there}/handover`)}>{t('handover.receive.there', { number: shortNumber(there) })}</a>
        </p>
      )}
      <p>{t('handover.receive.text')}</p>
      <form method="post" action={site.href('/handovers')} enctype="multipart/form-data" id="do-receive">
        <p class="field" id="package-field">
          <label for="package">{t('handover.receive.package')}</label>
          <input id="package" type="file" name="package" accept=".keerpunt" />
        </p>
        <p>
          <button class="button primary">{t('handover.receive.take')}</button>
        </p>
      </form>
      <h2>{t('handover.receive.nodes')}</h2>
      {nodes.length === 0 ? (
        <p>{t('handover.sharing.no-nodes')}</p>
      ) : (
        <ul>
          {nodes.map((node) => (
            <li>
              {node.name} · <span class="small">{t('handover.receive.fingerprint', { fingerprint: fingerprint(node) })}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The package as it comes, still sealed, in a folder of its own that goes when it was read. Null where none came. */
async function saveTo(path: string, c: DeskContext): Promise<boolean> {
  let came = false;
  const { contentType, body } = { contentType: c.req.header('content-type') ?? '', body: c.req.raw.body };
  if (!body) return false;
  await readMultipart({
    contentType,
    body,
    mostFiles: 1,
    mostBytes: MOST_PACKAGE_BYTES + FORM_BYTES,
    async onFile({ name, source }) {
      if (name === '') return;
      came = true;
      await pipeline(Readable.from(source), createWriteStream(path, { mode: 0o600, flags: 'wx' }));
    },
  });
  return came;
}

/** Taking in what another installation sealed for this one. */
export function receiveRoutes(needs: HandoverRoutesNeeds, memberFor: MemberFor): Hono<DeskEnv> {
  const { site } = needs;
  const { t } = site;
  const routes = new Hono<DeskEnv>();

  async function receiver(c: DeskContext): Promise<Member | Response> {
    const member = await memberFor(c);
    if (member instanceof Response || RECEIVERS.some((role) => member.roles.includes(role.name))) return member;
    return needs.errors.send(c, 404);
  }
  async function nodesFor(member: Member): Promise<readonly KnownNode[]> {
    const answer = await member.perform(seeNodes, member.actor, {});
    return answer.done ? answer.value : [];
  }
  type Shown = { problem?: string; there?: string | null; status?: 200 | 409 | 413 | 422 };
  const page = async (c: DeskContext, member: Member, { problem, there = null, status = 200 }: Shown = {}) =>
    show(c, needs, { title: t('handover.receive.title'), path: '/handovers', body: <ReceivePage site={site} nodes={await nodesFor(member)} problem={problem ?? null} there={there} />, status });

  const textFor = (code: string): string => {
    const key = [`handover.refused.${code}`, `handover.problem.${code}`, `file.problem.${code}`].find((k) => site.messages[k] !== undefined) ?? 'file.problem';
    return t(key as MessageKey);
  };

  async function told(c: DeskContext, member: Member, taken: TakenIn): Promise<Response> {
    if ('opened' in taken) return c.redirect(site.href(`/files/${taken.opened}/handover`), 303);
    if ('answered' in taken) return c.redirect(site.href(`/files/${taken.answered}/${FOLLOWING_AT}`), 303);
    if ('refused' in taken) return page(c, member, { problem: textFor(taken.refused), status: taken.refused === 'too-large' ? 413 : 422 });
    const { answer, file } = taken;
    const code = answer.because === 'obstacles' ? answer.obstacles[0].code : answer.because;
    const isSeen = (await member.perform(lookAtFile, member.actor, { file })).done;
    return page(c, member, { problem: textFor(code), there: code === 'taken-in-already' && isSeen ? file : null, status: code === 'taken-in-already' ? 409 : 422 });
  }

  routes.get('/handovers', async (c) => {
    const member = await receiver(c);
    return member instanceof Response ? member : page(c, member);
  });

  routes.post('/handovers', async (c) => {
    const member = await receiver(c);
    if (member instanceof Response) return member;
    const ground = needs.ground();
    if (!ground) return notReady(c, needs);
    if (!bringsFiles(c.req.header('content-type'))) return needs.errors.send(c, 404);
    // What says how long it is need not be read to be refused.
    if (Number(c.req.header('content-length') ?? 0) > MOST_PACKAGE_BYTES + FORM_BYTES) return page(c, member, { problem: textFor('too-large'), status: 413 });
    const folder = mkdtempSync(join(tmpdir(), 'keerpunt-package-'));
    try {
      const path = join(folder, 'package');
      if (!(await saveTo(path, c))) return page(c, member, { problem: t('handover.receive.none'), status: 422 });
      const taken = await takeIn(path, { ground, perform: member.perform, actor: member.actor, ownKeys: needs.ownKeys(), nodes: await nodesFor(member), identityKey: needs.identityKey(), now: needs.now(), textOf: (node, on) => t('handover.came-from-node', { node, day: day(site, on) }) });
      return await told(c, member, taken);
    } catch (error) {
      if (error instanceof MultipartRefused) return page(c, member, { problem: textFor(error.because === 'too-large' ? 'too-large' : 'damaged'), status: error.because === 'too-large' ? 413 : 422 });
      throw error;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return routes;
}
