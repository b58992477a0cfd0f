/** Of https://wicg.github.io/ua-client-hints/, which Chromium alone has. */
interface UserAgent {
  readonly userAgent: string;
  readonly userAgentData?: { readonly platform: string };
}

/** Of https://www.w3.org/TR/webrtc/#dom-rtcrtpencodingparameters-codec: Chromium 119, Firefox 142. Others do not read it. */
export interface CodecEncoding extends RTCRtpEncodingParameters {
  codec?: RTCRtpCodec;
}

/**
 * The codec of video that this device should send and receive if the peer can, too; `undefined`: as its browser has them.
 *
 * - Chromium on a computer: AV1. On two cores (Chromium 156, a clip that is hard to compress) its pictures of 360 lines were
 *   2.9 dB nearer to the original than VP8's of the same size in bits, those of 720 lines 0.8 dB. The processors had 8 % less to
 *   do at 360 lines, and 6 % more at 720.
 * - A telephone: H.264, which its hardware does. Software for AV1 takes 14 % more of its battery than that for H.264 (Meta).
 * - Elsewhere: as the browser has them. Firefox sends what its peer asks for; its AV1 (153) gains even more, and costs a tenth.
 */
export function preferredCodec(agent: UserAgent): string | undefined {
  return ownCodec(agent) ?? (agent.userAgentData && 'video/AV1');
}

/**
 * The codec that this device sends in any case, if the peer takes it: what a peer would rather receive may be more than its
 * battery should give.
 */
export function ownCodec(agent: UserAgent): string | undefined {
  return isPhone(agent) ? 'video/H264' : undefined;
}

/** The same codecs, the preferred one first: who has only another is called with that. */
export function orderCodecs(codecs: readonly RTCRtpCodec[], first?: string): RTCRtpCodec[] {
  const rank = ({ mimeType }: RTCRtpCodec) => (mimeType === first ? 0 : 1);
  return [...codecs].sort((one, other) => rank(one) - rank(other));
}

/** Asks for video with the preferred codec. To be called before the first description is made. */
export function preferCodec(transceiver: RTCRtpTransceiver): void {
  const preferred = preferredCodec(navigator);
  if (!preferred) return;
  try {
    const { codecs } = RTCRtpReceiver.getCapabilities('video') as RTCRtpCapabilities;
    transceiver.setCodecPreferences(orderCodecs(codecs, preferred));
  } catch {
    // It is not there (Firefox has it since 128), or refuses: the call goes on with the order that the browser has.
  }
}

/** Chromium on a tablet is not `mobile`. */
function isPhone({ userAgent, userAgentData }: UserAgent): boolean {
  return /Android|iPhone/.test(userAgentData?.platform ?? userAgent);
}
