import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flat, readPdf } from '#test/support/pdf.ts';
import { BUILD, PROJECT } from '#test/support/server.ts';
import { charactersOf, visible } from './glyphs.ts';
import type { Paper } from './paper.ts';
import { LIMITS, rendererIn } from './render.ts';

const render = rendererIn(PROJECT, BUILD);
const aPaper = (text: string, change: Partial<Paper> = {}): Paper => ({
  language: 'nl',
  title: 'Een verzoek',
  head: [['Aan', 'wie het leest']],
  blocks: [{ is: 'heading', text: 'Wat er was' }, { is: 'text', text, notes: ['een bron'], mark: 'niet nagekeken' }],
  foot: 'nummer 1',
  ...change,
});
/** Every field of a paper holds the same text. */
const everywhere = (text: string): Paper => ({ language: 'nl', title: text, head: [[text, text]], blocks: (['heading', 'text', 'item', 'quote'] as const).map((is) => ({ is, text, notes: [text, text], mark: text })), foot: text });
async function pdfOf(paper: Paper): Promise<Buffer> {
  const made = await render(paper);
  if (!('pdf' in made)) throw new Error(made.because);
  return made.pdf;
}
const read = async (paper: Paper) => readPdf(await pdfOf(paper));

describe('a paper', () => {
  it('is a PDF that can be heard: tagged, with its language and its title, and says that it is', async () => {
    const heard = await read(aPaper('Er was een tas.'));
    expect(heard).toMatchObject({ title: 'Een verzoek', language: 'nl', isTagged: true, isUniversal: true, pages: 1 });
    for (const role of ['Document', 'H1', 'P', 'Note']) expect(heard.roles.some((r) => r.includes(role))).toBe(true);
    expect(flat(heard.text)).toContain(flat('Er was een tas.'));
    expect(heard.text).toContain('een bron');
    expect(heard.text).toContain('niet nagekeken');
  });
  it.each([['nl', 'één ij ë ï'], ['en', 'the “child” – and'], ['sv', 'åäö ÅÄÖ'], ['ro', 'ăâîșț ĂÂÎȘȚ'], ['bs', 'čćđšž ČĆĐŠŽ'], ['sr', 'Ђорђе љњћџ'], ['ar', 'طفل']])('draws the letters of %s', async (language, text) => {
    const heard = await read(aPaper(text, { language }));
    expect(heard.language).toBe(language);
    expect(heard.text).not.toContain('[U+');
    if (language !== 'ar') expect(flat(heard.text)).toContain(flat(text));
  });
  it('is the same file when it is said again: there is no moment in it, and nobody’s name', async () => {
    const [one, two] = [await pdfOf(aPaper('Hetzelfde')), await pdfOf(aPaper('Hetzelfde'))];
    expect(one.equals(two)).toBe(true);
    expect((await readPdf(one)).metadata).not.toMatch(/CreationDate|Author/);
  });
  it('passes the published checker, where one is here', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keerpunt-paper-'));
    try {
      writeFileSync(join(folder, 'paper.pdf'), await pdfOf(aPaper('Er was een tas.')));
      const checked = spawnSync('verapdf', ['--flavour', 'ua1', '--format', 'text', join(folder, 'paper.pdf')], { encoding: 'utf8' });
      if (checked.error === undefined) expect(checked.stdout).toMatch(/^PASS/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const MARKUP = ['#panic("x") #import "@preview/cetz:0.3.0"', '#read("/etc/passwd")', '*vet* _schuin_ $x^2$ `code`', '#set document(title: "anders")', '= kop\n- item\n/ term: uitleg', '<label> @label \\ \\u{41} ~ ---', '"); #panic(("', '</script><script>alert(1)</script>', '#{while true {}}', '// weg /* weg */', '${7*7} {{7*7}} %s'];

describe('a text that means harm', () => {
  it.each(MARKUP)('%j stands there as it was written, in every field', async (text) => {
    const heard = await read(everywhere(text));
    expect(heard.title).toBe(text.replaceAll('\n', ' '));
    expect(flat(heard.text).split(flat(text)).length).toBeGreaterThan(5);
  });
  it.each([['\u202Efdp.exe', '[U+202E]fdp.exe'], ['a\u0000b\u0007c\u001B[31m', 'a[U+0000]b[U+0007]c[U+001B][31m'], ['\u2066\u2069\u200F\u061C', '[U+2066][U+2069][U+200F][U+061C]'], ['😀 \uD800', '[U+1F600] [U+D800]'], ['x\u202E\u202E\u202E', 'x[U+202E × 3]'], ['a\uFEFF\u00ADweg', 'a[U+FEFF][U+00AD]weg']])('%j shows what is hidden in it', async (text, shown) => {
    const heard = await read(everywhere(text));
    expect(heard.title).toBe(shown);
    expect(flat(heard.text)).toContain(flat(shown));
  });
  it('of any kind is text, and the paper is whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }).filter((s) => s.trim() !== ''), async (text) => {
        const heard = await read(aPaper(text, { foot: text }));
        expect(heard).toMatchObject({ title: 'Een verzoek', isTagged: true, isUniversal: true });
      }),
      { numRuns: 15 },
    );
  }, 240_000);
  it('of a megabyte is text, or is refused in time', async () => {
    // Within its memory, and with time enough for a machine that has other things to do.
    const words = await render(aPaper('woord *x* #y '.repeat(80_000)), { ...LIMITS, seconds: 60, patienceMs: 300_000 });
    expect('pdf' in words ? words.pdf.length : 0).toBeGreaterThan(500_000);
    for (const text of ['a'.repeat(1_000_000), '\u202E'.repeat(350_000), 'ع'.repeat(500_000)]) {
      const begun = Date.now();
      const made = await render(aPaper(text));
      expect('pdf' in made || ['too-long', 'too-large'].includes(made.because)).toBe(true);
      expect(Date.now() - begun).toBeLessThan(LIMITS.patienceMs + 2_000);
    }
  }, 400_000);
  it('never goes beyond the letters that can be drawn, nor leaves one out that can', () => {
    const latin = charactersOf(readFileSync(join(PROJECT, 'src/platform/documents/fonts/NotoSans-Regular.ttf')));
    expect([...'aZșțŠđåЖ€“'].every((c) => latin.has(c.codePointAt(0) ?? 0))).toBe(true);
    expect([...'漢😀'].some((c) => latin.has(c.codePointAt(0) ?? 0))).toBe(false);
    expect(visible('漢', (c) => latin.has(c))).toBe('[U+6F22]');
  });
});

describe('the limits', () => {
  it('end a paper that works for longer than five seconds', async () => {
    expect(LIMITS).toEqual({ seconds: 5, kilobytes: 512 * 1024, patienceMs: 20_000 });
    const begun = Date.now();
    expect(await render(aPaper('a\n'.repeat(400_000)), { seconds: 5, kilobytes: 16 * 1024 * 1024, patienceMs: 300_000 })).toEqual({ because: 'too-long' });
    // Of what the machine had to give, five seconds; without another to share it with, no more than that by the clock.
    expect(Date.now() - begun).toBeGreaterThanOrEqual(4_500);
  }, 300_000);
  it('end a paper on which we wait too long', async () => {
    const begun = Date.now();
    expect(await render(aPaper('a\n'.repeat(400_000)), { ...LIMITS, patienceMs: 500 })).toEqual({ because: 'too-long' });
    expect(Date.now() - begun).toBeLessThan(5_000);
  });
  it.skipIf(process.platform !== 'linux')('end a paper that wants more than 512 megabytes, which it would get without them', async () => {
    const large = aPaper('woord en nog een '.repeat(170_000));
    expect(await render(large, { ...LIMITS, seconds: 60, patienceMs: 300_000 })).toEqual({ because: 'too-large' });
    expect('pdf' in (await render(large, { seconds: 60, patienceMs: 300_000, kilobytes: 16 * 1024 * 1024 }))).toBe(true);
  }, 600_000);
  it('leave the next paper alone', async () => {
    expect(await render(aPaper('a\n'.repeat(400_000)), { ...LIMITS, patienceMs: 300 })).toEqual({ because: 'too-long' });
    expect((await read(aPaper('Goed'))).isTagged).toBe(true);
  });
  it('send away whoever comes when too many wait', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => render(aPaper('x'))));
    expect(all.filter((made) => 'because' in made && made.because === 'busy')).toHaveLength(4);
    expect(all.filter((made) => 'pdf' in made)).toHaveLength(16);
  }, 240_000);
  it('say so where a paper is none', async () => expect(await render({ ...aPaper('x'), language: 'not a language' })).toEqual({ because: 'cannot' }));
});
