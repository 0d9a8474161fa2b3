import type { CustomFetchOptions } from 'openid-client';

/** How long one request may take, its answer included. */
export const LEG_MS = 5000;
/** Larger than any list of keys that people use. */
export const LARGEST_ANSWER = 256 * 1024;

/** Why a provider did not answer as it should; a code, for the operator's log. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway';
  readonly because: 'host' | 'redirect' | 'size' | 'time' | 'network';
  constructor(because: ProviderAway['because']) {
    super(`the provider could not be asked: ${because}`);
    this.because = because;
  }
}

async function readAtMost(response: Response, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > most) throw new ProviderAway('size');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** One request and its whole answer, and nothing that follows from it: a redirect is an answer like any other, and none we take. */
async function ask(url: string, options: CustomFetchOptions): Promise<Response> {
  const { method, headers, body } = options;
  const response = await fetch(url, { method, headers, body: body as string | URLSearchParams | null, redirect: 'manual', signal: AbortSignal.timeout(LEG_MS) });
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    throw new ProviderAway('redirect');
  }
  const bytes = await readAtMost(response, LARGEST_ANSWER);
  return new Response(bytes, { status: response.status, headers: { 'content-type': response.headers.get('content-type') ?? '' } });
}

function reasonOf(error: unknown): ProviderAway {
  if (error instanceof ProviderAway) return error;
  return new ProviderAway((error as Error).name === 'TimeoutError' ? 'time' : 'network');
}

/**
 * Asks hosts that the operator named and no others, whatever a provider says about itself: otherwise whoever runs one could
 * have us ask machines that only we can reach.
 */
export function fetchFrom(hosts: readonly string[]): (url: string, options: CustomFetchOptions) => Promise<Response> {
  return async (url, options) => {
    if (!hosts.includes(new URL(url).host)) throw new ProviderAway('host');
    try {
      return await ask(url, options);
    } catch (error) {
      throw reasonOf(error);
    }
  };
}
