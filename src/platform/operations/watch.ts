import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Database } from '../database/database.ts';
import { lastClosed } from '../database/look.ts';
import { lastBackup } from './last-backup.ts';
import { countRequestsOf, gaugesText, type Gauge, type RequestCounts } from './metrics.ts';

export type Watching = {
  /** Keerpunt's data folder, where backups are noted. */
  data: string;
  /** The database, or null while there is none. */
  database: () => Pick<Database, 'transaction' | 'connections' | 'isReady'> | null;
  now: () => Date;
  /** Further gauges of parts that this one does not know. */
  more?: () => Promise<readonly Gauge[]>;
};

export type Watch = { requests: RequestCounts; text: () => Promise<string>; stop: () => void };

const one = (name: string, help: string, value: number | null): Gauge => ({ name, help, values: value === null ? [] : [{ value }] });
const secondsSince = (moment: Date | null, now: Date) => (moment ? Math.round((now.getTime() - moment.getTime()) / 1000) : null);
const NANOSECONDS = 1e9;

async function ofDatabase({ database, now }: Watching): Promise<Gauge[]> {
  const found = database();
  const isUp = (await found?.isReady()) ?? false;
  const { all, idle, waiting } = found?.connections() ?? { all: 0, idle: 0, waiting: 0 };
  const closed = found && isUp ? await lastClosed(found, now()).catch(() => null) : null;
  return [
    one('keerpunt_database_up', 'Whether the database answers.', isUp ? 1 : 0),
    { name: 'keerpunt_database_connections', help: 'Connections to the database, and how many wait for one.', values: [{ labels: { state: 'used' }, value: all - idle }, { labels: { state: 'idle' }, value: idle }, { labels: { state: 'waiting' }, value: waiting }] },
    one('keerpunt_last_block_age_seconds', 'How long ago the last block was closed.', secondsSince(closed, now())),
  ];
}

/** Watches over a running server: what it counts, and how it is at the moment it is asked. Nothing about people is in it. */
export function watchServer(watching: Watching): Watch {
  const requests = countRequestsOf();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  async function text(): Promise<string> {
    const { rss, heapUsed } = process.memoryUsage();
    const backup = lastBackup(watching.data);
    const own: Gauge[] = [
      { name: 'keerpunt_event_loop_delay_seconds', help: 'How late the process comes to its work, since it was last asked.', values: [{ labels: { quantile: '0.5' }, value: delay.percentile(50) / NANOSECONDS }, { labels: { quantile: '0.99' }, value: delay.percentile(99) / NANOSECONDS }] },
      { name: 'keerpunt_memory_bytes', help: 'Memory of the process.', values: [{ labels: { kind: 'rss' }, value: rss }, { labels: { kind: 'heap' }, value: heapUsed }] },
      one('keerpunt_up_seconds', 'How long the process runs.', Math.round(process.uptime())),
      one('keerpunt_last_backup_age_seconds', 'How long ago the last backup was made.', secondsSince(backup && new Date(backup.at), watching.now())),
    ];
    delay.reset();
    return `${requests.text()}${gaugesText([...own, ...(await ofDatabase(watching)), ...((await watching.more?.()) ?? [])])}`;
  }
  return { requests, text, stop: () => delay.disable() };
}
