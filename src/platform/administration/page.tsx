import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '../http/site.ts';
import type { MessageKey } from '../i18n/translate.ts';
import { ADMINISTRATOR, type Role } from '../people/rules.ts';
import type { PersonLine, RoleLine } from '../people/store.ts';
import { TextField, type Problem } from '../sessions/pages.tsx';
import { Card, Notice, StatusTag } from '../ui/content.tsx';
import { ErrorSummary, Select } from '../ui/forms.tsx';

export type PeopleView = {
  agencyName: string;
  people: readonly PersonLine[];
  roles: readonly Role[];
  /** Who reads the page. */
  me: string;
  /** False for somebody who reads here: she may be the second person, and nothing more. */
  administers: boolean;
  problems: readonly Problem[];
  typed: { name: string; signInName: string; role: string };
  /** A link that was just made, for whom; shown once. */
  link: { name: string; address: string } | null;
};

type Part = { site: Site; view: PeopleView };

/** A role in the reader's words; one that has none here is shown as its code. */
function roleLabel(site: Site, role: string): string {
  return site.messages[`role.${role}`] ? site.t(`role.${role}` as MessageKey) : role;
}

function Act({ site, to, fields, label, about }: { site: Site; to: string; fields: Readonly<Record<string, string>>; label: string; about: string }): JSX.Element {
  return (
    <form method="post" action={site.href(`/people/${to}`)}>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button class="button slim" aria-label={`${label}: ${about}`}>
        {label}
      </button>
    </form>
  );
}

function RoleRow({ site, view, person, role }: Part & { person: PersonLine; role: RoleLine }): JSX.Element {
  const { t } = site;
  const [label, isMine] = [roleLabel(site, role.role), person.personId === view.me];
  const about = `${label}, ${person.name}`;
  const mayConfirm = !role.isHeld && !isMine && role.proposedBy !== view.me;
  return (
    <li>
      {label} {role.isHeld ? <StatusTag tone="done">{t('people.holds')}</StatusTag> : <StatusTag tone="consult">{t('people.waits')}</StatusTag>}
      {mayConfirm && <Act site={site} to="confirm" fields={{ membership: role.membershipId }} label={t('people.confirm')} about={about} />}
      {view.administers && !isMine && <Act site={site} to="end" fields={{ membership: role.membershipId }} label={t(role.isHeld ? 'people.end' : 'people.refuse')} about={about} />}
    </li>
  );
}

function Person({ site, view, person }: Part & { person: PersonLine }): JSX.Element {
  const { t } = site;
  const isMine = person.personId === view.me;
  const isAdministrator = person.roles.some((role) => role.role === ADMINISTRATOR.name);
  const open = view.roles.filter((role) => role.administers === isAdministrator && !person.roles.some((held) => held.role === role.name));
  return (
    <Card title={person.name} heading="h2">
      <p>
        <code>{person.signInName}</code> {person.isDisabled && <StatusTag tone="watch">{t('people.disabled')}</StatusTag>}
      </p>
      <ul>
        {person.roles.map((role) => (
          <RoleRow site={site} view={view} person={person} role={role} />
        ))}
      </ul>
      {view.administers && !isMine && !person.isDisabled && (
        <>
          {open.length > 0 && (
            <form method="post" action={site.href('/people/propose')}>
              <input type="hidden" name="person" value={person.personId} />
              <p class="field">
                <label for={`role-${person.personId}`}>{t('people.propose')}</label>
                <select id={`role-${person.personId}`} name="role">
                  {open.map((role) => (
                    <option value={role.name}>{roleLabel(site, role.name)}</option>
                  ))}
                </select>
              </p>
              <button class="button slim" aria-label={`${t('people.propose-it')}: ${person.name}`}>
                {t('people.propose-it')}
              </button>
            </form>
          )}
          <Act site={site} to="link" fields={{ person: person.personId }} label={t('people.new-link')} about={person.name} />
          <Act site={site} to="disable" fields={{ person: person.personId }} label={t('people.disable')} about={person.name} />
        </>
      )}
    </Card>
  );
}

function Invite({ site, view }: Part): JSX.Element {
  const { t } = site;
  return (
    <section>
      <h2>{t('people.invite')}</h2>
      <p class="small">{t('people.invite-why')}</p>
      <form method="post" action={site.href('/people/invite')}>
        <TextField name="name" label={t('people.name')} type="text" complete="off" value={view.typed.name} />
        <TextField name="signInName" label={t('sign-in.name')} type="text" complete="off" value={view.typed.signInName} />
        <Select name="role" label={t('people.role')} value={view.typed.role} choices={view.roles.map((role) => ({ value: role.name, label: roleLabel(site, role.name) }))} />
        <p>
          <button class="button primary">{t('people.invite-it')}</button>
        </p>
      </form>
    </section>
  );
}

/** Who works at one's agency, what they may do, and what waits for a second person. Nothing of what they work on. */
export function PeoplePage({ site, view }: Part): JSX.Element {
  const { t } = site;
  return (
    <>
      {view.problems.length > 0 && <ErrorSummary title={t('people.problem')} errors={view.problems} />}
      <p>
        <a href={site.href('/account')}>{t('account.title')}</a>
      </p>
      <h1>{t('people.title', { agency: view.agencyName })}</h1>
      {view.link && (
        <Notice tone="consult">
          <p>{t('people.link', { name: view.link.name })}</p>
          <p>
            <code>{view.link.address}</code>
          </p>
        </Notice>
      )}
      {view.people.map((person) => (
        <Person site={site} view={view} person={person} />
      ))}
      {view.administers && <Invite site={site} view={view} />}
    </>
  );
}
