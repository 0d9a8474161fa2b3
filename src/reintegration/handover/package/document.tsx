import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Language } from '#src/platform/i18n/languages.ts';
import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';
import type { ReadPart } from '#src/platform/packages/verify-sections.ts';
import { tellEntry } from './tell.ts';

export type DocumentWords = { readonly language: Language; readonly t: Translate; readonly has: (key: string) => boolean };
export type DocumentOf = { readonly sections: readonly ReadPart[]; readonly madeAt: string; readonly files: readonly { readonly section: string; readonly name: string }[]; readonly problems: readonly string[] };

const STYLE = 'body{font:18px/1.5 ui-sans-serif,system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b2a33}article{border-top:1px solid #7a8790;padding:.5rem 0}h3{font-size:1rem;margin:.5rem 0}p{white-space:pre-wrap;overflow-wrap:anywhere}.warn{border:2px solid #a32a1c;padding:.5rem 1rem}';
const dayIn = (language: string, on: string): string => (/^\d{4}-\d{2}-\d{2}/.test(on) ? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${on.slice(0, 10)}T00:00:00Z`)) : on);

function Section({ words, part, files }: { words: DocumentWords; part: ReadPart; files: DocumentOf['files'] }): JSX.Element {
  const { t, has, language } = words;
  const told = part.entries.flatMap((entry) => tellEntry(t, has, entry, 'paper') ?? []);
  const own = files.filter((file) => file.section === part.section);
  return (
    <section>
      <h2>{t(`file.section.${part.section}` as MessageKey)}</h2>
      {told.length === 0 && <p>{t('handover.document.empty')}</p>}
      {told.map(({ title, on, lines }) => (
        <article>
          <h3>
            {title} · {dayIn(language, on)}
          </h3>
          {lines.map((line) => (
            <p>{line}</p>
          ))}
        </article>
      ))}
      {own.length > 0 && (
        <ul>
          {own.map((file) => (
            <li>{file.name}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A page of its own that any browser shows and prints, without a connection: headings in the language of whoever gets it, words as they were written. */
export function packageDocument(words: DocumentWords, { sections, madeAt, files, problems }: DocumentOf): string {
  const { t, language } = words;
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{t('handover.document.title')}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <h1>{t('handover.document.title')}</h1>
        <p>{t('handover.document.made', { day: dayIn(language, madeAt) })}</p>
        <p>{t('handover.document.words')}</p>
        {problems.length > 0 && (
          <div class="warn">
            <p>{t('handover.document.altered')}</p>
            <ul>
              {problems.map((problem) => (
                <li>{problem}</li>
              ))}
            </ul>
          </div>
        )}
        {sections.map((part) => (
          <Section words={words} part={part} files={files} />
        ))}
      </body>
    </html>
  );
  return `<!doctype html>\n${page.toString()}\n`;
}
