import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#test/support/server.ts';
import { watchSenders } from './slow-senders.ts';

let server: Server;
let port = 0;
beforeAll(async () => {
  port = await freePort();
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end('all of it'));
  });
  watchSenders(server, 600);
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
});
afterAll(() => new Promise((done) => server.close(done)));

/** Sends pieces with pauses, and gives what comes back. */
function trickle(type: string, pieces: readonly number[], pauseMs: number): Promise<string> {
  return new Promise((done) => {
    const length = pieces.reduce((sum, size) => sum + size, 0);
    let answer = '';
    const socket = connect(port, '127.0.0.1', async () => {
      socket.write(`POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`);
      for (const size of pieces) {
        await new Promise((next) => setTimeout(next, pauseMs));
        if (!socket.destroyed) socket.write(Buffer.alloc(size));
      }
    });
    socket.on('data', (part) => (answer += part.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => done(answer));
  });
}

describe('who sends slowly', () => {
  const plain = 'application/x-www-form-urlencoded';
  const files = 'multipart/form-data; boundary=x';
  it('may take long over files, as long as they come', async () => {
    expect(await trickle(files, Array.from({ length: 16 }, () => 20_000), 150)).toMatch(/200 OK[\s\S]*all of it/);
  });
  it('may not take long over a form without files', async () => {
    expect(await trickle(plain, Array.from({ length: 16 }, () => 20_000), 150)).toMatch(/^HTTP\/1.1 408/);
  });
  it('is cut off when hardly anything comes', async () => {
    expect(await trickle(files, Array.from({ length: 20 }, () => 10), 150)).toMatch(/^HTTP\/1.1 408/);
  });
  it('is not disturbed when all of it came', async () => {
    expect(await trickle(plain, [5, 5], 20)).toMatch(/200 OK/);
  });
});
