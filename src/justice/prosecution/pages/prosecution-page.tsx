import { FileFrame } from '#src/files/pages/frame.tsx';
import type { FilePage } from '#src/files/pages/view.ts';
import { Contacts } from './contacts.tsx';
import { compensationDoing, decideDoing, exploiterDoing, matterDoing } from './doings.ts';
import { Exploiters } from './exploiters.tsx';
import { GateCard } from './gate-card.tsx';
import { Matters } from './matters.tsx';
import { seenFor, storyWords } from './read.ts';

/** The prosecution of a child: what stands against it, what was decided, what was missed before, and what came of those who exploited it. */
export const prosecutionPage: FilePage = {
  path: 'prosecution',
  label: 'prosecution.title',
  section: 'justice',
  problems: 'prosecution.problem',
  doings: { matter: matterDoing, 'decide-prosecution': decideDoing, exploiter: exploiterDoing, compensation: compensationDoing },
  async body(part) {
    const { site, view } = part;
    const { t } = site;
    const seen = await seenFor(view);
    if (!seen) return <FileFrame site={site} view={view} here="/prosecution" title={t('prosecution.title')}>{t('prosecution.problem.justice-needs-a-ground')}</FileFrame>;
    return (
      <FileFrame site={site} view={view} here="/prosecution" title={t('prosecution.title')}>
        <GateCard site={site} view={view} seen={seen} />
        <section>
          <h2>{t('prosecution.before-today')}</h2>
          <Contacts site={site} view={view} seen={seen} words={await storyWords(part)} />
        </section>
        <section>
          <h2>{t('prosecution.accused-of')}</h2>
          <Matters site={site} view={view} seen={seen} />
        </section>
        <section>
          <h2>{t('prosecution.for-the-table')}</h2>
          <p>{t('prosecution.for-the-table-text')}</p>
          <p class="screen-only">
            <a class="button" href={site.href(`/files/${view.file}/papers`)}>
              {t('prosecution.to-papers')}
            </a>
          </p>
        </section>
        <section>
          <h2>{t('prosecution.exploiters')}</h2>
          <Exploiters site={site} view={view} seen={seen} />
        </section>
      </FileFrame>
    );
  },
};
