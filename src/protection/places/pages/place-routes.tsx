import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import type { Answer } from '#src/platform/action/action.ts';
import { fieldsOf, show, type DeskContext, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { PlainPage } from '#src/platform/sessions/pages.tsx';
import type { FileNeeds, Member, MemberFor } from '#src/files/pages/member.ts';
import { statusFor } from '#src/files/pages/problems.ts';
import { shelter } from '#src/files/roles.ts';
import { answerHold, letGo, releaseHold, takeIn } from '../actions/hold-actions.ts';
import { listStays } from '../actions/match-actions.ts';
import { changeOffer, putBack, registerPlace, sayBeds, setAddress, setCapacity, showTo, takeOut } from '../actions/place-actions.ts';
import { listPlaces, readAddress, readPlace } from '../actions/read-place.ts';
import type { Offer } from '../model/offer.ts';
import { typedFrom, valuesFrom, type Field, type Typed, type Values } from './fields.tsx';
import { ADDRESS_FIELDS, newPlaceFields, offerFields, offerFrom } from './forms.ts';
import { ListPage, nameOf, NewPlacePage, type OwnPlace } from './list-page.tsx';
import { capacityFields, outFields, PlacePage, refusalFields } from './place-page.tsx';
import { placeNumber, problemsOf, type ZoneOf } from './shown.ts';
import { shelterManager } from '../roles.ts';

/** As many as one page shows of what is shown to a desk. */
const MOST_ROWS = 200;

type On = { readonly member: Member; readonly place: string };
type Doing = { readonly fields: (site: FileNeeds['site']) => readonly Field[]; readonly act: (v: Values, on: On) => Promise<Answer<unknown>> };
const none = () => [];

/** What can be done on the page of a place, by the last part of the address to which it is posted. */
const DOINGS: Readonly<Record<string, Doing>> = {
  beds: { fields: none, act: (v, { member, place }) => member.perform(sayBeds, member.actor, { place, free: Number(v.hidden('free')) }) },
  out: { fields: outFields, act: (v, { member, place }) => member.perform(takeOut, member.actor, { place, because: v.get('because'), until: v.day('until') }) },
  'back-in': { fields: none, act: (_, { member, place }) => member.perform(putBack, member.actor, { place }) },
  change: { fields: offerFields, act: (v, { member, place }) => member.perform(changeOffer, member.actor, { place, base: v.hidden('base'), ...offerFrom(v) }) },
  capacity: { fields: () => capacityFields, act: (v, { member, place }) => member.perform(setCapacity, member.actor, { place, from: v.get('from'), beds: v.number('beds') }) },
  show: { fields: none, act: (v, { member, place }) => member.perform(showTo, member.actor, { place, agency: v.get('agency'), isShown: true }) },
  hide: { fields: none, act: (v, { member, place }) => member.perform(showTo, member.actor, { place, agency: v.hidden('agency'), isShown: false }) },
  address: { fields: () => ADDRESS_FIELDS, act: (v, { member, place }) => member.perform(setAddress, member.actor, { place, address: { address: v.get('address'), howToArrive: v.get('howToArrive') } }) },
  accept: { fields: none, act: (v, { member, place }) => member.perform(answerHold, member.actor, { place, hold: v.hidden('hold'), refusal: null }) },
  refuse: {
    fields: refusalFields,
    act: (v, { member, place }) => member.perform(answerHold, member.actor, { place, hold: v.hidden('hold'), refusal: v.get('refusal'), age: v.get('age') === '' ? null : v.number('age'), sex: v.get('sex') || null, care: v.get('care') || null }),
  },
  'take-in': { fields: none, act: (v, { member, place }) => member.perform(takeIn, member.actor, { place, hold: v.hidden('hold') }) },
  'let-go': { fields: none, act: (v, { member, place }) => member.perform(letGo, member.actor, { place, hold: v.hidden('hold') }) },
  release: { fields: none, act: (v, { member, place }) => member.perform(releaseHold, member.actor, { place, hold: v.hidden('hold') }) },
};

type Tried = { readonly doing: string; readonly typed: Typed } | null;
type Shown = { readonly tried: Tried; readonly problems: readonly { text: string }[]; readonly status: 200 | 403 | 404 | 409 | 422 };
const FRESH: Shown = { tried: null, problems: [], status: 200 };

const has = (member: Member, role: { name: string }): boolean => member.roles.includes(role.name);

/** The pages of places: one’s own, and those shown to a desk. */
export function addPlaceRoutes(routes: Hono<DeskEnv>, needs: FileNeeds & { readonly zoneOf: ZoneOf }, memberFor: MemberFor): void {
  const { site } = needs;
  const { t } = site;
  const all = async (member: Member) => member.perform(listPlaces, member.actor, { at: needs.now().toISOString() });

  async function ownOf(member: Member, offers: readonly Offer[]): Promise<readonly OwnPlace[]> {
    const own: OwnPlace[] = [];
    for (const offer of offers.filter((o) => o.agency === member.actor.agency)) {
      const read = await member.perform(readPlace, member.actor, { place: offer.place });
      if (read.done) own.push({ offer, read: read.value });
    }
    // As they were: the list of the database changes its order with each tap, and the next one would be on another place.
    return own.toSorted((a, b) => nameOf(site, a.read, a.offer.place).localeCompare(nameOf(site, b.read, b.offer.place), site.language) || (a.offer.place < b.offer.place ? -1 : 1));
  }

  routes.get('/places', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const offers = await all(member);
    if (!offers.done) return show(c, needs, { title: t('places.list'), path: '/places', body: <PlainPage site={site} title={t('places.list')} text={t('places.list-not-yours')} to="/files" label={t('file.to-list')} />, status: 403 });
    const others = offers.value.filter((o) => o.agency !== member.actor.agency);
    const view = { own: await ownOf(member, offers.value), others: others.slice(0, MOST_ROWS), total: others.length, member, zoneOf: needs.zoneOf, isManager: has(member, shelterManager), isDesk: member.roles.includes('placement-desk') };
    return show(c, needs, { title: t('places.list'), path: '/places', body: <ListPage site={site} view={view} /> });
  });

  routes.get('/places/new', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    if (!has(member, shelterManager)) return needs.errors.send(c, 404);
    return show(c, needs, { title: t('places.new'), path: '/places', body: <NewPlacePage site={site} view={{ place: randomUUID(), typed: {}, problems: [] }} /> });
  });

  routes.post('/places/new', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const v = valuesFrom(await fieldsOf(c));
    const place = v.hidden('place');
    const input = { place, country: v.get('country'), ...offerFrom(v), beds: v.number('beds'), free: v.number('free'), address: { address: v.get('address'), howToArrive: v.get('howToArrive') } };
    const answer = await member.perform(registerPlace, member.actor, input);
    if (answer.done || (answer.because === 'obstacles' && answer.obstacles[0].code === 'already-there')) return c.redirect(site.href(`/places/${place}`), 303);
    const view = { place, typed: typedFrom(newPlaceFields(site), v), problems: problemsOf(site, answer) };
    return show(c, needs, { title: t('places.new'), path: '/places', body: <NewPlacePage site={site} view={view} />, status: statusFor(answer) });
  });

  async function placePage(c: DeskContext, member: Member, place: string, { tried, problems, status }: Shown): Promise<Response> {
    const read = await member.perform(readPlace, member.actor, { place });
    const offers = read.done ? await all(member) : null;
    const offer = offers?.done ? offers.value.find((o) => o.place === place) : undefined;
    if (!read.done || !offer) return needs.errors.send(c, 404);
    const isOwn = offer.agency === member.actor.agency;
    const maySee = isOwn && (has(member, shelter) || has(member, shelterManager));
    const address = maySee ? await member.perform(readAddress, member.actor, { place }) : null;
    const stays = await member.perform(listStays, member.actor, {});
    const view = { place, read: read.value, offer, address: address?.done ? address.value : null, stays: stays.done ? stays.value.filter((s) => s.place === place) : [], member, zone: needs.zoneOf(offer.country), isOwn: maySee, isManager: isOwn && has(member, shelterManager), today: needs.now().toISOString().slice(0, 10), now: needs.now(), tried, problems };
    return show(c, needs, { title: t('places.title', { number: placeNumber(place) }), path: '/places', body: <PlacePage site={site} view={view} />, status });
  }

  routes.get('/places/:place', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    return placePage(c, member, c.req.param('place'), FRESH);
  });

  routes.post('/places/:place/:doing', async (c) => {
    const [place, name] = [c.req.param('place'), c.req.param('doing')];
    const doing = Object.hasOwn(DOINGS, name) ? DOINGS[name] : undefined;
    if (!doing) return needs.errors.send(c, 404);
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const v = valuesFrom(await fieldsOf(c));
    const answer = await doing.act(v, { member, place });
    if (answer.done) return c.redirect(site.href(v.hidden('back') === '/places' ? '/places' : `/places/${place}`), 303);
    return placePage(c, member, place, { tried: { doing: name, typed: typedFrom(doing.fields(site), v) }, problems: problemsOf(site, answer), status: statusFor(answer) });
  });
}
