import { takeIceServers } from './ice-server-guard.js';
import { TURN_REQUEST_MS, type IceCredentials, type IceProvider } from './ice-provider.js';
import { readAtMost } from './read-at-most.js';
import { TurnError } from './turn-error.js';
import type { ReadSecret } from './turn-secret.js';

const KEYS_URL = 'https://rtc.live.cloudflare.com/v1/turn/keys/';
/** An answer has 1 KB. */
const MAX_ANSWER_BYTES = 16_384;
/** Browsers refuse to send to port 53, and the call would wait for its timeout. */
const BLOCKED_PORT = /:53(?:\?|$)/;

/** How a Cloudflare TURN key is used. */
export interface CloudflareOptions {
  readonly keyId: string;
  /** In seconds, at most 48 hours. When they are over, Cloudflare ends what is relayed with these credentials. */
  readonly ttl: number;
  /** The API token of the key. */
  readonly readSecret: ReadSecret;
  /** For tests: what stands in for Cloudflare. */
  readonly keysUrl?: string;
}

/**
 * Credentials for Cloudflare's TURN servers.
 *
 * @see https://developers.cloudflare.com/realtime/turn/generate-credentials/
 */
export class CloudflareProvider implements IceProvider {
  readonly #options: CloudflareOptions;

  constructor(options: CloudflareOptions) {
    this.#options = options;
  }

  async mint(_user: string, nowMs: number): Promise<IceCredentials> {
    const { keyId, ttl, readSecret, keysUrl = KEYS_URL } = this.#options;
    const token = await readSecret(nowMs);
    const url = `${keysUrl}${encodeURIComponent(keyId)}/credentials/generate-ice-servers`;
    const response = await ask(url, token, ttl);
    const text = await readAtMost(response, MAX_ANSWER_BYTES);
    if (!response.ok) {
      throw new TurnError(`HTTP_${response.status}`, 'Cloudflare refused to make credentials.');
    }
    // The documentation has shown one object, and lists with and without port 53.
    const iceServers = takeIceServers(parse(text), (url) => !BLOCKED_PORT.test(url));
    return { iceServers, ttl };
  }
}

async function ask(url: string, token: string, ttl: number): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ ttl }),
      // The token is for this host alone.
      redirect: 'error',
      signal: AbortSignal.timeout(TURN_REQUEST_MS),
    });
  } catch (error) {
    // `fetch` says "TypeError" for everything; its cause says what it was.
    throw error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
  }
}

function parse(text: string): unknown {
  try {
    const answer = JSON.parse(text) as unknown;
    return (Object(answer) as Partial<Record<string, unknown>>)['iceServers'];
  } catch (cause) {
    throw new TurnError('NOT_JSON', 'The answer of Cloudflare is no JSON.', { cause });
  }
}
