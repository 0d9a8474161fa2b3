import type { JSX } from 'hono/jsx/jsx-runtime';
import { StatusTag } from '#src/platform/ui/content.tsx';
import { citations, packFor } from './guide.ts';
import { roleName } from './role-name.ts';
import { TONE_OF_STATUS, word } from './shown.ts';
import type { Part } from './view.ts';

/** Beside the form of a step: who can decide each status in the country of the file, what it may do, and how somebody objects. */
export function StatusGuide({ site, view }: Part): JSX.Element {
  const { t } = site;
  const pack = packFor(view.guide, view.overview.state);
  if (!pack) return <p class="small">{t('file.pack.none')}</p>;
  const panel = pack.roles.panel?.name;
  return (
    <details class="status-guide">
      <summary>{t('file.pack.statuses')}</summary>
      <p class="small">{t('file.pack.statuses-lead', { country: word(t, 'country', pack.country) })}</p>
      <p>
        <a href={site.href(`/knowledge/countries/${pack.country.toLowerCase()}`)}>{t('knowledge.pack.who', { country: t(`country.${pack.country}`) })}</a>
      </p>
      {panel && <p>{t('file.pack.panel', { panel })}</p>}
      {pack.dutyDesk && <p>{t('file.pack.duty-desk', { text: pack.dutyDesk.text })}</p>}
      <dl class="facts">
        {pack.statuses.map((rule) => (
          <div>
            <dt>
              <StatusTag tone={TONE_OF_STATUS[rule.status]}>{word(t, 'status', rule.status)}</StatusTag>
            </dt>
            <dd>
              <p>{rule.text}</p>
              <p>{t('file.pack.deciders', { who: rule.deciders.map((one) => roleName(site, pack, 'decider', one)).join('; ') })}</p>
              <p>{t('file.with-effect', { effects: rule.effects.map((one) => word(t, 'effect', one)).join(', ') })}</p>
              <p>
                {rule.toObject.limit === null ? t('file.pack.no-term') : t(`file.pack.limit.${rule.toObject.limit.unit}`, { count: rule.toObject.limit.count })} {rule.toObject.where}
              </p>
              <p class="small">
                {citations(view.guide, rule.law)} {rule.review.state === 'to-verify' && t('file.pack.to-verify')}
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
