import type { PeerCall } from '../../../call/peer-call.js';

/** All that is said and heard in a call, in one track. */
export class CallSound {
  readonly #call: PeerCall;
  readonly #context = new AudioContext();
  readonly #mix = this.#context.createMediaStreamDestination();
  readonly #listeners = new AbortController();
  /** Of the tracks that are in the mix, each with its source. */
  readonly #sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>();

  constructor(call: PeerCall) {
    this.#call = call;
    // Without any source there would be no sound at all, not even silence, and the recorder would wait for it.
    const silence = new ConstantSourceNode(this.#context, { offset: 0 });
    silence.connect(this.#mix);
    silence.start();
    const { signal } = this.#listeners;
    const update = () => this.#update();
    for (const type of ['localstream', 'remotestream', 'localmedia', 'remotemedia'] as const) {
      call.addEventListener(type, update, { signal });
    }
    this.#update();
  }

  get track(): MediaStreamTrack | undefined {
    return this.#mix.stream.getAudioTracks()[0];
  }

  /** Resolves when it runs. It may wait for a press on the page. */
  async resume(): Promise<void> {
    await this.#context.resume();
  }

  stop(): void {
    this.#listeners.abort();
    this.#sources.clear();
    void this.#context.close();
  }

  /** A source stays with the track that its stream had when it was made, so each track gets its own. */
  #update(): void {
    const { localStream, remoteStream, remoteScreenStream } = this.#call;
    const streams = [localStream, remoteStream, remoteScreenStream];
    const tracks = new Set(streams.flatMap((stream) => stream?.getAudioTracks() ?? []));
    for (const [track, source] of this.#sources) {
      if (tracks.has(track)) continue;
      source.disconnect();
      this.#sources.delete(track);
    }
    for (const track of tracks) {
      if (this.#sources.has(track) || track.readyState === 'ended') continue;
      const source = this.#context.createMediaStreamSource(new MediaStream([track]));
      source.connect(this.#mix);
      this.#sources.set(track, source);
    }
  }
}
