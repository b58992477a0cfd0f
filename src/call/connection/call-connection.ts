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

/** Both sides open the data channel under this number, so neither has to announce it (RFC 8832 is not needed). */
const DATA_CHANNEL_ID = 0;

/** Microphone, camera and screen. All three are in the first offer, so nothing has to be renegotiated later. */
const LAYOUT = ['audio', 'video', 'video'] as const;

/** What a connection reports to its call. */
export interface CallConnectionHandlers {
  /** The senders exist: microphone, camera and screen can be attached to them. */
  readonly onSenders: (senders: MediaSenders) => void;
  /** The tracks that the connection receives. They last as long as the connection. */
  readonly onRemoteTracks: (tracks: PerDevice<MediaStreamTrack>) => void;
}

export interface CallConnectionOptions extends CallConnectionHandlers {
  readonly connection: RTCPeerConnection;
  readonly role: 'caller' | 'callee';
  readonly guard: SdpGuard;
  readonly clock: Clock;
  readonly timing: CallTiming;
  /** Whether the peer has acknowledged everything that was sent. */
  readonly isHeard: () => boolean;
  readonly sendOpening: (opening: Opening) => void;
  readonly send: (message: ConnectionSignal) => void;
  readonly onNegotiationError: (error: unknown) => void;
  readonly path: DataChannelPathHandlers;
}

/** One RTCPeerConnection of a call and what belongs to it: transceivers, negotiation and data channel. */
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
    // On the callee's side the caller's offer is set in this same task, so the data channel does not make the browser
    // ask for an offer: the callee answers.
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

  /** Takes the peer's description or candidates, in order. A call need not wait until the one before has settled. */
  receive(signal: NegotiationSignal): Promise<void> {
    return this.#negotiator.receive(signal);
  }

  /** Uses these servers from the next ICE restart on. Throws if the browser refuses them. */
  useServers(iceServers: RTCIceServer[]): void {
    this.connection.setConfiguration({ ...this.connection.getConfiguration(), iceServers });
  }

  restart(): void {
    this.#negotiator.restart();
  }

  /** Stops listening and sending but stays open: the peer would take a closed connection for a hang-up. */
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

  // `track` events fire before setRemoteDescription resolves (W3C WebRTC, "set a session description"), so the answer
  // that follows contains the directions that are set here.
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
