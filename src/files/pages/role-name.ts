import type { PackRole } from '#src/knowledge/file-vocabulary.ts';
import type { LocalFilePack } from '#src/knowledge/localise.ts';
import type { Site } from '#src/platform/http/site.ts';
import { word } from './shown.ts';

/** A role by its word, with what it is called in that country where its pack says so. */
export function roleName({ t }: Pick<Site, 't'>, pack: LocalFilePack | null, list: 'owner' | 'decider', role: string): string {
  const local = pack?.roles[role as PackRole]?.name;
  const general = word(t, list, role);
  return local ? t('file.pack.role', { role: general, local }) : general;
}
