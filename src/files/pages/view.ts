import type { Received } from '#src/platform/attachments/staging.ts';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { DraftedForm } from '#src/platform/drafts/meet.ts';
import type { KnownAlready } from '#src/matching/index.ts';
import type { Choice } from '#src/platform/ui/forms.tsx';
import type { Site } from '#src/platform/http/site.ts';
import type { Looks, Overview, SectionRead } from '../actions/read-actions.ts';
import type { WayIn } from '../finding/way-in-actions.ts';
import { SECTION_ACCESS } from '../access-table.ts';
import type { MessageKey } from '#src/platform/i18n/translate.ts';
import type { Section } from '../model/vocabulary.ts';
import type { Doing } from './doings.ts';
import type { Typed } from './forms.tsx';
import type { Guide } from './guide.ts';
import type { Member } from './member.ts';

export type Problem = { text: string; field?: string };

/** A form that was not kept, with all that was typed. */
export type Tried = { readonly doing: string; readonly typed: Typed; readonly item: string; readonly id: string };

/** Files that came in with a form that has to be put right: they wait, and nobody sends them again. */
export type Waiting = { readonly form: string; readonly kept: readonly Pick<Received, 'id' | 'name'>[] };

/** What a page about one file shows. */
export type FileView = {
  readonly file: string;
  readonly overview: Overview;
  readonly member: Member;
  readonly today: string;
  readonly tried: Tried | null;
  readonly problems: readonly Problem[];
  readonly waiting: Waiting | null;
  /** The form of this page of which drafts are kept. */
  readonly draft: { readonly doing: string; readonly form: DraftedForm } | null;
  /** Where the page asks for it: files of what may be the same child. */
  readonly known: KnownAlready | null;
  /** What is known of the country in which this file is led. */
  readonly guide: Guide;
  readonly reads: Readonly<Partial<Record<Section, SectionRead>>>;
  /** What is new since the last visit; where the page was come to and not only posted to. */
  readonly wayIn?: WayIn | null;
  /** Who looked, where the page asks for it. */
  readonly looks?: Looks | null;
  /** Pages that others have beside ours, of sections that are seen. */
  readonly more: readonly FilePage[];
  /** Parts of the file that have several pages of their own, elsewhere in the house. */
  readonly tabs: readonly Tab[];
};

/** A part of a file with pages of its own. */
export type Tab = { readonly path: string; readonly label: MessageKey };

export type Part = { site: Site; view: FileView };

/** A page about a file that belongs to another part of the house: it stands among the tabs for whoever sees its section. */
export type FilePage = {
  /** The last part of its address. */
  readonly path: string;
  readonly label: MessageKey;
  readonly section: Section;
  /** The page under whose tab it stands, by the last part of its address, where it has none of its own. */
  readonly within?: string;
  /** Where the words for its obstacles stand: `keep.problem`. */
  readonly problems: string;
  readonly doings: Readonly<Record<string, Doing>>;
  /** The form in which most is typed, of which drafts are kept. */
  readonly drafted?: string;
  /** May read more, by actions of its own. */
  readonly body: (part: Part) => Promise<JSX.Element>;
  /** The same as lines of text, to be kept or pasted elsewhere; null where there is nothing to say. */
  readonly lines?: (part: Part) => Promise<readonly string[] | null>;
  /** What of it the child reads on its own page; null where there is nothing. */
  readonly forChild?: (part: Part) => Promise<JSX.Element | null>;
};

/** What was typed into this form, if it is the one that was not kept. */
export const typedIn = ({ tried }: FileView, doing: string, item = ''): Typed => (tried?.doing === doing && tried.item === item ? tried.typed : {});

/** The identity under which what a form says is kept: the same when it is tried again. */
export const idFor = ({ tried }: FileView, doing: string, draw: () => string, item = ''): string => (tried?.doing === doing && tried.item === item && tried.id !== '' ? tried.id : draw());

export const agencyChoices = ({ t }: Site, { member }: FileView): readonly Choice[] => [{ value: '', label: t('file.nobody') }, ...[...member.agencies].map(([value, label]) => ({ value, label }))];

/** Whether somebody with these roles may add to a section, once the agency is there. The database and the action ask again. */
export const mayWrite = ({ roles }: Pick<Member, 'roles'>, section: Section): boolean => SECTION_ACCESS[section].write.some((role) => roles.includes(role.name));
