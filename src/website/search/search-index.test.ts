import { describe, expect, it } from 'vitest';
import type { PublishedPage } from '../content/published.ts';
import { indexOf, searcherFor } from './search-index.ts';

const page = (path: string, title: string, plain: string): PublishedPage => ({ path, title, plain, description: '', html: '', within: [], kind: 'article' });
const search = searcherFor(
  indexOf([
    page('/a', 'Terugkeer', 'Niet zonder afweging van belangen'),
    page('/b', 'Față în față', 'Copilul este ascultat'),
    page('/c', 'Đaci i škola', 'Dijete u školi'),
    page('/d', 'Help', 'terugkeer staat ook hier'),
  ]),
);
const paths = (query: string) => search(query).map((found) => found.path);

describe('searching the dossier', () => {
  it('puts a page with the word in its title first', () => expect(paths('terugkeer')).toEqual(['/a', '/d']));
  it('finds words without their accents and with other capitals', () => {
    expect(paths('FATA')).toEqual(['/b']);
    expect(paths('skola')).toEqual(['/c']);
    expect(paths('daci')).toEqual(['/c']);
  });
  it('finds a beginning and forgives a slip', () => {
    expect(paths('afweg')).toEqual(['/a']);
    expect(paths('terugkeerr')).toContain('/a');
  });
  it('wants every word, and takes some of them where no page holds all', () => {
    expect(paths('terugkeer belangen')).toEqual(['/a']);
    expect(paths('belangen copilul')).toEqual(expect.arrayContaining(['/a', '/b']));
  });
  it.each(['', '   ', '"', '*', '<script>', '\\', 'ж'.repeat(500)])('has nothing to say to %j, without failing', (query) => expect(paths(query)).toEqual([]));
});
