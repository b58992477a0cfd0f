import type { JsonValue } from '../internal/json-value.js';
import { LinkError } from '../link/link-error.js';
import { SignalingError } from '../signaling/signaling-error.js';
import type { LinkRouter } from '../link/link-router.js';
import type { Link } from '../link/link.js';
import type { ConnectionEvidence } from './diagnosis/candidate-log.js';
import type { SessionPhase } from './terms/allowed-messages.js';
import { CallError, toCallError } from './terms/call-error.js';
import type * as Messages from './message-handling.js';
import type {
  AcceptedMessage,
  AcceptMessage,
  CallMessage,
  Introduction,
} from './terms/call-message.js';
import type { CallIdentity, CallProgress } from './resume/call-storage.js';
import type { CallView } from './terms/call-options.js';
import type { IncomingInvite } from './incoming/registered-call.js';
import type { EndReason } from './terms/call-state.js';
import type { CallSessionHandlers, CallSessionOptions } from './call-session-options.js';
import { LazyTransport } from './lazy-transport.js';
import { UNVERIFIED, type SavedVerification } from './terms/verification.js';
import type { PeerPresence } from './peer-presence.js';
import type { CallVerification } from './verification/call-verification.js';

/** Messages of the app may not fill the queue of the link (256): a call whose own messages find no room has to end. */
const MAX_WAITING_APP_MESSAGES = 192;

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
  readonly #transport: LazyTransport;
  #presence: PeerPresence | null = null;
  readonly #call: CallView;
  #verification: CallVerification | null = null;
  /** Reads what the peer says. Until it has been fetched, that waits. */
  #reader: typeof Messages | null = null;
  readonly #unread: (readonly [text: unknown, isFinal: boolean])[] = [];
  readonly #replaces: string | undefined;
  /** What counts until it is there: its code is fetched. */
  readonly #savedVerification: SavedVerification;
  readonly #maxBitrate: number;
  #commit = '';
  /** How far a call that still rings here has been connected. */
  #warmUp: 'none' | 'begun' | 'told' = 'none';
  #phase: SessionPhase;

  constructor(sessionOptions: CallSessionOptions) {
    const { callId, call, address, router, options } = sessionOptions;
    const { handlers, incoming, knowledge, replaces, saved } = sessionOptions;
    this.callId = callId;
    this.#router = router;
    this.#call = call;
    this.#handlers = handlers;
    this.#maxBitrate = options.maxBitrate;
    this.#incoming = incoming;
    this.#role = saved?.role ?? (incoming ? 'callee' : 'caller');
    this.#savedVerification = saved?.verification ?? UNVERIFIED;
    this.#phase = saved ? 'answered' : incoming ? 'ringing' : 'dialling';
    this.#replaces = replaces;
    this.link = router.open({
      // Among them are `clock` and `timing`.
      ...options,
      ...handlers,
      callId,
      address,
      invitation: incoming?.invitation,
      knowledge,
      keys: saved?.keys,
      progress: saved?.link,
      deliver: (message, isFinal) => {
        this.#unread.push([message, isFinal]);
        this.#read();
      },
      onAddress: (address) => {
        this.#presence?.heard();
        handlers.onAddress(address);
      },
      onUndeliverable: (code) => {
        // Before the answer, the address is the one that the app has just given.
        this.#presence?.undeliverable(code, this.#phase === 'answered');
      },
      onUnsendable: (error) => this.#refused(error),
      onOtherSecret: () => {
        const sentence = 'The other side does not know the secret of this call.';
        this.#endUnverified(new CallError('verification-failed', sentence));
      },
    });
    this.#transport = new LazyTransport(
      {
        ...handlers,
        role: this.#role,
        options,
        guard: incoming?.guard,
        saved,
        link: this.link,
        sendOpening: (opening) => {
          const message = { ...opening, ...this.#introduction, replaces };
          if (!incoming) this.#say({ type: 'invite', ...message, commit: this.#commit });
          else if (this.#phase === 'answered') this.#say({ type: 'accept', ...message });
          else {
            this.#warmUp = 'told';
            this.#say({ type: 'early-answer', ...opening });
          }
        },
        send: (message) => this.#say(message),
        onFailure: (error) =>
          this.#fail(error.code === 'protocol-error' ? error.code : 'connection-failed', error),
        onPath: (change) => {
          if (change === 'up') this.#verification?.connected();
          // The app may have hung up when it heard that the call is verified.
          if (this.#phase !== 'closed') handlers.onPath(change);
        },
        onUntrusted: (error) => this.#endUnverified(error),
        onDropped: () => handlers.onHangup('hangup'),
      },
      (engine) => {
        this.#reader = engine;
        const { CallVerification, PeerPresence } = engine;
        this.#presence = new PeerPresence({
          ...handlers,
          call,
          options,
          onResolved: (resolved) => router.redirect(callId, resolved),
        });
        this.#verification = new CallVerification({
          ...handlers,
          callId,
          seal: this.link.seal,
          clock: options.clock,
          patienceMs: options.timing.setupMs,
          commit: incoming?.invite.commit,
          hasSecret: knowledge.secret !== undefined,
          saved: saved?.verification,
          send: (message) => this.#say(message),
          onImpostor: (error) => this.#endUnverified(error),
        });
      },
    );
    void this.#transport.loaded().then(() => this.#read());
  }

  /** `null` until its code is there, which it is before the call is connected. */
  get verification(): CallVerification | null {
    return this.#verification;
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
    return this.#presence?.isGone === true || this.link.isPeerSilent;
  }

  /** By this the own side can prove from elsewhere that it is in this call; `null` before there are keys. */
  get ticket(): string | null {
    const { tickets } = this.link.seal;
    return tickets && `${this.callId}.${tickets.own}`;
  }

  /** Whether the peer is heard over the connection within the next moments. */
  isPeerHeard(): Promise<boolean> {
    return this.#transport.isPeerHeard();
  }

  /** Makes an offer and sends the invitation, or continues the call of the previous page. */
  async begin(): Promise<void> {
    if (this.#phase === 'answered') {
      await this.#transport.resume();
      return;
    }
    try {
      await this.#transport.loaded();
      this.#commit = (await this.#verification?.commitment()) ?? '';
    } catch {
      // Without WebCrypto there are no keys either, which the link reports.
    }
    await this.#transport.open();
  }

  /** Takes the messages that came together with the invitation. One of them may be the caller's hang-up. */
  takeInvitation(): void {
    for (const envelope of this.#incoming?.envelopes ?? []) this.link.receive(envelope, 'relay');
  }

  /** Tells the caller that the call rings here. */
  ring(): void {
    this.takeInvitation();
    this.link.notify({ type: 'ringing' });
    void this.#transport.prepare(this.#incoming?.isKnown === true);
  }

  /** Connects while it still rings. Nothing else of an answer happens: no device, no media. */
  async warmUp(): Promise<void> {
    if (this.#phase !== 'ringing' || !this.#incoming) return;
    this.#warmUp = 'begun';
    await this.#connect(this.#incoming);
  }

  /** Answers the invitation. Unless it was warmed up, this side has no connection until then. */
  async accept(): Promise<void> {
    if (this.#phase !== 'ringing' || !this.#incoming) return;
    this.#phase = 'answered';
    if (this.#warmUp === 'told') {
      this.#say({ type: 'accepted', ...this.#introduction, replaces: this.#replaces });
    }
    void this.#transport.answered();
    if (this.#warmUp === 'none') await this.#connect(this.#incoming);
  }

  async #connect({ invite }: IncomingInvite): Promise<void> {
    this.#limit(invite);
    await this.#transport.open();
    await this.#transport.describe(invite);
  }

  /** The part that does not change, to be stored for a reload; `null` before both sides have agreed on keys. */
  get identity(): CallIdentity | null {
    const { keys } = this.link.seal;
    return (
      keys && {
        callId: this.callId,
        direction: this.#call.direction,
        role: this.#role,
        keys,
        certificate: this.#transport.certificate,
        fingerprint: this.#transport.fingerprint,
      }
    );
  }

  /** How far the call has come, to be stored for a reload. */
  get progress(): Pick<
    CallProgress,
    'callId' | 'generation' | 'link' | 'localMedia' | 'verification'
  > {
    return {
      callId: this.callId,
      verification: this.#verification?.saved ?? this.#savedVerification,
      generation: this.#transport.generation,
      link: this.link.progress,
      // What the system has muted at this moment goes on with the call.
      localMedia: this.#handlers.wantedMedia(),
    };
  }

  /** Makes ready what a page that is left has no time to make. To be called whenever the path is up. */
  prepareToLeave(): void {
    this.link.prepareFarewell({ type: 'away' }).catch(reportError);
  }

  /** Leaves the call to the next page, which resumes it. */
  leave(): void {
    // Without it the peer would take the closed channel for a hang-up.
    this.link.sendFarewell();
    this.#router.release(this.callId);
    this.close();
  }

  /** Tells the peer what this side sends now. Until the path is up, invite and accept have said it. */
  tellMedia(): void {
    this.#say({ type: 'media', ...this.#introduction });
  }

  /** @throws {LinkError} `too-large`, `queue-full` */
  sendAppMessage(data: string, topic?: string | null): void {
    this.link.send({ type: 'app', data, ...(topic && { topic }) }, MAX_WAITING_APP_MESSAGES);
  }

  /**
   * Ends the session on both sides.
   *
   * @param isLeaving the page goes: the hang-up can wait for nothing
   */
  finish(reason: EndReason, isLeaving: boolean): void {
    // The hang-up goes over the data channel too, so it is sent before that closes.
    this.close(this.link.finish({ type: 'hangup', reason }, isLeaving));
  }

  /**
   * Ends the session on this side. A hang-up that was sent is still repeated until it is acknowledged.
   *
   * @param sent when the connection is not needed any more; `null`: now
   */
  close(sent: Promise<void> | null = null): void {
    this.#phase = 'closed';
    this.#verification?.close();
    this.#presence?.close();
    if (!this.link.isFinishing) this.link.close();
    if (sent) void sent.then(() => this.#transport.close());
    else this.#transport.close();
  }

  #read(): void {
    while (this.#reader) {
      const [next] = this.#unread.splice(0, 1);
      if (!next) return;
      const [text, isFinal] = next;
      const { parseCallMessage, ALLOWED_MESSAGES } = this.#reader;
      const message = parseCallMessage(text);
      this.#presence?.heard();
      this.#verification?.heard();
      const isAllowed = message && ALLOWED_MESSAGES[this.#phase].includes(message.type);
      if (isAllowed) this.#receive(message, isFinal);
    }
  }

  #receive(message: CallMessage, isFinal: boolean): void {
    // What proves a final message does not cover its text.
    if (isFinal && message.type !== 'hangup') return;
    switch (message.type) {
      case 'ringing':
        this.#handlers.onRinging();
        break;
      case 'accept':
      case 'accepted':
        this.#accepted(message);
        break;
      case 'early-answer':
        if (!this.connection) return;
        this.#phase = 'prepared';
        this.#handlers.onRinging();
        void this.#transport.describe(message);
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
        this.#introduced(message);
        break;
      case 'app':
        this.#handlers.onAppMessage(message.data, message.topic);
        break;
      case 'reveal':
      case 'confirm':
        void this.#transport.loaded().then(() => this.#verification?.receive(message));
        break;
      case 'hangup':
        this.#handlers.onHangup(message.reason);
        break;
      default:
      // `invite` was handled before there was a link.
    }
  }

  #accepted(message: AcceptMessage | AcceptedMessage): void {
    // Only the first answer counts, and only to an invitation of this side.
    if (!this.connection) return;
    this.#phase = 'answered';
    // The peer's own call has ended by this. Its invitation may still arrive, and must not ring.
    if (message.replaces) this.#router.markEnded(message.replaces);
    this.#handlers.onAccepted();
    this.#introduced(message);
    // If the app has hung up meanwhile, the transport is closed and ignores this.
    void this.#transport.answered();
    if (message.type === 'accept') void this.#transport.describe(message);
  }

  get #introduction(): Introduction {
    const { localMedia, localName } = this.#handlers;
    return {
      media: localMedia(),
      maxBitrate: this.#maxBitrate,
      displayName: this.#reader?.toDisplayName(localName()) ?? undefined,
    };
  }

  #introduced(message: Introduction): void {
    this.#limit(message);
    this.#handlers.onIntroduction(message);
  }

  #limit({ maxBitrate = Infinity }: { readonly maxBitrate?: number | undefined }): void {
    this.#transport.limit(maxBitrate);
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
    if (error instanceof LinkError || error instanceof SignalingError) {
      if (error.code === 'not-fetched') {
        this.#fail('connection-failed', toCallError(error, 'connection-failed'));
        return;
      }
      const isInsecure = error.code === 'insecure-context';
      const code = isInsecure ? 'insecure-context' : 'signaling-failed';
      this.#fail('signaling-failed', toCallError(error, code));
    } else {
      const sentence = 'The other side has sent a bad key.';
      this.#fail('protocol-error', new CallError('protocol-error', sentence));
    }
  }

  #endUnverified(error: CallError): void {
    this.#fail(error.code === 'not-supported' ? 'connection-failed' : 'verification-failed', error);
  }

  #fail(reason: EndReason, error: CallError): void {
    if (this.#phase !== 'closed') this.#handlers.onFailure(reason, error);
  }
}
