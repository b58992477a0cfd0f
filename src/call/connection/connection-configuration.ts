import { createDeferred } from '../../internal/deferred.js';
import { Timer } from '../../internal/timer.js';
import { CallError } from '../terms/call-error.js';
import type { ResolvedCallOptions } from '../terms/call-options.js';

/** What the connections of one call are made with: the same certificate each time, and servers that are asked for anew. */
export class ConnectionConfiguration {
  readonly #options: ResolvedCallOptions;
  readonly #onError: (error: CallError) => void;
  #certificate: RTCCertificate | undefined;
  #iceServers: readonly RTCIceServer[] = [];

  /** @param onError is told when the app's provider gives no servers; the call goes on with those of the last time */
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
  async create(): Promise<RTCConfiguration> {
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
      this.#iceServers = [
        ...(typeof iceServers === 'function' ? await this.#inTime(iceServers()) : iceServers),
      ];
    } catch (cause) {
      const sentence = 'Your iceServers function gave no servers; the last known ones are used.';
      this.#onError(new CallError('ice-servers-failed', sentence, { cause }));
    }
    return [...this.#iceServers];
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
