import type { Clock } from '../../internal/clock.js';
import type { PerSource } from '../terms/media-state.js';
import {
  canReceiveAnew,
  describeAudio,
  withResending,
  withoutResending,
  withoutVoice,
} from './audio-format.js';
import type { SendingController } from './sending-controller.js';
import {
  START_BITRATE,
  START_LINES,
  type AudioPlan,
  type SendingPlan,
  type VideoPlan,
} from './sending-plan.js';
import { TunedSender } from './tuned-sender.js';
import { preferCodec } from './video-codecs.js';

export interface CallSendingOptions {
  readonly connection: RTCPeerConnection;
  readonly clock: Clock;
  /** The most that video may take, in bit/s: the lesser of what both sides want. */
  readonly maxBitrate: () => number;
  /** Twice the bits for a voice that is whole are too many. */
  readonly isSavingData: boolean;
  /** What `adapt` makes of the peer's description has changed. Resolves with whether that is in force now. */
  readonly onAdapt: () => Promise<boolean>;
  /** Video gives way to the voice, or is sent again. */
  readonly onPause: (isPaused: boolean) => void;
}

/** How one connection sends: what it begins with, and the controller that goes by what the line carries. */
export class CallSending {
  readonly #options: CallSendingOptions;
  readonly #senders: TunedSender[] = [];
  readonly #loading: Promise<typeof SendingController | null>;
  #audio: AudioPlan;
  #controller: SendingController | null = null;
  #isClosed = false;
  #isHeld = false;
  #wasHeld = false;
  #isDeaf = false;
  /** The voice is received, unless what was meant to be a moment without it has not ended. */
  #isVoiceReceived = true;

  constructor(options: CallSendingOptions) {
    this.#options = options;
    this.#audio = {
      isRedundant: !options.isSavingData,
      isThin: false,
      hasLongPackets: false,
    };
    this.#loading = import('./sending-controller.js').then(
      (loaded) => loaded.SendingController,
      () => null,
    );
  }

  /** In the order of the layout. */
  get senders(): PerSource<TunedSender | null> {
    const [microphone = null, camera = null, screen = null, screenSound = null] = this.#senders;
    return { microphone, camera, screen, screenSound };
  }

  /** Takes care of a sender from before anything is sent. To be called in the order of the layout. */
  add(transceiver: RTCRtpTransceiver): void {
    const tuned = new TunedSender(transceiver.sender);
    this.#senders.push(tuned);
    if (transceiver.receiver.track.kind !== 'video') return;
    const isCamera = tuned === this.senders.camera;
    // For a page of text on a thin line, AV1 takes a third more than VP8 (Chromium 156).
    if (isCamera) preferCodec(transceiver);
    const plan = isCamera
      ? this.#plan('maintain-framerate', START_LINES)
      : this.#plan('maintain-resolution', null);
    tuned.follow(
      isCamera ? { ...plan, maxBitrate: Math.min(plan.maxBitrate, START_BITRATE) } : plan,
    );
  }

  /** What the peer's description has to say for the voice to be sent as it is planned. */
  adapt(sdp: string): string {
    return describeAudio(sdp, this.#audio);
  }

  /** And what it has to say on this side alone: while video gives way, and while the voice is received anew. */
  adaptLocally(sdp: string): string {
    const described = this.adapt(this.#isDeaf ? withoutVoice(sdp) : sdp);
    return this.#isHeld ? withoutResending(described) : described;
  }

  /** The own description as if nothing had been taken out of the peer's. */
  restore(sdp: string): string {
    return this.#wasHeld ? withResending(sdp) : sdp;
  }

  /** Goes by what the line carries from now on. */
  async start(): Promise<void> {
    const { microphone, camera, screen } = this.senders;
    const Controller = await this.#loading;
    if (this.#isClosed) return;
    this.#options.onPause(false);
    if (!Controller || !microphone || !camera || !screen) {
      // Its code can't be had, or the peer has no such section: the browser does what it can.
      for (const sender of [camera, screen]) sender?.follow(this.#plan('maintain-framerate', null));
      return;
    }
    this.#controller = new Controller({
      ...this.#options,
      microphone,
      camera,
      screen,
      onPlan: (plan) => this.#follow(plan),
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#controller?.close();
  }

  #follow({ audio, isHeld, isLate }: SendingPlan): void {
    const isRedundant = audio.isRedundant && !this.#options.isSavingData;
    const isNews =
      isRedundant !== this.#audio.isRedundant ||
      audio.hasLongPackets !== this.#audio.hasLongPackets ||
      isHeld !== this.#isHeld;
    this.#audio = { ...audio, isRedundant };
    this.#isHeld = isHeld;
    this.#wasHeld ||= isHeld;
    if (this.#isDeaf) return;
    if (isNews || !this.#isVoiceReceived) void this.#adapt();
    if (isLate && canReceiveAnew()) void this.#beginAnew();
  }

  async #adapt(): Promise<void> {
    this.#isVoiceReceived = (await this.#options.onAdapt()) || this.#isVoiceReceived;
  }

  /** Makes the browser receive the voice anew, with a short delay: that costs less than one packet (Chromium 156). */
  async #beginAnew(): Promise<void> {
    this.#isDeaf = true;
    await this.#options.onAdapt();
    this.#isDeaf = false;
    // If this fails, it is tried again with each look at the line.
    this.#isVoiceReceived = false;
    await this.#adapt();
  }

  #plan(preference: VideoPlan['preference'], lines: number | null): VideoPlan {
    const maxBitrate = this.#options.maxBitrate();
    return { lines, maxBitrate, maxFramerate: null, preference, flow: 'as-wanted' };
  }
}
