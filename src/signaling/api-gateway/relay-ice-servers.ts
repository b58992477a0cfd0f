import { wallTimeOf } from '../../internal/clock.js';
import { createDeferred } from '../../internal/deferred.js';
import { DEADLINE_GRACE_MS, Timer } from '../../internal/timer.js';
import type { IceServerGrant } from '../signaling-client.js';
import { SignalingError } from '../signaling-error.js';
import { requestService, type ServicePort } from './service-request.js';
import type { Fields } from './wire-protocol.js';

/** A call that is about to begin waits for it. */
const ANSWER_MS = 5_000;
/** A relay that has no TURN servers is not asked again before. It may have been deployed anew meanwhile. */
const NONE_MS = 600_000;
/**
 * One that says nothing to it was too slow, or was deployed before it had this. It is not asked again before, then not for
 * twice as long, and so on, up to the time of one that has none.
 */
const SILENT_MS = 30_000;

/**
 * Asks the relay for ICE servers, or gives those it has told not long ago.
 *
 * @throws {SignalingError} see `SignalingClient.fetchIceServers`
 */
export function fetchRelayIceServers(port: ServicePort): Promise<IceServerGrant | null> {
  return (port.iceServers ??= new RelayIceServers(port)).fetch();
}

/** What a relay has told: servers, or that it has none. */
interface Told {
  readonly iceServers: readonly RTCIceServer[] | null;
  readonly ttlMs: number;
  readonly atMs: number;
}

/** The relay's ICE servers, as they were told last. */
class RelayIceServers {
  readonly #port: ServicePort;
  #told: Told | null = null;
  /** It has told some, be it that they have expired. */
  #hasServers = false;
  /** How often it has said nothing, since it said something last. */
  #silences = 0;
  /** Shared by all who ask meanwhile. */
  #asking: Promise<IceServerGrant | null> | null = null;

  constructor(port: ServicePort) {
    this.#port = port;
  }

  fetch(): Promise<IceServerGrant | null> {
    const { ttlMs, iceServers } = this.#told ?? { ttlMs: 0, iceServers: undefined };
    const leftMs = this.#leftMs();
    // Without servers there is nothing that wears out.
    const isYoung = leftMs > (iceServers === null ? 0 : ttlMs / 2);
    if (isYoung) return Promise.resolve(this.#grant());
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    // None is good for ever, as far as a call goes that is under way: to repair it must not wait for a relay that may be
    // unreachable for the same reason. Nor what is in its second half, while there is no connection to ask over.
    const isOpen = this.#port.client.state === 'open';
    const isNone = iceServers === null && this.#silences === 0;
    const isGoodEnough = isNone || (leftMs > 0 && !isOpen);
    if (!isGoodEnough) return this.#asking;
    this.#asking.catch(() => undefined);
    return Promise.resolve(this.#grant());
  }

  /** How long what was told last is good yet; the machine may have slept meanwhile. */
  #leftMs(): number {
    const { atMs, ttlMs } = this.#told ?? { atMs: 0, ttlMs: 0 };
    return ttlMs - Math.max(0, wallTimeOf(this.#port.clock) - atMs);
  }

  #grant(): IceServerGrant | null {
    const iceServers = this.#told?.iceServers;
    return iceServers ? { iceServers, ttlMs: this.#leftMs() } : null;
  }

  async #ask(): Promise<IceServerGrant | null> {
    const { clock, client } = this.#port;
    const atMs = wallTimeOf(clock);
    const askedAs = client.state === 'open' ? client.id : null;
    try {
      this.#told = { ...readAnswer(await this.#request()), atMs };
      this.#hasServers = true;
      this.#silences = 0;
    } catch (error) {
      const { code } = error as SignalingError;
      const hadNone = this.#leftMs() <= 0 || this.#told?.iceServers === null;
      // Without a connection all the time, the silence is not the relay's.
      const wasHeard = askedAs !== null && client.state === 'open' && client.id === askedAs;
      if (code === 'not-supported') {
        this.#told = { iceServers: null, ttlMs: NONE_MS, atMs };
        this.#silences = 0;
      } else if (code === 'timeout' && hadNone && wasHeard && !this.#hasServers) {
        const ttlMs = Math.min(SILENT_MS * 2 ** this.#silences++, NONE_MS);
        this.#told = { iceServers: null, ttlMs, atMs: wallTimeOf(clock) };
      }
      if (code !== 'not-supported' && hadNone) throw error;
    }
    return this.#grant();
  }

  /** Gives up in time, also where the request waits for a connection. */
  async #request(): Promise<Fields> {
    const tooLate = createDeferred<never>();
    const giveUp = new AbortController();
    const onTimeout = () => {
      const error = new SignalingError('timeout', 'The relay told no ICE servers in time.');
      giveUp.abort(error);
      tooLate.reject(error);
    };
    const timer = new Timer(this.#port.clock, onTimeout, DEADLINE_GRACE_MS);
    timer.start(ANSWER_MS);
    try {
      const request = requestService(this.#port, { kind: 'ice-servers' }, giveUp.signal);
      return await Promise.race([request, tooLate.promise]);
    } finally {
      timer.stop();
    }
  }
}

function readAnswer({ iceServers, ttl }: Fields): Omit<Told, 'atMs'> {
  const servers = Array.isArray(iceServers) ? iceServers.flatMap(readServer) : [];
  if (servers.length === 0 || typeof ttl !== 'number' || !(ttl > 0)) {
    throw new SignalingError(
      'server-error',
      'The relay has told ICE servers that can not be read.',
    );
  }
  return { iceServers: servers, ttlMs: ttl * 1000 };
}

/** What the browser says against the rest of it, the call knows how to handle. */
function readServer(value: unknown): RTCIceServer[] {
  const { urls: given, username, credential } = Object(value) as Fields;
  const urls = [given].flat().filter((url) => typeof url === 'string');
  if (urls.length === 0) return [];
  const isSigned = typeof username === 'string' && typeof credential === 'string';
  return [isSigned ? { urls, username, credential } : { urls }];
}
