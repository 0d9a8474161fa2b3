import { randomUUID } from 'node:crypto';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { z } from 'zod';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import { FileField, FormSecret } from '#src/platform/attachments/file-field.tsx';
import { newFormSecret } from '#src/platform/attachments/form-secret.ts';
import type { Site } from '#src/platform/http/site.ts';
import { HiddenFields, Select, type Choice } from '#src/platform/ui/forms.tsx';
import { documentAdded } from '../model/kinds.ts';
import { DOCUMENTS, type Section } from '../model/vocabulary.ts';
import { noteWords, unseal } from '../model/words.ts';
import { Fields, type Field } from './forms.tsx';
import { actorName, day, roughDay, word } from './shown.ts';
import { storyOf, type Told } from './story.ts';
import { mayWrite, type Part } from './view.ts';

export const DOCUMENT_TEXT: Field = { kind: 'text', name: 'text', label: 'document.text', rows: 2 };

const size = (site: Site, bytes: number): string => new Intl.NumberFormat(site.language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(Math.max(1, bytes / 1000));

/** What in a section a document can belong to, as people see it there. */
function itemsIn(site: Site, entries: readonly ReadEntry[]): readonly Choice[] {
  const named = (told: Told): Choice => {
    if (told.is === 'event') return { value: told.header.event, label: `${word(site.t, 'event', told.header.what)}, ${roughDay(site, told.header.happened, told.header.precision)}` };
    if (told.is === 'words') return { value: told.header.words, label: `${word(site.t, 'words-kind', told.header.kind)}, ${day(site, told.header.spokenOn ?? told.on)}` };
    return { value: told.note, label: `${site.t('file.note')}, ${day(site, told.on)}` };
  };
  return storyOf(entries).map(named);
}

/** A link that saves: nothing that somebody sent is ever opened as a page of ours. */
function Document({ site, view, section, entry, items }: Part & { section: Section; entry: ReadEntry; items: readonly Choice[] }): JSX.Element {
  const { t } = site;
  const header = entry.header as z.output<typeof documentAdded.header>;
  const read = unseal(noteWords, entry);
  const about = items.find(({ value }) => value === header.item);
  return (
    <li>
      <h3>{t(`document.what.${header.what}`)}</h3>
      <p class="as-typed">{'words' in read ? read.words.text : t('file.gone')}</p>
      {about && (
        <p class="small">
          {t('document.about')}: {about.label}
        </p>
      )}
      <ul>
        {(entry.attachments ?? []).map(({ id, name, bytes }) => (
          <li>
            {name.opened ? (
              <a href={site.href(`/files/${view.file}/documents/${section}/${id}`)} download dir="auto">
                {t('document.download', { name: name.value, size: size(site, bytes) })}
              </a>
            ) : (
              t('file.gone')
            )}
          </li>
        ))}
      </ul>
      <p class="small">{t('file.recorded', { name: actorName(site, view.member, entry.actor), day: day(site, entry.recordedOn) })}</p>
    </li>
  );
}

function AddDocuments({ site, view, section, items }: Part & { section: Section; items: readonly Choice[] }): JSX.Element {
  const { t } = site;
  const tried = view.tried?.doing === 'document' ? view.tried : null;
  const typed = tried?.typed ?? {};
  const choices = [{ value: '', label: t('document.about-none') }, ...items];
  return (
    <details open={tried !== null} class="screen-only">
      <summary>{t('document.add')}</summary>
      <form method="post" action={site.href(`/files/${view.file}/document`)} enctype="multipart/form-data" id="do-document">
        <FormSecret secret={view.waiting?.form ?? newFormSecret()} />
        <HiddenFields fields={[['id', tried?.id || randomUUID()], ['section', section]]} />
        <Select name="document.what" label={t('document.what-label')} value={typed['what'] ?? ''} choices={DOCUMENTS.map((value) => ({ value, label: t(`document.what.${value}`) }))} />
        {items.length > 0 && <Select name="document.item" label={t('document.about')} value={typed['item'] ?? ''} choices={choices} />}
        <Fields site={site} prefix="document." fields={[DOCUMENT_TEXT]} typed={typed} agencies={[]} />
        <FileField t={t} name="documents" kept={view.waiting?.kept ?? []} />
        <p class="small">{t('document.readers')}</p>
        <p>
          <button class="button">{t('document.keep')}</button>
        </p>
      </form>
    </details>
  );
}

/** The documents of one section, and the form that adds to them. */
export function Documents({ site, view, section }: Part & { section: Section }): JSX.Element {
  const { t } = site;
  const entries = view.reads[section]?.entries ?? [];
  const items = itemsIn(site, entries);
  const documents = entries.filter((e) => e.kind === documentAdded.name);
  return (
    <section>
      <h2>{t('document.title')}</h2>
      {documents.length === 0 && <p>{t('document.none')}</p>}
      <ul class="documents">
        {documents.map((entry) => (
          <Document site={site} view={view} section={section} entry={entry} items={items} />
        ))}
      </ul>
      {mayWrite(view.member, section) && <AddDocuments site={site} view={view} section={section} items={items} />}
    </section>
  );
}
