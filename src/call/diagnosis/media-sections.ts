import type { PerSource } from '../terms/media-state.js';

/** What the stats of a connection do not say of one section of its description. */
export interface MediaSection {
  /** By which its stats are found; `null` before there is a description. */
  readonly mid: string | null;
  /** Sound is sent as RED (RFC 2198), which Chromium's stats call `opus` (measured with 156). */
  readonly sendsRed: boolean;
}

const NOTHING: MediaSection = { mid: null, sendsRed: false };

/** No connection, or one whose sections are not known. */
export const NO_SECTIONS: PerSource<MediaSection> = {
  microphone: NOTHING,
  camera: NOTHING,
  screen: NOTHING,
  screenSound: NOTHING,
};

/** The sections of a connection of this library: microphone, camera, screen and its sound, in that order. */
export function sectionsOf(connection: RTCPeerConnection): PerSource<MediaSection> {
  const all = connection.getTransceivers();
  const [microphone, screenSound] = all.filter(({ receiver }) => receiver.track.kind === 'audio');
  const [camera, screen] = all.filter(({ receiver }) => receiver.track.kind === 'video');
  return {
    microphone: sectionOf(microphone),
    camera: sectionOf(camera),
    screen: sectionOf(screen),
    screenSound: sectionOf(screenSound),
  };
}

function sectionOf(transceiver: RTCRtpTransceiver | undefined): MediaSection {
  if (!transceiver) return NOTHING;
  // What counts is the order in which the codecs were negotiated: Chromium 156 ignores RED in `encodings[].codec`.
  const [first] = transceiver.sender.getParameters().codecs;
  return { mid: transceiver.mid, sendsRed: first?.mimeType === 'audio/red' };
}
