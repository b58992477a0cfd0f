import type { Clock } from '../../internal/clock.js';
import { RateLimit } from '../../internal/rate-limit.js';
import { DataChannelPath, type DataChannelPathHandlers } from '../../link/data-channel-path.js';
import type { EnvelopeSeal } from '../../link/envelope-seal.js';
import { CallError, toCallError } from '../terms/call-error.js';
import type { Opening } from '../terms/call-message.js';
import type { CallTiming } from '../terms/call-options.js';
import type { PerSource } from '../terms/media-state.js';
import type { MediaSenders } from '../media/local-media.js';
import { CallSending, type CallSendingOptions } from '../quality/call-sending.js';
import { CandidateLog } from '../diagnosis/candidate-log.js';
import { CandidateFilter } from './candidate-filter.js';
import { Negotiator, type NegotiationSignal } from './negotiator.js';
import { remoteFingerprint } from './remote-certificate.js';
import type { SdpGuard } from './sdp-guard.js';
import { SignalOutbox, type ConnectionSignal } from './signal-outbox.js';

/** Both sides open the data channel under this number, so neither has to announce it (RFC 8832 is not needed). */
const DATA_CHANNEL_ID = 0;

/**
 * Offers that are taken from the peer, which has one in seconds when the line is bad. Each ICE restart that never completes
 * leaves sockets open: after 40 s of 30 in 10 s, Chromium 156 took 280 ms to close the connection; of 10, 100 ms; of 6, 80.
 */
const MAX_OFFERS = 6;
/** Offers and answers. */
const MAX_DESCRIPTIONS = 30;
const DESCRIPTIONS_WINDOW_MS = 10_000;

/** Microphone, camera, screen and its sound. All are in the first offer, so nothing has to be renegotiated later. */
const LAYOUT = ['audio', 'video', 'video', 'audio'] as const;

/** What a connection reports to its call. */
export interface CallConnectionHandlers {
  /** The call is answered and the other end is the peer: the devices can be attached to these senders. */
  readonly onSenders: (senders: MediaSenders) => void;
  /** The tracks that the connection receives. They last as long as the connection. */
  readonly onRemoteTracks: (tracks: PerSource<MediaStreamTrack>) => void;
  /** Video gives way to the voice because the line is thin, or is sent again. */
  readonly onPause: (isPaused: boolean) => void;
}

export interface CallConnectionOptions
  extends CallConnectionHandlers, Pick<CallSendingOptions, 'maxBitrate' | 'isSavingData'> {
  readonly connection: RTCPeerConnection;
  readonly role: 'caller' | 'callee';
  readonly guard: SdpGuard;
  readonly seal: EnvelopeSeal;
  readonly clock: Clock;
  readonly timing: CallTiming;
  /** Whether the call has been answered. Before, no track is sent, and none that comes is handed on. */
  readonly isAnswered: () => boolean;
  /** Whether the peer has acknowledged everything that was sent. */
  readonly isHeard: () => boolean;
  readonly sendOpening: (opening: Opening) => void;
  readonly send: (message: ConnectionSignal) => void;
  readonly onNegotiationError: (error: unknown) => void;
  /** The certificate at the other end is the one that is pinned. */
  readonly onTrusted: () => void;
  /** It is another one, or can't be seen. */
  readonly onUntrusted: (error: CallError) => void;
  readonly path: DataChannelPathHandlers;
}

/**
 * One RTCPeerConnection of a call and what belongs to it: transceivers, negotiation and data channel. Nothing is sent over
 * it, and nothing that comes is handed on, before the certificate at its other end is known to be the peer's.
 */
export class CallConnection {
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
  readonly path: DataChannelPath;
  readonly candidates: CandidateLog;
  readonly #options: CallConnectionOptions;
  readonly #outbox: SignalOutbox;
  readonly #negotiator: Negotiator;
  readonly #sending: CallSending;
  readonly #filter = new CandidateFilter();
  readonly #offers: RateLimit;
  readonly #descriptions: RateLimit;
  readonly #listeners = new AbortController();
  #isTrusted = false;

  constructor(options: CallConnectionOptions) {
    const { connection, role, guard, timing, seal, clock } = options;
    const isCallee = role === 'callee';
    this.#options = options;
    this.#offers = new RateLimit(clock, MAX_OFFERS, DESCRIPTIONS_WINDOW_MS);
    this.#descriptions = new RateLimit(clock, MAX_DESCRIPTIONS, DESCRIPTIONS_WINDOW_MS);
    this.connection = connection;
    this.candidates = new CandidateLog(connection, this.#listeners.signal);
    this.channel = connection.createDataChannel('p2p-video-call', {
      negotiated: true,
      id: DATA_CHANNEL_ID,
    });
    const { channel } = this;
    this.path = new DataChannelPath({ connection, channel, seal, clock, handlers: options.path });
    this.#outbox = new SignalOutbox({
      ...options,
      batchMs: timing.candidateBatchMs,
      isUrgent: isCallee,
    });
    this.#sending = new CallSending({
      ...options,
      onAdapt: () => this.#negotiator.adaptAgain(),
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
      adapt: (sdp) => this.#sending.adapt(sdp),
      adaptLocally: (sdp) => this.#sending.adaptLocally(sdp),
      restore: (sdp) => this.#sending.restore(sdp),
      onError: options.onNegotiationError,
    });
    const { signal } = this.#listeners;
    // `track` events fire before setRemoteDescription resolves (W3C WebRTC, "set a session description"), so the answer
    // that follows contains the directions that are set here.
    connection.addEventListener(
      'track',
      ({ transceiver }) => {
        if (transceiver.direction === 'sendrecv') return;
        transceiver.direction = 'sendrecv';
        this.#sending.add(transceiver);
      },
      { signal },
    );
    // The peer has no reason to open more channels. Each would cost memory.
    connection.addEventListener('datachannel', (event) => event.channel.close(), { signal });
    const examine = () => void this.#examine();
    connection.addEventListener('connectionstatechange', examine, { signal });
    channel.addEventListener('open', examine, { signal });
    // Each of them may come before DTLS says that it is connected. Its transport is there from the first description on.
    connection.addEventListener(
      'signalingstatechange',
      () => connection.sctp?.transport.addEventListener('statechange', examine, { signal }),
      { signal },
    );
    if (isCallee) return;
    for (const kind of LAYOUT) {
      this.#sending.add(connection.addTransceiver(kind, { direction: 'sendrecv' }));
    }
  }

  /** Whether the certificate at the other end has been seen and is the one that is pinned. */
  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  /** Takes the peer's description or candidates, in order. A call need not wait until the one before has settled. */
  receive(signal: NegotiationSignal): Promise<void> {
    if (!('description' in signal)) {
      return this.#negotiator.receive({ candidates: this.#filter.take(signal.candidates) });
    }
    const { type, sdp } = signal.description;
    // The peer's offer is rolled back when nobody has answered, and made again.
    const isTooMuch = (type === 'offer' && !this.#offers.spend()) || !this.#descriptions.spend();
    if (isTooMuch) return Promise.resolve();
    const description = { type, sdp: this.#filter.describe(sdp) };
    return this.#negotiator.receive({ ...signal, description });
  }

  /** Uses these servers from the next ICE restart on. Throws if the browser refuses them. */
  useServers(iceServers: RTCIceServer[]): void {
    this.connection.setConfiguration({ ...this.connection.getConfiguration(), iceServers });
  }

  /** The call is answered now: it may have been connected while it rang. */
  answered(): void {
    if (this.#isTrusted) this.#handOverTracks();
  }

  restart(): void {
    this.#negotiator.restart();
  }

  /** Stops listening and sending but stays open: the peer would take a closed connection for a hang-up. */
  retire(): void {
    this.#listeners.abort();
    this.#sending.close();
    this.#outbox.close();
    this.#negotiator.close();
    this.path.detach();
  }

  close(): void {
    this.retire();
    this.channel.close();
    this.connection.close();
  }

  /** Looks at the certificate each time DTLS has connected. */
  async #examine(): Promise<void> {
    const { guard, isAnswered, onTrusted, onUntrusted } = this.#options;
    const isOver = () => this.#listeners.signal.aborted;
    try {
      const fingerprint = await remoteFingerprint(this.connection);
      if (fingerprint === null || isOver()) return;
      if (fingerprint !== guard.pinned) {
        const sentence = 'Somebody else than the peer is at the other end of the connection.';
        throw new CallError('verification-failed', sentence);
      }
    } catch (error) {
      if (!isOver()) onUntrusted(toCallError(error, 'verification-failed'));
      return;
    }
    if (this.#isTrusted) return;
    this.#isTrusted = true;
    if (isAnswered()) this.#handOverTracks();
    this.path.trust();
    onTrusted();
  }

  #handOverTracks(): void {
    const [microphone, camera, screen, screenSound] = this.connection.getTransceivers();
    this.#options.onSenders(this.#sending.senders);
    void this.#sending.start();
    if (!microphone || !camera || !screen || !screenSound) return;
    this.#options.onRemoteTracks({
      microphone: microphone.receiver.track,
      camera: camera.receiver.track,
      screen: screen.receiver.track,
      screenSound: screenSound.receiver.track,
    });
  }
}
