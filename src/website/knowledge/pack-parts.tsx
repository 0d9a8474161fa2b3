import type { JSX } from 'hono/jsx/jsx-runtime';
import { DECIDERS, type PackRole, type TaskOwner } from '#src/knowledge/file-vocabulary.ts';
import type { LocalFilePack, LocalKnowledge } from '#src/knowledge/localise.ts';
import type { Site } from '#src/platform/http/site.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';

export type Props = { site: Site; knowledge: LocalKnowledge; pack: LocalFilePack };

/** The laws on which something rests, each leading to where it stands whole. */
export function Laws({ site, knowledge, ids }: Omit<Props, 'pack'> & { ids: readonly string[] }): JSX.Element {
  const found = ids.flatMap((id) => knowledge.law.find((law) => law.id === id) ?? []);
  if (found.length === 0) return <></>;
  return (
    <p class="small">
      {site.t('knowledge.pack.law')}
      {found.map((law, at) => (
        <>
          {at > 0 && '; '}
          <a href={`${site.href('/knowledge/law')}/${law.place.toLowerCase()}#${law.id}`}>{law.citation}</a>
        </>
      ))}
    </p>
  );
}

export const Unknown = ({ site }: Pick<Props, 'site'>): JSX.Element => <p>{site.t('knowledge.pack.unknown')}</p>;

type Decider = (typeof DECIDERS)[number];
const isDecider = (role: string): role is Decider => DECIDERS.some((one) => one === role);

/** A role in the words of the country, or by its general word where the country has none. */
export function roleName(t: Translate, { roles }: Pick<LocalFilePack, 'roles'>, role: PackRole | TaskOwner | Decider): string {
  const local = role in roles ? roles[role as PackRole]?.name : undefined;
  if (local !== undefined) return local;
  const common = role === 'panel' ? 'expert-panel' : role;
  return isDecider(common) ? t(`file.decider.${common}`) : t(`file.owner.${common}`);
}
