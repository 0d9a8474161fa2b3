import { join } from 'node:path';
import { LIMITS } from '#src/platform/attachments/limits.ts';
import { SHORTEST_TOKEN } from '#src/platform/operations/metrics-routes.ts';
import { CannotStart, serveKeerpunt, type ServeOptions } from '../server.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom, webAddressFrom } from './place.ts';
import { witnessFile } from './proofs.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

function portFrom(value: string, name = '--port'): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port < 1 || port > 65_535) throw new UsageError(`${name} takes a number from 1 to 65535, not ${value}`);
  return port;
}

/** Where numbers about the server are given, and for whom. */
function metricsFrom(port: string | undefined): ServeOptions['metrics'] {
  const token = process.env['KEERPUNT_METRICS_TOKEN'] ?? null;
  if (token !== null && !new RegExp(`^[!-~]{${SHORTEST_TOKEN},}$`).test(token)) throw new UsageError(`KEERPUNT_METRICS_TOKEN takes ${SHORTEST_TOKEN} or more letters and digits`);
  return { port: port === undefined ? null : portFrom(port, '--metrics-port'), token };
}

const MB = 1024 * 1024;

/** How much attachments may take, given in MB. */
function quotaFrom(name: string, value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(`${name} takes a whole number of MB, not ${value}`);
  return Number(value) * MB;
}

/** How mail leaves. Without an address of a mail server nobody is told anything by mail, and `doctor` says so. */
function mailFrom(publicUrl: string | undefined): ServeOptions['mail'] {
  const [url, from] = [process.env['KEERPUNT_SMTP_URL'], process.env['KEERPUNT_MAIL_FROM']];
  if (url === undefined && from === undefined) return null;
  // Not repeated in the message: it may hold a password.
  if (url === undefined || !/^smtps?:\/\//.test(url) || !URL.canParse(url)) throw new UsageError('KEERPUNT_SMTP_URL takes an address such as smtps://name:password@mail.example.org');
  if (from === undefined || !/^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,190}$/.test(from)) throw new UsageError('KEERPUNT_MAIL_FROM takes an address such as keerpunt@example.org');
  const origin = webAddressFrom(publicUrl);
  if (origin === undefined) throw new UsageError('mail needs --url, for its one link');
  return { url, from, signIn: `${origin}/sign-in` };
}

/** Starts the server. */
export const serveCommand: Command = {
  usage: [`serve [--training] [--witness FILE] [--port 3000] [--host 127.0.0.1] [--url https://…] [--behind-proxy] [--count-visits] [--metrics-port PORT] [--stream-quota 500] [--agency-quota 20000] ${PLACE_USAGE}`],
  async run(args, projectFolder) {
    const { values } = readArguments({
      args: [...args],
      options: {
        port: { type: 'string', default: process.env['PORT'] ?? '3000' },
        host: { type: 'string', default: '127.0.0.1' },
        url: { type: 'string' },
        'metrics-port': { type: 'string' },
        witness: { type: 'string' },
        training: { type: 'boolean', default: false },
        'count-visits': { type: 'boolean', default: process.env['KEERPUNT_COUNT_VISITS'] === 'yes' },
        'stream-quota': { type: 'string', default: process.env['KEERPUNT_STREAM_QUOTA'] ?? String(LIMITS.streamBytes / MB) },
        'agency-quota': { type: 'string', default: process.env['KEERPUNT_AGENCY_QUOTA'] ?? String(LIMITS.agencyBytes / MB) },
        'behind-proxy': { type: 'boolean', default: process.env['KEERPUNT_BEHIND_PROXY'] === 'yes' },
        ...PLACE_OPTIONS,
      },
    });
    // Beside the data in earnest, so that neither is ever in the way of the other.
    const place = placeFrom(values.training && values.data === PLACE_OPTIONS.data.default ? { ...values, data: join(values.data, 'training') } : values, projectFolder);
    const logLevel = process.env['KEERPUNT_LOG'] ?? 'info';
    if (!LOG_LEVELS.includes(logLevel)) throw new UsageError(`KEERPUNT_LOG takes one of ${LOG_LEVELS.join(', ')}, not ${logLevel}`);
    try {
      await serveKeerpunt({
        logLevel,
        projectFolder,
        buildFolder: process.env['KEERPUNT_BUILD'] ?? join(projectFolder, 'dist/by-hand'),
        port: portFrom(values.port),
        host: values.host,
        isForTraining: values.training,
        countVisits: values['count-visits'],
        publicUrl: webAddressFrom(values.url ?? process.env['KEERPUNT_URL']),
        isBehindProxy: values['behind-proxy'],
        data: place.data,
        keys: place.keys,
        witness: witnessFile(values.witness, place.data),
        databaseUrl: place.url,
        databaseOwnerUrl: place.ownerUrl,
        mail: mailFrom(values.url ?? process.env['KEERPUNT_URL']),
        metrics: metricsFrom(values['metrics-port']),
        limits: { ...LIMITS, streamBytes: quotaFrom('--stream-quota', values['stream-quota']), agencyBytes: quotaFrom('--agency-quota', values['agency-quota']) },
      });
      return 0;
    } catch (error) {
      if (error instanceof CannotStart) throw new UsageError(error.message);
      throw error;
    }
  },
};
