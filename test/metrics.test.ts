import { describe, expect, it } from 'vitest';
import { freePort, startServer, type Running } from './support/server.ts';

const numbers = async (address: string, token?: string) => {
  const response = await fetch(`${address}/metrics`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, text: await response.text() };
};
async function using(extra: readonly string[], work: (server: Running) => Promise<void>): Promise<void> {
  const server = await startServer(extra);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

describe('the numbers of a server', () => {
  it('are nowhere unless somebody asked for them', () =>
    using([], async ({ address }) => {
      expect((await numbers(address)).status).toBe(404);
    }), 60_000);
  it('are on a port of this machine, and not on the one that people reach', async () => {
    const port = await freePort();
    await using(['--metrics-port', String(port)], async ({ address }) => {
      await fetch(`${address}/en/check?name=somebody`);
      await fetch(`${address}/en/nobody-knows-this-page`);
      expect((await numbers(address)).status).toBe(404);
      const { status, text } = await numbers(`http://127.0.0.1:${port}`);
      expect(status).toBe(200);
      expect(text).toMatch(/keerpunt_requests_total\{method="GET",route="\/en\/check",status="2xx"\} 1/);
      expect(text).toContain('keerpunt_database_up 0');
      expect(text).not.toMatch(/somebody|nobody-knows|127\.0\.0\.1/);
      expect((await fetch(`http://127.0.0.1:${port}/en/check`)).status).toBe(404);
    });
  }, 60_000);
  it('open with the token of the environment, and with no other', async () => {
    const token = 'a-token-that-is-long-enough';
    process.env['KEERPUNT_METRICS_TOKEN'] = token;
    try {
      await using([], async ({ address }) => {
        expect((await numbers(address, 'another-that-is-long-enough')).status).toBe(404);
        expect((await numbers(address)).status).toBe(404);
        expect((await numbers(address, token)).text).toContain('keerpunt_memory_bytes');
      });
      process.env['KEERPUNT_METRICS_TOKEN'] = 'short';
      await expect(startServer()).rejects.toThrow('KEERPUNT_METRICS_TOKEN takes 24 or more letters and digits');
    } finally {
      delete process.env['KEERPUNT_METRICS_TOKEN'];
    }
  }, 60_000);
  it('say in one line that their port is taken', async () => {
    const port = await freePort();
    await using(['--metrics-port', String(port)], async () => {
      await expect(startServer(['--metrics-port', String(port)])).rejects.toThrow(`port ${port} is taken`);
    });
  }, 60_000);
});
