import type { JSX } from 'hono/jsx/jsx-runtime';
import { LATER_SECTIONS, type Section } from '../model/vocabulary.ts';
import { Documents } from './documents.tsx';
import { Do, FileFrame } from './frame.tsx';
import { sectionName, word } from './shown.ts';
import { Story } from './story-page.tsx';
import { storyOf } from './story.ts';
import { mayWrite, type Part } from './view.ts';

const WORDS_THERE: ReadonlySet<Section> = new Set<Section>(['health', 'counsel', 'solution']);

/** A section of notes, words and documents, with who may read them said on top. */
export function SectionPage({ site, view, section }: Part & { section: Section }): JSX.Element {
  const { t } = site;
  return (
    <FileFrame site={site} view={view} here={`/${section}`}>
      <h2>{sectionName(t, section)}</h2>
      <p class="small">{word(t, 'section-rule', section)}</p>
      {mayWrite(view.member, section) && <Do site={site} view={view} doing="note" section={section} />}
      {WORDS_THERE.has(section) && mayWrite(view.member, section) && <Do site={site} view={view} doing="words" section={section} />}
      <Story site={site} view={view} told={storyOf(view.reads[section]?.entries ?? [])} />
      <Documents site={site} view={view} section={section} />
    </FileFrame>
  );
}

/** Sections that nobody has opened yet, for whoever may put something there. */
export function Unopened({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { state, sections } = view.overview;
  const open = LATER_SECTIONS.filter((section) => !sections.includes(section) && !state.sections.some((s) => s.section === section) && mayWrite(view.member, section));
  return (
    <>
      {open.map((section) => (
        <Do site={site} view={view} doing="open-section" item={section} section={section} label={t('file.open-section', { section: sectionName(t, section) })} />
      ))}
    </>
  );
}
