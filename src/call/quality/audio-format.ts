import type { AudioPlan } from './sending-plan.js';

/** The first section of media is that of the microphone. */
const MICROPHONE = /^m=audio [^]*?(?=^m=|(?![^]))/m;
const LONG_PACKET_MS = 60;
const RED = /^a=rtpmap:(\d+) red\/48000/m;

/**
 * Whether a voice that was taken out by `withoutVoice`, and put back, is received anew: in Chromium 156. Firefox 153, which
 * has no RED either, goes on where it was.
 */
export function canReceiveAnew(): boolean {
  if (typeof RTCRtpSender === 'undefined') return false;
  const { codecs = [] } = RTCRtpSender.getCapabilities('audio') ?? {};
  return codecs.some(({ mimeType }) => mimeType === 'audio/red');
}

/**
 * Changes the peer's description so that this side sends its voice by `plan`: whether RED stands before Opus decides if it is
 * used, and `a=ptime` (RFC 8866, section 6.4; Firefox 153, too) how long packets are. Both are wishes of the receiver, and it
 * takes all of them, so the peer need not know. `encodings[].codec` can't choose RED (Chromium 156).
 */
export function describeAudio(sdp: string, { isRedundant, hasLongPackets }: AudioPlan): string {
  return sdp.replace(MICROPHONE, (section) => {
    const [, red] = RED.exec(section) ?? [];
    const ordered = red === undefined ? section : moveCodec(section, red, isRedundant);
    return hasLongPackets ? `${ordered}a=ptime:${LONG_PACKET_MS}\r\n` : ordered;
  });
}

/** Tells this side that the peer sends no voice. */
export function withoutVoice(sdp: string): string {
  return sdp.replace(MICROPHONE, (section) => section.replace(/^a=sendrecv/m, 'a=recvonly'));
}

/**
 * Takes out that lost packets of video are asked for again (RFC 4585, generic NACK). Chromium 156 goes on answering that for
 * two seconds after video has stopped, with more than a thin line carries, and Firefox 153 for fourteen, with 1.5 Mbit/s.
 */
export function withoutResending(sdp: string): string {
  return sdp.replace(/^a=rtcp-fb:\d+ nack\r\n/gm, '');
}

/** Puts that back into a description which the browser has made of one without it: it remembers (Chromium 156). */
export function withResending(sdp: string): string {
  return withoutResending(sdp).replace(/^(a=rtcp-fb:\d+ nack) pli\r\n/gm, '$1\r\n$&');
}

/** Puts a codec before all others, or behind them, in the line that says which are wanted most. */
function moveCodec(section: string, codec: string, isFirst: boolean): string {
  return section.replace(/^(m=audio \S+ \S+)((?: \d+)+)/, (_line, head: string, list: string) => {
    const others = list
      .trim()
      .split(' ')
      .filter((each) => each !== codec);
    return [head, ...(isFirst ? [codec, ...others] : [...others, codec])].join(' ');
  });
}
