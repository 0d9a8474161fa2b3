import type { JSX } from 'hono/jsx/jsx-runtime';
import { getPack, type LocalKnowledge } from '#src/knowledge/localise.ts';
import type { Age, Country } from '#src/knowledge/vocabulary.ts';
import { obstacleText } from '#src/files/pages/shown.ts';
import type { Obstacle } from '#src/platform/action/action.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card } from '#src/platform/ui/content.tsx';
import { checkKnowledge, type CheckContact, type CheckPack } from '#src/recognition/check-knowledge.ts';
import { holdUntil } from '#src/recognition/holding.ts';
import { StepContact } from '#src/recognition/pages/contacts.tsx';
import { closedLast } from '#src/recognition/who-answers.ts';

/** What a sheet is about: nothing of who the child is. */
export type Sheet = {
  readonly obstacles: readonly Obstacle[];
  readonly country: Country;
  readonly age: Age;
  readonly heldOn: string | null;
  readonly heldMinute: number | null;
  readonly questionedAtNight: boolean;
};

export type SheetNeeds = { readonly site: Site; readonly knowledge: LocalKnowledge; readonly now: () => Date };

const contactsNow = (pack: CheckPack, now: Date): readonly CheckContact[] => {
  const named = pack.callOrder.protect.flatMap((id) => pack.contacts.find((c) => c.id === id) ?? []);
  return closedLast(named, pack.timezone, now);
};

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

type Said = { readonly pack: CheckPack; readonly until: readonly string[]; readonly contacts: readonly CheckContact[]; readonly routes: readonly { to: string; text: string }[]; readonly order: string | null };

/** Everything that a closed gate has to say beside what is missing: desks-and-law 22. */
function saidOn({ site, knowledge, now }: SheetNeeds, { country, age, heldOn, heldMinute, questionedAtNight }: Sheet): Said {
  const pack = getPack(checkKnowledge(knowledge).packs, country);
  // Without the time of the order there is no end to count to.
  const heldFrom = heldOn === null || heldMinute === null ? null : `${heldOn}T${clock(heldMinute)}`;
  const until = pack.holding && heldFrom ? holdUntil(pack.holding, age, heldFrom, questionedAtNight).map((h) => site.t('keep.until', { hours: String(h.hours), until: h.until.replace('T', ' ') })) : [];
  return { pack, until, contacts: contactsNow(pack, now()), routes: pack.routes.map(({ to, text }) => ({ to, text })), order: pack.holding?.text ?? null };
}

/** The sheet for whoever stands at the desk: what is missing, where the child can go now, who decides, until when, and what to say. */
export function SheetCard({ needs, sheet }: { needs: SheetNeeds; sheet: Sheet }): JSX.Element {
  const { site, now } = needs;
  const { t } = site;
  const { pack, until, contacts, routes, order } = saidOn(needs, sheet);
  const isOpen = sheet.obstacles.length === 0;
  return (
    <Card tone={isOpen ? 'done' : 'act'} title={t(isOpen ? 'keep.gate-open' : 'keep.gate-closed')} heading="h2">
      <p>{t(isOpen ? 'keep.gate-open-text' : 'keep.gate-closed-text')}</p>
      {!isOpen && (
        <ul>
          {sheet.obstacles.map((o) => (
            <li>{obstacleText(site.t, 'keep.obstacle', o)}</li>
          ))}
        </ul>
      )}
      <h3>{t('keep.where-now')}</h3>
      <p>{t('keep.where-now-text')}</p>
      <ol class="steps">
        {contacts.map((contact) => (
          <li>
            <StepContact t={t} contact={contact} timezone={pack.timezone} now={now()} />
          </li>
        ))}
      </ol>
      <h3>{t('keep.who-decides')}</h3>
      {routes.length === 0 && <p>{t('keep.who-decides-not-known')}</p>}
      {routes.map((route) => (
        <p>
          <strong>{route.to}</strong>: {route.text}
        </p>
      ))}
      <h3>{t('keep.how-long')}</h3>
      {until.map((line) => (
        <p>
          <strong>{line}</strong>
        </p>
      ))}
      {until.length > 0 && <p class="small">{t('keep.clock', { zone: pack.timezone })}</p>}
      {until.length === 0 && <p>{t(pack.holding ? 'keep.how-long-fill-in' : 'keep.how-long-not-known')}</p>}
      {order && <p>{order}</p>}
      <p class="small">{t('keep.sheet-binds-nobody')}</p>
    </Card>
  );
}

/** The same as lines to copy into one's own system. */
export function sheetLines(needs: SheetNeeds, sheet: Sheet): readonly string[] {
  const { site } = needs;
  const { t } = site;
  const { pack, until, contacts, routes, order } = saidOn(needs, sheet);
  return [
    t(sheet.obstacles.length === 0 ? 'keep.gate-open' : 'keep.gate-closed'),
    ...sheet.obstacles.map((o) => `- ${obstacleText(site.t, 'keep.obstacle', o)}`),
    t('keep.where-now'),
    ...contacts.map((c) => `- ${c.name}${c.telephone ? `, ${c.telephone}` : ''}: ${c.text}`),
    t('keep.who-decides'),
    ...routes.map((r) => `- ${r.to}: ${r.text}`),
    ...until,
    ...(until.length > 0 ? [t('keep.clock', { zone: pack.timezone })] : []),
    ...(order ? [order] : []),
    t('keep.sheet-binds-nobody'),
  ];
}
