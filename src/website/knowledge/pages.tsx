import type { JSX } from 'hono/jsx/jsx-runtime';
import type { LocalKnowledge } from '#src/knowledge/localise.ts';
import type { Translate } from '#src/platform/i18n/translate.ts';
import type { Site } from '#src/platform/http/site.ts';
import { itemsOfPack, PackLinks } from './country-pages.tsx';
import { Item, ReviewTag } from './item.tsx';

export const KNOWLEDGE_PARTS = ['signs', 'law', 'advice', 'countries', 'excluded'] as const;
export type KnowledgePart = (typeof KNOWLEDGE_PARTS)[number];

type Props = { site: Site; knowledge: LocalKnowledge };

export function KnowledgeIndex({ site, knowledge, versions }: Props & { versions: readonly string[] }): JSX.Element {
  const { t, href } = site;
  const items = [...knowledge.indicators, ...knowledge.law, ...knowledge.advice, ...knowledge.packs.flatMap((p) => p.contacts), ...knowledge.filePacks.flatMap(itemsOfPack)];
  const verified = items.filter((i) => i.review.state === 'verified').length;
  const older = versions.filter((v) => v !== knowledge.version);
  return (
    <>
      <h1>{t('knowledge.title')}</h1>
      <p class="lead">{t('knowledge.lead', { version: knowledge.version, day: knowledge.released })}</p>
      <p>{t('knowledge.verified', { count: verified, total: items.length })}</p>
      <h2>{t('knowledge.rule')}</h2>
      <ul>
        <li>{t('knowledge.rule-act')}</li>
        <li>{t('knowledge.rule-consult')}</li>
        <li>{t('knowledge.rule-watch')}</li>
      </ul>
      <ul class="cards">
        {KNOWLEDGE_PARTS.map((part) => (
          <li class="card">
            <a href={href(`/knowledge/${part}`)}>{t(`knowledge.${part}`)}</a>
          </li>
        ))}
      </ul>
      <h2>{t('knowledge.pack.per-country')}</h2>
      <ul class="cards">
        {knowledge.filePacks.map(({ country }) => (
          <li class="card">
            <a href={href(`/knowledge/countries/${country.toLowerCase()}`)}>{t(`country.${country}`)}</a>
          </li>
        ))}
      </ul>
      {older.length > 0 && (
        <p class="small">
          {t('knowledge.older')} {older.join(', ')}
        </p>
      )}
    </>
  );
}

function Signs({ site, knowledge }: Props): JSX.Element {
  const { t } = site;
  return (
    <>
      <p class="lead">{t('knowledge.signs-lead')}</p>
      {knowledge.questions.order.map((dimension) => (
        <section>
          <h2>{t(`topic.${dimension.replaceAll(/[ /]/g, '-')}` as 'topic.health')}</h2>
          <ul class="items">
            {knowledge.indicators
              .filter((i) => i.dimension === dimension)
              .map((i) => (
                <Item t={t} id={i.id} from={i}>
                  <p>
                    <strong>{i.tier}</strong> · {i.text}
                  </p>
                  {i.note && <p class="small">{i.note}</p>}
                </Item>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Whose law there is, in the order of the files. */
export const placesOfLaw = (knowledge: Pick<LocalKnowledge, 'law'>) => [...new Set(knowledge.law.map((law) => law.place))];
type Place = LocalKnowledge['law'][number]['place'];

const placeName = (t: Translate, place: Place) => (place === 'EU' || place === 'CoE' || place === 'UN' ? t(`place.${place}`) : t(`country.${place}`));

/** The law is too long for one page: here is where each place's stands. */
function LawPlaces({ site, knowledge }: Props): JSX.Element {
  const { t, href } = site;
  return (
    <ul class="cards">
      {placesOfLaw(knowledge).map((place) => (
        <li class="card">
          <a href={href(`/knowledge/law/${place.toLowerCase()}`)}>{placeName(t, place)}</a>
          <p class="small">{t('knowledge.laws', { count: knowledge.law.filter((law) => law.place === place).length })}</p>
        </li>
      ))}
    </ul>
  );
}

export const titleOfLaw = (t: Translate, place: Place) => `${t('knowledge.law')}: ${placeName(t, place)}`;

/** The law of one place, each item with its source. */
export function LawPage({ site, knowledge, place }: Props & { place: Place }): JSX.Element {
  const { t, href } = site;
  return (
    <>
      <p>
        <a href={href('/knowledge/law')}>{t('knowledge.law')}</a>
      </p>
      <h1>{titleOfLaw(t, place)}</h1>
      <ul class="items">
        {knowledge.law
          .filter((law) => law.place === place)
          .map((law) => (
            <Item t={t} id={law.id} from={law}>
              <h2>{law.citation}</h2>
              <p>{law.text}</p>
            </Item>
          ))}
      </ul>
    </>
  );
}

function AdviceItems({ site, knowledge }: Props): JSX.Element {
  return (
    <ul class="items">
      {knowledge.advice.map((step) => (
        <Item t={site.t} id={step.id} from={step}>
          <p>{step.text}</p>
        </Item>
      ))}
    </ul>
  );
}

function Countries({ site, knowledge }: Props): JSX.Element {
  const { t } = site;
  return (
    <>
      {knowledge.packs.map((pack) => (
        <section>
          <h2 id={pack.country.toLowerCase()}>{t(`country.${pack.country}`)}</h2>
          <PackLinks site={site} knowledge={knowledge} country={pack.country} />
          <ul class="items">
            {pack.contacts.map((contact) => (
              <Item t={t} id={contact.id} from={contact}>
                <p>
                  <strong>{contact.name}</strong> {contact.telephone}
                </p>
                <p>{contact.text}</p>
                <p class="small">{t('contact.checked', { day: contact.lastChecked })}</p>
              </Item>
            ))}
            {pack.doNot.map((item) => (
              <Item t={t} id={item.id} from={item}>
                <p>{item.text}</p>
              </Item>
            ))}
          </ul>
          {pack.routes.map((route) => (
            <div class="card">
              <h3>{route.to}</h3>
              <p class="small">
                {route.for.map((group) => t(`route.${group}`)).join(' · ')} <ReviewTag t={t} review={route.review} />
              </p>
              <p>{route.text}</p>
              <p>{route.override}</p>
            </div>
          ))}
        </section>
      ))}
    </>
  );
}

function ExcludedItems({ knowledge }: Props): JSX.Element {
  return (
    <ul class="items">
      {knowledge.excluded.map((item) => (
        <li class="item" id={item.id}>
          <p>
            <code>{item.id}</code> <strong>{item.text}</strong>
          </p>
          <p class="small" lang="en">
            {item.why}
          </p>
        </li>
      ))}
    </ul>
  );
}

const PARTS: Record<KnowledgePart, (props: Props) => JSX.Element> = {
  signs: Signs,
  law: LawPlaces,
  advice: AdviceItems,
  countries: Countries,
  excluded: ExcludedItems,
};

/** One part of the knowledge, whole, with its sources. */
export function KnowledgePartPage({ site, knowledge, part }: Props & { part: KnowledgePart }): JSX.Element {
  const Part = PARTS[part];
  return (
    <>
      <p>
        <a href={site.href('/knowledge')}>{site.t('knowledge.title')}</a>
      </p>
      <h1>{site.t(`knowledge.${part}`)}</h1>
      <Part site={site} knowledge={knowledge} />
    </>
  );
}
