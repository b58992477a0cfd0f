import { isSameMedia, NO_MEDIA, type MediaState } from '../terms/media-state.js';

/** What a connection receives; the tracks in it live as long as the connection. */
export interface RemoteStreams {
  readonly main: MediaStream;
  readonly screen: MediaStream;
}

export interface RemoteMediaHandlers {
  readonly onStream: (stream: MediaStream) => void;
  readonly onChange: (media: MediaState) => void;
}

/** What comes from the peer: the streams, and the peer's word on what is in them. */
export class RemoteMedia {
  readonly #handlers: RemoteMediaHandlers;
  #streams: RemoteStreams | null = null;
  #media: MediaState;

  /** @param media what is known of it before anybody can listen */
  constructor(handlers: RemoteMediaHandlers, media = NO_MEDIA) {
    this.#handlers = handlers;
    this.#media = media;
  }

  get stream(): MediaStream | null {
    return this.#streams?.main ?? null;
  }

  get screenStream(): MediaStream | null {
    return this.#media.screen ? (this.#streams?.screen ?? null) : null;
  }

  get media(): MediaState {
    return this.#media;
  }

  update(media: MediaState): void {
    if (isSameMedia(media, this.#media)) return;
    this.#media = media;
    this.#handlers.onChange(media);
  }

  take(streams: RemoteStreams): void {
    if (this.#streams) {
      // Of another connection of the same call: who plays the streams goes on with them.
      replaceTracks(this.#streams.main, streams.main);
      replaceTracks(this.#streams.screen, streams.screen);
      return;
    }
    this.#streams = streams;
    this.#handlers.onStream(streams.main);
  }
}

function replaceTracks(stream: MediaStream, next: MediaStream): void {
  for (const track of stream.getTracks()) stream.removeTrack(track);
  for (const track of next.getTracks()) stream.addTrack(track);
}
