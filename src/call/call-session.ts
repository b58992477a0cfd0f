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

/** The app must not fill the link's queue (256): a call that can't say anything any more has to end. */
const MAX_WAITING_APP_MESSAGES = 192;

/** What a session tells its call, and asks of it. */
export interface CallSessionHandlers extends CallTransportHandlers {
  /** What we send now. */
  readonly localMedia: () => MediaState;
  readonly onRinging: () => void;
  /** The peer has answered. */
  readonly onAccepted: () => void;
  readonly onRemoteMedia: (media: MediaState) => void;
  readonly onAppMessage: (data: string) => void;
  /** The peer has a new address. */
  readonly onAddress: (address: string) => void;
  /** The relay does not know the peer's address. `forGood`: it has not been heard of since then for a while. */
  readonly onPeerGone: (forGood: boolean) => void;
  /** The peer has ended the call. */
  readonly onHangup: (reason: EndReason) => void;
  /** The session can't go on. */
  readonly onFailure: (reason: EndReason, error: CallError) => void;
}

export interface CallSessionOptions {
  readonly callId: string;
  /** What `resolvePeer` is asked about. */
  readonly call: CallView;
  /** Where the peer is. */
  readonly address: string;
  readonly router: LinkRouter;
  readonly options: ResolvedCallOptions;
  readonly handlers: CallSessionHandlers;
  /** The invitation that this session answers; `undefined`: it makes one. */
  readonly incoming: IncomingInvite | undefined;
  /** Another call of ours that gives way to this one: its ticket in an invitation, its id in an answer. */
  readonly replaces: string | undefined;
  /** The call that was going on before the page was reloaded. */
  readonly saved: SavedCall | undefined;
}

/**
 * The two ends of one call id: the link that they talk over and the transport that they negotiate. A call has one; it
 * gets another if both dial at once and the peer's call goes on.
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
  /** The relay does not know the peer's address. */

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
      // The clock and the timing are in them.
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
        // Before the answer it is as the app has just said.
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

  /** Nothing has come of the peer although it was asked to answer, or the relay does not know it any more. */
  get isPeerGone(): boolean {
    return this.#presence.isGone || this.link.isPeerSilent;
  }

  /** Makes an offer and sends the invitation, or goes on where the page before this one left off. */
  begin(): void {
    if (this.#phase === 'answered') this.#transport.resume();
    else void this.#transport.open();
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
    if (this.#phase !== 'ringing' || !this.#incoming) return;
    this.#phase = 'answered';
    await this.#transport.open();
    await this.#transport.describe(this.#incoming.invite);
  }

  /** What does not change any more, to be kept for another page; `null` before the two have keys in common. */
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

  /** Where it stands, to be gone on with on another page. */
  get progress(): Pick<CallProgress, 'callId' | 'generation' | 'link' | 'localMedia'> {
    return {
      callId: this.callId,
      generation: this.#transport.generation,
      link: this.link.progress,
      localMedia: this.#handlers.localMedia(),
    };
  }

  /** Leaves the page, to be resumed on the next. */
  leave(): void {
    // Outside the sequence, so that it waits for nothing: the peer takes a channel that closes without it for the end.
    this.link.notify({ type: 'away' });
    this.#router.release(this.callId);
    this.close();
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
      // `invite` was taken before there was a link; `null` is no message of ours. Neither may harm the call.
    }
  }

  #accepted(message: Extract<CallMessage, { type: 'accept' }>): void {
    // Only the first answer to our own invitation counts.
    if (this.#incoming || this.#phase !== 'ringing' || !this.connection) return;
    this.#phase = 'answered';
    // The invitation of it may come after this answer to ours.
    if (message.replaces) this.#router.markEnded(message.replaces);
    this.#handlers.onAccepted();
    // If the app hangs up as soon as it hears of the answer, there is nothing to describe any more.
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

  /** Link or signaling do not take a message: without it the call is worth nothing. */
  #refused(error: unknown): void {
    const isInsecure = error instanceof LinkError && error.code === 'insecure-context';
    const code = isInsecure ? 'insecure-context' : 'signaling-failed';
    this.#fail('signaling-failed', toCallError(error, code));
  }

  #fail(reason: EndReason, error: CallError): void {
    if (this.#phase !== 'closed') this.#handlers.onFailure(reason, error);
  }
}
