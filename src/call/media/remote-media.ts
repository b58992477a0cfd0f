import { isSameMedia, NO_MEDIA, type MediaState, type PerSource } from '../terms/media-state.js';
import { setTracks } from './stream-tracks.js';

export interface RemoteMediaHandlers {
  readonly onStream: (stream: MediaStream) => void;
  readonly onChange: (media: MediaState) => void;
}

/** What comes from the peer: the streams, and what the peer says is in them. */
export class RemoteMedia {
  readonly #handlers: RemoteMediaHandlers;
  readonly #stream = new MediaStream();
  readonly #screenStream = new MediaStream();
  #tracks: PerSource<MediaStreamTrack> | null = null;
  #media: MediaState;

  /** @param media what the invitation or the previous page has said of it */
  constructor(handlers: RemoteMediaHandlers, media = NO_MEDIA) {
    this.#handlers = handlers;
    this.#media = media;
  }

  get stream(): MediaStream | null {
    return this.#tracks && this.#stream;
  }

  get screenStream(): MediaStream | null {
    // While its picture gives way to the voice, its sound goes on.
    const { screen, paused } = this.#media;
    return this.#tracks && (screen || paused.screen) ? this.#screenStream : null;
  }

  get media(): MediaState {
    return this.#media;
  }

  update(media: MediaState): void {
    if (isSameMedia(media, this.#media)) return;
    this.#media = media;
    this.#fill();
    this.#handlers.onChange(media);
  }

  /** Takes the tracks of a connection. The streams stay the same objects, so whatever plays them goes on playing. */
  take(tracks: PerSource<MediaStreamTrack>): void {
    const isFirst = this.#tracks === null;
    this.#tracks = tracks;
    for (const change of ['mute', 'unmute']) {
      tracks.camera.addEventListener(change, () => this.#fill());
      tracks.screenSound.addEventListener(change, () => this.#fill());
    }
    this.#fill();
    if (isFirst) this.#handlers.onStream(this.#stream);
  }

  /**
   * Lets whatever plays the sound begin anew: an element takes a track that comes back for another one. After the sound
   * output has failed, `play()` alone does nothing (Chromium 156).
   */
  restartSound(): void {
    for (const stream of [this.#stream, this.#screenStream]) {
      for (const track of stream.getAudioTracks()) {
        stream.removeTrack(track);
        stream.addTrack(track);
      }
    }
  }

  /**
   * An element that is given a video track without pictures plays nothing at all, no sound either, and taking the track
   * away again does not help (Chromium 156, Firefox 153). So the camera's track is in the stream only while there are
   * pictures: the peer says that it sends them, and they have begun to arrive (a track is muted until then). The sound of the
   * screen is treated alike.
   */
  #fill(): void {
    if (!this.#tracks) return;
    const { microphone, camera, screen, screenSound } = this.#tracks;
    setTracks(this.#stream, [microphone, this.#media.camera && !camera.muted ? camera : null]);
    const hasSound = this.#media.screenSound && !screenSound.muted;
    setTracks(this.#screenStream, [screen, hasSound ? screenSound : null], screenSound);
  }
}
