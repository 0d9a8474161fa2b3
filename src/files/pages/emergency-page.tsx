import type { Hono } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Answer } from '#src/platform/action/action.ts';
import type { Site } from '#src/platform/http/site.ts';
import { fieldsOf, show, type DeskContext, type DeskEnv, type DeskNeeds } from '#src/platform/sessions/desk.tsx';
import { Notice } from '#src/platform/ui/content.tsx';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import { BREAK_GLASS } from '../actions/party-actions.ts';
import { EMERGENCY_REASONS, EMERGENCY_SECTIONS } from '../model/vocabulary.ts';
import { dutyDesk } from '../roles.ts';
import { typedFrom, valuesFrom, type Values } from './doings.ts';
import { Fields, type Field, type Typed } from './forms.tsx';
import type { Member } from './member.ts';
import { problemsIn, statusFor } from './problems.ts';
import type { Problem } from './view.ts';

const FORM = 'emergency';

/** The reason comes first: whoever has none does not get as far as a number. */
const FIELDS: readonly Field[] = [
  { kind: 'choice', name: 'because', label: 'file.emergency-because', list: 'emergency', values: EMERGENCY_REASONS, orNone: 'file.duty.choose' },
  { kind: 'choice', name: 'section', label: 'file.section-label', list: 'section', values: EMERGENCY_SECTIONS, orNone: 'file.duty.choose' },
  { kind: 'line', name: 'file', label: 'file.duty.number', hint: 'file.duty.number-hint' },
];

export const isAtDutyDesk = ({ roles }: Pick<Member, 'roles'>): boolean => roles.includes(dutyDesk.name);

/** As somebody types it who hears it over the telephone: in capitals, with spaces. */
const numberFrom = (typed: string): string => typed.replaceAll(/\s/g, '').toLowerCase();

type EmergencyView = { typed: Typed; problems: readonly Problem[] };

function EmergencyPage({ site, view }: { site: Site; view: EmergencyView }): JSX.Element {
  const { t } = site;
  return (
    <>
      {view.problems.length > 0 && <ErrorSummary title={t('file.problem')} errors={view.problems} />}
      <p>
        <a href={site.href('/files')}>{t('file.to-list')}</a>
      </p>
      <h1>{t('file.do.emergency')}</h1>
      <Notice tone="act">
        <p>{t('file.duty.lead')}</p>
      </Notice>
      <p>{t('file.duty.never')}</p>
      <form method="post" action={site.href('/files/emergency')}>
        <Fields site={site} prefix={`${FORM}.`} fields={FIELDS} typed={view.typed} agencies={[]} />
        <p>
          <button class="button primary">{t('file.duty.look')}</button>
        </p>
      </form>
    </>
  );
}

type Section = (typeof EMERGENCY_SECTIONS)[number];
const sectionIn = (v: Values): Section | undefined => EMERGENCY_SECTIONS.find((one) => one === v.get('section'));
const nothingChosen: Answer<never> = { done: false, because: 'invalid', problems: [{ path: 'section', code: 'invalid_value' }] };

/** Where somebody is led who is in, now or since before. */
const addressOf = (file: string, section: Section): string => `/files/${file}${section === 'chronology' ? '' : `/${section}`}`;

type EmergencyNeeds = DeskNeeds & { memberFor: (c: DeskContext) => Promise<Member | Response> };

/** The page of the duty desk, which is at no table: it knows the number of a file from whoever rings. Registered before the pages of a file. */
export function emergencyRoutes(routes: Hono<DeskEnv>, needs: EmergencyNeeds): void {
  const { site, memberFor } = needs;
  const page = (c: DeskContext, view: EmergencyView, status: 200 | 403 | 404 | 409 | 422 = 200) => show(c, needs, { title: site.t('file.do.emergency'), path: '/files', body: <EmergencyPage site={site} view={view} />, status });

  routes.get('/files/emergency', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    return isAtDutyDesk(member) ? page(c, { typed: {}, problems: [] }) : needs.errors.send(c, 404);
  });

  routes.post('/files/emergency', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    if (!isAtDutyDesk(member)) return needs.errors.send(c, 404);
    const v = valuesFrom(FORM, await fieldsOf(c));
    const [file, section] = [numberFrom(v.get('file')), sectionIn(v)];
    const answer = section ? await member.perform(BREAK_GLASS[section], member.actor, { file, because: v.get('because') }) : nothingChosen;
    const isIn = answer.done || (answer.because === 'obstacles' && answer.obstacles[0].code === 'is-there-already');
    if (section && isIn) return c.redirect(site.href(addressOf(file, section)), 303);
    if (answer.done) throw new TypeError('in a section that was not chosen');
    return page(c, { typed: typedFrom(FIELDS, v), problems: problemsIn(site, answer, FORM, FIELDS) }, statusFor(answer));
  });
}
