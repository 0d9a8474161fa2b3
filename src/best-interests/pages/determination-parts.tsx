import type { JSX } from 'hono/jsx/jsx-runtime';
import { baseOf, Do } from '#src/files/pages/frame.tsx';
import { day, obstacleText, word } from '#src/files/pages/shown.ts';
import type { Part } from '#src/files/pages/view.ts';
import { DataTable, StatusTag } from '#src/platform/ui/content.tsx';
import type { Interests } from '../actions/see-actions.ts';
import { compared, conditionsWritten, decided, dissented, explained, proposed, viewTaken, weighed } from '../model/kinds.ts';
import type { Determination } from '../model/state.ts';
import { ASPECTS, CONDITIONS, ELEMENTS, OPTIONS, VIEWERS } from '../model/vocabulary.ts';
import { comparedWords, conditionsWords, decidedWords, dissentWords, reasonWords, toChildWords, viewWords } from '../model/words.ts';
import { partOf, SOURCE_FIELDS } from './determination-doings.ts';
import { Said } from './frame.tsx';
import { sourceChoices, sourceName, wordsAs } from './read.ts';

/** One determination, who looks at it, and whether it can still be worked on by her. */
export type Shown = Part & { readonly interests: Interests; readonly d: Determination; readonly isOpen: boolean };

/** The elements one by one: what was said, how much it weighs, and on what it rests. */
export function Elements({ site, view, interests, d, isOpen }: Shown): JSX.Element {
  const { t } = site;
  const base = baseOf(view, 'solution');
  return (
    <section>
      <h3>{t('best.elements')}</h3>
      <p>{t('best.elements-text')}</p>
      {ELEMENTS.map((element) => {
        const one = d.weighed.find((w) => w.element === element);
        const words = one ? wordsAs({ site, view }, weighed, reasonWords, { determination: d.determination, element }) : null;
        const typed = { text: words?.text ?? '', weight: one?.weight ?? 'some', ...Object.fromEntries(SOURCE_FIELDS.map((name, at) => [name, one?.sources[at] ?? ''])) };
        return (
          <article class="card">
            <h4>{word(t, 'best.element', element)}</h4>
            {one ? (
              <>
                <p>
                  <StatusTag tone="done">{word(t, 'best.weight-is', one.weight)}</StatusTag>
                </p>
                <p class="as-typed">{words?.text ?? t('file.gone')}</p>
                <p class="small">
                  {t('best.on')}: {one.sources.map((id) => interests.sources.find((s) => s.id === id)).map((s) => (s ? sourceName({ site, view }, s) : t('best.source-not-seen'))).join('; ')}
                </p>
              </>
            ) : (
              <p>
                <StatusTag tone="consult">{t('best.not-weighed')}</StatusTag>
              </p>
            )}
            {isOpen && <Do site={site} view={view} doing="weigh" item={partOf(d.determination, element)} base={base} typed={typed} picks={{ sources: sourceChoices({ site, view }, interests, one?.sources) }} label={t(one ? 'best.weigh-again' : 'best.do.weigh')} />}
          </article>
        );
      })}
    </section>
  );
}

/** The headings of the model with what was written under them. Nothing is asked, and nothing is counted. */
export function Conditions({ site, view, d, isOpen }: Shown): JSX.Element {
  const { t } = site;
  const words = wordsAs({ site, view }, conditionsWritten, conditionsWords, { determination: d.determination });
  return (
    <section>
      <h3>{t('best.conditions')}</h3>
      <p class="small">{t('best.conditions-text')}</p>
      <dl class="pairs">
        {CONDITIONS.map((one) => (
          <Said label={word(t, 'best.condition', one)} text={words?.under[one]} />
        ))}
      </dl>
      {isOpen && <Do site={site} view={view} doing="conditions" item={d.determination} base={baseOf(view, 'solution')} typed={words?.under ?? {}} />}
    </section>
  );
}

/** Options side by side; on a phone one below the other. */
export function Options({ site, view, interests, d, isOpen }: Shown): JSX.Element {
  const { t } = site;
  const wordsOf = (option: string) => wordsAs({ site, view }, compared, comparedWords, { determination: d.determination, option });
  const there = OPTIONS.flatMap((option) => d.options.find((o) => o.option === option) ?? []);
  const rows = there.map((one) => {
    const words = wordsOf(one.option);
    const cells = ASPECTS.map((aspect) => [aspect, <><strong>{word(t, 'best.prospect', one[aspect])}</strong> <span class="as-typed">{words?.[aspect]}</span></>] as const);
    return { option: <><strong>{word(t, 'best.option-is', one.option)}</strong> {words?.where}</>, ...Object.fromEntries(cells) };
  });
  return (
    <section>
      <h3>{t('best.options')}</h3>
      <p>{t('best.options-text')}</p>
      {rows.length > 0 && <DataTable caption={t('best.options-side')} columns={[{ key: 'option', label: t('best.option') }, ...ASPECTS.map((aspect) => ({ key: aspect, label: t(`best.aspect.${aspect}`) }))]} rows={rows} />}
      {isOpen &&
        OPTIONS.map((option) => {
          const one = d.options.find((o) => o.option === option);
          const typed = { ...wordsOf(option), ...Object.fromEntries(ASPECTS.map((aspect) => [`${aspect}-is`, one?.[aspect] ?? 'not-known'])) };
          return (
            <>
              <Do site={site} view={view} doing="compare" item={partOf(d.determination, option)} base={baseOf(view, 'solution')} typed={typed} label={t('best.compare-one', { option: word(t, 'best.option-is', option) })} />
              {one && interests.notOption[option].length > 0 && (
                <ul class="small">
                  {interests.notOption[option].map((o) => (
                    <li>{obstacleText(site.t, 'best.problem', o)}</li>
                  ))}
                </ul>
              )}
            </>
          );
        })}
    </section>
  );
}

/** What the guardian and the lawyer say, and who does not agree. */
export function Views({ site, view, d }: Shown): JSX.Element {
  const { t } = site;
  return (
    <section>
      <h3>{t('best.views')}</h3>
      {VIEWERS.map((of) => {
        const one = d.views.find((x) => x.of === of);
        const words = one ? wordsAs({ site, view }, viewTaken, viewWords, { determination: d.determination, of }) : null;
        return (
          <div>
            <p>
              <strong>{word(t, 'best.viewer', of)}</strong>: {word(t, 'best.view-standing-is', one?.standing ?? 'not-asked')}
              {one?.option ? `, ${word(t, 'best.option-is', one.option)}` : ''}
              {one?.isRelative ? `. ${t('best.is-relative')}` : ''}
            </p>
            {one && <p class="as-typed">{words?.text ?? t('file.gone')}</p>}
            {one && <p class="small">{t('best.view-by', { name: words?.name ?? '', source: word(t, 'best.view-source', one.source), day: day(site, one.on) })}</p>}
          </div>
        );
      })}
      {d.dissents.map((x) => {
        const words = wordsAs({ site, view }, dissented, dissentWords, { dissent: x.dissent });
        return (
          <div>
            <p>
              <strong>{t('best.dissent-line', { who: word(t, 'best.dissenter', x.by), day: day(site, x.on) })}</strong> {words?.name}
            </p>
            <p class="as-typed">{words?.text ?? t('file.gone')}</p>
          </div>
        );
      })}
    </section>
  );
}

/** What is proposed, how it is told to the child, and what was decided. */
export function Outcome({ site, view, d }: Shown): JSX.Element {
  const { t } = site;
  const proposal = d.proposed && wordsAs({ site, view }, proposed, reasonWords, { determination: d.determination });
  const decision = d.decided && wordsAs({ site, view }, decided, decidedWords, { determination: d.determination });
  return (
    <>
      {d.proposed && (
        <section>
          <h3>{t('best.proposal', { option: word(t, 'best.option-is', d.proposed.option) })}</h3>
          <p class="as-typed">{proposal?.text ?? t('file.gone')}</p>
        </section>
      )}
      {d.explained.map((one) => {
        const words = wordsAs({ site, view }, explained, toChildWords, { determination: d.determination, option: one.option });
        return (
          <section>
            <h3>{t('best.for-child', { option: word(t, 'best.option-is', one.option) })}</h3>
            <p class="own-words">{words?.text ?? t('file.gone')}</p>
            <p class="small">{t('best.in-language', { standing: word(t, 'best.language', one.language), language: words?.language ?? '' })}</p>
          </section>
        );
      })}
      {d.decided && (
        <section>
          <h3>{t('best.decision', { option: word(t, 'best.option-is', d.decided.option) })}</h3>
          <p>{t('best.decision-by', { by: decision?.by ?? t('file.gone'), decider: word(t, 'best.decider-is', d.decided.decider), day: day(site, d.decided.decidedOn) })}</p>
          <p class="as-typed">{decision?.reasons ?? t('file.gone')}</p>
        </section>
      )}
    </>
  );
}
