import type { MiddlewareHandler } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { isIdentity } from '#src/platform/action/concern.ts';
import type { Ground } from '#src/platform/action/perform.ts';
import type { Site } from '#src/platform/http/site.ts';
import { fieldsOf, show, type DeskContext, type DeskEnv, type DeskNeeds } from '#src/platform/sessions/desk.tsx';
import { Notice } from '#src/platform/ui/content.tsx';
import { ErrorSummary, HiddenFields, Radios } from '#src/platform/ui/forms.tsx';
import { comeIn, explainLook, type WayIn } from './way-in-actions.ts';
import { LOOK_REASONS, MANY_FILES, NIGHT_BEGINS, NIGHT_ENDS, type Unusual } from '../model/unusual.ts';
import type { Member, MemberFor } from '../pages/member.ts';
import { shortNumber, word } from '../pages/shown.ts';

/** What the gate found for this request: for the pages behind it. */
const found = new WeakMap<Request, WayIn>();
export const wayInOf = (c: DeskContext): WayIn | null => found.get(c.req.raw) ?? null;

type AskProps = { site: Site; file: string; page: string; unusual: readonly Unusual[]; isMissing: boolean };

/** Says by which rule it asks, and nothing of what is in the file. */
function WayInPage({ site, file, page, unusual, isMissing }: AskProps): JSX.Element {
  const { t } = site;
  return (
    <>
      {isMissing && <ErrorSummary title={t('file.not-shown')} errors={[{ text: t('file.way-in.missing'), field: 'because' }]} />}
      <h1>{t('file.title', { number: shortNumber(file) })}</h1>
      <Notice tone="consult">
        <ul>
          {unusual.map((one) => (
            <li>{t(`file.unusual.${one}`, { count: MANY_FILES, from: NIGHT_BEGINS, until: NIGHT_ENDS })}</li>
          ))}
        </ul>
      </Notice>
      <p>{t('file.way-in.seen')}</p>
      <form method="post" action={site.href(`/files/${file}/way-in`)}>
        <HiddenFields fields={[['page', page]]} />
        <Radios name="because" legend={t('file.way-in.why')} choices={LOOK_REASONS.map((value) => ({ value, label: word(t, 'look-reason', value) }))} />
        <p>
          <button class="button primary">{t('file.way-in.go-on')}</button>
        </p>
      </form>
      <p>
        <a href={site.href('/files')}>{t('file.to-list')}</a>
      </p>
    </>
  );
}

/** What these pages need. */
export type FindingNeeds = DeskNeeds & { ground: () => Ground | null; now: () => Date };

/** A page, or one thing on it, as a paper is. */
const PAGE = /^[a-z-]{0,40}(?:\/[0-9a-f-]{36})?$/;
const pageIn = (path: string, file: string): string => {
  const rest = path.slice(path.indexOf(file) + file.length + 1);
  return PAGE.test(rest) ? rest : '';
};

const comingTo = (needs: FindingNeeds, member: Member, file: string) => ({ file, at: needs.now().toISOString(), roles: [...member.roles] });

/** Before every page about a file: an unusual look is asked for its reason first. What was typed into a form is never held up by the hour. */
export function wayIn(needs: FindingNeeds, memberFor: MemberFor): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    const file = c.req.param('file') ?? '';
    if (!isIdentity(file) || c.req.path.endsWith('/way-in')) return next();
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const answer = await member.perform(comeIn, member.actor, comingTo(needs, member, file));
    // What is not there is said by the page itself.
    if (!answer.done) return next();
    const { unusual } = answer.value;
    if (unusual.length > 0 && (c.req.method !== 'POST' || unusual.includes('first'))) {
      const page = c.req.method === 'POST' ? '' : pageIn(c.req.path, file);
      return ask(c, needs, { file, page, unusual, isMissing: false });
    }
    found.set(c.req.raw, answer.value);
    return next();
  };
}

function ask(c: DeskContext, needs: FindingNeeds, asked: Omit<AskProps, 'site'>): Promise<Response> {
  const { site } = needs;
  const body = <WayInPage site={site} {...asked} />;
  return show(c, needs, { title: site.t('file.title', { number: shortNumber(asked.file) }), path: '/files', body, status: asked.isMissing ? 422 : 200 });
}

/** Whoever said why goes on to the page she came for. */
export async function sayWhy(c: DeskContext, needs: FindingNeeds, member: Member): Promise<Response> {
  const file = c.req.param('file') ?? '';
  const field = await fieldsOf(c);
  const page = PAGE.test(field('page')) ? field('page') : '';
  const answer = await member.perform(explainLook, member.actor, { ...comingTo(needs, member, file), because: field('because') });
  if (answer.done) return c.redirect(needs.site.href(`/files/${file}${page === '' ? '' : `/${page}`}`), 303);
  if (answer.because !== 'invalid' || !isIdentity(file)) return needs.errors.send(c, 404);
  const known = await member.perform(comeIn, member.actor, comingTo(needs, member, file));
  if (!known.done) return needs.errors.send(c, 404);
  return ask(c, needs, { file, page, unusual: known.value.unusual, isMissing: true });
}
