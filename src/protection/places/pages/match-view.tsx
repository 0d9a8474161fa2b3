import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Member } from '#src/files/pages/member.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, Notice, StatusTag } from '#src/platform/ui/content.tsx';
import type { Tone } from '#src/platform/ui/drawings.tsx';
import type { Matched, Verdict } from '../matching/match.ts';
import { agencyName, bedsText, reasonText, placeNumber, waitingTold, word } from './shown.ts';

const TONE: Readonly<Record<Verdict['fit'], Tone>> = { fits: 'done', 'ring-first': 'consult', waiting: 'watch', not: 'act' };

type Props = { site: Site; member: Member; matched: Matched; ask: Readonly<Record<string, readonly string[]>>; from: number; most: number; hrefFrom: ((from: number) => string) | null; below?: (verdict: Verdict) => Child };

function One({ site, member, ask, verdict, below }: Pick<Props, 'site' | 'member' | 'ask' | 'below'> & { verdict: Verdict }): JSX.Element {
  const { t } = site;
  const { offer, fit, against, speaksFor, notMet } = verdict;
  return (
    <li>
      <Card tone={TONE[fit]}>
        <h3>
          <a href={site.href(`/places/${offer.place}`)}>{`${agencyName(site, member, offer.agency)}, ${placeNumber(offer.place)}`}</a>
        </h3>
        <p>
          <StatusTag tone={TONE[fit]}>{word(site, 'fit', fit)}</StatusTag> {bedsText(site, offer.free)}, {t('places.area')} {String(offer.area).padStart(2, '0')}
        </p>
        {against.length > 0 && (
          <ul>
            {against.map((reason) => (
              <li>{reasonText(site, member, ask, reason)}</li>
            ))}
          </ul>
        )}
        {speaksFor.length > 0 && <p>{t('places.speaks-for', { what: speaksFor.map((w) => word(site, 'wish', w)).join(', ') })}</p>}
        {notMet.length > 0 && <p class="small">{t('places.not-met', { what: notMet.map((w) => word(site, 'wish', w)).join(', ') })}</p>}
        {fit === 'waiting' && <p>{waitingTold(site, offer)}</p>}
        {below?.(verdict)}
      </Card>
    </li>
  );
}

/** Every place with why or why not, and of all of them what rules them out. */
export function MatchView({ site, member, matched, ask, from, most, hrefFrom, below }: Props): JSX.Element {
  const { t } = site;
  const { counts, reasons, total, verdicts } = matched;
  return (
    <section>
      <h2>{t('places.possible')}</h2>
      <p>{t('places.counts', { fits: counts.fits, ring: counts['ring-first'], full: counts.waiting, not: counts.not, total })}</p>
      {counts.fits + counts['ring-first'] === 0 && (
        <Notice tone="act">
          <p>{t('places.none-fits')}</p>
        </Notice>
      )}
      {reasons.length > 0 && (
        <details>
          <summary>{t('places.reasons')}</summary>
          <ul>
            {reasons.map(({ code, places }) => (
              <li>{`${word(site, 'reason', code)}: ${places}`}</li>
            ))}
          </ul>
        </details>
      )}
      <p class="small">{t('places.person-decides')}</p>
      <ul class="inbox">
        {verdicts.map((verdict) => (
          <One site={site} member={member} ask={ask} verdict={verdict} {...(below ? { below } : {})} />
        ))}
      </ul>
      {hrefFrom && from + most < total && (
        <p class="screen-only">
          <a href={hrefFrom(from + most)}>{t('places.more')}</a>
        </p>
      )}
    </section>
  );
}
