import type { Site } from '#src/platform/http/site.ts';
import { offerHeader } from '../model/place-kinds.ts';
import type { Needs } from '../model/child-state.ts';
import type { Offered } from '../model/place-state.ts';
import { CARE, CHILD_SEXES, HOW_SOON, SCHOOLING, SECURITY, SEXES, SPOKEN } from '../model/vocabulary.ts';
import type { Field, Typed, Values } from './fields.tsx';
import { choicesOf, countryChoices, languageChoices } from './shown.ts';

const TICKS = ['takesSiblings', 'isAccessible', 'hasOwnRooms', 'keepsAgesApart'] as const;
const NEEDED = ['needsSchool', 'needsAccess', 'needsOwnRoom'] as const;

/** What a place says of itself. */
export const offerFields = (site: Site): readonly Field[] => [
  { kind: 'line', name: 'name', label: 'places.name', hint: 'places.name-hint' },
  { kind: 'line', name: 'ringBack', label: 'places.ring-back', hint: 'places.ring-back-hint' },
  { kind: 'number', name: 'area', label: 'places.area', hint: 'places.area-hint' },
  { kind: 'number', name: 'ageFrom', label: 'places.age-from' },
  { kind: 'number', name: 'ageTo', label: 'places.age-to' },
  { kind: 'ticks', name: 'sexes', label: 'places.sexes', choices: choicesOf(site, 'sex', SEXES) },
  { kind: 'ticks', name: 'languages', label: 'places.languages', choices: languageChoices(site) },
  { kind: 'choose', name: 'security', label: 'places.security', choices: choicesOf(site, 'security', SECURITY) },
  { kind: 'choose', name: 'schooling', label: 'places.schooling', choices: choicesOf(site, 'schooling', SCHOOLING) },
  { kind: 'ticks', name: 'care', label: 'places.care', choices: choicesOf(site, 'care', CARE) },
  { kind: 'tick', name: 'takesSiblings', label: 'places.takes-siblings' },
  { kind: 'tick', name: 'isAccessible', label: 'places.is-accessible' },
  { kind: 'tick', name: 'hasOwnRooms', label: 'places.own-rooms' },
  { kind: 'tick', name: 'keepsAgesApart', label: 'places.ages-apart' },
];

export const newPlaceFields = (site: Site): readonly Field[] => [
  { kind: 'choose', name: 'country', label: 'places.country', choices: countryChoices(site) },
  ...offerFields(site),
  { kind: 'number', name: 'beds', label: 'places.beds' },
  { kind: 'number', name: 'free', label: 'places.free' },
  ...ADDRESS_FIELDS,
];

export const ADDRESS_FIELDS: readonly Field[] = [
  { kind: 'text', name: 'address', label: 'places.address', hint: 'places.address-hint' },
  { kind: 'text', name: 'howToArrive', label: 'places.how-to-arrive' },
];

const ticksOf = (name: string, chosen: readonly string[]): [string, string][] => chosen.map((value) => [`${name}.${value}`, 'yes']);
const yes = (is: boolean): string => (is ? 'yes' : '');

export const typedOffer = (offer: Offered, words: { name: string; ringBack: string } | null): Typed => ({
  name: words?.name ?? '',
  ringBack: words?.ringBack ?? '',
  area: String(offer.area).padStart(2, '0'),
  ageFrom: String(offer.ageFrom),
  ageTo: String(offer.ageTo),
  security: offer.security,
  schooling: offer.schooling,
  ...Object.fromEntries([...ticksOf('sexes', offer.sexes), ...ticksOf('languages', offer.languages), ...ticksOf('care', offer.care)]),
  ...Object.fromEntries(TICKS.map((name) => [name, yes(offer[name])])),
});

/** As the action takes it; what is no number or no choice it refuses itself. */
export function offerFrom(v: Values): { offer: unknown; words: { name: string; ringBack: string } } {
  const offer: Record<keyof typeof offerHeader.shape, unknown> = {
    area: v.number('area'),
    ageFrom: v.number('ageFrom'),
    ageTo: v.number('ageTo'),
    sexes: v.ticked('sexes', SEXES),
    languages: v.ticked('languages', SPOKEN),
    security: v.get('security'),
    schooling: v.get('schooling'),
    care: v.ticked('care', CARE),
    takesSiblings: v.isTicked('takesSiblings'),
    isAccessible: v.isTicked('isAccessible'),
    hasOwnRooms: v.isTicked('hasOwnRooms'),
    keepsAgesApart: v.isTicked('keepsAgesApart'),
  };
  return { offer, words: { name: v.get('name'), ringBack: v.get('ringBack') } };
}

/** What a child needs of a place: codes, and never where it comes from. */
export const needsFields = (site: Site, others: readonly string[], nameOf: (file: string) => string): readonly Field[] => [
  { kind: 'choose', name: 'soon', label: 'places.how-soon', choices: choicesOf(site, 'soon', HOW_SOON) },
  { kind: 'choose', name: 'country', label: 'places.country', choices: countryChoices(site) },
  { kind: 'number', name: 'ageFrom', label: 'places.age-from' },
  { kind: 'number', name: 'ageTo', label: 'places.age-to' },
  { kind: 'tick', name: 'isAgeUnsure', label: 'places.age-unsure-tick' },
  { kind: 'choose', name: 'sex', label: 'places.sex-of-child', choices: choicesOf(site, 'sex', CHILD_SEXES) },
  { kind: 'ticks', name: 'languages', label: 'places.languages', choices: languageChoices(site) },
  { kind: 'choose', name: 'security', label: 'places.security', choices: choicesOf(site, 'security', SECURITY) },
  { kind: 'ticks', name: 'care', label: 'places.care', choices: choicesOf(site, 'care', CARE) },
  { kind: 'tick', name: 'needsSchool', label: 'places.needs-school' },
  { kind: 'tick', name: 'needsAccess', label: 'places.needs-access' },
  { kind: 'tick', name: 'needsOwnRoom', label: 'places.needs-own-room' },
  { kind: 'line', name: 'near', label: 'places.near', hint: 'places.near-hint' },
  ...(others.length > 0 ? [{ kind: 'choose', name: 'group', label: 'places.stays-with', choices: [{ value: '', label: site.t('places.nobody') }, ...others.map((value) => ({ value, label: nameOf(value) }))] } as const] : []),
  { kind: 'number', name: 'groupSize', label: 'places.group-size' },
];

export const typedNeeds = (needs: Needs | null): Typed =>
  needs === null
    ? { soon: 'tonight', security: 'secret-address', sex: 'not-known', groupSize: '1' }
    : {
        soon: needs.soon,
        country: needs.country,
        ageFrom: String(needs.ageFrom),
        ageTo: String(needs.ageTo),
        isAgeUnsure: yes(!needs.isAgeSure),
        sex: needs.sex,
        security: needs.security,
        near: needs.near.map((a) => String(a).padStart(2, '0')).join(' '),
        group: needs.group ?? '',
        groupSize: String(needs.groupSize),
        ...Object.fromEntries([...ticksOf('languages', needs.languages), ...ticksOf('care', needs.care)]),
        ...Object.fromEntries(NEEDED.map((name) => [name, yes(needs[name])])),
      };

const numbersIn = (text: string): number[] => text.split(/[\s,;]+/).filter(Boolean).map(Number);

export function needsFrom(v: Values): Record<keyof Needs, unknown> {
  return {
    country: v.get('country'),
    soon: v.get('soon'),
    ageFrom: v.number('ageFrom'),
    ageTo: v.number('ageTo'),
    isAgeSure: !v.isTicked('isAgeUnsure'),
    sex: v.get('sex'),
    languages: v.ticked('languages', SPOKEN),
    security: v.get('security'),
    care: v.ticked('care', CARE),
    needsSchool: v.isTicked('needsSchool'),
    needsAccess: v.isTicked('needsAccess'),
    needsOwnRoom: v.isTicked('needsOwnRoom'),
    near: numbersIn(v.get('near')),
    group: v.get('group') === '' ? null : v.get('group'),
    groupSize: v.get('groupSize') === '' ? 1 : v.number('groupSize'),
  };
}
