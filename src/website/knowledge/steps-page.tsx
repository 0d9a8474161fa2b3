import type { JSX } from 'hono/jsx/jsx-runtime';
import type { LocalFilePack } from '#src/knowledge/localise.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import { Above, titleOfSteps } from './country-pages.tsx';
import { Item } from './item.tsx';
import { Laws, roleName, type Props } from './pack-parts.tsx';

type Task = LocalFilePack['tasks'][number];

/** A trigger in the words that files have for it, so that both say the same. */
function whenOf(t: Translate, trigger: Task['starts'][number]): string {
  if (trigger === 'file-opened' || trigger === 'no-representative' || trigger === 'effect-reflection-period') return t(`knowledge.pack.when.${trigger}`);
  const [list, ...word] = trigger.split('-');
  return t(`file.${list}.${word.join('-')}` as 'file.event.missing');
}

const limitOf = (t: Translate, { limit }: Task): string => (limit === null ? t('file.pack.at-once') : limit.count === 0 ? t('file.pack.now') : t(`file.pack.limit.${limit.unit}`, { count: limit.count }));
const originOf = (t: Translate, { limitFrom, review }: Task): string => (limitFrom === 'law' && review.state === 'to-verify' ? t('file.pack.from.law-unverified') : t(`file.pack.from.${limitFrom}`));

/** What has to be done in a country when something happens, by whom, within which time, and from what that comes. */
export function StepsPage(props: Props): JSX.Element {
  const { site, pack } = props;
  const { t } = site;
  return (
    <>
      <Above {...props} other="who" />
      <h1>{titleOfSteps(t, pack.country)}</h1>
      <p class="lead">{t('knowledge.pack.lead')}</p>
      <ul class="items">
        {pack.tasks.map((task) => (
          <Item t={t} id={task.code} isNamed={false} from={task}>
            <h2>{task.title}</h2>
            <p>{task.reason}</p>
            <p>
              {t('knowledge.pack.starts', { when: task.starts.map((one) => whenOf(t, one)).join('; ') })}. {limitOf(t, task)}. {originOf(t, task)}.
            </p>
            <p>{t('knowledge.pack.owner', { who: roleName(t, pack, task.owner), late: roleName(t, pack, task.hearsLate) })}</p>
            <Laws {...props} ids={task.law} />
          </Item>
        ))}
      </ul>
    </>
  );
}
