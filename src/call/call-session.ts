import type { JsonValue } from '../internal/json-value.js';
import type { LinkRouter } from '../link/link-router.js';
import type { Link } from '../link/link.js';
import { CallConnection, type CallConnectionHandlers } from './call-connection.js';
import { toCallError, type CallError } from './call-error.js';
import {
  parseCallMessage,
  type CallMessage,
  type CandidatesMessage,
  type Opening,
} from './call-message.js';
import type { ResolvedCallOptions } from './call-options.js';
import type { IncomingInvite } from './call-registry.js';
import type { EndReason } from './call-state.js';
import { createConfiguration } from './connection-configuration.js';
import type { MediaState } from './media-state.js';
import { SdpGuard } from './sdp-guard.js';

/** The app must not fill the link's queue (256): a call that can't say anything any more has to end. */
const MAX_WAITING_APP_MESSAGES = 192;

/** More than a caller sends while it rings; each holds up to 100 candidates. */
const MAX_EARLY_CANDIDATES = 16;

/** What a session tells its call, and asks of it. */
export interface CallSessionHandlers extends CallConnectionHandlers {
  readonly createConnection: (config: RTCConfiguration) => RTCPeerConnection;
  /** What we send now. */
  readonly localMedia: () => MediaState;
  readonly onRinging: () => void;
  /** The peer has answered. */
  readonly onAccepted: () => void;
  readonly onRemoteMedia: (media: MediaState) => void;
  readonly onAppMessage: (data: string) => void;
  /** The peer has a new address. */
  readonly onAddress: (address: string) => void;
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
  /** The invitation that this session answers; `undefined`: it makes one. */
  readonly incoming: IncomingInvite | undefined;
  /** The id of another call of ours that gives way to this one. */
  readonly replaces: string | undefined;
}

/**
 * The two ends of one call id: the link that they talk over and the connection that they negotiate. A call has one; it
 * gets another if both dial at once and the peer's call goes on.
 */
export class CallSession {
  readonly callId: string;
  readonly link: Link;
  readonly #options: ResolvedCallOptions;
  readonly #handlers: CallSessionHandlers;
  readonly #incoming: IncomingInvite | undefined;
  readonly #replaces: string | undefined;
  readonly #router: LinkRouter;
  readonly #guard: SdpGuard;
  /** Candidates of the caller that come while it still rings, or while our connection is being made. */
  readonly #earlyCandidates: CandidatesMessage[] = [];
  /** `connecting`: the connection has, or is being given, the peer's first description. */
  #phase: 'ringing' | 'connecting' | 'closed' = 'ringing';
  #connection: CallConnection | null = null;

  constructor(sessionOptions: CallSessionOptions) {
    const { callId, peerId, router, options, handlers, incoming, replaces } = sessionOptions;
    this.callId = callId;
    this.#router = router;
    this.#replaces = replaces;
    this.#options = options;
    this.#handlers = handlers;
    this.#incoming = incoming;
    this.#guard = incoming?.guard ?? new SdpGuard();
    this.link = router.open({
      // The clock and the timing are in them.
      ...options,
      ...handlers,
      callId,
      address: peerId,
      deliver: (message) => this.#receive(parseCallMessage(message)),
      onRefused: (error) => this.#refused(error),
    });
  }

  /** The browser's own connection, once there is one. */
  get connection(): RTCPeerConnection | null {
    return this.#connection?.connection ?? null;
  }

  /** Makes an offer and sends the invitation. */
  async invite(): Promise<void> {
    await this.#connect();
  }

  /** Takes what has come with the invitation; it may hold the caller's last word. */
  takeInvitation(): void {
    for (const envelope of this.#incoming?.envelopes ?? []) this.link.receive(envelope, 'relay');
  }

  /** Tells the caller that it rings here. */
  ring(): void {
    this.takeInvitation();
    this.link.notify({ type: 'ringing' });
  }

  /** Answers the invitation. Nothing of ours exists before. */
  async accept(): Promise<void> {
    if (this.#isClosed()) return;
    const connection = await this.#connect();
    if (connection && this.#incoming && !this.#isClosed())
      await this.#describe(connection, this.#incoming.invite);
  }

  /** Tells the peer what we send now. Before the path is up, invite and accept say it. */
  tellMedia(media: MediaState): void {
    this.#say({ type: 'media', media });
  }

  /** @throws {LinkError} `too-large`, `queue-full` */
  sendAppMessage(data: string): void {
    this.link.send({ type: 'app', data }, MAX_WAITING_APP_MESSAGES);
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

  async #connect(): Promise<CallConnection | null> {
    try {
      const configuration = await createConfiguration(this.#options);
      // Ended, or given way to another call, while the certificate was made.
      if (this.#isClosed()) return null;
      const connection = this.#handlers.createConnection(configuration);
      this.#connection = this.#manage(connection);
      this.link.addPath(this.#connection.path);
      // The app may have hung up in a hook, while the connection was made.
      if (!this.#isClosed()) return this.#connection;
      this.#connection.close();
    } catch (error) {
      this.#fail('connection-failed', toCallError(error));
    }
    return null;
  }

  #manage(connection: RTCPeerConnection): CallConnection {
    const role = this.#incoming ? 'callee' : 'caller';
    return new CallConnection({
      ...this.#options,
      ...this.#handlers,
      connection,
      role,
      guard: this.#guard,
      sendOpening: (opening) =>
        this.#say({
          type: this.#incoming ? 'accept' : 'invite',
          ...opening,
          media: this.#handlers.localMedia(),
          replaces: this.#replaces,
        }),
      send: (message) => this.#say(message),
      onNegotiationError: (error) => this.#negotiationFailed(toCallError(error)),
      path: {
        onReady: (path) => this.link.pathOpened(path),
        onEnvelope: (envelope) => this.link.receive(envelope, 'direct'),
        // A last word would have come before the channel closed. Without one, the page just dropped its connection.
        onClose: () => {
          if (connection.connectionState === 'connected') this.#handlers.onHangup('hangup');
        },
      },
    });
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
        if (this.#phase === 'connecting') void this.#connection?.receive(message);
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
    const connection = this.#connection;
    if (this.#incoming || this.#phase !== 'ringing' || connection === null) return;
    // The invitation of it may come after this answer to ours.
    if (message.replaces) this.#router.dismiss(message.replaces);
    this.#handlers.onAccepted();
    // The app may hang up as soon as it hears of the answer.
    if (this.#isClosed()) return;
    void this.#describe(connection, message);
    this.#handlers.onRemoteMedia(message.media);
  }

  /** Gives the connection the peer's first description, and the candidates known by now. */
  #describe(connection: CallConnection, opening: Opening): Promise<void> {
    this.#phase = 'connecting';
    connection.startMonitor();
    const described = connection.receive(opening);
    // The browser chains operations: the candidates wait for the description by themselves.
    for (const { candidates } of [opening, ...this.#earlyCandidates]) {
      void connection.receive({ candidates });
    }
    return described;
  }

  #takeCandidates(message: CandidatesMessage): void {
    if (this.#phase === 'connecting') void this.#connection?.receive(message);
    else if (this.#earlyCandidates.length < MAX_EARLY_CANDIDATES) {
      this.#earlyCandidates.push(message);
    }
  }

  #negotiationFailed(error: CallError): void {
    // A description that is refused at set-up leaves nothing to connect with; later on the call has what it needs.
    const isSettingUp = this.#connection?.connection.remoteDescription === null;
    if (!isSettingUp) this.#handlers.onError(error);
    else this.#fail(error.code === 'protocol-error' ? error.code : 'connection-failed', error);
  }

  #say(message: CallMessage): void {
    if (this.#isClosed()) return;
    try {
      this.link.send(message as unknown as JsonValue);
    } catch (error) {
      this.#refused(error);
    }
  }

  /** Link or signaling do not take a message: without it the call is worth nothing. */
  #refused(error: unknown): void {
    this.#fail('signaling-failed', toCallError(error, 'signaling-failed'));
  }

  #fail(reason: EndReason, error: CallError): void {
    if (!this.#isClosed()) this.#handlers.onFailure(reason, error);
  }

  // A method, because a closed session is mostly noticed after an await, where TypeScript trusts the check before it.
  #isClosed(): boolean {
    return this.#phase === 'closed';
  }
}
