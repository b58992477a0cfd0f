import type { Clock } from '../internal/clock.js';
import { DataChannelPath, type DataChannelPathHandlers } from '../link/data-channel-path.js';
import type { CandidatesMessage, DescriptionMessage, Opening } from './call-message.js';
import type { CallTiming } from './call-options.js';
import { ConnectionMonitor, type PathChange } from './connection-monitor.js';
import type { MediaSenders } from './local-media.js';
import { Negotiator, type NegotiationSignal } from './negotiator.js';
import type { SdpGuard } from './sdp-guard.js';
import { SignalOutbox } from './signal-outbox.js';

/** Both ends open the channel with this number, so that it needs no announcement (RFC 8832 is spared). */
const DATA_CHANNEL_ID = 0;

/** Microphone, camera and screen: all three stand in the first offer, so that nothing later renegotiates. */
const LAYOUT = ['audio', 'video', 'video'] as const;

export interface RemoteStreams {
  readonly main: MediaStream;
  readonly screen: MediaStream;
}

/** What a connection tells its call. */
export interface CallConnectionHandlers {
  /** The microphone, camera and screen may be attached. */
  readonly onSenders: (senders: MediaSenders) => void;
  readonly onRemoteStreams: (streams: RemoteStreams) => void;
  readonly onPath: (change: PathChange) => void;
}

export interface CallConnectionOptions extends CallConnectionHandlers {
  readonly connection: RTCPeerConnection;
  readonly role: 'caller' | 'callee';
  readonly guard: SdpGuard;
  readonly clock: Clock;
  readonly timing: CallTiming;
  readonly sendOpening: (opening: Opening) => void;
  readonly send: (message: DescriptionMessage | CandidatesMessage) => void;
  readonly onNegotiationError: (error: unknown) => void;
  readonly path: DataChannelPathHandlers;
}

/** One RTCPeerConnection of a call and all that belongs to it: layout, negotiation, data channel, monitor. */
export class CallConnection {
  readonly connection: RTCPeerConnection;
  readonly path: DataChannelPath;
  readonly #options: CallConnectionOptions;
  readonly #channel: RTCDataChannel;
  readonly #outbox: SignalOutbox;
  readonly #negotiator: Negotiator;
  readonly #listeners = new AbortController();
  #monitor: ConnectionMonitor | null = null;
  #hasStreams = false;

  constructor(options: CallConnectionOptions) {
    const { connection, role, guard, timing } = options;
    const isCallee = role === 'callee';
    this.#options = options;
    this.connection = connection;
    this.#channel = connection.createDataChannel('p2p-video-call', {
      negotiated: true,
      id: DATA_CHANNEL_ID,
    });
    this.path = new DataChannelPath(connection, this.#channel, options.path);
    this.#outbox = new SignalOutbox({
      ...options,
      batchMs: timing.candidateBatchMs,
      isUrgent: isCallee,
    });
    // The callee would offer too if its own channel asked for it; its first word must be the answer.
    this.#negotiator = new Negotiator({
      connection,
      polite: isCallee,
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

  /** From now on the path has to come up within the setup time, and is watched. */
  startMonitor(): void {
    this.#monitor = new ConnectionMonitor({ ...this.#options, channel: this.#channel });
  }

  close(): void {
    this.#listeners.abort();
    this.#monitor?.close();
    this.#outbox.close();
    this.#negotiator.close();
    this.path.close();
    this.connection.close();
  }

  // `track` events fire before setRemoteDescription resolves (W3C WebRTC, "set a session description"), so what is done
  // to the transceivers here is in the answer that follows.
  #takeTrack({ transceiver }: RTCTrackEvent): void {
    transceiver.direction = 'sendrecv';
    if (this.#hasStreams) return;
    this.#hasStreams = true;
    if (this.#options.role === 'callee') this.#tellSenders();
    const [microphone, camera, screen] = this.connection.getTransceivers();
    if (!microphone || !camera || !screen) return;
    this.#options.onRemoteStreams({
      main: new MediaStream([microphone.receiver.track, camera.receiver.track]),
      screen: new MediaStream([screen.receiver.track]),
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
