import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { Card, StatusTag } from '#src/platform/ui/content.tsx';
import { statusInList } from '../model/lists.ts';
import { STATUSES } from '../model/vocabulary.ts';
import type { WorkRow } from '../store.ts';
import type { Member } from './member.ts';
import { agencyName, day, shortNumber, TONE_OF_STATUS, word } from './shown.ts';

export type ListMember = Member;
type RowProps = { site: Site; row: WorkRow; member: Member; today: string; children?: Child };

/** One file in a list; what more is known of it stands below. */
export function FileRow({ site, row, member, today, children }: RowProps): JSX.Element {
  const { t } = site;
  const status = statusInList(STATUSES.find((one) => one === row.status), row.fields['signs'], row.signsThen);
  const isLate = row.dueOn !== null && row.dueOn < today;
  const lead = typeof row.fields['lead'] === 'string' ? row.fields['lead'] : null;
  return (
    <li>
      <Card tone={isLate ? 'act' : 'watch'}>
        <h2>
          <a href={site.href(`/files/${row.file}`)}>{t('file.title', { number: shortNumber(row.file) })}</a>
        </h2>
        <p>{status && <StatusTag tone={TONE_OF_STATUS[status]}>{word(t, 'status', status)}</StatusTag>}</p>
        <dl class="facts beside">
          <div>
            <dt>{t('file.due')}</dt>
            <dd>{row.dueOn ? day(site, row.dueOn) : t('file.nothing-due')}</dd>
          </div>
          <div>
            <dt>{t('file.lead')}</dt>
            <dd>{agencyName(site, member, lead)}</dd>
          </div>
          <div>
            <dt>{t('file.open-tasks')}</dt>
            <dd>{String(row.fields['openTasks'] ?? 0)}</dd>
          </div>
          {children}
        </dl>
      </Card>
    </li>
  );
}
