import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import type { Candidate, NumberedDescription } from '../terms/call-message.js';

/** What a negotiator says to its counterpart. */
export type NegotiationSignal = NumberedDescription | { readonly candidates: readonly Candidate[] };

export interface NegotiatorOptions {
  readonly connection: RTCPeerConnection;
  /** The polite side gives way when both make an offer at once. The callee is polite. */
  readonly polite: boolean;
  readonly clock: Clock;
  /** How long an offer that has arrived may stay without an answer before it is taken back and made anew. */
  readonly answerMs: number;
  /** Whether all that was sent has arrived. */
  readonly isHeard: () => boolean;
  readonly onDescription: (description: NumberedDescription) => void;
  /** `null`: there are no more candidates for now. */
  readonly onCandidate: (candidate: RTCIceCandidate | null) => void;
  /** Throws if a description must not reach the connection. */
  readonly check: (description: RTCSessionDescriptionInit) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Perfect negotiation as the W3C wrote it (https://www.w3.org/TR/webrtc/#perfect-negotiation-example). It is right
 * only on a channel that is ordered, loss-free and duplicate-free, which is what the link is for: on one that reorders,
 * repeats and loses, 5 of 20 runs converged in Chromium, 9 of 20 in Firefox.
 *
 * It adds to the example: an answer names its offer, so that a stale one is dropped (both browsers take it and cancel
 * a pending ICE restart); of offers that come in one burst, only the last is answered; an offer whose answer stays out
 * is rolled back and made anew; flags are reset in `finally`; a closed connection is left alone.
 */
export class Negotiator {
  readonly #options: NegotiatorOptions;
  readonly #listeners = new AbortController();
  readonly #answerTimer: Timer;
  #makingOffer = false;
  #ignoreOffer = false;
  #isSettingRemoteAnswerPending = false;
  #offerId = 0;
  /** The peer's newest offer: one that was followed by another before its turn came is not answered. */
  #peerOfferId = 0;
  /** Remote descriptions that are being set: a rollback now would take back the peer's offer, not ours. */
  #settingRemote = 0;

  constructor(options: NegotiatorOptions) {
    this.#options = options;
    const { connection } = options;
    const { signal } = this.#listeners;
    this.#answerTimer = new Timer(options.clock, () => void this.#takeBack());
    connection.addEventListener('negotiationneeded', () => void this.#offer(), { signal });
    connection.addEventListener('icecandidate', ({ candidate }) => options.onCandidate(candidate), {
      signal,
    });
  }

  async #offer(): Promise<void> {
    const { connection } = this.#options;
    try {
      this.#makingOffer = true;
      await connection.setLocalDescription();
      this.#sendDescription((this.#offerId += 1));
      // The first offer rings at the peer's; there is time for that.
      if (connection.remoteDescription) this.#answerTimer.start(this.#options.answerMs);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#makingOffer = false;
    }
  }

  /** Takes one signal. Signals must come in order; they need not wait for each other. Never rejects. */
  async receive(signal: NegotiationSignal): Promise<void> {
    const { connection, polite, check } = this.#options;
    try {
      if ('description' in signal) {
        const { description, offerId } = signal;
        const isOffer = description.type === 'offer';
        if (!isOffer && offerId !== this.#offerId) return;
        check(description);

        // An offer may come in while we are busy processing SRD(answer). In this case, we will be in "stable" by the
        // time the offer is processed, so it is safe to chain it on our operations chain now.
        const isOfferOut =
          this.#makingOffer ||
          (connection.signalingState === 'have-local-offer' && !this.#isSettingRemoteAnswerPending);
        const offerCollision = isOffer && isOfferOut;
        this.#ignoreOffer = !polite && offerCollision;
        if (this.#ignoreOffer) return;
        if (isOffer) this.#peerOfferId = offerId;

        try {
          this.#isSettingRemoteAnswerPending = !isOffer;
          this.#settingRemote += 1;
          await connection.setRemoteDescription(description); // SRD rolls back as needed
        } finally {
          this.#isSettingRemoteAnswerPending = false;
          this.#settingRemote -= 1;
        }
        if (!isOffer) this.#answerTimer.stop();
        else if (
          offerId === this.#peerOfferId &&
          connection.signalingState === 'have-remote-offer'
        ) {
          await connection.setLocalDescription();
          this.#sendDescription(offerId);
        }
      } else {
        for (const candidate of signal.candidates) {
          try {
            await connection.addIceCandidate(candidate);
          } catch (error) {
            // Candidates of an offer that we ignored belong to no description of ours.
            if (!this.#ignoreOffer) this.#fail(error);
          }
        }
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * Restarts ICE, with new candidates and credentials on both sides. While an offer is out, the browser makes the next one
   * as soon as that is answered, or taken back.
   */
  restart(): void {
    if (!this.#listeners.signal.aborted) this.#options.connection.restartIce();
  }

  // After a rollback both browsers ask for negotiation again, and a pending ICE restart is still pending.
  async #takeBack(): Promise<void> {
    const { connection } = this.#options;
    this.#answerTimer.stop();
    if (connection.signalingState !== 'have-local-offer' || !connection.remoteDescription) return;
    if (this.#settingRemote > 0 || !this.#options.isHeard()) {
      this.#answerTimer.start(this.#options.answerMs);
      return;
    }
    try {
      // An answer to it comes too late from now on.
      this.#offerId += 1;
      await connection.setLocalDescription({ type: 'rollback' });
    } catch (error) {
      this.#fail(error);
    }
  }

  #sendDescription(offerId: number): void {
    if (this.#listeners.signal.aborted) return;
    // Set a moment ago, and argument-less: it is there, and an offer or an answer.
    const { type, sdp } = this.#options.connection
      .localDescription as NumberedDescription['description'];
    this.#options.onDescription({ description: { type, sdp }, offerId });
  }

  #fail(error: unknown): void {
    // Closing the connection rejects whatever is under way; that is no news.
    if (!this.#listeners.signal.aborted) this.#options.onError(error);
  }

  close(): void {
    this.#listeners.abort();
    this.#answerTimer.stop();
  }
}
