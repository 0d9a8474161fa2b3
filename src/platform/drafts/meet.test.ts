import { describe, expect, it } from 'vitest';
import type { KeptDraft } from './drafts.ts';
import { meet, type MetForm } from './meet.ts';

const id = (n: number) => `${n}0000000-0000-4000-8000-000000000000`;
const draft = (n: number, text: string, changed: Partial<KeptDraft> = {}): KeptDraft => ({ id: id(n), savedAt: new Date(`2026-11-25T10:0${n}:00Z`), form: 'trial:1', base: 'v1', page: '/x', title: 'X', fields: [['text', text]], ...changed });
const form = (changed: Partial<MetForm> = {}): MetForm => ({ form: 'trial:1', base: 'v1', page: '/x', title: 'X', values: { text: '' }, ...changed });
const ids = (drafts: readonly KeptDraft[]) => drafts.map((d) => d.id);

describe('a form that meets its drafts', () => {
  it('shows what it had where there is none', () => {
    const met = meet(form({ values: { text: 'recorded' } }), []);
    expect([met.value('text'), met.filled, met.beside]).toEqual(['recorded', null, []]);
  });
  it('is filled by the latest that was typed on the same version, and others with other words stand beside', () => {
    const met = meet(form(), [draft(3, 'latest'), draft(2, 'earlier'), draft(1, 'latest')]);
    expect([met.value('text'), met.filled?.id, ids(met.beside)]).toEqual(['latest', id(3), [id(2)]]);
    expect(met.from?.id).toBe(id(3));
    expect(met.id).not.toBe(id(3));
  });
  it('is not filled by one that was typed on an earlier version: both are shown', () => {
    const met = meet(form({ base: 'v2', values: { text: 'recorded since' } }), [draft(1, 'typed before')]);
    expect([met.value('text'), met.filled, ids(met.beside), met.from]).toEqual(['recorded since', null, [id(1)], null]);
  });
  it('says nothing of one on an earlier version that has the same words', () => {
    expect(meet(form({ base: 'v2', values: { text: 'the same\nwords' } }), [draft(1, 'the same\r\nwords ')]).beside).toEqual([]);
  });
  it('is filled by the one that the person asks for, whatever its version', () => {
    const met = meet(form({ base: 'v2', asked: id(1) }), [draft(2, 'later', { base: 'v2' }), draft(1, 'wanted')]);
    expect([met.value('text'), ids(met.beside)]).toEqual(['wanted', [id(2)]]);
  });
  it('shows what was just sent before any draft, goes on under its name, and does not call its own draft another one', () => {
    const sent = [['text', 'just sent'], ['draft-id', id(5)], ['draft-from', id(1)], ['draft-from-at', '2026-11-25T10:01:00.000Z']] as const;
    const met = meet(form({ values: { text: 'just sent' }, sent, asked: id(1) }), [draft(5, 'just'), draft(2, 'other window'), draft(1, 'began so')]);
    expect([met.value('text'), met.id, ids(met.beside)]).toEqual(['just sent', id(5), [id(2)]]);
    expect(met.from).toEqual({ id: id(1), savedAt: new Date('2026-11-25T10:01:00Z') });
  });
  it('shows an emptied field as empty: that was typed too', () => {
    expect(meet(form({ values: { text: 'recorded' } }), [draft(1, '')]).value('text')).toBe('');
  });
});
