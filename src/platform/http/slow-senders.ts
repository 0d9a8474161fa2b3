import type { IncomingMessage, Server } from 'node:http';

const LOOK_MS = 30_000;
/** What has to come between two looks while files come in: the slowest telephone sends more. */
const LEAST_BYTES = 30_000;
const TOO_SLOW = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

const sendsFiles = ({ headers }: IncomingMessage) => /^multipart\/form-data/i.test(headers['content-type'] ?? '');

function watch(request: IncomingMessage, lookMs: number): void {
  const { socket } = request;
  let seen = socket.bytesRead;
  const timer = setInterval(() => {
    const came = socket.bytesRead - seen;
    seen = socket.bytesRead;
    if (request.complete) return clearInterval(timer);
    if (sendsFiles(request) && came >= LEAST_BYTES) return;
    clearInterval(timer);
    socket.end(TOO_SLOW);
    socket.destroySoon();
  }, lookMs).unref();
  request.once('close', () => clearInterval(timer));
}

/**
 * Ends what does not arrive: a form has half a minute, one with files as long as something comes. The limit of the server is
 * for the whole of a request, and would cut off everybody who sends a film from the street.
 */
export function watchSenders(server: Server, lookMs = LOOK_MS): void {
  server.on('request', (request: IncomingMessage) => watch(request, lookMs));
}
