import { createDeferred } from '../../internal/deferred.js';
import { Timer } from '../../internal/timer.js';
import { CallError } from '../terms/call-error.js';
import type { ResolvedCallOptions } from '../terms/call-options.js';

/** What the connections of one call are made with: the same certificate each time, and servers that are asked for anew. */
export class ConnectionConfiguration {
  readonly #options: ResolvedCallOptions;
  readonly #onError: (error: CallError) => void;
  #certificate: RTCCertificate | undefined;
  /** Those of the last time. */
  #iceServers: RTCIceServer[] = [];

  /** @param onError is told what is wrong with the app's servers; the call goes on with the others, or those of before */
  constructor(
    options: ResolvedCallOptions,
    onError: (error: CallError) => void,
    certificate?: RTCCertificate,
  ) {
    this.#options = options;
    this.#onError = onError;
    this.#certificate = certificate;
  }

  get certificate(): RTCCertificate | undefined {
    return this.#certificate;
  }

  /** For a new connection. */
  async create(): Promise<RTCConfiguration & { iceServers: RTCIceServer[] }> {
    const [iceServers, certificate] = await Promise.all([this.iceServers(), this.#certify()]);
    return {
      iceServers,
      iceTransportPolicy: this.#options.iceTransportPolicy,
      bundlePolicy: 'max-bundle',
      // Without WebRTC an app's own `createConnection` may still know what to do.
      ...(certificate && { certificates: [certificate] }),
    };
  }

  /** The servers as of now. */
  async iceServers(): Promise<RTCIceServer[]> {
    const { iceServers } = this.#options;
    try {
      // Spread here: an app's function may return something else.
      return [
        ...(typeof iceServers === 'function' ? await this.#inTime(iceServers()) : iceServers),
      ];
    } catch (cause) {
      const sentence = 'Your iceServers gave no list; the last known ones are used.';
      this.#onError(new CallError('ice-servers-failed', sentence, { cause }));
      return this.#iceServers;
    }
  }

  /**
   * Hands the servers to `use`. One server that the browser refuses would take all the others with it, so where `use`
   * throws, it is tried again without those; if none is left, with the servers of the last time.
   */
  withServers<Result>(servers: RTCIceServer[], use: (servers: RTCIceServer[]) => Result): Result {
    let usable = servers;
    try {
      return use(usable);
    } catch (cause) {
      usable = this.#takeUsable(servers, cause);
      return use(usable);
    } finally {
      this.#iceServers = usable;
    }
  }

  #takeUsable(servers: RTCIceServer[], cause: unknown): RTCIceServer[] {
    const refused: string[] = [];
    const usable = servers.flatMap((server, index) => {
      if (isUsable(server)) return server;
      // What comes from JavaScript may be anything.
      const urls = [(server as Partial<RTCIceServer> | null)?.urls].flat();
      refused.push(`iceServers[${index}] (${urls.join().replace(/[^,]*@/g, '')})`);
      return urls.map((url) => ({ ...server, urls: url as string })).filter(isUsable);
    });
    // It is something else that was refused, or there is no WebRTC here.
    if (refused.length === 0 || cause instanceof CallError) throw cause;
    const sentence = `The browser refuses ${refused.join(' and ')}; the call goes on without.`;
    this.#onError(new CallError('ice-servers-failed', sentence, { cause }));
    return usable.length > 0 ? usable : this.#iceServers;
  }

  /** One certificate per call (RFC 8827, section 9.2), and of the kind that every browser makes in no time. */
  async #certify(): Promise<RTCCertificate | undefined> {
    if (typeof RTCPeerConnection === 'undefined') return undefined;
    const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };
    return (this.#certificate ??= await RTCPeerConnection.generateCertificate(algorithm));
  }

  /** Somebody waits for the call: a server that does not answer must not hold it up. */
  async #inTime<Value>(value: Value | Promise<Value>): Promise<Value> {
    const { clock, timing } = this.#options;
    const { promise: tooLate, reject } = createDeferred<never>();
    const timer = new Timer(clock, () => reject(new Error('It did not answer in time.')));
    timer.start(timing.iceServersMs);
    try {
      return await Promise.race([value, tooLate]);
    } finally {
      timer.stop();
    }
  }
}

/** Only the browser knows what it takes, and each throws something else. */
function isUsable(server: RTCIceServer): boolean {
  try {
    new RTCPeerConnection({ iceServers: [server] }).close();
    return true;
  } catch {
    return false;
  }
}
