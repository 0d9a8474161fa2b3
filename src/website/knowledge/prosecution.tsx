import type { JSX } from 'hono/jsx/jsx-runtime';
import type { LocalFilePack } from '#src/knowledge/localise.ts';
import { Item } from './item.tsx';
import { Laws, roleName, Unknown, type Props } from './pack-parts.tsx';

type Rule = NonNullable<LocalFilePack['prosecution']>;

/** Whether it can stand in a country whose rules are known: somewhere nobody has to show that a child understood. */
const canStand =
  ({ onlyIfUnderstood }: Rule) =>
  ({ code }: Rule['obstacles'][number]): boolean =>
    code !== 'rules-not-known' && (code !== 'understanding-not-shown' || onlyIfUnderstood.length > 0);

function RuleItem({ rule, ...props }: Props & { rule: Rule }): JSX.Element {
  const { site, pack } = props;
  const { t } = site;
  const { qualified, never, onlyIfUnderstood, obstacles } = rule;
  const named = (ages: Rule['never']) => ages.map((age) => t(`age.${age}`)).join('; ');
  return (
    <Item t={t} id="prosecution" isNamed={false} from={rule}>
      <p>{t('knowledge.pack.prosecution-why')}</p>
      <p>{t('knowledge.pack.prosecution-assesses', { who: qualified.map((one) => roleName(t, pack, one)).join('; ') })}</p>
      <p>{t('knowledge.pack.prosecution-never', { ages: named(never) })}</p>
      {onlyIfUnderstood.length > 0 && <p>{t('knowledge.pack.prosecution-understood', { ages: named(onlyIfUnderstood) })}</p>}
      <p>{t('knowledge.pack.prosecution-stands')}</p>
      <ul>
        {obstacles.filter(canStand(rule)).map(({ code, ask, law }) => (
          <li>
            {t(`prosecution.obstacle.${code}`)} {t('prosecution.ask-whom', { who: roleName(t, pack, ask) })}
            <Laws {...props} ids={law} />
          </li>
        ))}
      </ul>
    </Item>
  );
}

/** What the law asks before a child is prosecuted: the same by which the gate in a file opens or stays closed. */
export function Prosecution(props: Props): JSX.Element {
  const { prosecution } = props.pack;
  return (
    <section>
      <h2>{props.site.t('knowledge.pack.prosecution')}</h2>
      {prosecution === null ? (
        <Unknown site={props.site} />
      ) : (
        <ul class="items">
          <RuleItem {...props} rule={prosecution} />
        </ul>
      )}
    </section>
  );
}
