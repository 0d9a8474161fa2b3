import { escapeMarkup } from '#src/platform/http/escape.ts';

type FeedEntry = { address: string; title: string; summary: string; day: string };
export type Feed = { title: string; language: string; home: string; self: string; entries: readonly FeedEntry[] };

const moment = (day: string) => `${day}T12:00:00Z`;

/** Atom (RFC 4287): the address of a message is its name for ever. */
export function atomOf({ title, language, home, self, entries }: Feed): string {
  const items = entries.map(
    (entry) =>
      `<entry><id>${escapeMarkup(entry.address)}</id><title>${escapeMarkup(entry.title)}</title><updated>${moment(entry.day)}</updated><link href="${escapeMarkup(entry.address)}"/><summary>${escapeMarkup(entry.summary)}</summary></entry>`,
  );
  const updated = entries[0] ? moment(entries[0].day) : moment('2026-11-23');
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}"><id>${escapeMarkup(self)}</id><title>${escapeMarkup(title)}</title><updated>${updated}</updated><author><name>Keerpunt</name></author><link href="${escapeMarkup(home)}"/><link rel="self" href="${escapeMarkup(self)}"/>${items.join('')}</feed>\n`;
}

/** The same as JSON Feed 1.1. */
export function jsonFeedOf({ title, language, home, self, entries }: Feed): object {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    language,
    home_page_url: home,
    feed_url: self,
    items: entries.map(({ address, title: name, summary, day }) => ({ id: address, url: address, title: name, content_text: summary, date_published: moment(day) })),
  };
}
