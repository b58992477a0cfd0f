import type { MediaSender } from '../media/media-sender.js';
import type { PlannedLimit } from '../terms/call-report.js';
import type { VideoPlan } from './sending-plan.js';
import type { CodecEncoding } from './video-codecs.js';

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
  /** As of the latest plan, for the figures of the call. */
  declare limitedBy?: PlannedLimit | null;
  readonly #sender: RTCRtpSender;
  #isWanted = true;
  #plan: VideoPlan | null = null;
  /** By which number width and height are divided: as of the last time that a plan was given, not of each new track. */
  #scale = 1;
  #followed = '';
  /** Put off while there is no track. */
  #isDue = false;
  /** The browser did not take the last change. */
  #isRefused = false;
  #maySetCodec = true;
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

  /**
   * Parameters that change right after a track has come cost its first picture, which is why the size of another camera
   * counts only from the next plan on.
   */
  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    await this.#sender.replaceTrack(track);
    if (track !== null && this.#isDue) this.#tune();
  }

  /** As the browser has them now. */
  get parameters(): RTCRtpSendParameters {
    return this.#sender.getParameters();
  }

  getStats(): Promise<RTCStatsReport> {
    return this.#sender.getStats();
  }

  setActive(isActive: boolean): void {
    this.#isWanted = isActive;
    this.#tune();
  }

  /**
   * Sends video by this plan from now on, and by the size that its track has now. Without a track only the first plan is
   * carried out at once: in the moment when all senders get their tracks, each change takes the browser 5 to 10 ms.
   */
  follow(plan: VideoPlan): void {
    const isFirst = this.#plan === null;
    this.#plan = plan;
    const { track } = this;
    // A track may change its size: some cameras when they are turned, others do not know it at first.
    const text = JSON.stringify([plan, track?.contentHint, scaleOf(plan, track)]);
    if (text === this.#followed && !this.#isRefused) return;
    this.#followed = text;
    this.#scale = scaleOf(plan, track);
    this.#tuneWhenSent(isFirst);
  }

  /** Sends the voice with at most so many bit/s; `null`: as the browser does by itself. */
  limitAudio(bitrate: number | null): void {
    if (bitrate === this.#audioBitrate && !this.#isRefused) return;
    this.#audioBitrate = bitrate;
    this.#tuneWhenSent();
  }

  #tuneWhenSent(isUrgent = false): void {
    // What has to stop is stopped, also where the track has gone before it: Firefox goes on with the last picture.
    const isStopping = this.#plan?.flow === 'stopped';
    if (isUrgent || isStopping || this.track !== null) this.#tune();
    else this.#isDue = true;
  }

  #tune(): void {
    this.#isDue = false;
    this.#isRefused = false;
    // A closed connection can't be tuned, and need not be. Else it is tried again with the next plan, without a codec of its own.
    this.#tuning = this.#tuning
      .then(() => this.#apply())
      .catch(() => {
        this.#isRefused = true;
      });
  }

  async #apply(): Promise<void> {
    const { parameters } = this;
    const [encoding] = parameters.encodings;
    if (!encoding) throw new Error('There is no encoding yet.');
    const before = JSON.stringify(parameters);
    this.#change(encoding, parameters);
    if (JSON.stringify(parameters) === before) return;
    try {
      await this.#sender.setParameters(parameters);
    } catch (error) {
      // One value that is refused takes all others with it. This is the one that can be done without.
      this.#maySetCodec &&= !('codec' in encoding);
      throw error;
    }
  }

  #change(encoding: CodecEncoding, parameters: RTCRtpSendParameters): void {
    const plan = this.#plan;
    // Without a track, Firefox 153 keeps sending the last picture once a second, unless the encoding is inactive.
    const flow = plan?.flow ?? 'as-wanted';
    encoding.active = flow === 'as-wanted' ? this.#isWanted : flow === 'trial';
    if (this.#sender.track?.kind === 'audio') {
      setOrDelete(encoding, 'maxBitrate', this.#audioBitrate);
    }
    if (plan === null) return;
    const { maxBitrate, maxFramerate, preference, codec } = plan;
    const hint = this.track?.contentHint;
    encoding.maxBitrate = maxBitrate;
    setOrDelete(encoding, 'maxFramerate', maxFramerate);
    const chosen =
      this.#maySetCodec && parameters.codecs.find(({ mimeType }) => mimeType === codec);
    setOrDelete(encoding, 'codec', chosen || null);
    encoding.scaleResolutionDownBy = this.#scale;
    // What the app says of its own track counts more.
    parameters.degradationPreference = hint ? (PREFERENCES[hint] ?? preference) : preference;
  }
}

function setOrDelete<Name extends 'maxBitrate' | 'maxFramerate' | 'codec'>(
  encoding: CodecEncoding,
  name: Name,
  value: CodecEncoding[Name] | null,
): void {
  if (value === null) delete encoding[name];
  else encoding[name] = value;
}

/** The shorter side counts as lines: a phone held upright has more of them. */
function scaleOf({ lines }: VideoPlan, track: MediaStreamTrack | null): number {
  const { width = 1280, height = 720 } = track?.getSettings() ?? {};
  return lines === null ? 1 : Math.max(1, Math.min(width, height) / lines);
}
