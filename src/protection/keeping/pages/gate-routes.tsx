import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { typedFrom, valuesFrom } from '#src/files/pages/doings.ts';
import { Fields, type Field } from '#src/files/pages/forms.tsx';
import type { ErrorPages } from '#src/platform/http/errors.tsx';
import { readForm } from '#src/platform/http/form.ts';
import { sendPage } from '#src/platform/http/site.ts';
import { ErrorSummary } from '#src/platform/ui/forms.tsx';
import { Page } from '#src/platform/ui/page.tsx';
import { HOME_COUNTRY } from '#src/recognition/home-country.ts';
import { releaseHeader } from '../model/kinds.ts';
import { releaseObstacles } from '../model/release.ts';
import { CLAIM, claimFrom, CUSTODY, QUESTIONS } from './release-doings.ts';
import { SheetCard, type Sheet, type SheetNeeds } from './sheet.tsx';

const LARGEST_FORM = 16 * 1024;
const COUNTRY: Field = { kind: 'choice', name: 'country', label: 'keep.country', list: 'country', values: COUNTRIES };
const FIELDS: readonly Field[] = [CLAIM, ...QUESTIONS, COUNTRY, ...CUSTODY];

const asked = releaseHeader.omit({ release: true });

type Shown = { needs: SheetNeeds; typed: Readonly<Record<string, string>>; sheet: Sheet | null; isWrong: boolean };

function GatePage({ needs, typed, sheet, isWrong }: Shown): JSX.Element {
  const { site } = needs;
  const { t } = site;
  return (
    <>
      {isWrong && <ErrorSummary title={t('keep.gate-wrong')} errors={[{ text: t('keep.gate-wrong-text') }]} />}
      <h1>{t('keep.gate')}</h1>
      <p>{t('keep.gate-text')}</p>
      {sheet && <SheetCard needs={needs} sheet={sheet} />}
      <form method="post" action={site.href('/release')} class="screen-only">
        <Fields site={site} fields={FIELDS} typed={typed} agencies={[]} prefix="gate." />
        <p>
          <button class="button primary">{t('keep.gate-look')}</button>
        </p>
        <p class="small">{t('keep.gate-forgotten')}</p>
      </form>
    </>
  );
}

/**
 * The release gate without an account: an officer at a desk answers, reads what is missing and where the child can go, and
 * prints it. Nothing is kept, and nobody is named.
 */
export function gateRoutes(needs: SheetNeeds & { errors: ErrorPages }): Hono {
  const { site, errors } = needs;
  const { t } = site;
  const routes = new Hono();
  const fresh = { country: HOME_COUNTRY[site.language] };

  routes.get('/release', (c) =>
    sendPage(
      c,
      <Page page={site.page(c, '/release')} title={t('keep.gate')}>
        <GatePage needs={needs} typed={fresh} sheet={null} isWrong={false} />
      </Page>,
    ),
  );

  routes.post('/release', bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => errors.send(c, 413) }), async (c) => {
    const sent = await readForm(c);
    const values = valuesFrom('gate', (name) => sent.find(([key]) => key === name)?.[1] ?? '');
    const typed = typedFrom(FIELDS, values);
    const country = COUNTRIES.find((one) => one === values.get('country'));
    const parsed = asked.safeParse(claimFrom(values));
    const sheet = parsed.success && country ? { ...parsed.data, country, obstacles: releaseObstacles({ answers: parsed.data.answers, hasFamilySign: false, isMissing: false }) } : null;
    return sendPage(
      c,
      <Page page={site.page(c, '/release')} title={t('keep.gate')} noIndex>
        <GatePage needs={needs} typed={typed} sheet={sheet} isWrong={sheet === null} />
      </Page>,
      sheet ? 200 : 422,
    );
  });
  routes.all('/release', (c) => errors.send(c, 405));
  return routes;
}
