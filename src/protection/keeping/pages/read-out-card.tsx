import type { JSX } from 'hono/jsx/jsx-runtime';
import { documentAdded } from '#src/files/model/kinds.ts';
import { Do } from '#src/files/pages/frame.tsx';
import { word } from '#src/files/pages/shown.ts';
import { mayWrite, type Part, type PictureOf } from '#src/files/pages/view.ts';
import type { NamedAttachment } from '#src/platform/attachments/open.ts';
import { contentTypeOf, isPicture } from '#src/platform/attachments/media-types.ts';
import { escapeMarkup } from '#src/platform/http/escape.ts';
import { Notice } from '#src/platform/ui/content.tsx';
import type { Kept } from '../actions/see-actions.ts';
import { sheetSet } from '../model/kinds.ts';
import { SECONDS_TO_READ, secondsToRead } from '../model/missing.ts';
import { sheetWords } from '../model/words.ts';
import { entriesOf, wordsOf } from './read.ts';

/** The description in the order in which it is read out; null where nobody wrote one. */
export function described(part: Part, kept: Kept): readonly string[] | null {
  const { sheet } = kept.state;
  const words = sheet ? wordsOf(part, sheetSet, sheetWords, 'sheet', sheet.sheet) : null;
  if (!sheet || !words) return null;
  const { t } = part.site;
  const risks = sheet.risks.map((r) => word(t, 'keep.missing-risk', r)).join('. ');
  return [words.called, words.looks, words.clothes, words.marks, words.phone, [risks, words.danger].filter(Boolean).join('. ')].filter((line) => line !== '');
}

/** The last photo that was kept as a document where the card is: a picture that was written anew when it came in. */
const photoIn = (part: Part): NamedAttachment | null => entriesOf(part, documentAdded).filter((e) => e.header['what'] === 'photo').flatMap((e) => (e.attachments ?? []).filter((a) => a.name.opened && isPicture(a.type))).at(-1) ?? null;

/** The card from the first day: a photo, the words that are read out, and how long that takes. It is printed alone. */
export function ReadOutCard({ site, view, kept }: Part & { kept: Kept }): JSX.Element {
  const { t } = site;
  const lines = described({ site, view }, kept);
  const seconds = lines ? secondsToRead(lines) : 0;
  const photo = photoIn({ site, view });
  const canWrite = mayWrite(view.member, 'protection');
  return (
    <section class="card-to-print">
      <h2>{t('keep.sheet')}</h2>
      {photo && lines && <img class="photo" src={site.href(`/files/${view.file}/documents/protection/${photo.id}`)} alt={t('keep.photo-alt')} />}
      {lines ? (
        <>
          <div class="read-out">
            {lines.map((line) => (
              <p class="as-typed">{line}</p>
            ))}
          </div>
          <p class="small screen-only">{t(seconds > SECONDS_TO_READ ? 'keep.sheet-long' : 'keep.sheet-seconds', { seconds: String(seconds) })}</p>
          <p class="screen-only">
            <a href={site.href(`/files/${view.file}/gone/lines`)}>{t('keep.as-lines')}</a> · <a href={site.href(`/files/${view.file}/gone/copy`)}>{t('keep.as-copy')}</a>
          </p>
        </>
      ) : (
        <Notice tone="act">
          <p>{t('keep.no-sheet')}</p>
        </Notice>
      )}
      {photo === null && canWrite && (
        <p class="screen-only">
          {t('keep.no-photo')} <a href={site.href(`/files/${view.file}/protection`)}>{t('keep.add-photo')}</a>
        </p>
      )}
      {canWrite && <Do site={site} view={view} doing="sheet" isOpen={lines === null} />}
    </section>
  );
}

/** The same as one page with the photo in it, to be opened without a connection. It asks for nothing else, and holds no more than the card. */
export async function cardToKeep(part: Part, kept: Kept, pictureOf: PictureOf): Promise<string | null> {
  const lines = described(part, kept);
  if (!lines) return null;
  const { language, t } = part.site;
  const photo = photoIn(part);
  const bytes = photo && (await pictureOf('protection', photo.id));
  const picture = photo && bytes ? `<img width="320" alt="${escapeMarkup(t('keep.photo-alt'))}" src="data:${contentTypeOf(photo.type)};base64,${bytes.toString('base64')}">` : '';
  const said = lines.map((line) => `<p>${escapeMarkup(line).replaceAll('\n', '<br>')}</p>`).join('\n');
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeMarkup(t('keep.sheet'))}</title></head>\n<body>${picture}\n<div style="font: 1.4em sans-serif">\n${said}\n</div></body></html>\n`;
}
