import type { Clock } from '../../internal/clock.js';
import { DEADLINE_GRACE_MS, Timer } from '../../internal/timer.js';
import type { Candidate, NumberedDescription } from '../terms/call-message.js';

/** What a negotiator sends to the peer's. */
export type NegotiationSignal = NumberedDescription | { readonly candidates: readonly Candidate[] };

export interface NegotiatorOptions {
  readonly connection: RTCPeerConnection;
  /** The polite side gives way when both make an offer at once. The callee is polite. */
  readonly polite: boolean;
  readonly clock: Clock;
  /** How long an offer that the peer has received may stay unanswered before it is rolled back and made anew, in ms. */
  readonly answerMs: number;
  /** Whether the peer has acknowledged everything that was sent. */
  readonly isHeard: () => boolean;
  readonly onDescription: (description: NumberedDescription) => void;
  /** `null`: there are no more candidates for now. */
  readonly onCandidate: (candidate: RTCIceCandidate | null) => void;
  /** Throws if a description must not reach the connection. */
  readonly check: (description: RTCSessionDescriptionInit) => void;
  /** Changes the peer's description before it is set: how this side sends what both have agreed on. */
  readonly adapt: (sdp: string) => string;
  /** The same, and what the peer must not hear of: browsers repeat it in the description that they make next. */
  readonly adaptLocally: (sdp: string) => string;
  /** Changes the own description before it is sent: what `adaptLocally` took out is in it again. */
  readonly restore: (sdp: string) => string;
  readonly onError: (error: unknown) => void;
}

/**
 * Perfect negotiation as in the W3C's example (https://www.w3.org/TR/webrtc/#perfect-negotiation-example). It needs
 * messages in order, without losses or duplicates, which the link provides: over a channel that reorders, repeats and
 * loses, 5 of 20 runs converged in Chromium and 9 of 20 in Firefox.
 *
 * Added to the example: an answer names its offer, so that a stale answer is dropped (both browsers would take it, and
 * cancel a pending ICE restart); of several offers in one burst only the last is answered; an offer that stays
 * unanswered is rolled back and made again; flags are reset in `finally`; a closed connection is left alone.
 *
 * Both sides agree even if their first offers collide, but the connection may stay without candidates: in 8 of 900 such
 * collisions Chromium 156 never gathered any after its rollback, nor after an ICE restart. So only the caller makes the first
 * offer of a connection. Of 448 collisions on connections that were up, none did harm.
 */
export class Negotiator {
  readonly #options: NegotiatorOptions;
  readonly #listeners = new AbortController();
  readonly #answerTimer: Timer;
  #makingOffer = false;
  #ignoreOffer = false;
  #isSettingRemoteAnswerPending = false;
  #offerId = 0;
  /** The peer's newest offer. An older one that is still being processed is not answered any more. */
  #peerOfferId = 0;
  /** How many remote descriptions are being set. A rollback meanwhile could undo the peer's offer instead of ours. */
  #settingRemote = 0;
  /** The peer's description in force, as the peer has sent it, and as it was set. */
  #remoteSdp: string | null = null;
  #adaptedSdp = '';
  /** While the peer's description is set once more, nothing else is done with the connection. */
  #adapting: Promise<boolean> | null = null;
  /** The browser has asked for an offer at a moment when none could be made. */
  #isOfferDue = false;

  constructor(options: NegotiatorOptions) {
    this.#options = options;
    const { connection } = options;
    const { signal } = this.#listeners;
    const onTimeout = () => void this.#rollBack();
    this.#answerTimer = new Timer(options.clock, onTimeout, DEADLINE_GRACE_MS);
    connection.addEventListener('negotiationneeded', () => void this.#offer(), { signal });
    connection.addEventListener('icecandidate', ({ candidate }) => options.onCandidate(candidate), {
      signal,
    });
  }

  async #offer(): Promise<void> {
    const { connection } = this.#options;
    this.#isOfferDue = false;
    if (this.#adapting) {
      await this.#adapting;
      // The peer's offer came first: what would be made now is an answer. The browser asks again when that is done.
      this.#isOfferDue = connection.signalingState !== 'stable' || this.#settingRemote > 0;
      if (this.#isOfferDue) return;
    }
    try {
      this.#makingOffer = true;
      await connection.setLocalDescription();
      this.#sendDescription((this.#offerId += 1));
      // The first offer is answered by a person, who may take as long as it rings.
      if (connection.remoteDescription) this.#answerTimer.start(this.#options.answerMs);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#makingOffer = false;
    }
  }

  /** Takes one signal, in order. A call need not wait until the one before has settled. Never rejects. */
  async receive(signal: NegotiationSignal): Promise<void> {
    const { connection, polite, check, adapt } = this.#options;
    if (this.#adapting) await this.#adapting;
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
          const sdp = adapt(description.sdp);
          await connection.setRemoteDescription({ type: description.type, sdp }); // SRD rolls back as needed
          this.#remoteSdp = description.sdp;
          this.#adaptedSdp = sdp;
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
        // And now what stays on this side; what it is adapted to may have changed, too, while it was set.
        void this.adaptAgain();
      } else {
        for (const candidate of signal.candidates) {
          try {
            await connection.addIceCandidate(candidate);
          } catch (error) {
            // Candidates that belong to an offer we ignored are expected to fail.
            if (!this.#ignoreOffer) this.#fail(error);
          }
        }
      }
    } catch (error) {
      this.#fail(error);
      // After an offer that is refused, it does not ask again.
      if (this.#isOfferDue) void this.#offer();
    }
  }

  /**
   * Restarts ICE, with new candidates and credentials on both sides. While an offer waits for its answer, the browser
   * makes the next offer as soon as that one is answered or rolled back.
   */
  restart(): void {
    if (!this.#listeners.signal.aborted) this.#options.connection.restartIce();
  }

  /**
   * Sets the peer's description once more, adapted anew. It stays on this side: no message, no new candidates, and the sound
   * goes on (Chromium 156, 4 ms). If something is being negotiated, that is adapted. What the browser refuses is no error
   * of the call, which goes on as it was. Never rejects.
   *
   * @returns a promise of whether the peer's description is now as it should be
   */
  adaptAgain(): Promise<boolean> {
    const done = (this.#adapting ?? Promise.resolve()).then(() => this.#adaptAgain());
    this.#adapting = done;
    return done.finally(() => {
      if (this.#adapting === done) this.#adapting = null;
    });
  }

  async #adaptAgain(): Promise<boolean> {
    const { connection, adaptLocally } = this.#options;
    const isBusy = this.#makingOffer || this.#settingRemote > 0 || this.#listeners.signal.aborted;
    const sdp = this.#remoteSdp;
    if (isBusy || connection.signalingState !== 'stable' || sdp === null) return false;
    try {
      const adapted = adaptLocally(sdp);
      if (adapted === this.#adaptedSdp) return true;
      // Who has offered leaves the DTLS role open (RFC 8842, section 5.1); the answer keeps the present one.
      const offer = adapted.replace(/^a=setup:.*/gm, 'a=setup:actpass');
      await connection.setRemoteDescription({ type: 'offer', sdp: offer });
      await connection.setLocalDescription();
      this.#adaptedSdp = adapted;
      return true;
    } catch {
      // An offer without its answer would keep this side from ever making one.
      await connection.setRemoteDescription({ type: 'rollback' }).catch(() => undefined);
      return false;
    }
  }

  // After a rollback both browsers fire `negotiationneeded` again, and a pending ICE restart stays pending.
  async #rollBack(): Promise<void> {
    const { connection } = this.#options;
    this.#answerTimer.stop();
    if (connection.signalingState !== 'have-local-offer' || !connection.remoteDescription) return;
    if (this.#settingRemote > 0 || !this.#options.isHeard()) {
      this.#answerTimer.start(this.#options.answerMs);
      return;
    }
    try {
      // From now on an answer to this offer is stale.
      this.#offerId += 1;
      await connection.setLocalDescription({ type: 'rollback' });
    } catch (error) {
      this.#fail(error);
    }
  }

  #sendDescription(offerId: number): void {
    if (this.#listeners.signal.aborted) return;
    // It has just been set by setLocalDescription() without arguments, so it exists and is an offer or an answer.
    const { type, sdp } = this.#options.connection
      .localDescription as NumberedDescription['description'];
    const description = { type, sdp: this.#options.restore(sdp) };
    this.#options.onDescription({ description, offerId });
  }

  #fail(error: unknown): void {
    // Closing the connection rejects all pending operations; that is not an error.
    if (!this.#listeners.signal.aborted) this.#options.onError(error);
  }

  close(): void {
    this.#listeners.abort();
    this.#answerTimer.stop();
  }
}
