import { Hono } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { FileFrame } from '#src/files/pages/frame.tsx';
import type { MemberFor } from '#src/files/pages/member.ts';
import { day, sectionName, shortNumber, word } from '#src/files/pages/shown.ts';
import type { Part } from '#src/files/pages/view.ts';
import type { ReadEntry } from '#src/platform/action/entries.ts';
import { signatureProblem } from '#src/platform/journal/signing-keys.ts';
import { manifestDigest } from '#src/platform/packages/contents.ts';
import { jsonIn } from '#src/platform/packages/parts.ts';
import { readManifest, readPart, type SectionsManifest } from '#src/platform/packages/sections.ts';
import { verifyPart, type ReadPart } from '#src/platform/packages/verify-sections.ts';
import { show, type DeskEnv } from '#src/platform/sessions/desk.tsx';
import { Card, StatusTag } from '#src/platform/ui/content.tsx';
import type { KnownNode } from '#src/platform/nodes/card.ts';
import { seeNodes } from '../actions/receive-actions.ts';
import { packageReceived, sectionReceived } from '../model/kinds.ts';
import { tellEntry } from '../package/tell.ts';
import { viewOf, type HandoverRoutesNeeds } from './desk.ts';

type Came = { readonly part: ReadPart; readonly holds: boolean; readonly files: NonNullable<ReadEntry['attachments']>; readonly section: string };

/** The manifest as it was signed, and whether a known installation signed it. */
function manifestIn(entries: readonly ReadEntry[], id: string, nodes: readonly KnownNode[]): { manifest: SectionsManifest; from: KnownNode | null; node: string } | null {
  const entry = entries.find((e) => e.kind === packageReceived.name && e.header['package'] === id);
  if (!entry?.body?.opened) return null;
  const { manifest: given, signature } = JSON.parse(entry.body.value.toString()) as { manifest: string; signature: string };
  const bytes = Buffer.from(given, 'base64');
  const manifest = readManifest(jsonIn(bytes));
  const from = nodes.find((node) => signatureProblem(node.signingKeys, manifestDigest(bytes), Buffer.from(signature, 'base64'), 'package') === undefined);
  return manifest && { manifest, from: from ?? null, node: String(entry.header['node']) };
}

/** One section as it came, held against the signed manifest again each time it is read. */
function cameIn(entries: readonly ReadEntry[], id: string, manifest: SectionsManifest): Came | null {
  const own = entries.filter((e) => e.kind === sectionReceived.name && e.header['package'] === id);
  const [first] = own;
  if (!first?.body?.opened) return null;
  const written = first.body.value;
  const part = readPart(written);
  if (!part) return null;
  const { problems, read } = verifyPart(manifest, written, part);
  return { part: read, holds: problems.length === 0, files: own.flatMap((e) => e.attachments ?? []), section: read.section };
}

type Shown = Part & { came: readonly Came[]; manifest: SectionsManifest; name: string; isSigned: boolean };

function CamePage({ site, view, came, manifest, name, isSigned }: Shown): JSX.Element {
  const { t } = site;
  const has = (key: string) => site.messages[key] !== undefined;
  const on = day(site, manifest.madeAt.slice(0, 10));
  return (
    <FileFrame site={site} view={view} here="/handover" title={t('handover.came.title')}>
      <p class="screen-only">
        <a href={site.href(`/files/${view.file}/handover`)}>{t('handover.title')}</a>
      </p>
      <p>{t('handover.came.text', { node: name, day: on })}</p>
      <p>{isSigned ? <StatusTag tone="done">{t('handover.came.signed')}</StatusTag> : <StatusTag tone="act">{t('handover.came.not-signed')}</StatusTag>}</p>
      {came.map(({ part, holds, files, section }) => (
        <section>
          <h2>{sectionName(t, section)}</h2>
          {!holds && <StatusTag tone="act">{t('handover.came.altered')}</StatusTag>}
          {part.entries.map((entry) => {
            const told = tellEntry(t, has, entry, 'here');
            return (
              told && (
                <Card title={`${told.title} · ${day(site, told.on)}`}>
                  {told.lines.map((line) => (
                    <p class="as-typed" dir="auto">
                      {line}
                    </p>
                  ))}
                  <p class="small">{t('handover.came.from', { node: name, day: day(site, entry.recordedOn) })}</p>
                </Card>
              )
            );
          })}
          {files.map(({ id, name: file }) =>
            file.opened ? (
              <p>
                <a href={site.href(`/files/${view.file}/documents/${section}/${id}`)} download dir="auto">
                  {file.value}
                </a>
              </p>
            ) : (
              <p>{t('file.gone')}</p>
            ),
          )}
        </section>
      ))}
    </FileFrame>
  );
}

/** What another installation wrote, readable as its own: section by section, for whoever reads that section here. */
export function cameRoutes(needs: HandoverRoutesNeeds, memberFor: MemberFor): Hono<DeskEnv> {
  const { site } = needs;
  const routes = new Hono<DeskEnv>();
  routes.get('/files/:file/handover/came/:package', async (c) => {
    const member = await memberFor(c);
    if (member instanceof Response) return member;
    const [file, id] = [c.req.param('file'), c.req.param('package')];
    const today = needs.now().toISOString().slice(0, 10);
    const view = await viewOf(member, { file, today, sections: ['reintegration'] }, needs);
    const nodes = await member.perform(seeNodes, member.actor, {});
    const found = view ? manifestIn(view.reads.reintegration?.entries ?? [], id, nodes.done ? nodes.value : []) : null;
    if (!view || !found) return needs.errors.send(c, 404);
    const { manifest, from } = found;
    const came: Came[] = [];
    for (const { name } of manifest.sections) {
      const section = Object.keys(READ_SECTION).find((one) => one === name) as keyof typeof READ_SECTION | undefined;
      if (!section || !view.overview.sections.includes(section)) continue;
      const read = await member.perform(READ_SECTION[section], member.actor, { file });
      const part = read.done ? cameIn(read.value.entries, id, manifest) : null;
      if (part) came.push(part);
    }
    const name = from?.name ?? word(site.t, 'country', String(view.overview.state.opened?.country ?? ''));
    return show(c, needs, { title: `${site.t('file.title', { number: shortNumber(file) })}: ${site.t('handover.came.title')}`, path: '/files', body: <CamePage site={site} view={view} came={came} manifest={manifest} name={name} isSigned={from !== null} /> });
  });
  return routes;
}
