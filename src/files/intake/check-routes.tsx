import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { performOn } from '#src/platform/action/perform.ts';
import { enter, fieldsOf, notReady, show, whoComes, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { openFileWith } from '../actions/bring-actions.ts';
import { typedFrom, valuesFrom } from '../pages/doings.ts';
import { memberIn, type FileNeeds, type Member } from '../pages/member.ts';
import { problemsIn, statusFor } from '../pages/problems.ts';
import { CHECK_FILE_FIELDS, FileFromCheckPage, NoAccountPage, NoCheckPage } from './check-page.tsx';
import { fileFromCheck, type ReadCheck } from './from-check.ts';
import { openOnce } from './open-once.ts';

/** The answers of a check are some four kilobytes; beside them one long text. */
const LARGEST_FORM = 256 * 1024;
const PATH = '/files/from-check';
const OPENERS: ReadonlySet<string> = new Set(openFileWith.allow.map((grant) => grant.role.name));

export type CheckNeeds = FileNeeds & { readCheck: ReadCheck };

/** Opens a file with the answers of a check. They come with the form and stand in no address; whoever has no account reports instead. */
export function mountCheck(routes: Hono<DeskEnv>, needs: CheckNeeds): void {
  const { site, now } = needs;
  const { t } = site;
  const page = (c: DeskContext, body: ReturnType<typeof NoCheckPage>, status: 200 | 403 | 404 | 409 | 422 = 200) => show(c, needs, { title: t('intake.from-check'), path: '/check', body, status });

  /** Whoever may open a file here; null for everybody else, with an account or without. */
  async function openerIn(c: DeskContext): Promise<Member | null | 'not-ready'> {
    const who = await whoComes(c);
    if (!who) return null;
    c.set('who', who);
    const member = await memberIn(c, needs);
    return member === null || member === 'not-ready' || member.roles.some((role) => OPENERS.has(role)) ? member : null;
  }

  // Whoever opens the address by itself begins where answers are given.
  routes.get(PATH, (c) => c.redirect(site.href('/check'), 303));
  routes.post(PATH, bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => needs.errors.send(c, 413) }), enter(needs), async (c) => {
    const field = await fieldsOf(c);
    const written = field('check');
    const check = needs.readCheck(written, now());
    if (!check?.isChild) return page(c, <NoCheckPage site={site} isAdult={check !== null} />, 422);
    const member = await openerIn(c);
    if (member === 'not-ready') return notReady(c, needs);
    if (!member) return page(c, <NoAccountPage site={site} written={written} />);
    if (field('go') !== 'open') return page(c, <FileFromCheckPage site={site} view={{ written, check, typed: {}, problems: [], file: randomUUID(), id: randomUUID(), fact: randomUUID() }} />);
    const ground = needs.ground();
    if (!ground) return notReady(c, needs);
    const [v, file, fact] = [valuesFrom('new', field), field('file'), field('fact')];
    const answer = await openOnce(performOn(ground), member.actor, fileFromCheck(t, check, v, { file, fact, today: now().toISOString().slice(0, 10) }));
    if (answer.done) return c.redirect(site.href(`/files/${file}`), 303);
    const again = { written, check, typed: typedFrom(CHECK_FILE_FIELDS, v), problems: problemsIn(site, answer, 'new', CHECK_FILE_FIELDS), file, id: v.id, fact };
    return page(c, <FileFromCheckPage site={site} view={again} />, statusFor(answer));
  });
}
