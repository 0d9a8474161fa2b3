import { randomUUID } from 'node:crypto';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { Fields, type Field, type Typed } from '#src/files/pages/forms.tsx';
import type { Waiting } from '#src/files/pages/view.ts';
import { FileField, FormSecret } from '#src/platform/attachments/file-field.tsx';
import { newFormSecret } from '#src/platform/attachments/form-secret.ts';
import type { Site } from '#src/platform/http/site.ts';
import { HiddenFields } from '#src/platform/ui/forms.tsx';
import type { Handover } from '../model/state.ts';
import * as v from '../model/vocabulary.ts';

/** A reply that was not kept, with all that was typed and the files that wait. */
export type TriedReply = { readonly handover: string; readonly id: string; readonly typed: Typed; readonly waiting: Waiting | null };

export const replyFields = ({ authorities }: Pick<Handover, 'authorities'>): readonly Field[] => [
  { kind: 'choice', name: 'what', label: 'handover.reply-what', list: 'handover.reply-is', values: v.REPLIES },
  { kind: 'choice', name: 'from', label: 'handover.reply-from', list: 'handover.authority-is', values: authorities },
  { kind: 'choice', name: 'by', label: 'handover.reply-by', list: 'handover.way-is', values: v.WAYS },
  { kind: 'date', name: 'on', label: 'handover.reply-on' },
  { kind: 'line', name: 'number', label: 'handover.reply-number', hint: 'handover.reply-number-hint' },
  { kind: 'line', name: 'who', label: 'handover.reply-who', hint: 'handover.reply-who-hint' },
  { kind: 'choice', name: 'refusal', label: 'handover.reply-refusal', list: 'handover.refusal-is', values: v.REFUSALS, orNone: 'handover.refusal-none' },
  { kind: 'text', name: 'text', label: 'handover.reply-text', rows: 3 },
];

type Props = { site: Site; file: string; handover: Handover; tried: TriedReply | null };

/** What came back, with its scan: letter, e-mail or telephone. */
export function EnterReply({ site, file, handover, tried }: Props): JSX.Element {
  const { t } = site;
  const own = tried?.handover === handover.handover ? tried : null;
  return (
    <details open={own !== null} class="screen-only">
      <summary>{t('handover.do.reply')}</summary>
      <form method="post" action={site.href(`/files/${file}/handover/reply`)} enctype="multipart/form-data" id="do-handover-reply">
        <FormSecret secret={own?.waiting?.form ?? newFormSecret()} />
        <HiddenFields fields={[['id', own?.id || randomUUID()], ['item', handover.handover]]} />
        <Fields site={site} prefix="reply." fields={replyFields(handover)} typed={own?.typed ?? {}} agencies={[]} mark={`-${handover.handover.slice(0, 8)}`} />
        <FileField t={t} name={`scan-${handover.handover.slice(0, 8)}`} kept={own?.waiting?.kept ?? []} />
        <p class="small">{t('handover.scan-hint')}</p>
        <p>
          <button class="button primary">{t('handover.do.reply')}</button>
        </p>
      </form>
    </details>
  );
}
