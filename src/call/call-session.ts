import type { JsonValue } from '../internal/json-value.js';
import type { Envelope } from '../link/envelope.js';
import type { LinkRouter } from '../link/link-router.js';
import { LinkError } from '../link/link-error.js';
import type { Link } from '../link/link.js';
import { CallConnection, type RemoteStreams } from './call-connection.js';
import { CallError, toCallError } from './call-error.js';
import {
  parseCallMessage,
  type CallMessage,
  type CandidatesMessage,
  type Opening,
} from './call-message.js';
import type { ResolvedCallOptions } from './call-options.js';
import type { IncomingInvite } from './call-registry.js';
import type { EndReason } from './call-state.js';
import type { PathChange } from './connection-monitor.js';
import type { MediaSenders } from './local-media.js';
import type { MediaState } from './media-state.js';
import { SdpGuard } from './sdp-guard.js';

/** The app must not use up the link's queue (256): a call that can't say anything any more has to end. */
const MAX_WAITING_APP_MESSAGES = 192;

/** More than a caller sends while it rings; each holds up to 100 candidates. */
const MAX_EARLY_CANDIDATES = 16;

/** What a session tells its call, and asks of it. */
export interface CallSessionHandlers {
  readonly createConnection: (config: RTCConfiguration) => RTCPeerConnection;
  /** What we send now. */
  readonly localMedia: () => MediaState;
  readonly onRinging: () => void;
  /** The peer has answered. */
  readonly onAccepted: () => void;
  readonly onSenders: (senders: MediaSenders) => void;
  readonly onRemoteStreams: (streams: RemoteStreams) => void;
  readonly onRemoteMedia: (media: MediaState) => void;
  readonly onAppMessage: (data: string) => void;
  readonly onPath: (change: PathChange) => void;
  readonly onUndeliverable: (code: string) => void;
  /** The peer has ended the call. */
  readonly onHangup: (reason: EndReason) => void;
  /** The session can't go on. */
  readonly onFailure: (reason: EndReason, error: CallError) => void;
  /** Something went wrong that the session survives. */
  readonly onError: (error: CallError) => void;
}

export interface CallSessionOptions {
  readonly callId: string;
  readonly peerId: string;
  readonly router: LinkRouter;
  readonly options: ResolvedCallOptions;
  readonly handlers: CallSessionHandlers;
  /** The invitation that this session answers; absent: it makes one. */
  readonly incoming?: IncomingInvite;
}

/**
 * The two ends of one call id: the link that they talk over and the connection that they negotiate. A call has one; it
 * gets another if both dial at once and the peer's call goes on.
 */
export class CallSession {
  readonly callId: string;
  readonly link: Link;
  readonly #router: LinkRouter;
  readonly #peerId: string;
  readonly #options: ResolvedCallOptions;
  readonly #handlers: CallSessionHandlers;
  readonly #incoming: IncomingInvite | null;
  readonly #guard: SdpGuard;
  /** What had come with the invitation before there was a link to take it. */
  readonly #early: Envelope[];
  /** Candidates of the caller that come while it still rings, or while our connection is being made. */
  readonly #earlyCandidates: CandidatesMessage[] = [];
  #hasDescription = false;
  #phase: 'ringing' | 'connecting' | 'closed' = 'ringing';
  #connection: CallConnection | null = null;
  #hasChannel = false;

  constructor({ callId, peerId, router, options, handlers, incoming }: CallSessionOptions) {
    this.callId = callId;
    this.#router = router;
    this.#peerId = peerId;
    this.#options = options;
    this.#handlers = handlers;
    this.#incoming = incoming ?? null;
    this.#guard = incoming?.guard ?? new SdpGuard();
    this.#early = [...(incoming?.envelopes ?? [])];
    this.link = router.open({
      callId,
      address: peerId,
      clock: options.clock,
      timing: options.timing,
      deliver: (message) => this.#receive(parseCallMessage(message)),
      onUndeliverable: handlers.onUndeliverable,
      onRefused: (error) => this.#fail('signaling-failed', error),
    });
  }

  /** The browser's own connection, once there is one. */
  get connection(): RTCPeerConnection | null {
    return this.#connection?.connection ?? null;
  }

  /** Where the peer is now. */
  get peerId(): string {
    return this.#router.addressOf(this.callId) ?? this.#peerId;
  }

  /** Makes an offer and sends the invitation. */
  async invite(): Promise<void> {
    await this.#connect('caller');
  }

  /** Takes what has come with the invitation: from now on the caller hears of the end. */
  takeInvitation(): void {
    for (const envelope of this.#early.splice(0)) this.link.receive(envelope, 'relay');
  }

  /** Tells the caller that it rings here. */
  ring(): void {
    this.takeInvitation();
    this.link.notify({ type: 'ringing' });
  }

  /** Answers the invitation. Nothing of ours exists before. */
  async accept(): Promise<void> {
    const incoming = this.#incoming;
    if (incoming === null || this.#isClosed()) return;
    this.takeInvitation();
    // The caller's last word may have been among them.
    if (this.#isClosed()) return;
    this.#phase = 'connecting';
    const connection = await this.#connect('callee');
    if (connection === null || this.#isClosed()) return;
    connection.startMonitor();
    await this.#describe(connection, incoming.invite);
  }

  /** Tells the peer what we send now. Before the channel has opened, invite and accept say it, and then the channel. */
  tellMedia(media: MediaState): void {
    if (this.#hasChannel) this.#say({ type: 'media', media });
  }

  /** @throws {LinkError} `too-large`, `queue-full` */
  sendAppMessage(data: string): void {
    if (this.link.unacknowledgedCount >= MAX_WAITING_APP_MESSAGES) {
      throw new LinkError(
        'queue-full',
        `${MAX_WAITING_APP_MESSAGES} messages wait for the peer already; send the rest later.`,
      );
    }
    this.link.send({ type: 'app', data });
  }

  /** Ends it on both sides. */
  finish(reason: EndReason): void {
    // The last word goes out on the data channel too, so it is said before that closes.
    this.link.finish({ type: 'hangup', reason });
    this.close();
  }

  /** Ends it on this side; the last word, if there was one, is still repeated until it is acknowledged. */
  close(): void {
    this.#phase = 'closed';
    if (!this.link.isFinishing) this.link.close();
    this.#connection?.close();
  }

  async #connect(role: 'caller' | 'callee'): Promise<CallConnection | null> {
    try {
      const config = await this.#configure();
      // Ended, or given way to another call, while the certificate was made.
      if (this.#isClosed()) return null;
      const connection = this.#createConnection(role, this.#handlers.createConnection(config));
      this.#connection = connection;
      // The app may have hung up in a hook, while the connection was made.
      if (this.#isClosed()) connection.close();
      return this.#isClosed() ? null : connection;
    } catch (error) {
      this.#fail('connection-failed', error);
      return null;
    }
  }

  async #configure(): Promise<RTCConfiguration> {
    const { iceServers, iceTransportPolicy } = this.#options;
    return {
      iceServers: [...iceServers],
      bundlePolicy: 'max-bundle',
      ...(iceTransportPolicy === undefined ? {} : { iceTransportPolicy }),
      ...(typeof RTCPeerConnection === 'undefined'
        ? {}
        : { certificates: [await createCertificate()] }),
    };
  }

  #createConnection(role: 'caller' | 'callee', connection: RTCPeerConnection): CallConnection {
    const { clock, timing, replaces } = this.#options;
    const { localMedia, onSenders, onRemoteStreams, onPath, onHangup } = this.#handlers;
    return new CallConnection({
      connection,
      role,
      guard: this.#guard,
      clock,
      timing,
      sendOpening: (opening) =>
        this.#say({
          type: role === 'caller' ? 'invite' : 'accept',
          ...opening,
          media: localMedia(),
          ...(role === 'caller' && replaces !== undefined ? { replaces } : {}),
        }),
      send: (message) => this.#say(message),
      onSenders,
      onRemoteStreams,
      onPath,
      onError: (error) => this.#negotiationFailed(error),
      path: {
        onOpen: () => this.#channelOpened(),
        onDrain: () => {
          if (this.#connection !== null) this.link.pathOpened(this.#connection.path);
        },
        onEnvelope: (envelope) => this.link.receive(envelope, 'direct'),
        // A last word would have come before the channel closed. Without one, the page just dropped its connection.
        onClose: () => {
          if (connection.connectionState === 'connected') onHangup('hangup');
        },
      },
    });
  }

  #channelOpened(): void {
    const path = this.#connection?.path;
    if (path === undefined) return;
    this.#hasChannel = true;
    this.link.addPath(path);
    this.link.pathOpened(path);
    this.#say({ type: 'media', media: this.#handlers.localMedia() });
  }

  #receive(message: CallMessage | null): void {
    switch (message?.type) {
      case 'ringing':
        this.#handlers.onRinging();
        break;
      case 'accept':
        this.#accepted(message);
        break;
      case 'description':
        if (this.#hasDescription) void this.#connection?.receive(message);
        break;
      case 'candidates':
        this.#takeCandidates(message);
        break;
      case 'media':
        this.#handlers.onRemoteMedia(message.media);
        break;
      case 'app':
        this.#handlers.onAppMessage(message.data);
        break;
      case 'hangup':
        this.#handlers.onHangup(message.reason);
        break;
      default:
      // `invite` was taken before there was a link; `null` is no message of ours. Neither may harm the call.
    }
  }

  #accepted(message: Extract<CallMessage, { type: 'accept' }>): void {
    // Only the first answer to our own invitation counts.
    if (this.#incoming !== null || this.#phase !== 'ringing' || this.#connection === null) return;
    this.#phase = 'connecting';
    const connection = this.#connection;
    connection.startMonitor();
    this.#handlers.onAccepted();
    // The app may hang up as soon as it hears of the answer.
    if (this.#isClosed()) return;
    void this.#describe(connection, message);
    this.#handlers.onRemoteMedia(message.media);
  }

  /** Gives the connection the peer's first description, and the candidates that came before it. */
  #describe(connection: CallConnection, opening: Opening): Promise<void> {
    this.#hasDescription = true;
    const described = connection.receive(opening);
    for (const message of this.#earlyCandidates.splice(0)) void connection.receive(message);
    return described;
  }

  #takeCandidates(message: CandidatesMessage): void {
    if (this.#hasDescription) void this.#connection?.receive(message);
    else if (this.#earlyCandidates.length < MAX_EARLY_CANDIDATES) {
      this.#earlyCandidates.push(message);
    }
  }

  #negotiationFailed(cause: unknown): void {
    const error = toCallError(cause);
    // A description that is refused at set-up leaves nothing to connect with; later on the call has what it needs.
    const isSettingUp = this.#connection?.connection.remoteDescription === null;
    if (isSettingUp)
      this.#fail(error.code === 'protocol-error' ? error.code : 'connection-failed', error);
    else this.#handlers.onError(error);
  }

  #say(message: CallMessage): void {
    if (this.#isClosed()) return;
    try {
      this.link.send(message as unknown as JsonValue);
    } catch (error) {
      this.#fail('signaling-failed', error);
    }
  }

  #fail(reason: EndReason, cause: unknown): void {
    const error =
      reason === 'signaling-failed'
        ? new CallError(reason, cause instanceof Error ? cause.message : String(cause), { cause })
        : toCallError(cause);
    if (!this.#isClosed()) this.#handlers.onFailure(reason, error);
  }

  // A method, because a closed session is mostly noticed after an await, where TypeScript trusts the check before it.
  #isClosed(): boolean {
    return this.#phase === 'closed';
  }
}

/** One certificate per call (RFC 8827, section 9.2), and of the kind that every browser makes in no time. */
function createCertificate(): Promise<RTCCertificate> {
  const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };
  return RTCPeerConnection.generateCertificate(algorithm);
}
