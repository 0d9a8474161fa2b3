import { describe, expect, it } from 'vitest';
import { holdsQuantity, readMarkdown } from './markdown.ts';

const read = (markdown: string) => readMarkdown(markdown, (r) => ({ href: `${r.scheme}/${r.target}`, printed: r.scheme === 'contact' ? '0800-1' : undefined }));

describe('the text of an article', () => {
  it('becomes HTML with links that lead where the reference says', () => {
    const { blocks, references } = read('See [article 273f](law:nl-273f-child) and [the check](/check).');
    expect(blocks).toEqual([{ html: '<p>See <a href="law/nl-273f-child">article 273f</a> and <a href="page//check">the check</a>.</p>\n' }]);
    expect(references.map((r) => r.scheme)).toEqual(['law', 'page']);
  });
  it('gives a contact its number for paper', () => {
    expect(read('Ring [them](contact:x).').blocks).toEqual([{ html: '<p>Ring <a href="contact/x" data-printed="0800-1">them</a>.</p>\n' }]);
  });
  it('names its headings so that an address can point at them, in any language', () => {
    expect(read('## Što činiti?\n\nText').headings).toEqual([{ id: 'sto-ciniti', text: 'Što činiti?' }]);
  });
  it('puts a figure where it stands and keeps its alternative text', () => {
    const { blocks } = read('Before.\n\n![Bars by year](figure:registered-children)\n\nAfter.');
    expect(blocks[1]).toEqual({ figure: 'registered-children', alt: 'Bars by year' });
    expect(blocks).toHaveLength(3);
  });
  it('leaves the words alone for searching', () => {
    expect(read('## One\n\nTwo **three** [four](/check).').plain).toBe('One Two three four .');
    expect(read(`It's "so" & so.`).plain).toBe(`It's "so" & so.`);
  });
});

describe('what may not stand in an article', () => {
  const problemsOf = (markdown: string) => read(markdown).problems.join('\n');
  it.each([
    ['HTML', 'Hello <script>alert(1)</script>', 'may not hold html'],
    ['a table', '| a |\n|---|\n| b |', 'may not hold table'],
    ['code', '```\nx\n```', 'may not hold code'],
    ['a heading of the first level', '# Title', 'headings are ## or ###'],
    ['an address elsewhere', '[there](https://example.org)', 'address of no known kind'],
    ['an address that looks like a path', '[there](//example.org)', 'address of no known kind'],
    ['a script as address', '[there](javascript:alert)', 'address of no known kind'],
    ['a figure without alternative text', '![](figure:registered-children)', 'without an alternative text'],
    ['a figure among words', 'See ![Bars by year](figure:registered-children) here', 'alone in their paragraph'],
    ['a picture from elsewhere', '![A street corner](https://example.org/a.png)', 'address of no known kind'],
  ])('%s is named', (_what, markdown, problem) => expect(problemsOf(markdown)).toContain(problem));
  it('HTML is never passed through, whatever the editor does with the warning', () => {
    expect(JSON.stringify(read('Hello <img src=x onerror=alert(1)>').blocks)).not.toContain('<img');
  });
  it('a number without its source is named, one with its source is not', () => {
    expect(problemsOf('In all 2 500 young people.')).toContain('number without its source');
    expect(problemsOf('- About 80 % were Dutch.')).toContain('number without its source');
    expect(problemsOf('In all 2 500 young people ([CKM](source:ckm-2022)).')).toBe('');
    expect(problemsOf('![Two bars: 68 and more than 2 500](figure:registered-suspected)')).toBe('');
  });
});

describe('a quantity', () => {
  it.each(['In 2013 the law changed.', 'Ring 112.', 'Ring 0800-2000.', 'On 15 November 2013.', '25. novembra 2026.', 'A child of 14.', 'Open 11:00-21:00.', 'Three of the 5 children.'])('is not: %s', (text) => {
    expect(holdsQuantity(text)).toBe(false);
  });
  it.each(['More than 2 500 children.', '80 % of them.', '12 % of them.', '15 procent', 'In 45 cases.', '1.637 professionals.', '0,89'])('is: %s', (text) => expect(holdsQuantity(text)).toBe(true));
});
