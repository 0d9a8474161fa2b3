import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Child } from 'hono/jsx';
import type { Rule } from '#src/knowledge/schema.ts';
import { fixedText, type BuiltFiles, type FixedText } from '#src/platform/http/assets.ts';
import type { ErrorPages } from '#src/platform/http/errors.tsx';
import { readForm } from '#src/platform/http/form.ts';
import { sendPage, type Site } from '#src/platform/http/site.ts';
import { Page } from '#src/platform/ui/page.tsx';
import type { PractiseTexts } from './browser/practise.tsx';
import { DESKS, type Desk } from './desks.ts';
import { readAttempt, type LocalExercise } from './exercise.ts';
import { DeskPage, ExercisePage, PractiseIndex, ResultPage, type PractiseView } from './pages.tsx';
import { printPages, printPath, PrintSheets } from './print-sheets.tsx';

const LARGEST_FORM = 4096;

type Needs = { site: Site; exercises: readonly LocalExercise[]; rule: Rule; files: BuiltFiles; errors: ErrorPages };

const deskOf = (value: string | undefined): Desk | null => DESKS.find((desk) => desk === value) ?? null;

/** The texts an exercise needs on the device: those of its own pages and the few it shares. */
const isForExercises = (key: string) => /^((practise|desk)\.|home\.start$|outcome\.(protect|call-expert|consult|keep-watching)$)/.test(key);

/** The exercises in one language: pages, and what a device keeps of them to work without a connection. */
export function practiseRoutes({ site, exercises, rule, files, errors }: Needs): { pages: Hono; texts: FixedText; paths: string[] } {
  const { t, language } = site;
  const base = site.href('/practise');
  const view: PractiseView = { t, language, base, exercises, rule };
  const messages = Object.fromEntries(Object.entries(site.messages).filter(([key]) => isForExercises(key)));
  const texts: PractiseTexts = { language, base, exercises, rule, messages };
  const textsFile = fixedText(`practise-${language}`, 'json', 'application/json; charset=utf-8', JSON.stringify(texts));
  const script = files.of('src/website/practise/browser/practise.tsx');
  const routes = new Hono();
  const paths = [
    '/practise',
    ...DESKS.map((desk) => `/practise/desk/${desk}`),
    ...exercises.map((e) => `/practise/${e.slug}`),
    ...printPages(exercises).map((_, at) => `/practise${printPath(at)}`),
  ];

  const framed = (c: Parameters<Site['page']>[0], path: string, title: string, body: Child, noIndex = false) => (
    <Page page={site.page(c, path)} title={title} scripts={[script]} isKept isQuiet noIndex={noIndex}>
      <div id="practise" data-texts={textsFile.path} data-offline={base}>
        {body}
      </div>
    </Page>
  );

  routes.get('/practise', (c) => sendPage(c, framed(c, '/practise', t('practise.title'), <PractiseIndex view={view} />)));
  printPages(exercises).forEach((_cases, at) => {
    const path = `/practise${printPath(at)}`;
    routes.get(path, (c) => sendPage(c, framed(c, path, t('practise.print'), <PrintSheets view={view} page={at} />)));
  });
  for (const desk of DESKS) {
    const path = `/practise/desk/${desk}`;
    routes.get(path, (c) => sendPage(c, framed(c, path, t(`desk.${desk}`), <DeskPage view={view} desk={desk} />)));
  }
  for (const exercise of exercises) {
    const path = `/practise/${exercise.slug}`;
    routes.get(path, (c) =>
      sendPage(c, framed(c, path, exercise.title, <ExercisePage view={view} exercise={exercise} desk={deskOf(c.req.query('desk'))} />)),
    );
    routes.post(path, bodyLimit({ maxSize: LARGEST_FORM, onError: (c) => errors.send(c, 413) }), async (c) => {
      const fields = await readForm(c);
      const attempt = readAttempt(fields, exercise);
      const desk = deskOf(new Map(fields).get('desk'));
      return sendPage(c, framed(c, path, exercise.title, <ResultPage view={view} exercise={exercise} attempt={attempt} desk={desk} />, true));
    });
  }
  routes.get('/practise/offline.json', (c) => {
    c.header('cache-control', 'no-store');
    const { css, exit } = site.frame.assets;
    return c.json({ urls: [...paths.map((path) => site.href(path)), css, exit, script, textsFile.path, ...files.sharedBy(script)] });
  });
  return { pages: routes, texts: textsFile, paths };
}
