import type { JSX } from 'hono/jsx/jsx-runtime';
import { SECTION_ACCESS } from '#src/files/access-table.ts';
import { FileFrame } from '#src/files/pages/frame.tsx';
import { agencyName, day, sectionName, word } from '#src/files/pages/shown.ts';
import type { FileView, Part } from '#src/files/pages/view.ts';
import { JUSTICE_GROUNDS } from '#src/files/model/vocabulary.ts';
import { shelter } from '#src/files/roles.ts';
import { recipientId } from '#src/platform/packages/recipients.ts';
import type { KnownNode } from '#src/platform/nodes/card.ts';
import type { Site } from '#src/platform/http/site.ts';
import { Card, Notice, StatusTag } from '#src/platform/ui/content.tsx';
import { Checkbox, HiddenFields, Select, TextArea } from '#src/platform/ui/forms.tsx';
import type { Asked, Sharing } from '../actions/share-actions.ts';
import type { Handover } from '../model/state.ts';
import { CHILD_SAYS, HOLDS_WORDS, SHARED_SECTIONS, type SharedSection } from '../model/vocabulary.ts';

export type SharingView = { readonly view: FileView; readonly sharing: Sharing; /** Known only to those who send. */ readonly handovers: readonly Handover[]; readonly nodes: readonly KnownNode[]; readonly id: string; readonly answerBy: string };
type Props = Part & { shown: SharingView };

const TONES = { agreed: 'done', refused: 'act', waits: 'consult', 'not-seen': 'watch' } as const;

const mayAnswer = ({ member, overview }: FileView, section: SharedSection): boolean =>
  overview.sections.includes(section) && (section === 'location' ? [shelter] : SECTION_ACCESS[section].write).some((role) => member.roles.includes(role.name));

function AnswerForm({ site, view, share, section }: Part & { share: string; section: SharedSection }): JSX.Element {
  const { t } = site;
  const mark = `${section}-${share.slice(0, 8)}`;
  return (
    <details class="screen-only">
      <summary>{t('handover.sharing.answer', { section: sectionName(t, section) })}</summary>
      <form method="post" action={site.href(`/files/${view.file}/sharing/answer`)} id={`do-answer-${mark}`}>
        <HiddenFields fields={[['share', share], ['section', section]]} />
        <Select name="agrees" id={`agrees-${mark}`} label={t('handover.sharing.may-go')} value="" choices={[{ value: 'no', label: t('handover.sharing.no') }, { value: 'yes', label: t('handover.sharing.yes') }]} />
        {HOLDS_WORDS.includes(section) && (
          <>
            <Select name="withWords" id={`words-${mark}`} label={t('handover.sharing.words')} value="no" choices={[{ value: 'no', label: t('handover.sharing.words-stay') }, { value: 'yes', label: t('handover.sharing.words-go') }]} />
            <Select name="childSays" id={`child-${mark}`} label={t('handover.sharing.child')} value="not-asked" choices={CHILD_SAYS.map((value) => ({ value, label: word(t, 'handover.child-says', value) }))} />
          </>
        )}
        <TextArea name="text" id={`text-${mark}`} label={t('handover.sharing.text')} rows={2} />
        <p>
          <button class="button primary">{t('handover.sharing.say')}</button>
        </p>
      </form>
    </details>
  );
}

function One({ site, shown, asked }: Props & { asked: Asked }): JSX.Element {
  const { t } = site;
  const { view } = shown;
  const { share, sections } = asked;
  const node = shown.nodes.find((n) => recipientId(n.recipient) === share.recipient);
  return (
    <Card title={t('handover.sharing.asked', { country: word(t, 'country', share.country), day: day(site, share.recordedOn) })} heading="h2">
      <p>{t('handover.sharing.by', { agency: agencyName(site, view.member, share.agency), day: day(site, share.answerBy), node: node?.name ?? share.recipient.slice(0, 16) })}</p>
      <ul class="plain">
        {sections.map(({ section, standing, words }) => (
          <li>
            <p>
              {sectionName(t, section)} <StatusTag tone={TONES[standing]}>{word(t, 'handover.sharing.standing', standing)}</StatusTag>
              {words && ` · ${t('handover.sharing.words-go')}`}
            </p>
            {mayAnswer(view, section) && <AnswerForm site={site} view={view} share={share.share} section={section} />}
          </li>
        ))}
      </ul>
      {shown.handovers.some((h) => h.handover === share.handover) && (
        <p class="screen-only">
          <a class="button" href={site.href(`/files/${view.file}/sharing/${share.share}/package`)}>
            {t('handover.sharing.to-package')}
          </a>
        </p>
      )}
      {share.packages.map((p) => (
        <p class="small">{t('handover.sharing.packed', { day: day(site, p.recordedOn), sections: p.sections.map((s) => sectionName(t, s)).join(', ') })}</p>
      ))}
    </Card>
  );
}

function AskForm({ site, shown }: { site: Site; shown: SharingView }): JSX.Element {
  const { t } = site;
  const { view, handovers, nodes } = shown;
  if (handovers.length === 0) return <></>;
  if (nodes.length === 0) return <p>{t('handover.sharing.no-nodes')}</p>;
  return (
    <form method="post" action={site.href(`/files/${view.file}/sharing`)} class="screen-only" id="do-share">
      <h2>{t('handover.sharing.ask')}</h2>
      <HiddenFields fields={[['id', shown.id]]} />
      <Select name="handover" label={t('handover.sharing.for')} value={handovers[0]?.handover ?? ''} choices={handovers.map((h) => ({ value: h.handover, label: `${word(t, 'country', h.country)}, ${day(site, h.recordedOn)}` }))} />
      <Select name="node" label={t('handover.sharing.node')} value={nodes[0]?.node ?? ''} choices={nodes.map((n) => ({ value: n.node, label: n.name }))} />
      <fieldset class="question">
        <legend>{t('handover.sharing.which')}</legend>
        <div class="choices many">
          {SHARED_SECTIONS.map((section) => (
            <Checkbox name={`sections.${section}`} label={sectionName(t, section)} checked={false} />
          ))}
        </div>
      </fieldset>
      <Select name="justiceGround" label={t('handover.sharing.justice-ground')} value="" choices={[{ value: '', label: t('handover.sharing.no-ground') }, ...JUSTICE_GROUNDS.map((value) => ({ value, label: word(t, 'ground', value) }))]} />
      <p class="field">
        <label for="share-answer-by">{t('handover.answer-by')}</label>
        <input id="share-answer-by" type="date" name="answerBy" value={shown.answerBy} />
      </p>
      <p class="small">{t('handover.sharing.never')}</p>
      <p>
        <button class="button primary">{t('handover.sharing.ask')}</button>
      </p>
    </form>
  );
}

/** What is asked to go along, what was said to it, and where somebody of a section says it. */
export function SharingPage({ site, view, shown }: Props): JSX.Element {
  const { t } = site;
  const asked = shown.sharing.asked.toReversed();
  return (
    <FileFrame site={site} view={view} here="/sharing" title={t('handover.sharing.title')}>
      <p>{t('handover.sharing.rule')}</p>
      {asked.length === 0 && (
        <Notice tone="watch">
          <p>{t('handover.sharing.none')}</p>
        </Notice>
      )}
      {asked.map((one) => (
        <One site={site} view={view} shown={shown} asked={one} />
      ))}
      <AskForm site={site} shown={shown} />
    </FileFrame>
  );
}

type PackageProps = Part & { asked: Asked; node: KnownNode | null; id: string };

/** The last look before it is sealed: what goes, to whom, and what cannot be taken back. */
export function PackagePage({ site, view, asked, node, id }: PackageProps): JSX.Element {
  const { t } = site;
  return (
    <FileFrame site={site} view={view} here="/sharing" title={t('handover.package.title')}>
      <p>
        <a href={site.href(`/files/${view.file}/sharing`)}>{t('handover.sharing.title')}</a>
      </p>
      <p>{node ? t('handover.package.to', { node: node.name }) : t('handover.problem.no-such-node')}</p>
      <form method="post" action={site.href(`/files/${view.file}/sharing/${asked.share.share}/package`)} id="do-package">
        <HiddenFields fields={[['id', id]]} />
        <fieldset class="question">
          <legend>{t('handover.package.which')}</legend>
          <div class="choices column">
            {asked.sections.map(({ section, standing }) => (
              <Checkbox name={`sections.${section}`} label={sectionName(t, section)} hint={word(t, 'handover.sharing.standing', standing)} checked={standing === 'agreed'} />
            ))}
          </div>
        </fieldset>
        <p>{t('handover.package.for-good')}</p>
        <p>
          <button class="button primary">{t('handover.package.make')}</button>
        </p>
      </form>
    </FileFrame>
  );
}
