import type { JSX } from 'hono/jsx/jsx-runtime';
import type { LocalFilePack } from '#src/knowledge/localise.ts';
import type { Country } from '#src/knowledge/vocabulary.ts';
import { LANGUAGE_NAMES } from '#src/platform/i18n/languages.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import { Item } from './item.tsx';
import { Laws, roleName, Unknown, type Props } from './pack-parts.tsx';
import { Prosecution } from './prosecution.tsx';

type Direction = LocalFilePack['returnLaws'][number]['direction'];

export const packPath = (country: Country): string => `/knowledge/countries/${country.toLowerCase()}`;
export const stepsPath = (country: Country): string => `${packPath(country)}/steps`;
export const titleOfPack = (t: Translate, country: Country): string => t('knowledge.pack.who', { country: t(`country.${country}`) });
export const titleOfSteps = (t: Translate, country: Country): string => t('knowledge.pack.steps', { country: t(`country.${country}`) });

/** Everything in a pack that somebody of the field is to look at. */
export const itemsOfPack = ({ tasks, statuses, determination, route, transfers, followUp, returnLaws, prosecution }: LocalFilePack) => [
  ...tasks,
  ...statuses,
  ...determination,
  ...(route ? [route, ...route.authorities] : []),
  ...(transfers ? [transfers, ...transfers.grounds] : []),
  ...(followUp ? [followUp] : []),
  ...returnLaws,
  ...(prosecution ? [prosecution] : []),
];

/** The two pages of a country that has a pack for files. */
export function PackLinks({ site, knowledge, country }: Omit<Props, 'pack'> & { country: Country }): JSX.Element {
  if (!knowledge.filePacks.some((pack) => pack.country === country)) return <></>;
  return (
    <p>
      <a href={site.href(packPath(country))}>{site.t('knowledge.pack.to-who')}</a> · <a href={site.href(stepsPath(country))}>{site.t('knowledge.pack.to-steps')}</a>
    </p>
  );
}

/** Where the number of an authority stands, with the day on which it was last checked. */
function ContactOf({ site, knowledge, id }: Omit<Props, 'pack'> & { id: string | null }): JSX.Element {
  const contact = knowledge.packs.flatMap((pack) => pack.contacts).find((one) => one.id === id);
  if (!contact) return <></>;
  return (
    <p class="small">
      {site.t('knowledge.pack.contact')}
      <a href={`${site.href('/knowledge/countries')}#${contact.id}`}>{contact.name}</a>
    </p>
  );
}

function Determination(props: Props): JSX.Element {
  const { site, pack } = props;
  const { t } = site;
  return (
    <section>
      <h2>{t('knowledge.pack.determination')}</h2>
      {pack.determination.length === 0 && <Unknown site={site} />}
      <ul class="items">
        {pack.determination.map((item, at) => (
          <Item t={t} id={`decides-${at + 1}`} isNamed={false} from={item}>
            <h3>
              {t(`knowledge.pack.part.${item.part}`)}: {item.body}
            </h3>
            <p>{t('knowledge.pack.about', { about: item.about })}</p>
            <Laws {...props} ids={item.law} />
          </Item>
        ))}
      </ul>
    </section>
  );
}

function Statuses(props: Props): JSX.Element {
  const { site, pack } = props;
  const { t } = site;
  return (
    <section>
      <h2>{t('knowledge.pack.statuses')}</h2>
      <ul class="items">
        {pack.statuses.map((item) => (
          <Item t={t} id={item.status} isNamed={false} from={item}>
            <h3>{t(`file.status.${item.status}`)}</h3>
            <p>{item.text}</p>
            <p>{t('file.pack.deciders', { who: item.deciders.map((one) => roleName(t, pack, one)).join('; ') })}</p>
            <p>{t('knowledge.pack.object', { where: item.toObject.where })}</p>
            <Laws {...props} ids={item.law} />
          </Item>
        ))}
      </ul>
    </section>
  );
}

function Route(props: Props): JSX.Element {
  const { site, pack } = props;
  const { t } = site;
  const { route } = pack;
  return (
    <section>
      <h2>{t('knowledge.pack.route')}</h2>
      {route === null ? (
        <Unknown site={site} />
      ) : (
        <>
          <p>{route.text}</p>
          <p>
            {t('knowledge.pack.letter', { language: LANGUAGE_NAMES[route.letterLanguage] })} {route.needsRegistrationNumber && t('knowledge.pack.number')}
          </p>
          <ol class="items">
            {route.authorities.map((item) => (
              <Item t={t} id={item.code} isNamed={false} from={item}>
                <h3>{item.name}</h3>
                <p>{item.does}</p>
                {item.needsConsent && <p>{t(item.notForParent ? 'knowledge.pack.consent-not-parent' : 'knowledge.pack.consent')}</p>}
                <p class="small">{t('knowledge.pack.origin', { from: item.from.map((one) => t(`knowledge.pack.origin.${one}`)).join('; ') })}</p>
                <ContactOf {...props} id={item.contact} />
                <Laws {...props} ids={item.law} />
              </Item>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function Transfers(props: Props): JSX.Element {
  const { site, pack } = props;
  const { t } = site;
  const { transfers } = pack;
  return (
    <section>
      <h2>{t('knowledge.pack.transfers')}</h2>
      {transfers === null ? (
        <Unknown site={site} />
      ) : (
        <ul class="items">
          <Item t={t} id="transfers" isNamed={false} from={transfers}>
            <p>{transfers.text}</p>
            {transfers.grounds.length > 0 && <p>{t('knowledge.pack.grounds')}</p>}
            <ul>
              {transfers.grounds.map((ground) => (
                <li>{ground.text}</li>
              ))}
            </ul>
            <Laws {...props} ids={transfers.law} />
          </Item>
        </ul>
      )}
    </section>
  );
}

function FollowUp(props: Props): JSX.Element {
  const { site, pack } = props;
  const { t } = site;
  const { followUp } = pack;
  return (
    <section>
      <h2>{t('knowledge.pack.follow-up')}</h2>
      {followUp === null ? (
        <Unknown site={site} />
      ) : (
        <ul class="items">
          <Item t={t} id="follow-up" isNamed={false} from={followUp}>
            {followUp.norm && <p>{t(`knowledge.pack.norm.${followUp.norm.unit}`, { count: followUp.norm.count })}</p>}
            <p>{followUp.text}</p>
            <p>{t('knowledge.pack.by', { who: followUp.who })}</p>
            <Laws {...props} ids={followUp.law} />
          </Item>
        </ul>
      )}
    </section>
  );
}

function ReturnLaws(props: Props & { direction: Direction }): JSX.Element {
  const { site, pack, direction } = props;
  const { t } = site;
  const items = pack.returnLaws.filter((item) => item.direction === direction);
  if (items.length === 0) return <></>;
  return (
    <section>
      <h2>{t(`knowledge.pack.return-${direction}`)}</h2>
      <ul class="items">
        {items.map((item) => (
          <Item t={t} id={`${direction}-${item.condition}`} isNamed={false} from={item}>
            <h3>{t(`knowledge.pack.return.${item.condition}`)}</h3>
            {item.text && <p>{item.text}</p>}
            <Laws {...props} ids={item.law} />
          </Item>
        ))}
      </ul>
    </section>
  );
}

export function Above({ site, knowledge, pack, other }: Props & { other: 'who' | 'steps' }): JSX.Element {
  const { t, href } = site;
  const { country } = pack;
  return (
    <p>
      <a href={`${href('/knowledge/countries')}#${country.toLowerCase()}`}>{t('knowledge.countries')}</a> · <a href={href(other === 'who' ? packPath(country) : stepsPath(country))}>{t(`knowledge.pack.to-${other}`)}</a>
      {knowledge.law.some((law) => law.place === country) && (
        <>
          {' · '}
          <a href={href(`/knowledge/law/${country.toLowerCase()}`)}>{t('knowledge.pack.to-law')}</a>
        </>
      )}
    </p>
  );
}

/** Who decides in a country, and by which way a child comes to it, each with law, source and whether anybody of the field confirmed it. */
export function PackPage(props: Props): JSX.Element {
  const { site, pack } = props;
  const { t } = site;
  return (
    <>
      <Above {...props} other="steps" />
      <h1>{titleOfPack(t, pack.country)}</h1>
      <p class="lead">{t('knowledge.pack.lead')}</p>
      <Determination {...props} />
      <Statuses {...props} />
      <Prosecution {...props} />
      <ReturnLaws {...props} direction="from" />
      <Route {...props} />
      <ReturnLaws {...props} direction="to" />
      <Transfers {...props} />
      <FollowUp {...props} />
    </>
  );
}
