import type { JsonValue } from '../internal/json-value.js';
import { LinkError } from '../link/link-error.js';
import type { LinkRouter } from '../link/link-router.js';
import type { Link } from '../link/link.js';
import type { ConnectionEvidence } from './diagnosis/candidate-log.js';
import { toCallError, type CallError } from './terms/call-error.js';
import { parseCallMessage, type CallMessage } from './terms/call-message.js';
import type { CallIdentity, CallProgress, SavedCall } from './resume/call-storage.js';
import type { CallView, ResolvedCallOptions } from './terms/call-options.js';
import type { IncomingInvite } from './incoming/call-registry.js';
import type { EndReason } from './terms/call-state.js';
import { CallTransport, type CallTransportHandlers } from './connection/call-transport.js';
import type { MediaState } from './terms/media-state.js';
import { PeerPresence } from './peer-presence.js';
import { SdpGuard } from './connection/sdp-guard.js';

/** Messages of the app may not fill the queue of the link (256): a call whose own messages find no room has to end. */
const MAX_WAITING_APP_MESSAGES = 192;

/** What a session reports to its call and asks of it. */
export interface CallSessionHandlers extends CallTransportHandlers {
  /** What this side sends now. */
  readonly localMedia: () => MediaState;
  readonly onRinging: () => void;
  /** The peer has answered. */
  readonly onAccepted: () => void;
  readonly onRemoteMedia: (media: MediaState) => void;
  readonly onAppMessage: (data: string) => void;
  /** The peer has a new address. */
  readonly onAddress: (address: string) => void;
  /** The relay does not know the peer's address. `forGood`: the peer has not been heard for `peerGoneMs` since. */
  readonly onPeerGone: (forGood: boolean) => void;
  /** The peer has ended the call. */
  readonly onHangup: (reason: EndReason) => void;
  /** The session has failed. */
  readonly onFailure: (reason: EndReason, error: CallError) => void;
}

export interface CallSessionOptions {
  readonly callId: string;
  /** What `resolvePeer` is asked about. */
  readonly call: CallView;
  /** The peer's address. */
  readonly address: string;
  readonly router: LinkRouter;
  readonly options: ResolvedCallOptions;
  readonly handlers: CallSessionHandlers;
  /** The invitation that this session answers. `undefined`: this side sends one. */
  readonly incoming: IncomingInvite | undefined;
  /** An own call that ends because of this one: its ticket goes into the invitation, or its id into the answer. */
  readonly replaces: string | undefined;
  /** The call that the page was in before it was reloaded. */
  readonly saved: SavedCall | undefined;
}

/**
 * What belongs to one call id: the link that carries the messages and the transport that they negotiate. A call has one
 * session. It gets another if both sides dial at once and the peer's call is the one that is kept.
 */
export class CallSession {
  readonly callId: string;
  readonly link: Link;
  readonly #handlers: CallSessionHandlers;
  readonly #incoming: IncomingInvite | undefined;
  readonly #router: LinkRouter;
  readonly #role: 'caller' | 'callee';
  readonly #guard: SdpGuard;
  readonly #transport: CallTransport;
  readonly #presence: PeerPresence;
  readonly #call: CallView;
  #phase: 'ringing' | 'answered' | 'closed' = 'ringing';

  constructor(sessionOptions: CallSessionOptions) {
    const { callId, call, address, router, options } = sessionOptions;
    const { handlers, incoming, replaces, saved } = sessionOptions;
    this.callId = callId;
    this.#router = router;
    this.#call = call;
    this.#handlers = handlers;
    this.#incoming = incoming;
    this.#role = saved?.role ?? (incoming ? 'callee' : 'caller');
    this.#guard = incoming?.guard ?? new SdpGuard(saved?.fingerprint);
    if (saved) this.#phase = 'answered';
    this.link = router.open({
      // Among them are `clock` and `timing`.
      ...options,
      ...handlers,
      callId,
      address,
      peerKey: incoming?.key,
      keys: saved?.keys,
      progress: saved?.link,
      deliver: (message) => this.#receive(parseCallMessage(message)),
      onAddress: (address) => {
        this.#presence.heard();
        handlers.onAddress(address);
      },
      onUndeliverable: (code) => {
        // Before the answer, the address is the one that the app has just given.
        this.#presence.undeliverable(code, this.#phase === 'answered');
      },
      onUnsendable: (error) => this.#refused(error),
    });
    this.#presence = new PeerPresence({
      ...handlers,
      call,
      options,
      onResolved: (resolved) => router.redirect(callId, resolved),
    });
    this.#transport = new CallTransport({
      ...handlers,
      role: this.#role,
      options,
      guard: this.#guard,
      saved,
      link: this.link,
      sendOpening: (opening) =>
        this.#say({
          type: incoming ? 'accept' : 'invite',
          ...opening,
          media: handlers.localMedia(),
          replaces,
        }),
      send: (message) => this.#say(message),
      onFailure: (error) =>
        this.#fail(error.code === 'protocol-error' ? error.code : 'connection-failed', error),
      onDropped: () => handlers.onHangup('hangup'),
    });
  }

  /** The browser's own connection, once there is one. */
  get connection(): RTCPeerConnection | null {
    return this.#transport.connection;
  }

  get evidence(): ConnectionEvidence | null {
    return this.#transport.evidence;
  }

  /** The peer has stopped acknowledging, or the relay does not know its address any more. */
  get isPeerGone(): boolean {
    return this.#presence.isGone || this.link.isPeerSilent;
  }

  /** Makes an offer and sends the invitation, or continues the call of the previous page. */
  begin(): void {
    if (this.#phase === 'answered') this.#transport.resume();
    else void this.#transport.open();
  }

  /** Takes the messages that came together with the invitation. One of them may be the caller's hang-up. */
  takeInvitation(): void {
    for (const envelope of this.#incoming?.envelopes ?? []) this.link.receive(envelope, 'relay');
  }

  /** Tells the caller that the call rings here. */
  ring(): void {
    this.takeInvitation();
    this.link.notify({ type: 'ringing' });
  }

  /** Answers the invitation. Until then this side has no connection and no certificate. */
  async accept(): Promise<void> {
    if (this.#phase !== 'ringing' || !this.#incoming) return;
    this.#phase = 'answered';
    await this.#transport.open();
    await this.#transport.describe(this.#incoming.invite);
  }

  /** The part that does not change, to be stored for a reload; `null` before both sides have agreed on keys. */
  get identity(): CallIdentity | null {
    const keys = this.#router.keysOf(this.callId);
    return (
      keys && {
        callId: this.callId,
        direction: this.#call.direction,
        role: this.#role,
        keys,
        certificate: this.#transport.certificate,
        fingerprint: this.#guard.pinned,
      }
    );
  }

  /** How far the call has come, to be stored for a reload. */
  get progress(): Pick<CallProgress, 'callId' | 'generation' | 'link' | 'localMedia'> {
    return {
      callId: this.callId,
      generation: this.#transport.generation,
      link: this.link.progress,
      localMedia: this.#handlers.localMedia(),
    };
  }

  /** Leaves the call to the next page, which resumes it. */
  leave(): void {
    // A notice is sent at once, outside the sequence. Without it the peer would take the closed channel for a hang-up.
    this.link.notify({ type: 'away' });
    this.#router.release(this.callId);
    this.close();
  }

  /** Tells the peer what this side sends now. Until the path is up, invite and accept have said it. */
  tellMedia(media: MediaState): void {
    this.#say({ type: 'media', media });
  }

  /** @throws {LinkError} `too-large`, `queue-full` */
  sendAppMessage(data: string): void {
    this.link.send({ type: 'app', data }, MAX_WAITING_APP_MESSAGES);
  }

  /** Ends the session on both sides. */
  finish(reason: EndReason): void {
    // The hang-up goes over the data channel too, so it is sent before that closes.
    this.link.finish({ type: 'hangup', reason });
    this.close();
  }

  /** Ends the session on this side. A hang-up that was sent is still repeated until it is acknowledged. */
  close(): void {
    this.#phase = 'closed';
    this.#presence.close();
    if (!this.link.isFinishing) this.link.close();
    this.#transport.close();
  }

  #receive(message: CallMessage | null): void {
    this.#presence.heard();
    switch (message?.type) {
      case 'ringing':
        this.#handlers.onRinging();
        break;
      case 'accept':
        this.#accepted(message);
        break;
      case 'description':
      case 'candidates':
      case 'renew':
      case 'renewal':
        this.#transport.receive(message);
        break;
      case 'away':
        this.#transport.peerLeft();
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
      // `invite` was handled before there was a link; `null` is a message that was not understood. Both are ignored.
    }
  }

  #accepted(message: Extract<CallMessage, { type: 'accept' }>): void {
    // Only the first answer counts, and only to an invitation of this side.
    if (this.#incoming || this.#phase !== 'ringing' || !this.connection) return;
    this.#phase = 'answered';
    // The peer's own call has ended by this. Its invitation may still arrive, and must not ring.
    if (message.replaces) this.#router.markEnded(message.replaces);
    this.#handlers.onAccepted();
    // If the app has hung up in `onAccepted`, the transport is closed and ignores this.
    void this.#transport.describe(message);
    this.#handlers.onRemoteMedia(message.media);
  }

  #say(message: CallMessage): void {
    if (this.#phase === 'closed') return;
    try {
      this.link.send(message as unknown as JsonValue);
    } catch (error) {
      this.#refused(error);
    }
  }

  /** Link or signaling refuse a message of the call, which can't work without it. */
  #refused(error: unknown): void {
    const isInsecure = error instanceof LinkError && error.code === 'insecure-context';
    const code = isInsecure ? 'insecure-context' : 'signaling-failed';
    this.#fail('signaling-failed', toCallError(error, code));
  }

  #fail(reason: EndReason, error: CallError): void {
    if (this.#phase !== 'closed') this.#handlers.onFailure(reason, error);
  }
}
