/**
 * A process of its own that makes a PDF of a paper: it reads one from standard input and writes the other to standard output.
 * A paper made to break the compiler breaks this process and nothing else. Ends with 0 when the PDF is whole, else with 3.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { charactersOf, visible } from './glyphs.ts';
import type { ReadyPaper } from './paper.ts';

const FONTS = ['NotoSans-Regular.ttf', 'NotoSans-Bold.ttf', 'NotoSansArabic-Regular.ttf'];
const CANNOT = 3;
/** Whoever reads a page goes first. */
const PATIENT = 5;

/** When memory runs out, this process is the one to go and not the server. Where the system does not know that, it is left out. */
function goFirst(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    return;
  }
}

type Press = (paper: ReadyPaper) => Buffer;

/** Everything that is the same for each paper: fonts, what they can draw, the compiler, how a paper looks. */
function setUp(folder: string): Press {
  const fonts = FONTS.map((name) => readFileSync(join(folder, 'fonts', name)));
  const compiler = NodeCompiler.create({ workspace: join(folder, 'fonts'), fontArgs: [{ fontBlobs: fonts }] });
  const look = readFileSync(join(folder, 'paper.typ'), 'utf8');
  const [latin, arabic] = [charactersOf(fonts[0] as Buffer), charactersOf(fonts[2] as Buffer)];
  const see = (text: string) => visible(text, (c) => latin.has(c) || arabic.has(c));
  const seen = ({ language, title, head, blocks, foot }: ReadyPaper): ReadyPaper => ({
    language,
    title: see(title).replaceAll('\n', ' '),
    head: head.map(([label, value]) => [see(label), see(value)]),
    blocks: blocks.map((b) => ({ ...b, text: see(b.text), notes: b.notes.map(see), mark: b.mark === null ? null : see(b.mark) })),
    foot: see(foot),
  });
  return (paper) => {
    const made = compiler.compile({ mainFileContent: look, inputs: { paper: JSON.stringify(seen(paper)) } });
    if (!made.result) throw new Error('the paper does not compile');
    // No moment in it: what is said twice is the same file twice.
    return compiler.pdf(made.result, { pdfStandard: 'ua-1', pdfTags: true });
  };
}

/** One of each kind of part, made before anybody asks: what the compiler looks up once is looked up then. */
const REHEARSAL: ReadyPaper = { language: 'en', title: 'x', head: [['x', 'x']], blocks: (['heading', 'text', 'item', 'quote'] as const).map((is) => ({ is, text: 'Ș ع', notes: ['x'], mark: 'x' })), foot: 'x' };

goFirst();
setPriority(PATIENT);
try {
  const press = setUp(process.argv[2] ?? '');
  press(REHEARSAL);
  // What comes in was looked at by whoever sent it, so that this process needs nothing more.
  process.stdout.write(press((await json(process.stdin)) as ReadyPaper));
} catch {
  process.exitCode = CANNOT;
}
