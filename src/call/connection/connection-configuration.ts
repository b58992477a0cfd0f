import { createDeferred } from '../../internal/deferred.js';
import { DEADLINE_GRACE_MS, Timer } from '../../internal/timer.js';
import { CallError } from '../terms/call-error.js';
import type { ResolvedCallOptions } from '../terms/call-options.js';

/** The configuration of the connections of one call: the same certificate each time, and ICE servers as of now. */
export class ConnectionConfiguration {
  readonly #options: ResolvedCallOptions;
  readonly #onError: (error: CallError) => void;
  #certificate: RTCCertificate | undefined;
  /** The servers that were used last. */
  #iceServers: RTCIceServer[] = [];

  /** @param onError is told what is wrong with the app's servers; the call goes on with the others or the last ones */
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
      // Without WebRTC there is no certificate, but an app's own `createConnection` may not need one.
      ...(certificate && { certificates: [certificate] }),
    };
  }

  /** The servers that the app gives now. */
  async iceServers(): Promise<RTCIceServer[]> {
    const { iceServers } = this.#options;
    try {
      // Spread inside `try`: an app's function may return something that is not a list.
      return [
        ...(typeof iceServers === 'function' ? await this.#inTime(iceServers()) : iceServers),
      ];
    } catch (cause) {
      const sentence = 'Your iceServers gave no list; the call goes on with those it had, if any.';
      this.#onError(new CallError('ice-servers-failed', sentence, { cause }));
      return this.#iceServers;
    }
  }

  /**
   * Hands the servers to `use`. A browser refuses the whole list because of one bad server; so if `use` throws, it is
   * called again without the bad ones or, if none is left, with the servers that were used last.
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
      // An app in JavaScript may have put anything here.
      const urls = [(server as Partial<RTCIceServer> | null)?.urls].flat();
      refused.push(`iceServers[${index}] (${urls.join().replace(/[^,]*@/g, '')})`);
      return urls.map((url) => ({ ...server, urls: url as string })).filter(isUsable);
    });
    // The servers are not the reason.
    if (refused.length === 0 || cause instanceof CallError) throw cause;
    const sentence = `The browser refuses ${refused.join(' and ')}; the call goes on without.`;
    this.#onError(new CallError('ice-servers-failed', sentence, { cause }));
    return usable.length > 0 ? usable : this.#iceServers;
  }

  /** One certificate per call (RFC 8827, section 9.2), of the kind that every browser generates fastest. */
  async #certify(): Promise<RTCCertificate | undefined> {
    if (typeof RTCPeerConnection === 'undefined') return undefined;
    const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };
    return (this.#certificate ??= await RTCPeerConnection.generateCertificate(algorithm));
  }

  /** Rejects when the time is over: a server that does not answer must not hold up the call. */
  async #inTime<Value>(value: Value | Promise<Value>): Promise<Value> {
    const { clock, timing } = this.#options;
    const { promise: tooLate, reject } = createDeferred<never>();
    const onTimeout = () => reject(new Error('It did not answer in time.'));
    const timer = new Timer(clock, onTimeout, DEADLINE_GRACE_MS);
    timer.start(timing.iceServersMs);
    try {
      return await Promise.race([value, tooLate]);
    } finally {
      timer.stop();
    }
  }
}

/** Asks the browser: only it knows what it accepts. */
function isUsable(server: RTCIceServer): boolean {
  try {
    new RTCPeerConnection({ iceServers: [server] }).close();
    return true;
  } catch {
    return false;
  }
}
