import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readFileSync } from 'node:fs';
import sparticuz, { inflate } from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

async function packagedBrowser(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const executablePath = await sparticuz.executablePath();
  // The libraries that a bare machine lacks come with the package, in an archive it unpacks only on its home ground.
  const packageFolder = join(dirname(require.resolve('@sparticuz/chromium')), '..');
  const libraries = join(tmpdir(), 'al2023');
  if (!existsSync(libraries)) await inflate(join(packageFolder, 'bin/al2023.tar.br'));
  return { executablePath, env: { LD_LIBRARY_PATH: join(libraries, 'lib') } };
}

/** A headless Chromium: the one that comes as a package on Linux, the machine's own elsewhere. `more` are switches of its command line. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const args = [...more, '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const own = process.env['KEERPUNT_CHROMIUM'];
  const isPackaged = process.platform === 'linux' && process.arch === 'x64' && !own;
  if (isPackaged) {
    const { executablePath, env } = await packagedBrowser();
    return chromium.launch({ executablePath, args, env: { ...process.env, ...env } as Record<string, string> });
  }
  const executablePath = own ?? SYSTEM_BROWSERS.find((file) => existsSync(file));
  return executablePath ? chromium.launch({ executablePath, args }) : chromium.launch({ channel: 'chrome', args });
}

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 800 };

type Look = { viewport: { width: number; height: number }; theme?: 'light' | 'dark'; script?: boolean; serviceWorkers?: 'allow' | 'block' };

/** A fresh browser profile; by default without service workers, so that one test never serves another's pages. */
export function openContext(browser: Browser, { viewport, theme = 'light', script = true, serviceWorkers = 'block' }: Look): Promise<BrowserContext> {
  return browser.newContext({ viewport, colorScheme: theme, javaScriptEnabled: script, serviceWorkers });
}

type Violation = { id: string; help: string; nodes: { target: string[]; failureSummary?: string }[] };

const passed = new Map<string, Set<string>>();
/** Languages in which a page is looked at whole; the others have the same elements and other words in them. */
const ENOUGH = 2;

/** The page, how wide and in which colours it is shown, and of how many elements it is made, apart from its language. */
async function sameElsewhere(page: Page): Promise<{ key: string; language: string }> {
  const { language, size, look } = await page.evaluate(() => ({
    language: document.documentElement.lang,
    size: document.querySelectorAll('*').length,
    look: `${innerWidth} ${matchMedia('(prefers-color-scheme: dark)').matches}`,
  }));
  const path = new URL(page.url()).pathname.replace(new RegExp(`^/${language}(?=/|$)`), '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');
  return { key: `${path} ${look} ${size}`, language };
}

/**
 * Violations of WCAG 2.2 AA that axe finds on the page, as lines to read. What had none in two languages is not looked at in a third,
 * as long as it is the same page of as many elements.
 */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const { key, language } = await sameElsewhere(page);
  const languages = passed.get(key) ?? new Set();
  if (language !== '' && !languages.has(language) && languages.size >= ENOUGH) return [];
  // evaluate() works past the strict CSP, a script tag would not.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: { run: (o: object) => Promise<{ violations: unknown[] }> } }).axe;
    const result = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // What passes is not listed: on a long page that takes as long as looking.
      resultTypes: ['violations'],
    });
    return result.violations;
  });
  if (violations.length === 0) passed.set(key, languages.add(language));
  return (violations as Violation[]).flatMap((v) => v.nodes.map((n) => `${v.id} (${v.help}): ${n.target.join(' ')} ${n.failureSummary ?? ''}`));
}
