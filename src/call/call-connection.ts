import type { Clock } from '../internal/clock.js';
import { DataChannelPath, type DataChannelPathHandlers } from '../link/data-channel-path.js';
import type { CandidatesMessage, DescriptionMessage, Opening } from './call-message.js';
import type { CallTiming } from './call-options.js';
import { ConnectionMonitor, type PathChange } from './connection-monitor.js';
import type { MediaSenders } from './local-media.js';
import { Negotiator } from './negotiator.js';
import type { SdpGuard } from './sdp-guard.js';
import { SignalOutbox } from './signal-outbox.js';

/** Both ends open the channel with this number, so that it needs no announcement (RFC 8832 is spared). */
const DATA_CHANNEL_ID = 0;

/** Position of each media section. All three stand in the first offer, so that nothing later renegotiates. */
const MICROPHONE = 0;
const CAMERA = 1;
const SCREEN = 2;

export interface RemoteStreams {
  readonly main: MediaStream;
  readonly screen: MediaStream;
}

export interface CallConnectionOptions {
  readonly connection: RTCPeerConnection;
  readonly role: 'caller' | 'callee';
  readonly guard: SdpGuard;
  readonly clock: Clock;
  readonly timing: CallTiming;
  readonly sendOpening: (opening: Opening) => void;
  readonly send: (message: DescriptionMessage | CandidatesMessage) => void;
  /** The microphone, camera and screen may be attached. */
  readonly onSenders: (senders: MediaSenders) => void;
  readonly onRemoteStreams: (streams: RemoteStreams) => void;
  readonly onPath: (change: PathChange) => void;
  readonly onError: (error: unknown) => void;
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
    const { connection, role, guard, clock, timing } = options;
    this.#options = options;
    this.connection = connection;
    this.#channel = connection.createDataChannel('p2p-video-call', {
      negotiated: true,
      id: DATA_CHANNEL_ID,
    });
    this.path = new DataChannelPath(connection, this.#channel, options.path);
    this.#outbox = new SignalOutbox({
      clock,
      batchMs: timing.candidateBatchMs,
      isUrgent: role === 'callee',
      sendOpening: options.sendOpening,
      send: options.send,
    });
    // The callee would offer too if its own channel asked for it; its first word must be the answer.
    this.#negotiator = new Negotiator({
      connection,
      polite: role === 'callee',
      onDescription: (numbered) => this.#outbox.addDescription(numbered),
      onCandidate: (candidate) => this.#outbox.addCandidate(candidate),
      check: (description) => guard.check(description),
      onError: options.onError,
    });
    connection.addEventListener('track', (event) => this.#takeTrack(event), {
      signal: this.#listeners.signal,
    });
    if (role === 'caller') this.#layOut();
  }

  /** Takes the peer's description or candidates. They must come in order. */
  receive(signal: Opening | DescriptionMessage | CandidatesMessage): Promise<void> {
    if (!('description' in signal)) return this.#negotiator.receive(signal);
    const { description, offerId } = signal;
    const described = this.#negotiator.receive({ description, offerId });
    // The browser chains operations: the candidates wait for the description by themselves.
    if ('candidates' in signal) void this.#negotiator.receive({ candidates: signal.candidates });
    return described;
  }

  /** From now on the path has to come up within the setup time, and is watched. */
  startMonitor(): void {
    const { connection, clock, timing, onPath } = this.#options;
    this.#monitor = new ConnectionMonitor({
      connection,
      channel: this.#channel,
      clock,
      timing,
      onPath,
    });
  }

  close(): void {
    this.#listeners.abort();
    this.#monitor?.close();
    this.#outbox.close();
    this.#negotiator.close();
    this.path.close();
    this.connection.close();
  }

  #layOut(): void {
    for (const kind of ['audio', 'video', 'video'] as const) {
      this.connection.addTransceiver(kind, { direction: 'sendrecv' });
    }
    this.#options.onSenders(sendersOf(this.connection));
  }

  // `track` events fire before setRemoteDescription resolves (W3C WebRTC, "set a session description"), so what is done
  // to the transceivers here is in the answer that follows.
  #takeTrack({ transceiver }: RTCTrackEvent): void {
    transceiver.direction = 'sendrecv';
    if (this.#hasStreams) return;
    this.#hasStreams = true;
    const receivers = this.connection.getTransceivers().map(({ receiver }) => receiver.track);
    const [microphone, camera, screen] = [
      receivers[MICROPHONE],
      receivers[CAMERA],
      receivers[SCREEN],
    ];
    if (microphone === undefined || camera === undefined || screen === undefined) return;
    if (this.#options.role === 'callee') this.#options.onSenders(sendersOf(this.connection));
    this.#options.onRemoteStreams({
      main: new MediaStream([microphone, camera]),
      screen: new MediaStream([screen]),
    });
  }
}

function sendersOf(connection: RTCPeerConnection): MediaSenders {
  const [microphone, camera, screen] = connection.getTransceivers().map(({ sender }) => sender);
  return { microphone: microphone ?? null, camera: camera ?? null, screen: screen ?? null };
}
