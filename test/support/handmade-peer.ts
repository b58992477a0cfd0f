import type { JsonValue } from '../../src/internal/json-value.js';
import { systemClock } from '../../src/internal/clock.js';
import { createCallId } from '../../src/link/call-id.js';
import { DataChannelPath } from '../../src/link/data-channel-path.js';
import type { EnvelopeSealOptions } from '../../src/link/envelope-seal.js';
import type { CallerKnowledge } from '../../src/link/invite-proof.js';
import type { Envelope } from '../../src/link/envelope.js';
import type { Link } from '../../src/link/link.js';
import { LinkRouter } from '../../src/link/link-router.js';
import { DEFAULT_LINK_TIMING } from '../../src/link/link-timing.js';
import type { SignalingClient } from '../../src/signaling/signaling-client.js';
import { COMMIT, MEDIA_KINDS } from './sdp.js';
import { until } from './until.js';

interface WireMessage {
  readonly type: string;
  readonly [key: string]: unknown;
}

type Invitation = NonNullable<EnvelopeSealOptions['invitation']>;

/** The other end of a call, controlled by the test: it sends any message, over a real link and connection. */
export class HandmadePeer {
  readonly connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  readonly router: LinkRouter;
  /** The messages that the call has sent. */
  readonly heard: WireMessage[] = [];
  link!: Link;
  /** What this end knows besides its keys. To be set before it converses. */
  knowledge: CallerKnowledge = {};
  readonly #channel: RTCDataChannel;
  #path: DataChannelPath | null = null;

  constructor(signaling: SignalingClient) {
    this.router = new LinkRouter(signaling);
    this.#channel = this.connection.createDataChannel('p2p-video-call', {
      negotiated: true,
      id: 0,
    });
  }

  /** Opens a conversation with `address`. */
  converse(address: string, callId = createCallId(), invitation?: Invitation): void {
    this.link = this.router.open({
      callId,
      address,
      invitation,
      knowledge: this.knowledge,
      clock: systemClock,
      timing: { ...DEFAULT_LINK_TIMING, retransmitMs: 200, ackDelayMs: 20, farewellMs: 500 },
      deliver: (message) => void this.#hear(message as WireMessage),
      onAddress: () => undefined,
      onUndeliverable: () => undefined,
      onUnsendable: () => undefined,
    });
    const path = new DataChannelPath({
      connection: this.connection,
      channel: this.#channel,
      seal: this.link.seal,
      clock: systemClock,
      handlers: {
        onReady: () => this.link.pathOpened(path),
        onClose: () => undefined,
        onRejected: () => undefined,
        onEnvelope: (envelope) => this.link.receive(envelope, 'direct'),
      },
    });
    path.trust();
    this.#path = path;
    this.link.addPath(path);
  }

  /** An SDP offer with all its candidates. */
  async offer(): Promise<string> {
    for (const kind of MEDIA_KINDS) this.connection.addTransceiver(kind);
    await this.connection.setLocalDescription();
    await until(() => this.connection.iceGatheringState === 'complete');
    return this.connection.localDescription!.sdp;
  }

  /** The answer to the invitation that was received, with all its candidates. */
  async answer(): Promise<object> {
    await until(() => this.has('invite'), 'an invitation');
    const invitation = this.heard.find(({ type }) => type === 'invite')!;
    await this.#describe(invitation);
    for (const transceiver of this.connection.getTransceivers()) transceiver.direction = 'sendrecv';
    await this.connection.setLocalDescription();
    await until(() => this.connection.iceGatheringState === 'complete');
    const { type, sdp } = this.connection.localDescription!;
    return { description: { type, sdp }, offerId: invitation['offerId'], candidates: [] };
  }

  say(message: object): void {
    this.link.send(message as JsonValue);
  }

  invite(sdp: string, more: object = {}): void {
    this.say({
      type: 'invite',
      description: { type: 'offer', sdp },
      offerId: 1,
      candidates: [],
      media: { microphone: false, camera: false, screen: false },
      commit: COMMIT,
      ...more,
    });
  }

  /** From now on it writes over the relay alone. */
  leaveChannel(): void {
    if (this.#path) this.link.removePath(this.#path);
  }

  /** Sends an envelope as it is over the data channel. */
  post(envelope: Envelope): void {
    this.#channel.send(JSON.stringify(envelope));
  }

  has(type: string): boolean {
    return this.heard.some((message) => message.type === type);
  }

  /** Waits for an invitation, and opens its conversation. */
  async invited(): Promise<void> {
    const first: { value: { envelope: Envelope; from: string } | null } = { value: null };
    this.router.onUnknownCall = (envelope, from) => (first.value ??= { envelope, from });
    await until(() => first.value !== null, 'an invitation');
    const { envelope, from } = first.value!;
    this.converse(from, envelope.callId, { key: envelope.key!, payload: envelope.payload! });
    this.link.receive(envelope, 'relay');
  }

  close(): void {
    this.router.onUnknownCall = null;
    this.link.close();
    this.connection.close();
  }

  async #hear(message: WireMessage): Promise<void> {
    this.heard.push(message);
    if (['accept', 'early-answer'].includes(message.type)) await this.#describe(message);
  }

  async #describe(message: WireMessage): Promise<void> {
    await this.connection.setRemoteDescription(message['description'] as RTCSessionDescriptionInit);
    for (const candidate of message['candidates'] as RTCIceCandidateInit[]) {
      await this.connection.addIceCandidate(candidate);
    }
  }
}
