import type { LocalFilePack, LocalLaw } from '#src/knowledge/localise.ts';
import type { Renderer } from '#src/platform/documents/render.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { Language } from '#src/platform/i18n/languages.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';

/** What hand-overs are written with: the knowledge of other countries in their languages, and what makes a letter of it. */
export type LetterNeeds = {
  readonly render: Renderer;
  readonly textsIn: Readonly<Record<Language, Translate>>;
  readonly packsIn: Readonly<Record<Language, readonly LocalFilePack[]>>;
  readonly lawIn: Readonly<Record<Language, readonly LocalLaw[]>>;
  /** The day of the knowledge. */
  readonly asOf: string;
};
export type HandoverNeeds = LetterNeeds & { readonly site: Site };
