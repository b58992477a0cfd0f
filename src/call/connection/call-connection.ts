import type { Clock } from '../../internal/clock.js';
import { DataChannelPath, type DataChannelPathHandlers } from '../../link/data-channel-path.js';
import type { Opening } from '../terms/call-message.js';
import type { CallTiming } from '../terms/call-options.js';
import type { PerDevice } from '../terms/media-state.js';
import type { MediaSenders } from '../media/local-media.js';
import { CandidateLog } from '../diagnosis/candidate-log.js';
import { Negotiator, type NegotiationSignal } from './negotiator.js';
import type { SdpGuard } from './sdp-guard.js';
import { SignalOutbox, type ConnectionSignal } from './signal-outbox.js';

/** Both ends open the channel with this number, so that it needs no announcement (RFC 8832 is spared). */
const DATA_CHANNEL_ID = 0;

/** Microphone, camera and screen: all three stand in the first offer, so that nothing later renegotiates. */
const LAYOUT = ['audio', 'video', 'video'] as const;

/** What a connection tells its call. */
export interface CallConnectionHandlers {
  /** The microphone, camera and screen may be attached. */
  readonly onSenders: (senders: MediaSenders) => void;
  /** What the connection receives; the tracks live as long as it does. */
  readonly onRemoteTracks: (tracks: PerDevice<MediaStreamTrack>) => void;
}

export interface CallConnectionOptions extends CallConnectionHandlers {
  readonly connection: RTCPeerConnection;
  readonly role: 'caller' | 'callee';
  readonly guard: SdpGuard;
  readonly clock: Clock;
  readonly timing: CallTiming;
  /** Whether all that was sent has arrived. */
  readonly isHeard: () => boolean;
  readonly sendOpening: (opening: Opening) => void;
  readonly send: (message: ConnectionSignal) => void;
  readonly onNegotiationError: (error: unknown) => void;
  readonly path: DataChannelPathHandlers;
}

/** One RTCPeerConnection of a call and all that belongs to it: layout, negotiation, data channel. */
export class CallConnection {
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
  readonly path: DataChannelPath;
  readonly candidates: CandidateLog;
  readonly #options: CallConnectionOptions;
  readonly #outbox: SignalOutbox;
  readonly #negotiator: Negotiator;
  readonly #listeners = new AbortController();
  #hasTracks = false;

  constructor(options: CallConnectionOptions) {
    const { connection, role, guard, timing } = options;
    const isCallee = role === 'callee';
    this.#options = options;
    this.connection = connection;
    this.candidates = new CandidateLog(connection, this.#listeners.signal);
    this.channel = connection.createDataChannel('p2p-video-call', {
      negotiated: true,
      id: DATA_CHANNEL_ID,
    });
    this.path = new DataChannelPath(connection, this.channel, options.path);
    this.#outbox = new SignalOutbox({
      ...options,
      batchMs: timing.candidateBatchMs,
      isUrgent: isCallee,
    });
    // The callee would offer too if its own channel asked for it; its first word must be the answer.
    this.#negotiator = new Negotiator({
      ...options,
      polite: isCallee,
      answerMs: timing.answerMs,
      onDescription: (numbered) => this.#outbox.addDescription(numbered),
      onCandidate: (candidate) => this.#outbox.addCandidate(candidate),
      check: (description) => guard.check(description),
      onError: options.onNegotiationError,
    });
    connection.addEventListener('track', (event) => this.#takeTrack(event), {
      signal: this.#listeners.signal,
    });
    if (isCallee) return;
    for (const kind of LAYOUT) connection.addTransceiver(kind, { direction: 'sendrecv' });
    this.#tellSenders();
  }

  /** Takes the peer's description or candidates. They must come in order; they need not wait for each other. */
  receive(signal: NegotiationSignal): Promise<void> {
    return this.#negotiator.receive(signal);
  }

  /** From the next ICE restart on, these servers are used. Throws if the browser does not take them. */
  useServers(iceServers: RTCIceServer[]): void {
    this.connection.setConfiguration({ ...this.connection.getConfiguration(), iceServers });
  }

  restart(): void {
    this.#negotiator.restart();
  }

  /** Falls silent, but does not close: the peer would take that for a hang-up. */
  retire(): void {
    this.#listeners.abort();
    this.#outbox.close();
    this.#negotiator.close();
    this.path.detach();
  }

  close(): void {
    this.retire();
    this.channel.close();
    this.connection.close();
  }

  // `track` events fire before setRemoteDescription resolves (W3C WebRTC, "set a session description"), so what is done
  // to the transceivers here is in the answer that follows.
  #takeTrack({ transceiver }: RTCTrackEvent): void {
    transceiver.direction = 'sendrecv';
    if (this.#hasTracks) return;
    this.#hasTracks = true;
    if (this.#options.role === 'callee') this.#tellSenders();
    const [microphone, camera, screen] = this.connection.getTransceivers();
    if (!microphone || !camera || !screen) return;
    this.#options.onRemoteTracks({
      microphone: microphone.receiver.track,
      camera: camera.receiver.track,
      screen: screen.receiver.track,
    });
  }

  #tellSenders(): void {
    const [microphone, camera, screen] = this.connection.getTransceivers();
    this.#options.onSenders({
      microphone: microphone?.sender ?? null,
      camera: camera?.sender ?? null,
      screen: screen?.sender ?? null,
    });
  }
}
