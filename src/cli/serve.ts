import { join } from 'node:path';
import { CannotStart, serveKeerpunt } from '../server.ts';
import { dataFolder, readArguments, UsageError, type Command } from './usage.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

function portFrom(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port < 1 || port > 65_535) throw new UsageError(`--port takes a number from 1 to 65535, not ${value}`);
  return port;
}

function urlFrom(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (!URL.canParse(value) || !/^https?:/.test(value)) throw new UsageError(`--url takes an address such as https://example.org, not ${value}`);
  return new URL(value).origin;
}

/** Starts the server. */
export const serveCommand: Command = {
  usage: ['serve [--port 3000] [--host 127.0.0.1] [--data data] [--url https://…] [--count-visits]'],
  async run(args, projectFolder) {
    const { values } = readArguments({
      args: [...args],
      options: {
        port: { type: 'string', default: process.env['PORT'] ?? '3000' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string', default: 'data' },
        url: { type: 'string' },
        'count-visits': { type: 'boolean', default: process.env['KEERPUNT_COUNT_VISITS'] === 'yes' },
      },
    });
    const logLevel = process.env['KEERPUNT_LOG'] ?? 'info';
    if (!LOG_LEVELS.includes(logLevel)) throw new UsageError(`KEERPUNT_LOG takes one of ${LOG_LEVELS.join(', ')}, not ${logLevel}`);
    try {
      await serveKeerpunt({
        logLevel,
        projectFolder,
        buildFolder: process.env['KEERPUNT_BUILD'] ?? join(projectFolder, 'dist/by-hand'),
        port: portFrom(values.port),
        host: values.host,
        data: dataFolder(values.data, projectFolder),
        countVisits: values['count-visits'],
        publicUrl: urlFrom(values.url ?? process.env['KEERPUNT_URL']),
      });
      return 0;
    } catch (error) {
      if (error instanceof CannotStart) throw new UsageError(error.message);
      throw error;
    }
  },
};
