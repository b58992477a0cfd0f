import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import { readLine } from './line-sample.js';
import type { SendingPlan } from './sending-plan.js';
import { lighterCodec } from './codec-choice.js';
import { enoughBitrate, linesOf } from './enough-bitrate.js';
import { SendingPolicy } from './sending-policy.js';
import type { TunedSender } from './tuned-sender.js';

/** How often the line is looked at: while it is found out what it carries, while video is sent, and without. */
const FIRST_LOOKS_MS = 200;
const FIRST_LOOKS = 15;
const LOOK_MS = 400;

/** Of Opus, in bit/s, where the line is thin. */
const THIN_AUDIO_BITRATE = 16_000;

export interface SendingControllerOptions {
  readonly connection: RTCPeerConnection;
  readonly clock: Clock;
  readonly microphone: TunedSender;
  readonly camera: TunedSender;
  readonly screen: TunedSender;
  /** The most that video may take, in bit/s: the lesser of what both sides want. */
  readonly maxBitrate: () => number;
  /** For what senders can't be told. */
  readonly onPlan: (plan: SendingPlan) => void;
  /** Video gives way to the voice, or is sent again. */
  readonly onPause: (isPaused: boolean) => void;
}

/** Looks at the line again and again, and sends by what it carries: the voice first, then sharp pictures. */
export class SendingController {
  readonly #options: SendingControllerOptions;
  readonly #timer: Timer;
  readonly #policy: SendingPolicy;
  #looks = 0;
  #isPaused = false;
  #isClosed = false;

  constructor(options: SendingControllerOptions) {
    this.#options = options;
    this.#policy = new SendingPolicy(options.maxBitrate());
    this.#timer = new Timer(options.clock, () => void this.#look());
    // Not at once: what is changed while the first picture is made holds it up.
    this.#timer.start(FIRST_LOOKS_MS);
  }

  close(): void {
    this.#isClosed = true;
    this.#timer.stop();
  }

  async #look(): Promise<void> {
    const { connection, clock, camera, screen, microphone } = this.#options;
    try {
      const sample = readLine(await connection.getStats(), clock.now());
      if (this.#isClosed) return;
      // Video that gives way to the voice is meant to be sent all the same.
      const isSent = ({ track, isWanted }: TunedSender) =>
        track?.readyState === 'live' && track.enabled && (isWanted || this.#isPaused);
      const sent = {
        camera: isSent(camera),
        screen: isSent(screen),
        isMoving: screen.track?.contentHint === 'motion',
        lighterCodec: lighterCodec(camera.parameters),
        enoughBitrate: enoughBitrate(camera.track),
        lines: linesOf(camera.track),
      };
      const plan = this.#policy.next(sample, sent, this.#options.maxBitrate());
      camera.follow(plan.camera);
      screen.follow(plan.screen);
      microphone.limitAudio(plan.audio.isThin ? THIN_AUDIO_BITRATE : null);
      camera.limitedBy = plan.limits.camera;
      screen.limitedBy = plan.limits.screen;
      this.#options.onPlan(plan);
      this.#tell(plan.isPaused);
    } catch {
      // The connection was closed while it was asked.
    }
    if (this.#isClosed) return;
    this.#looks += 1;
    this.#timer.start(this.#looks < FIRST_LOOKS ? FIRST_LOOKS_MS : LOOK_MS);
  }

  #tell(isPaused: boolean): void {
    if (isPaused === this.#isPaused) return;
    this.#isPaused = isPaused;
    this.#options.onPause(isPaused);
  }
}
