import type { MessageKey, Translate } from '#src/platform/i18n/translate.ts';
import type { Explained } from './explain.ts';
import { VERDICTS, type Verdict } from './groups.ts';
import type { Candidate, KnownAlready } from './known.ts';

/** Where a candidate leads, and how an agency is called. */
type Named = { readonly t: Translate; readonly hrefOf: (stream: string) => string; readonly agencyName: (agency: string) => string };

/** Among other ways of being close these are told apart: each of them is a common mistake and no other child. */
const TOLD_APART = new Set(['sound', 'swapped', 'year']);

function says(t: Translate, { says: said, how }: Explained): string {
  const text = t(`known.says.${said}`);
  return how !== null && TOLD_APART.has(how) ? `${text}: ${t(`known.how.${how}` as MessageKey)}` : text;
}

const CandidateCard = ({ candidate, named: { t, hrefOf } }: { candidate: Candidate; named: Named }) => (
  <li class="card">
    <h3>
      <a href={hrefOf(candidate.stream)}>{t(`known.strength.${candidate.strength}`)}</a>
    </h3>
    <dl class="facts">
      {candidate.fields.map((field) => (
        <div>
          <dt>{t(`known.field.${field.field}`)}</dt>
          <dd>{says(t, field)}</dd>
        </div>
      ))}
    </dl>
  </li>
);

/** What was found, for a person to look at and to say whether it is the same. Finding nothing is said as what it is. */
export const KnownView = ({ known, ...named }: Named & { readonly known: KnownAlready }) => {
  const { t, agencyName } = named;
  const { candidates, elsewhere, isQuotaReached } = known;
  return (
    <section aria-labelledby="known">
      <h2 id="known">{t('known.title')}</h2>
      {candidates.length > 0 ? <p>{t('known.look')}</p> : null}
      <ul class="plain">{candidates.map((candidate) => <CandidateCard candidate={candidate} named={named} />)}</ul>
      {elsewhere.map((agency) => (
        <p class="card">{t('known.elsewhere', { agency: agencyName(agency) })}</p>
      ))}
      {isQuotaReached ? <p class="card">{t('known.quota')}</p> : null}
      {candidates.length === 0 && elsewhere.length === 0 && !isQuotaReached ? <p>{t('known.nothing')}</p> : null}
      <p class="small">{t('known.nothing-lowers')}</p>
    </section>
  );
};

/** What somebody may say of a candidate, as choices of one question. */
export const verdictChoices = (t: Translate): { readonly title: string; readonly choices: readonly { readonly value: Verdict; readonly label: string }[] } => ({
  title: t('known.verdict.title'),
  choices: VERDICTS.map((value) => ({ value, label: t(`known.verdict.${value}`) })),
});
