import { createDeferred } from '../../internal/deferred.js';
import { WakeWatch } from '../../internal/wake-watch.js';
import type { Link } from '../../link/link.js';
import type { IceServerGrant } from '../../signaling/signaling-client.js';
import { CallConnection, type CallConnectionHandlers } from './call-connection.js';
import type { ConnectionEvidence } from '../diagnosis/candidate-log.js';
import { CallError, toCallError, toNegotiationError } from '../terms/call-error.js';
import type {
  CallMessage,
  CandidatesMessage,
  DescriptionMessage,
  Opening,
  RenewalMessage,
  RenewMessage,
} from '../terms/call-message.js';
import type { SavedCall } from '../resume/call-storage.js';
import type { ResolvedCallOptions } from '../terms/call-options.js';
import { ConnectionConfiguration } from './connection-configuration.js';
import { ConnectionMonitor, type PathChange } from './connection-monitor.js';
import { RenewalLimit } from './renewal-limit.js';
import { SdpGuard } from './sdp-guard.js';

/** More than a caller sends while it rings. Each message holds up to 100 candidates. */
const MAX_EARLY_MESSAGES = 16;

const TOO_MANY_CONNECTIONS = 'The other side has asked for too many connections.';

/** What a transport reports to its call and asks of it. */
export interface CallTransportHandlers extends CallConnectionHandlers {
  readonly createConnection: (config: RTCConfiguration) => RTCPeerConnection;
  /** What the signaling has, for calls whose app leaves the servers to it. */
  readonly fetchIceServers: () => Promise<IceServerGrant | null>;
  readonly onPath: (change: PathChange) => void;
  /** Something went wrong, and the transport goes on. */
  readonly onError: (error: CallError) => void;
}

export interface CallTransportOptions extends CallTransportHandlers {
  readonly role: 'caller' | 'callee';
  readonly options: ResolvedCallOptions;
  /** The one that has judged the invitation, of an incoming call. */
  readonly guard: SdpGuard | undefined;
  /** For a call that continues after a reload: what it had on the previous page. */
  readonly saved: Pick<SavedCall, 'certificate' | 'generation' | 'fingerprint'> | undefined;
  readonly link: Link;
  /** Sends the first description of the call, in the invite (caller) or the accept (callee). */
  readonly sendOpening: (opening: Opening) => void;
  readonly send: (message: CallMessage) => void;
  /** The connection could not be set up, and trying again would not help. */
  readonly onFailure: (error: CallError) => void;
  /** A connection leads to somebody else. */
  readonly onUntrusted: (error: CallError) => void;
  /** The peer closed a working connection without saying that the call is over. */
  readonly onDropped: () => void;
}

/**
 * The media and data connection of a call. When it breaks it is repaired or, if that does not help, replaced: with the
 * same certificate, which the peer has pinned, and with the same tracks, so that nobody is asked for a device again.
 *
 * The connections of a call are numbered (`generation`). The caller makes the next one. When the callee notices the
 * outage first, it asks the caller to make it.
 */
export class CallTransport {
  readonly #options: CallTransportOptions;
  /** For all connections of the call: they lead to the same peer. */
  readonly #guard: SdpGuard;
  readonly #configuration: ConnectionConfiguration;
  #connection: CallConnection | null = null;
  /** The last one that was up, open until the new one is: a peer that still uses it would take its end for a hang-up. */
  #retired: CallConnection | null = null;
  #monitor: ConnectionMonitor | null = null;
  readonly #wakeWatch: WakeWatch;
  #generation: number;
  /** Resolves with the present connection once the peer's first description has been handed to it. */
  #described = createDeferred<CallConnection>();
  #earlyMessages = 0;
  readonly #renewalLimit: RenewalLimit;
  /** The most that the peer wants its video to take, in bit/s. */
  #peerMaxBitrate = Infinity;
  /** Before it is, no media flow and nothing is repaired, however long it rings. */
  #isAnswered = false;
  #isClosed = false;

  constructor(options: CallTransportOptions) {
    this.#options = options;
    const { saved } = options;
    this.#guard = options.guard ?? new SdpGuard(saved?.fingerprint);
    this.#generation = saved?.generation ?? 0;
    this.#renewalLimit = new RenewalLimit(options.options.clock);
    this.#configuration = new ConnectionConfiguration({
      ...options,
      certificate: saved?.certificate,
      onServersDue: () => void this.#refreshServers(),
    });
    this.#wakeWatch = new WakeWatch(options.options.clock, (cause) => {
      if (cause === 'network') this.#monitor?.networkChanged();
    });
  }

  /** The browser's own connection, once there is one. */
  get connection(): RTCPeerConnection | null {
    return this.#connection?.connection ?? null;
  }

  /** What the candidates tell about the networks between the two sides. */
  get evidence(): ConnectionEvidence | null {
    return this.#connection?.candidates.evidence ?? null;
  }

  get certificate(): RTCCertificate | undefined {
    return this.#configuration.certificate;
  }

  /** Of the peer's certificate, as pinned; `null` before its first description. */
  get fingerprint(): string | null {
    return this.#guard.pinned;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Whether the peer is heard within the next two heartbeats. */
  isPeerHeard(): Promise<boolean> {
    return this.#monitor?.isPeerHeard() ?? Promise.resolve(false);
  }

  /** The peer wants no more than this for video, in bit/s. */
  limit(maxBitrate: number): void {
    this.#peerMaxBitrate = maxBitrate;
  }

  /** Makes a connection in place of the one that the previous page had. */
  resume(): void {
    this.#isAnswered = true;
    this.#startMonitor().resume();
  }

  /** The peer's page is being left. It may come back after a reload. */
  peerLeft(): void {
    this.#monitor?.peerLeft();
  }

  /** The call rings here: makes ready what its answer needs, but no connection. */
  prepare(isCallerKnown: boolean): void {
    this.#configuration.prepare(isCallerKnown);
  }

  /** Makes the first connection. On the caller's side it makes an offer by itself. */
  async open(): Promise<void> {
    await this.#make();
  }

  /** Hands the peer's first description to the first connection. */
  async describe(opening: Opening): Promise<void> {
    const connection = this.#connection;
    if (this.#isClosed || connection === null) return;
    if (this.#isAnswered && !this.#monitor) this.#watch(connection);
    await this.#describe(connection, opening);
  }

  /** The call is answered: media flow once the two sides are connected, and from now on the set-up time runs. */
  answered(): void {
    this.#isAnswered = true;
    if (this.#isClosed || !this.#connection) return;
    this.#connection.answered();
    this.#watch(this.#connection);
  }

  /** Takes a message about a connection. Messages about an earlier connection are dropped. */
  receive(message: DescriptionMessage | CandidatesMessage | RenewMessage | RenewalMessage): void {
    const isPresent = message.generation === this.#generation;
    const isCaller = this.#options.role === 'caller';
    if (message.type === 'renew') {
      if (isPresent && isCaller && this.#renewalLimit.mayAsk()) this.#monitor?.broken();
    } else if (message.type !== 'renewal') {
      if (!isPresent) return;
      if (message.type === 'description' && message.description.type === 'offer') {
        this.#monitor?.peerRestarts();
      }
      this.#pass(message);
    } else if (isCaller) {
      if (isPresent && this.#connection) void this.#describe(this.#connection, message);
    } else if (message.generation === this.#generation + 1 && this.#monitor) {
      if (this.#renewalLimit.mayLead()) void this.#follow(message);
      // Left behind, this side could never follow again.
      else this.#options.onFailure(new CallError('protocol-error', TOO_MANY_CONNECTIONS));
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#monitor?.close();
    this.#wakeWatch.stop();
    this.#configuration.close();
    this.#connection?.close();
    this.#closeRetired();
  }

  #watch({ connection, channel, isTrusted }: CallConnection): void {
    const monitor = this.#startMonitor();
    monitor.watch(connection, channel);
    // While it rang, it may have connected, or failed.
    if (isTrusted || connection.connectionState === 'failed') monitor.trusted();
  }

  #startMonitor(): ConnectionMonitor {
    const { options, role, onPath } = this.#options;
    this.#wakeWatch.start();
    return (this.#monitor = new ConnectionMonitor({
      ...options,
      role,
      isTrusted: () => this.#connection?.isTrusted ?? false,
      onPath: (change) => {
        if (change === 'up') this.#closeRetired();
        onPath(change);
      },
      onRestart: () => void this.#restart(),
      onRenew: () => this.#renew(),
    }));
  }

  #closeRetired(): void {
    this.#retired?.close();
    this.#retired = null;
  }

  async #make(): Promise<CallConnection | null> {
    const { createConnection, onFailure, onError } = this.#options;
    const generation = this.#generation;
    try {
      const configuration = await this.#configuration.create();
      // The call may have ended, or need another connection by now, while certificate and servers were awaited.
      if (this.#isClosed || generation !== this.#generation) return null;
      const connection = this.#configuration.withServers(configuration.iceServers, (iceServers) =>
        createConnection({ ...configuration, iceServers }),
      );
      const managed = this.#manage(connection, generation);
      // The app may have hung up in its `createConnection` hook. TypeScript goes by the check above: hence the cast.
      if (this.#isClosed as boolean) {
        managed.close();
        return null;
      }
      this.#take(managed);
      return managed;
    } catch (error) {
      if (this.#isClosed) return null;
      // A call that was connected before has other ways to recover.
      if (generation === 0) onFailure(toCallError(error));
      else onError(toCallError(error));
    }
    return null;
  }

  #take(connection: CallConnection): void {
    const { link } = this.#options;
    const previous = this.#connection;
    if (previous) {
      link.removePath(previous.path);
      previous.retire();
      // One is kept open, that which the peer may still use: if it has described itself on the previous one, it has left the
      // one before; if it has not, it can't have connected on the previous one.
      const isUsed = this.#retired === null || previous.connection.remoteDescription !== null;
      if (isUsed) {
        this.#closeRetired();
        this.#retired = previous;
      } else previous.close();
    }
    this.#connection = connection;
    link.addPath(connection.path);
    this.#monitor?.watch(connection.connection, connection.channel);
  }

  #manage(connection: RTCPeerConnection, generation: number): CallConnection {
    const { options, link, send, sendOpening, onDropped } = this.#options;
    return new CallConnection({
      ...options,
      ...this.#options,
      guard: this.#guard,
      connection,
      seal: link.seal,
      maxBitrate: () => Math.min(options.maxBitrate, this.#peerMaxBitrate),
      isSavingData: options.dataSaver,
      onTrusted: () => this.#monitor?.trusted(),
      isAnswered: () => this.#isAnswered,
      isHeard: () => link.unacknowledgedCount === 0,
      sendOpening: (opening) => {
        if (generation === 0) sendOpening(opening);
        else send({ type: 'renewal', generation, ...opening });
      },
      send: (message) => send({ ...message, generation }),
      onNegotiationError: (error) => this.#negotiationFailed(toNegotiationError(error)),
      path: {
        onReady: (path) => link.pathOpened(path),
        onEnvelope: (envelope) => link.receive(envelope, 'direct'),
        onRejected: () => link.reject(),
        onClose: () => {
          // A hang-up arrives before the channel closes. If none came and the path was fine, the peer's page has
          // dropped the connection. If the path was down, the closed channel is part of the outage.
          if (this.#monitor?.isUp && connection.connectionState === 'connected') onDropped();
          else if (this.#monitor?.hasBeenUp) this.#monitor.broken();
        },
      },
    });
  }

  async #restart(): Promise<void> {
    (await this.#refreshServers())?.restart();
  }

  /**
   * Gives the present connection the servers of now, for its next ICE restart.
   *
   * @returns the connection; `null` if it was replaced or closed while the servers were awaited
   */
  async #refreshServers(): Promise<CallConnection | null> {
    const connection = this.#connection;
    const { options, onError } = this.#options;
    // A list is what it was.
    const isList = typeof options.iceServers === 'object';
    const iceServers = !isList && (await this.#configuration.iceServers());
    if (!connection || connection !== this.#connection || this.#isClosed) return null;
    try {
      if (iceServers) {
        this.#configuration.withServers(iceServers, (usable) => connection.useServers(usable));
      }
    } catch (error) {
      onError(toCallError(error, 'ice-servers-failed'));
    }
    return connection;
  }

  #renew(): void {
    if (this.#isClosed) return;
    if (this.#options.role === 'callee') {
      this.#options.send({ type: 'renew', generation: this.#generation });
      return;
    }
    this.#begin(this.#generation + 1);
    void this.#make();
  }

  async #follow(message: RenewalMessage): Promise<void> {
    try {
      // Before the present connection, which may still work, is given up for it.
      this.#guard.check(message.description);
    } catch (error) {
      this.#options.onError(toCallError(error));
      return;
    }
    this.#begin(message.generation);
    const connection = await this.#make();
    if (connection) await this.#describe(connection, message);
  }

  #begin(generation: number): void {
    this.#generation = generation;
    this.#described = createDeferred();
    this.#earlyMessages = 0;
  }

  #describe(connection: CallConnection, opening: Opening): Promise<void> {
    const described = connection.receive(opening);
    // No need to wait: the browser queues these operations, so candidates are added after the description.
    void connection.receive({ candidates: opening.candidates });
    this.#described.resolve(connection);
    return described;
  }

  /** Passes a message to the present connection. Until the peer's first description is there, messages wait. */
  #pass(message: DescriptionMessage | CandidatesMessage): void {
    this.#earlyMessages += 1;
    const { promise } = this.#described;
    const isDescribed = this.#connection?.connection.remoteDescription;
    if (!isDescribed && this.#earlyMessages > MAX_EARLY_MESSAGES) return;
    void promise.then((connection) => connection.receive(message));
  }

  #negotiationFailed(error: CallError): void {
    // Without the first description there is nothing to connect with. A later one that is refused changes nothing.
    const isSettingUp = this.#generation === 0 && this.connection?.remoteDescription === null;
    if (isSettingUp) this.#options.onFailure(error);
    else this.#options.onError(error);
  }
}
