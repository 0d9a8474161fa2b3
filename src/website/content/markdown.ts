import { escapeMarkup } from '#src/platform/http/escape.ts';
import { Marked, type Token, type Tokens } from 'marked';

/** Something an article points at, such as `law:nl-273f-child` or `/check`. */
export type Reference = { scheme: 'source' | 'law' | 'sign' | 'contact' | 'publication' | 'figure' | 'page'; target: string };

/** One stretch of an article: text as HTML, or a figure in its place. */
type Block = { html: string } | { figure: string; alt: string };

export type ReadText = {
  blocks: Block[];
  headings: { id: string; text: string }[];
  references: Reference[];
  /** The words alone, for searching. */
  plain: string;
  /** What may not stand in an article, in words for its editor. */
  problems: string[];
};

const SCHEME = /^(source|law|sign|contact|publication|figure):(.+)$/;
const ALLOWED = new Set(['heading', 'paragraph', 'list', 'list_item', 'text', 'strong', 'em', 'link', 'image', 'blockquote', 'space', 'escape', 'br', 'checkbox']);

function referenceOf(address: string): Reference | null {
  const [, scheme, target] = SCHEME.exec(address) ?? [];
  if (scheme && target) return { scheme: scheme as Reference['scheme'], target };
  return /^\/(?!\/)/.test(address) ? { scheme: 'page', target: address } : null;
}

/** The words of a page alone. */
export const wordsOf = (html: string) =>
  html.replaceAll(/<[^>]*>/g, ' ').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replaceAll(/\s+/g, ' ').trim();

/** A name for a heading that may stand in an address: `Wat nu te doen?` is `wat-nu-te-doen`. */
function anchorOf(text: string): string {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/đ/g, 'd').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
}

function everyToken(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => {
    const inner = token.type === 'list' ? (token as Tokens.List).items : ((token as { tokens?: Token[] }).tokens ?? []);
    return [token, ...everyToken(inner)];
  });
}

// Years, days, clock times, ages, articles, telephone numbers and numbers up to twelve need no source.
const FREE = [
  /\b0\d{2,3}[- ]\d[\d ]+/g,
  /\b(1[89]|20)\d\d\b/g,
  /\b(112|113|114 ?14|116 ?\d{3}|119|122|123|124|129|902|903)\b/g,
  /\b\d{1,2}[.:]\d{2}\b/g,
  /(?<![\d.,])([0-9]|1[0-2])(?![\d.,]*\d)/g,
  /\b(1[3-9]|2[0-9]|3[01])\b\.?(?= (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|January|February|March|April|May|June|July|August|September|October|November|December|januarie|ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie|augusti|siječnja|januara|februara|marta|aprila|maja|juna|jula|avgusta|augusta|septembra|oktobra|novembra|decembra|jaar|years?|år|de ani|ani|godin|dagen|days|dagar|de zile|zile|dana))/g,
  /\b1[3-8]\b/g,
];

/** Whether a stretch of text holds a quantity that somebody must have counted. */
export function holdsQuantity(text: string): boolean {
  if (/\d\s?(%|procent|percent|posto|la sută)/.test(text)) return true;
  return /\d/.test(FREE.reduce((rest, pattern) => rest.replaceAll(pattern, ''), text));
}

const isFigure = (token: Token): token is Tokens.Paragraph =>
  token.type === 'paragraph' && token.tokens?.length === 1 && token.tokens[0]?.type === 'image';

function problemsIn(tokens: readonly Token[]): string[] {
  const all = everyToken(tokens);
  const strange = all.filter((t) => !ALLOWED.has(t.type)).map((t) => `may not hold ${t.type}: ${t.raw.slice(0, 40).trim()}`);
  const links = all.filter((t) => t.type === 'link' || t.type === 'image') as (Tokens.Link | Tokens.Image)[];
  const addresses = links.filter((l) => !referenceOf(l.href)).map((l) => `has an address of no known kind: ${l.href}`);
  const silent = links.filter((l) => l.type === 'image' && l.text.trim().length < 5).map((l) => `has a figure without an alternative text: ${l.href}`);
  const misplaced = links
    .filter((l) => (l.type === 'image') !== l.href.startsWith('figure:') || (l.type === 'image' && !tokens.some((t) => isFigure(t) && t.tokens?.[0] === l)))
    .map((l) => `figures stand alone in their paragraph, as ![…](figure:…): ${l.href}`);
  const levels = (all.filter((t) => t.type === 'heading') as Tokens.Heading[]).filter((h) => h.depth < 2 || h.depth > 3).map((h) => `headings are ## or ###: ${h.text}`);
  return [...strange, ...addresses, ...silent, ...misplaced, ...levels];
}

/** Paragraphs and list items that hold a quantity and cite nothing. */
function uncited(tokens: readonly Token[]): string[] {
  const stretches = everyToken(tokens).filter((t) => t.type === 'paragraph' || t.type === 'list_item' || t.type === 'heading');
  return stretches
    .filter((t) => {
      const links = everyToken((t as { tokens?: Token[] }).tokens ?? []).filter((inner) => inner.type === 'link' || inner.type === 'image') as Tokens.Link[];
      const cites = links.some((l) => SCHEME.test(l.href));
      return !cites && holdsQuantity(t.raw.replaceAll(/\]\([^)]*\)/g, ''));
    })
    .map((t) => `has a number without its source: ${t.raw.slice(0, 60).trim()}`);
}

/** Where a reference leads on the site, and what is to stand behind it on paper. */
export type Destination = { href: string; printed?: string | undefined };

/** Reads the text of an article. `destinationOf` says where a reference leads. */
export function readMarkdown(markdown: string, destinationOf: (reference: Reference) => Destination): ReadText {
  const marked = new Marked({ gfm: true });
  const headings: ReadText['headings'] = [];
  const references: Reference[] = [];
  marked.use({
    renderer: {
      heading({ tokens, depth }) {
        const html = this.parser.parseInline(tokens);
        const text = tokens.map((t) => t.raw).join('');
        const id = anchorOf(text);
        if (depth === 2) headings.push({ id, text });
        return `<h${depth} id="${id}">${html}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const html = this.parser.parseInline(tokens);
        const reference = referenceOf(href);
        if (!reference) return html;
        references.push(reference);
        const kind = reference.scheme === 'source' ? ' class="cite"' : '';
        const { href: leadsTo, printed } = destinationOf(reference);
        const onPaper = printed ? ` data-printed="${escapeMarkup(printed)}"` : '';
        return `<a href="${escapeMarkup(leadsTo)}"${kind}${onPaper}>${html}</a>`;
      },
      blockquote({ tokens }) {
        return `<blockquote class="own-words">${this.parser.parse(tokens)}</blockquote>\n`;
      },
      html: ({ text }) => escapeMarkup(text),
    },
  });
  const tokens = marked.lexer(markdown);
  const blocks: Block[] = [];
  let stretch: Token[] = [];
  const close = () => {
    if (stretch.length > 0) blocks.push({ html: marked.parser(stretch) });
    stretch = [];
  };
  for (const token of tokens) {
    const image = isFigure(token) ? (token.tokens[0] as Tokens.Image) : null;
    const figure = image && referenceOf(image.href);
    if (image && figure?.scheme === 'figure') {
      close();
      references.push(figure);
      blocks.push({ figure: figure.target, alt: image.text });
    } else stretch.push(token);
  }
  close();
  const plain = wordsOf(blocks.flatMap((b) => ('html' in b ? [b.html] : [])).join(' '));
  return { blocks, headings, references, plain, problems: [...problemsIn(tokens), ...uncited(tokens)] };
}
