import type { JSX } from 'hono/jsx/jsx-runtime';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import type { Section } from '../model/vocabulary.ts';
import type { Doing } from './doings.ts';
import type { Part } from './view.ts';

/** A page about a file that belongs to another part of the house: it stands among the tabs for whoever sees its section. */
export type FilePage = {
  /** The last part of its address. */
  readonly path: string;
  readonly label: MessageKey;
  readonly section: Section;
  /** Where the words for its obstacles stand: `keep.problem`. */
  readonly problems: string;
  readonly doings: Readonly<Record<string, Doing>>;
  /** The form in which most is typed, of which drafts are kept. */
  readonly drafted?: string;
  /** May read more, by actions of its own. */
  readonly body: (part: Part) => Promise<JSX.Element>;
  /** The same as lines of text, to be kept or pasted elsewhere; null where there is nothing to say. */
  readonly lines?: (part: Part) => Promise<readonly string[] | null>;
};
