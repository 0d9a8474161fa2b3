import { createRequire } from 'node:module';
import { join } from 'node:path';
import { launchBrowser } from '../test/support/browser.ts';
import { freePort, PROJECT } from '../test/support/server.ts';
import { note, percentile } from './figures.ts';

type Category = 'performance' | 'accessibility' | 'best-practices' | 'seo';
type Lighthouse = (url: string, flags: object) => Promise<{ lhr: { categories: Record<Category, { score: number | null }> } } | undefined>;

const CATEGORIES: readonly Category[] = ['performance', 'accessibility', 'best-practices', 'seo'];
/** One page of each kind: front, article with a figure, figures, exercise, children, check. */
const TEMPLATES = ['/', '/dossier/background', '/figures', '/practise', '/children', '/check'];
const LEAST = 99;
/** A machine that does something else meanwhile is slower than the page; the median of three is the page. */
const RUNS = 3;

/** Lighthouse's scores, 0 to 100, on its own picture of a slow telephone. */
export async function scorePages(address: string): Promise<void> {
  const require = createRequire(join(PROJECT, 'bench/lighthouse/package.json'));
  const { default: lighthouse } = (await import(require.resolve('lighthouse'))) as { default: Lighthouse };
  const port = await freePort();
  const browser = await launchBrowser([`--remote-debugging-port=${port}`]);
  for (const path of TEMPLATES) {
    const scores: Record<Category, number[]> = { performance: [], accessibility: [], 'best-practices': [], seo: [] };
    for (let run = 0; run < RUNS; run++) {
      const result = await lighthouse(address + path, { port, logLevel: 'silent', output: 'json', onlyCategories: CATEGORIES });
      for (const category of CATEGORIES) scores[category].push(Math.round((result?.lhr.categories[category].score ?? 0) * 100));
    }
    for (const category of CATEGORIES) note(`Lighthouse ${category}: ${path}`, percentile(scores[category], 0.5), 'of 100', LEAST, 'more');
  }
  await browser.close();
}
