import type { Insertable, Selectable } from 'kysely';
import { expectTypeOf, it } from 'vitest';
import type { Tables } from '../database/tables.ts';
import type { SectionKeyRow } from '../vault/section-key.ts';
import type { AccessRow, BlockHeadRow, BlockRow, EntryRow, StreamRow } from './rows.ts';

// The type check does the work: what the journal hashes and verifies is what the database holds, column by column.
it('rows of the journal are rows of the database', () => {
  expectTypeOf<Selectable<Tables['entry']>>().toExtend<EntryRow>();
  expectTypeOf<EntryRow>().toExtend<Selectable<Tables['entry']>>();
  expectTypeOf<Selectable<Tables['access_record']>>().toEqualTypeOf<AccessRow>();
  expectTypeOf<Selectable<Tables['block']>>().toExtend<BlockRow>();
  expectTypeOf<BlockRow>().toExtend<Insertable<Tables['block']>>();
  expectTypeOf<BlockHeadRow>().toExtend<Insertable<Tables['block_head']>>();
  expectTypeOf<Selectable<Tables['block_head']>>().toExtend<BlockHeadRow>();
  expectTypeOf<Selectable<Tables['stream']>>().toExtend<StreamRow>();
  expectTypeOf<Selectable<Tables['section_key']>>().toExtend<SectionKeyRow>();
});
