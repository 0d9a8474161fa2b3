import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Site } from '#src/platform/http/site.ts';
import { Card, StatusTag, Timeline } from '#src/platform/ui/content.tsx';
import { taskDescribed } from '../model/kinds.ts';
import { openTasks, type Task } from '../model/state.ts';
import { taskWords } from '../model/words.ts';
import { Documents } from './documents.tsx';
import { Do, FileFrame } from './frame.tsx';
import { DayForm } from '../finding/day-form.tsx';
import { isNew, News } from './news.tsx';
import { actorName, agencyName, day, obstacleText, roughDay, word } from './shown.ts';
import { dueText, ownerName, Proposed, ruleFor, TaskGround } from './proposed.tsx';
import { promisesIn, storyOf, type Told } from './story.ts';
import { mayWrite, type FileView, type Part } from './view.ts';

/** The child's own words, apart from everything else and under what was asked. */
function OwnWords({ site, told }: { site: Site; told: Extract<Told, { is: 'words' }> }): JSX.Element {
  const { t } = site;
  const { header, read } = told;
  if (!('words' in read)) return <p>{t('file.gone')}</p>;
  const { question, words, summary, language, interpreter } = read.words;
  return (
    <>
      {question && <p class="small">{t('file.was-asked', { question })}</p>}
      <blockquote class="own-words">{words}</blockquote>
      <p class="small">
        {header.present.map((p) => word(t, 'present', p)).join(', ')}
        {language && ` · ${language}`}
        {header.interpreter === 'yes' && ` · ${t('file.with-interpreter', { name: interpreter })}`}
      </p>
      {summary && (
        <details>
          <summary>{t('file.words-summary')}</summary>
          <p class="as-typed">{summary}</p>
        </details>
      )}
    </>
  );
}

/** Who reads, and since when something is new to her. */
type Reading = { site: Site; view: Pick<FileView, 'member' | 'wayIn'> };

function What({ site, view, told }: Reading & { told: Told }): JSX.Element {
  const { t } = site;
  const by = t('file.recorded', { name: actorName(site, view.member, told.actor), day: day(site, told.on) });
  if (told.is === 'words') {
    return (
      <>
        <h3>{word(t, 'words-kind', told.header.kind)}</h3>
        {isNew(view, told) && <StatusTag tone="consult">{t('file.news.new')}</StatusTag>}
        <OwnWords site={site} told={told} />
        <p class="small">{by}</p>
      </>
    );
  }
  const text = told.is === 'event' && 'words' in told.read ? told.read.words : undefined;
  const noted = told.is === 'note' && 'words' in told.read ? told.read.words.text : undefined;
  return (
    <>
      <h3>{told.is === 'event' ? word(t, 'event', told.header.what) : t('file.note')}</h3>
      {isNew(view, told) && <StatusTag tone="consult">{t('file.news.new')}</StatusTag>}
      {told.is === 'event' && told.isCorrected && <StatusTag tone="watch">{t('file.corrected')}</StatusTag>}
      {told.is === 'event' && told.header.hadMissedSign && <StatusTag tone="consult">{t('file.missed-sign')}</StatusTag>}
      <p class="as-typed">{text?.text ?? noted ?? t('file.gone')}</p>
      {text?.place && <p class="small">{text.place}</p>}
      <p class="small">{by}</p>
    </>
  );
}

const whenOf = (site: Site, told: Told): string => {
  if (told.is === 'event') return roughDay(site, told.header.happened, told.header.precision);
  return day(site, told.is === 'words' ? (told.header.spokenOn ?? told.on) : told.on);
};

export function Story({ site, view, told }: Reading & { told: readonly Told[] }): JSX.Element {
  return told.length > 0 ? <Timeline events={told.map((one) => ({ when: whenOf(site, one), what: <What site={site} view={view} told={one} /> }))} /> : <p>{site.t('file.nothing-yet')}</p>;
}

const mayWriteStory = ({ overview, member }: FileView): boolean => overview.sections.includes('chronology') && mayWrite(member, 'chronology');

type Titles = ReadonlyMap<string, { title: string; ground: string }>;

const titlesOf = (view: FileView): Titles =>
  new Map(
    (view.reads.chronology?.entries ?? []).flatMap((e) => {
      if (e.kind !== taskDescribed.name) return [];
      const parsed = e.body?.opened ? taskWords.safeParse(JSON.parse(e.body.value.toString())) : null;
      return parsed?.success ? [[e.header['task'] as string, parsed.data] as const] : [];
    }),
  );

function TaskCard({ site, view, task, titles }: Part & { task: Task; titles: Titles }): JSX.Element {
  const { t } = site;
  const isLate = task.dueOn < view.today;
  const said = titles.get(task.task);
  const rule = ruleFor(view, task.fromPack?.code);
  return (
    <li>
      <Card tone={isLate ? 'act' : 'consult'}>
        <h3>{(rule && rule.title) ?? said?.title ?? t('file.task-hidden')}</h3>
        <p>
          {dueText(site, { dueOn: task.dueOn, isLate, rule: task.timesMoved === 0 ? rule : undefined })} · {ownerName(site, view, task.owner)}
          {task.agency && `, ${agencyName(site, view.member, task.agency)}`}
        </p>
        <p class="small">{task.isLaw ? t('file.task-is-law', { ground: said?.ground ?? '' }) : t('file.task-is-guidance')}</p>
        <TaskGround site={site} view={view} task={task} rule={rule} isLate={isLate} />
        {mayWriteStory(view) && <Do site={site} view={view} doing="end-task" item={task.task} />}
      </Card>
    </li>
  );
}

/** What must happen next: what is due, and what still stands against closing. */
function Next({ site, view }: Part): JSX.Element {
  const { t } = site;
  const { overview } = view;
  const tasks = openTasks(overview.state);
  const titles = titlesOf(view);
  return (
    <section class="next">
      <h2>{t('file.next')}</h2>
      {tasks.length === 0 && <p>{t('file.no-tasks')}</p>}
      <ul class="inbox">
        {tasks.map((task) => (
          <TaskCard site={site} view={view} task={task} titles={titles} />
        ))}
      </ul>
      <Proposed site={site} view={view} />
      {overview.missing.length > 0 && (
        <details>
          <summary>{t('file.still-missing', { count: overview.missing.length })}</summary>
          <ul>
            {overview.missing.map((o) => (
              <li>{obstacleText(t, 'missing', o)}</li>
            ))}
          </ul>
        </details>
      )}
      {mayWriteStory(view) && <Do site={site} view={view} doing="task" />}
    </section>
  );
}

function Promises({ site, view }: Part): JSX.Element {
  const { t } = site;
  const words = promisesIn(view.reads.chronology?.entries ?? []);
  const { promises } = view.overview.state;
  return (
    <section>
      <h2>{t('file.promises')}</h2>
      <ul>
        {promises.map((p) => {
          const read = words.get(p.promise);
          return (
            <li>
              <p class="as-typed">{read && 'words' in read ? read.words.text : t('file.gone')}</p>
              {p.keptOn ? <StatusTag tone="done">{t('file.promise-kept', { day: day(site, p.keptOn) })}</StatusTag> : mayWriteStory(view) && <Do site={site} view={view} doing="keep-promise" item={p.promise} isBare />}
            </li>
          );
        })}
      </ul>
      {mayWriteStory(view) && <Do site={site} view={view} doing="promise" />}
    </section>
  );
}

/** The file: on the left its story, on the right what must happen next; on a telephone the next step comes first. */
export function StoryPage({ site, view }: Part): JSX.Element {
  const { t } = site;
  const chronology = view.reads.chronology;
  return (
    <FileFrame site={site} view={view} here="">
      <News site={site} view={view} />
      <div class="beside-story">
        <Next site={site} view={view} />
        {chronology ? (
          <div class="story">
            <section>
              <h2>{t('file.story')}</h2>
              {mayWriteStory(view) && (
                <>
                  <Do site={site} view={view} doing="event" />
                  <Do site={site} view={view} doing="words" section="chronology" />
                  <Do site={site} view={view} doing="note" section="chronology" />
                </>
              )}
              <Story site={site} view={view} told={storyOf(chronology.entries)} />
            </section>
            <Documents site={site} view={view} section="chronology" />
            <Promises site={site} view={view} />
            <details class="screen-only">
              <summary>{t('file.known-on.day')}</summary>
              <DayForm site={site} file={view.file} today={view.today} />
            </details>
          </div>
        ) : (
          <p>{t('file.story-hidden')}</p>
        )}
      </div>
    </FileFrame>
  );
}
