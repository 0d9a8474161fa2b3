import type { JSX } from 'hono/jsx/jsx-runtime';
import { LANGUAGE_NAMES, LANGUAGES } from '#src/platform/i18n/languages.ts';
import type { Looks } from '../actions/read-actions.ts';
import { statusSet } from '../model/kinds.ts';
import { statusOf } from '../model/state.ts';
import { HandDrawing, type Hand } from './child-drawings.tsx';
import { hasSeen } from './looks.ts';
import { agencyName, day, shortNumber, word } from './shown.ts';
import { promisesIn } from './story.ts';
import type { Part } from './view.ts';

export function ChildBlock({ drawing, title, children }: { drawing: Hand; title: string; children: JSX.Element | JSX.Element[] }): JSX.Element {
  return (
    <section class="child-block">
      <HandDrawing which={drawing} />
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </section>
  );
}

function Promised({ site, view }: Part): JSX.Element {
  const { t } = site;
  const words = promisesIn(view.reads.chronology?.entries ?? []);
  const { promises } = view.overview.state;
  if (promises.length === 0) return <p>{t('file.child.no-promises')}</p>;
  return (
    <ul class="ticks">
      {promises.map((p) => {
        const read = words.get(p.promise);
        return (
          <li class={p.keptOn ? 'kept' : undefined}>
            {read && 'words' in read ? read.words.text : t('file.gone')} {p.keptOn ? t('file.child.kept', { day: day(site, p.keptOn) }) : p.dueOn ? t('file.child.by', { day: day(site, p.dueOn) }) : ''}
          </li>
        );
      })}
    </ul>
  );
}

/** What was decided, in words for the child; what was not established is never said to it as a verdict. */
function Decided({ site, view }: Part): JSX.Element {
  const { t } = site;
  const last = view.reads.recognition?.entries.findLast((e) => e.kind === statusSet.name);
  const status = statusOf(view.overview.state);
  if (!last || !status) return <p>{t('file.child.nothing-decided')}</p>;
  return <p>{t('file.child.decided', { what: word(t, 'child-status', status), who: word(t, 'decider', String(last.header['decider'])), day: day(site, String(last.header['decidedOn'])) })}</p>;
}

function Looked({ site, view, looks }: Part & { looks: Looks }): JSX.Element {
  const { t } = site;
  const seen = looks.rows.filter(hasSeen);
  const agencies = [...new Set(seen.map((r) => r.agency))];
  const lines = agencies.map((agency) => {
    const own = seen.filter((r) => r.agency === agency);
    return { agency, times: own.length, last: own[0]?.day ?? null };
  });
  return (
    <ul>
      {lines.map(({ agency, times, last }) => (
        <li>{t('file.child.looked', { agency: agencyName(site, view.member, agency), count: times, day: day(site, last) })}</li>
      ))}
    </ul>
  );
}

/** The child's own page: read together with somebody it trusts, or printed. Nothing on it can be used to find the child. */
export function ChildPage({ site, view, looks, others = [] }: Part & { looks: Looks; /** What other rooms say to the child. */ others?: readonly JSX.Element[] }): JSX.Element {
  const { t } = site;
  return (
    <div class="child-page">
      <p class="screen-only">
        <a href={site.href(`/files/${view.file}`)}>{t('file.title', { number: shortNumber(view.file) })}</a>
      </p>
      <nav class="tabs screen-only" aria-label={t('file.child.language')}>
        <ul>
          {LANGUAGES.map((language) => (
            <li>
              <a href={`${language === 'nl' ? '' : `/${language}`}/files/${view.file}/child`} lang={language} aria-current={language === site.language ? 'page' : undefined}>
                {LANGUAGE_NAMES[language]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <h1>{t('file.child.title')}</h1>
      <p class="lead">{t('file.child.lead')}</p>
      <ChildBlock drawing="door" title={t('file.child.decided-title')}>
        <Decided site={site} view={view} />
      </ChildBlock>
      {others}
      <ChildBlock drawing="hands" title={t('file.child.promised-title')}>
        <Promised site={site} view={view} />
      </ChildBlock>
      <ChildBlock drawing="eye" title={t('file.child.looked-title')}>
        <Looked site={site} view={view} looks={looks} />
      </ChildBlock>
      <ChildBlock drawing="speech" title={t('file.child.disagree-title')}>
        <p>{t('file.child.disagree')}</p>
      </ChildBlock>
      <p class="small screen-only">{t('file.child.print')}</p>
    </div>
  );
}
