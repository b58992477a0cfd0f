import { createDeferred } from '../../internal/deferred.js';
import { DEADLINE_GRACE_MS, Timer } from '../../internal/timer.js';
import type { IceServerGrant } from '../../signaling/signaling-client.js';
import { CallError } from '../terms/call-error.js';
import { DEFAULT_ICE_SERVERS, type ResolvedCallOptions } from '../terms/call-options.js';

/** When so much of their time is over, the signaling is asked for other servers. */
const REFRESH_AT = 0.8;
/** Not more often than this, whatever time they are given. */
const MIN_REFRESH_MS = 10_000;
/** When it has failed. */
const REFRESH_AGAIN_MS = 60_000;
/** Servers that were asked for while the call rang are used if that was not longer ago. */
const PREPARED_MS = 10_000;

export interface ConnectionConfigurationOptions {
  readonly options: ResolvedCallOptions;
  /** Asked for servers where `options` has none. */
  readonly fetchIceServers: () => Promise<IceServerGrant | null>;
  /** Told what is wrong with the servers; the call goes on with the others or the last ones. */
  readonly onError: (error: CallError) => void;
  /** The servers of the signaling will soon be over: ask for `iceServers()`. */
  readonly onServersDue: () => void;
  readonly certificate: RTCCertificate | undefined;
}

/** The configuration of the connections of one call: the same certificate each time, and ICE servers as of now. */
export class ConnectionConfiguration {
  readonly #options: ResolvedCallOptions;
  readonly #fetchIceServers: () => Promise<IceServerGrant | null>;
  readonly #onError: (error: CallError) => void;
  readonly #refreshTimer: Timer;
  #certificate: RTCCertificate | undefined;
  #certifying: Promise<RTCCertificate> | undefined;
  /** The servers that were used last. */
  #iceServers: RTCIceServer[] = [];
  #prepared: { readonly grant: Promise<IceServerGrant | null>; readonly atMs: number } | null =
    null;
  #isClosed = false;

  constructor(options: ConnectionConfigurationOptions) {
    this.#options = options.options;
    this.#fetchIceServers = options.fetchIceServers;
    this.#onError = options.onError;
    this.#certificate = options.certificate;
    this.#refreshTimer = new Timer(this.#options.clock, options.onServersDue);
  }

  get certificate(): RTCCertificate | undefined {
    return this.#certificate;
  }

  /**
   * Makes ready, while it rings, what the answer would wait for. The certificate stays here. To ask the signaling for
   * servers tells nobody anything, since it has carried the invitation; but no stranger shall make this side ask. A
   * function of the app is not called: it may ask a server that knows nothing of the call.
   */
  prepare(isCallerKnown: boolean): void {
    // Where it fails, it fails again when it is needed, and is reported.
    this.#certify().catch(() => undefined);
    if (!isCallerKnown || this.#options.iceServers !== undefined) return;
    const grant = this.#fetchIceServers();
    // Whoever uses it hears of its failure; a call that nobody answers does not use it.
    grant.catch(() => undefined);
    this.#prepared = { grant, atMs: this.#options.clock.now() };
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

  /** The servers that the app gives now or, where it leaves that to it, the signaling. */
  async iceServers(): Promise<RTCIceServer[]> {
    const { iceServers } = this.#options;
    if (iceServers === undefined) return this.#fetch();
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

  close(): void {
    this.#isClosed = true;
    this.#refreshTimer.stop();
  }

  async #fetch(): Promise<RTCIceServer[]> {
    try {
      const grant = await this.#inTime(this.#takePrepared() ?? this.#fetchIceServers());
      if (grant) this.#refreshIn(grant.ttlMs * REFRESH_AT);
      return [...(grant?.iceServers ?? DEFAULT_ICE_SERVERS)];
    } catch (cause) {
      // Those that it had may be good for some time yet; and in a call that goes on it is asked again.
      const isFirst = this.#iceServers.length === 0;
      if (!isFirst) this.#refreshIn(REFRESH_AGAIN_MS);
      const sentence = isFirst
        ? 'The relay gave no TURN servers; the call goes on with STUN alone.'
        : 'The relay gave no new TURN servers; the call goes on with those it had.';
      this.#onError(new CallError('ice-servers-failed', sentence, { cause }));
      return isFirst ? [...DEFAULT_ICE_SERVERS] : this.#iceServers;
    }
  }

  #takePrepared(): Promise<IceServerGrant | null> | null {
    const prepared = this.#prepared;
    this.#prepared = null;
    const isFresh = prepared && this.#options.clock.now() - prepared.atMs <= PREPARED_MS;
    return isFresh ? prepared.grant : null;
  }

  #refreshIn(delayMs: number): void {
    if (!this.#isClosed) this.#refreshTimer.start(Math.max(delayMs, MIN_REFRESH_MS));
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
    this.#certifying ??= RTCPeerConnection.generateCertificate(algorithm);
    return (this.#certificate ??= await this.#certifying);
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
