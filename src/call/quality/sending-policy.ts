import { CodecChoice } from './codec-choice.js';
import { DelayWatch } from './delay-watch.js';
import { EstimatedBitrate } from './estimated-bitrate.js';
import type { LineSample } from './line-sample.js';
import { PausePolicy } from './pause-policy.js';
import { limitOfCamera, limitOfScreen } from './picture-limits.js';
import { PictureSize } from './picture-size.js';
import { QueueWatch } from './queue-watch.js';
import { DATA_SAVER_BITRATE } from '../terms/call-options.js';
import type { PlannedLimit } from '../terms/call-report.js';
import { DATA_SAVER_FRAMERATE, START_BITRATE, START_LINES } from './sending-plan.js';
import type { SendingPlan, VideoPlan } from './sending-plan.js';
import { triedBitrate, VideoTrial } from './video-trial.js';
import { VoicePolicy } from './voice-policy.js';

/** What is sent besides the voice. */
export interface SentVideo {
  readonly camera: boolean;
  readonly screen: boolean;
  /** The screen shows a film: the app wants many pictures of it. */
  readonly isMoving: boolean;
  /** With which the camera could be sent in place of the present codec, and the processor would have less to do. */
  readonly lighterCodec: string | null;
  /** The most that is worth sending of the camera, in bit/s. */
  readonly enoughBitrate: number;
  /** Of the camera's own pictures; left out: more than are ever sent. */
  readonly lines?: number;
}

/** From this on the camera's pictures stay as large as they are, whatever the browser would do. */
const SHARP_BITRATE = 1_000_000;
const SHARP_LINES = 720;
/** For so long: on a thin line, the browser's first guess may be several times too high. */
const SHARP_AFTER_MS = 500;
/** How long it is waited for a line to show what it carries. */
const START_MS = 700;
/** Beside a shared screen, the camera is small until there is so much. */
const SCREEN_AND_CAMERA_BITRATE = 1_000_000;
/** So much at most: browsers share what there is evenly between the two, and text needs more. */
const BESIDE_BITRATE = 80_000;
/** Of what video may take. */
const CAMERA_SHARE = 0.25;
const BESIDE_FRAMERATE = 10;
/** Text that is scrolled stays readable with five sharp pictures a second. */
const THIN_SCREEN_FRAMERATE = 5;
const THIN_SCREEN_BITRATE = 600_000;

/** Decides how all is sent, one look at the line after the other. Says nothing of how it is done. */
export class SendingPolicy {
  readonly #voice = new VoicePolicy();
  readonly #size = new PictureSize();
  readonly #codec = new CodecChoice();
  readonly #pause = new PausePolicy();
  readonly #queue = new QueueWatch();
  readonly #delay = new DelayWatch();
  readonly #trial = new VideoTrial();
  readonly #estimate: EstimatedBitrate;
  /** Since when the camera is sent. */
  #cameraSinceMs: number | null = null;
  #hasStarted = false;
  /** Since when there is enough for sharp pictures. */
  #sharpSinceMs: number | null = null;

  /** @param maxBitrate the most that video may take, in bit/s */
  constructor(maxBitrate: number) {
    this.#estimate = new EstimatedBitrate(maxBitrate);
  }

  /** @param maxBitrate as both sides allow it now */
  next(sample: LineSample, sent: SentVideo, maxBitrate: number): SendingPlan {
    const queueMs = this.#queue.add(sample);
    const bitrate = this.#estimate.add(sample, queueMs, maxBitrate);
    const sendsVideo = sent.camera || sent.screen;
    const { state: before, isTold: wasTold } = this.#pause;
    const state = sendsVideo
      ? this.#pause.next(sample, bitrate, queueMs, maxBitrate, sent.screen)
      : before;
    if (!sendsVideo) this.#pause.wait(sample.atMs);
    const isHeld = state !== 'sending';
    // A camera that was turned off while it was paused says no more of the line.
    const isVideoPaused = isHeld && sendsVideo;
    const line = { isVideoPaused, sendsVideo, isLossy: this.#pause.isLossy };
    const isTried = state === 'trial' || state === 'probe';
    if (isTried && before !== state) this.#estimate.tryOut(triedBitrate(maxBitrate));
    const kind = sample.video ? 'careless' : this.#pause.isTold ? 'unseen' : 'seen';
    const trial = this.#trial.next(sendsVideo ? state : 'paused', sample, kind, maxBitrate);
    const held = (isSent: boolean): VideoPlan => (isSent ? trial : { ...trial, flow: 'stopped' });
    if (wasTold && !this.#pause.isTold) this.#size.fall(sample.atMs);
    const camera = isHeld
      ? { ...held(sent.camera), ...this.#codec.plan }
      : limit(this.#planCamera(sample, sent, bitrate, maxBitrate), sent.enoughBitrate);
    const screen = isHeld ? held(!sent.camera) : planScreen(sent, bitrate, maxBitrate);
    return {
      audio: this.#voice.next(sample, bitrate, queueMs, line),
      camera,
      screen,
      limits: isHeld
        ? { camera: 'bandwidth', screen: 'bandwidth' }
        : {
            camera: this.#limitOf(camera, sent, bitrate, maxBitrate),
            screen: limitOfScreen(screen, bitrate, maxBitrate >= THIN_SCREEN_BITRATE),
          },
      isHeld,
      isLate: this.#delay.next(sample, queueMs),
      isPaused: this.#pause.isTold,
    };
  }

  #limitOf(plan: VideoPlan, sent: SentVideo, line: number, most: number): PlannedLimit | null {
    const { enoughBitrate, lines = Infinity } = sent;
    const isBeside = sent.screen && most < SCREEN_AND_CAMERA_BITRATE;
    return limitOfCamera(plan, {
      line,
      maxBitrate: sent.screen ? most * CAMERA_SHARE : most,
      enoughBitrate,
      lines: isBeside ? START_LINES : lines,
      isSlow: this.#size.isSlow,
      hasLightCodec: this.#codec.isLight,
    });
  }

  #planCamera(sample: LineSample, sent: SentVideo, line: number, most: number): VideoPlan {
    const { atMs, isProcessorLimited } = sample;
    const maxBitrate = sent.screen ? most * CAMERA_SHARE : most;
    this.#codec.next(atMs, isProcessorLimited, sent.lighterCodec);
    if (!sent.camera) {
      this.#cameraSinceMs = null;
      this.#hasStarted = false;
      this.#size.restart();
    } else this.#cameraSinceMs ??= atMs;
    const isSavingData = most <= DATA_SAVER_BITRATE;
    const bitrate = Math.min(line, maxBitrate);
    const plan = {
      maxBitrate,
      maxFramerate: isSavingData ? DATA_SAVER_FRAMERATE : null,
      flow: 'as-wanted' as const,
      ...this.#codec.plan,
    };
    const isBeside = sent.screen && Math.min(line, most) < SCREEN_AND_CAMERA_BITRATE;
    const waitedMs = this.#cameraSinceMs === null ? 0 : atMs - this.#cameraSinceMs;
    if (bitrate < SHARP_BITRATE) this.#sharpSinceMs = null;
    else this.#sharpSinceMs ??= atMs;
    const isSharp = this.#sharpSinceMs !== null && atMs - this.#sharpSinceMs >= SHARP_AFTER_MS;
    this.#hasStarted ||= sent.camera && (isSharp || waitedMs >= START_MS);
    if (!sent.camera || isBeside || !this.#hasStarted) {
      const isSharing = sent.camera && isBeside;
      return {
        ...plan,
        lines: START_LINES,
        maxBitrate: Math.min(maxBitrate, isSharing ? BESIDE_BITRATE : START_BITRATE),
        maxFramerate: isSharing ? BESIDE_FRAMERATE : plan.maxFramerate,
        preference: 'maintain-framerate',
      };
    }
    const believed = isSharp ? bitrate : Math.min(bitrate, SHARP_BITRATE - 1);
    // Another codec comes first.
    const isSlow = isProcessorLimited && sent.lighterCodec === null;
    const lines = this.#size.next(atMs, believed, isSlow, maxBitrate);
    // Below that the browser may make pictures smaller: better than a few large ones.
    const preference = lines >= SHARP_LINES ? 'maintain-resolution' : 'maintain-framerate';
    return { ...plan, lines, preference };
  }
}

function planScreen({ camera, isMoving }: SentVideo, line: number, maxBitrate: number): VideoPlan {
  const isThin = Math.min(line, maxBitrate) < THIN_SCREEN_BITRATE;
  return {
    lines: null,
    maxBitrate: camera ? maxBitrate * (1 - CAMERA_SHARE) : maxBitrate,
    maxFramerate: isThin && !isMoving ? THIN_SCREEN_FRAMERATE : null,
    preference: 'maintain-resolution',
    flow: 'as-wanted',
  };
}

function limit(plan: VideoPlan, bitrate: number): VideoPlan {
  return { ...plan, maxBitrate: Math.min(plan.maxBitrate, bitrate) };
}
