import type { MediaSender } from '../media/media-sender.js';
import type { VideoPlan } from './sending-plan.js';

/** As browsers that know these hints do by themselves (https://www.w3.org/TR/mst-content-hint/). */
const PREFERENCES: { readonly [Hint in string]?: RTCDegradationPreference } = {
  motion: 'maintain-framerate',
  detail: 'maintain-resolution',
  text: 'maintain-resolution',
};

/**
 * A sender whose parameters are changed in one place, one change after the other: two changes at once would refuse each
 * other (W3C WebRTC, "setParameters": the parameters must be those that were read last).
 */
export class TunedSender implements MediaSender {
  readonly #sender: RTCRtpSender;
  #isWanted = true;
  #plan: VideoPlan | null = null;
  #followed = '';
  #audioBitrate: number | null = null;
  #tuning: Promise<unknown> = Promise.resolve();

  constructor(sender: RTCRtpSender) {
    this.#sender = sender;
  }

  get track(): MediaStreamTrack | null {
    return this.#sender.track;
  }

  /** Whether its device wants to be sent. */
  get isWanted(): boolean {
    return this.#isWanted;
  }

  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    await this.#sender.replaceTrack(track);
    // Another camera may have another size.
    this.#tune();
  }

  getStats(): Promise<RTCStatsReport> {
    return this.#sender.getStats();
  }

  setActive(isActive: boolean): void {
    this.#isWanted = isActive;
    this.#tune();
  }

  /** Sends video by this plan from now on. */
  follow(plan: VideoPlan): void {
    this.#plan = plan;
    const { track } = this;
    // A track may change its size: some cameras when they are turned, others do not know it at first.
    const text = JSON.stringify([plan, track?.contentHint, scaleOf(plan, track)]);
    if (text === this.#followed) return;
    this.#followed = text;
    this.#tune();
  }

  /** Sends the voice with at most so many bit/s; `null`: as the browser does by itself. */
  limitAudio(bitrate: number | null): void {
    if (bitrate === this.#audioBitrate) return;
    this.#audioBitrate = bitrate;
    this.#tune();
  }

  #tune(): void {
    // A closed connection can't be tuned, and need not be.
    this.#tuning = this.#tuning.then(() => this.#apply()).catch(() => undefined);
  }

  async #apply(): Promise<void> {
    const parameters = this.#sender.getParameters();
    const [encoding] = parameters.encodings;
    if (!encoding) return;
    const before = JSON.stringify(parameters);
    this.#change(encoding, parameters);
    if (JSON.stringify(parameters) !== before) await this.#sender.setParameters(parameters);
  }

  #change(encoding: RTCRtpEncodingParameters, parameters: RTCRtpSendParameters): void {
    const plan = this.#plan;
    // Without a track, Firefox 153 keeps sending the last picture once a second, unless the encoding is inactive.
    const flow = plan?.flow ?? 'as-wanted';
    encoding.active = flow === 'as-wanted' ? this.#isWanted : flow === 'trial';
    if (this.#sender.track?.kind === 'audio') {
      setOrDelete(encoding, 'maxBitrate', this.#audioBitrate);
    }
    if (plan === null) return;
    const { maxBitrate, maxFramerate, preference } = plan;
    const hint = this.track?.contentHint;
    encoding.maxBitrate = maxBitrate;
    setOrDelete(encoding, 'maxFramerate', maxFramerate);
    encoding.scaleResolutionDownBy = scaleOf(plan, this.#sender.track);
    // What the app says of its own track counts more.
    parameters.degradationPreference = hint ? (PREFERENCES[hint] ?? preference) : preference;
  }
}

function setOrDelete(
  encoding: RTCRtpEncodingParameters,
  name: 'maxBitrate' | 'maxFramerate',
  value: number | null,
): void {
  if (value === null) delete encoding[name];
  else encoding[name] = value;
}

/** By which number width and height are divided. The shorter side counts as lines: a phone held upright has more of them. */
function scaleOf({ lines }: VideoPlan, track: MediaStreamTrack | null): number {
  const { width = 1280, height = 720 } = track?.getSettings() ?? {};
  return lines === null ? 1 : Math.max(1, Math.min(width, height) / lines);
}
