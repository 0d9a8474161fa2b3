import type { JSX } from 'hono/jsx/jsx-runtime';
import { Notice } from '#src/platform/ui/content.tsx';
import { heardBy } from '../model/late.ts';
import type { Part } from './view.ts';

/** For whoever leads, and whoever hears of it by her role: something is past its day. */
export function LateNotice({ site, view }: Part): JSX.Element {
  const { member, overview, today } = view;
  const late = heardBy(overview.state, today, { agency: member.actor.agency, roles: member.roles });
  if (late.length === 0) return <></>;
  const isLead = overview.state.lead === member.actor.agency;
  return (
    <Notice tone="act">
      <p>{site.t(isLead ? 'file.pack.late-you-lead' : 'file.pack.late-you-hear', { count: late.length })}</p>
    </Notice>
  );
}
