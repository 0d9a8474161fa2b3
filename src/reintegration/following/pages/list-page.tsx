import type { JSX } from 'hono/jsx/jsx-runtime';
import { day, shortNumber, word } from '#src/files/pages/shown.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, Notice } from '#src/platform/ui/content.tsx';
import { DUE_SHOWN } from '../actions/see-actions.ts';
import { isAlarm } from '../model/silence.ts';
import { STEPS } from '../model/vocabulary.ts';
import type { DueRow } from '../store.ts';
import { AT } from './doings.ts';

type ListView = { shown: (typeof DUE_SHOWN)[number]; rows: readonly DueRow[]; today: string };

function Row({ site, row, today }: { site: Site; row: DueRow; today: string }): JSX.Element {
  const { t } = site;
  const level = STEPS.find((step) => step === row.fields['level']) ?? null;
  const late = row.dueOn < today;
  return (
    <li>
      <Card tone={late || isAlarm(level) ? 'act' : 'consult'}>
        <h2>
          <a href={site.href(`/files/${row.file}/${AT}`)}>{t('file.title', { number: shortNumber(row.file) })}</a>
        </h2>
        <p>
          {word(t, 'follow.moment', String(row.fields['moment']))}: {t(late ? 'file.task-late' : 'file.task-until', { day: day(site, row.dueOn) })}
        </p>
        {isAlarm(level) && (
          <p>
            <strong>{word(t, 'follow.step', level ?? '')}</strong>. {t('follow.never-household')}
          </p>
        )}
      </Card>
    </li>
  );
}

/** Who has to be seen next, what is late first: by numbers alone, without a name or a place. */
export function DueListPage({ site, view: { shown, rows, today } }: { site: Site; view: ListView }): JSX.Element {
  const { t } = site;
  return (
    <>
      <p>
        <a href={site.href('/files')}>{t('file.to-list')}</a>
      </p>
      <h1>{t('follow.list')}</h1>
      <nav class="tabs screen-only" aria-label={t('file.which')}>
        <ul>
          {DUE_SHOWN.map((one) => (
            <li>
              <a href={site.href(`/follow-ups?show=${one}`)} aria-current={one === shown ? 'page' : undefined}>
                {word(t, 'follow.shown', one)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {rows.length === 0 && (
        <Notice tone="watch">
          <p>{t('follow.list-empty')}</p>
        </Notice>
      )}
      <ul class="inbox">
        {rows.map((row) => (
          <Row site={site} row={row} today={today} />
        ))}
      </ul>
    </>
  );
}
