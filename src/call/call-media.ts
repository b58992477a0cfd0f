import type { CallError } from './call-error.js';
import type { ResolvedCallOptions } from './call-options.js';
import { LocalMedia, type MediaSenders } from './local-media.js';
import { requireMediaDevices } from './media-error.js';
import { isSameMedia, NO_MEDIA, type MediaState } from './media-state.js';
import type { OpenMedia } from './open-available.js';
import { ScreenShare } from './screen-share.js';

export interface CallMediaOptions {
  readonly options: ResolvedCallOptions;
  readonly open: OpenMedia;
  readonly onStream: (stream: MediaStream) => void;
  readonly onChange: (media: MediaState) => void;
  readonly onError: (error: CallError) => void;
}

/** All that a call sends: microphone, camera and screen, and the one state that tells the peer of them. */
export class CallMedia {
  readonly local: LocalMedia;
  readonly screen: ScreenShare;
  readonly #onChange: (media: MediaState) => void;
  #media: MediaState;

  constructor({ options, open, onStream, onChange, onError }: CallMediaOptions) {
    const devices = () => options.mediaDevices ?? requireMediaDevices();
    this.#onChange = onChange;
    this.local = new LocalMedia({
      media: options,
      open,
      listDevices: () => devices().enumerateDevices(),
      onStream,
      onChange: () => this.#update(),
      onError,
    });
    this.screen = new ScreenShare({
      open: async () => await devices().getDisplayMedia({ video: true }),
      onChange: () => this.#update(),
    });
    this.#media = {
      microphone: this.local.microphone.isOn,
      camera: this.local.camera.isOn,
      screen: false,
    };
  }

  /** What is sent now; before the devices are open, what is going to be. */
  get media(): MediaState {
    return this.#media;
  }

  async connect(senders: MediaSenders): Promise<void> {
    await Promise.all([this.local.connect(senders), this.screen.connect(senders.screen)]);
  }

  stop(): void {
    this.local.stop();
    this.screen.stop();
    this.#media = NO_MEDIA;
  }

  #update(): void {
    const media: MediaState = {
      microphone: this.local.microphone.isLive,
      camera: this.local.camera.isLive,
      screen: this.screen.stream !== null,
    };
    if (isSameMedia(media, this.#media)) return;
    this.#media = media;
    this.#onChange(media);
  }
}
