import type { LeftOut } from '../terms/call-report.js';
import type { ConnectionFigures } from './connection-figures.js';

/** What a connection that is up does without, because one of the browsers does not have it. */
export function whatIsLeftOut(
  connection: RTCPeerConnection,
  { path, availableOutgoingBitrate }: ConnectionFigures,
): LeftOut[] {
  if (path === null) return [];
  const [microphone] = connection.getTransceivers();
  // Those that both sides have agreed on; older browsers list none.
  const codecs = microphone?.sender.getParameters().codecs as RTCRtpCodec[] | undefined;
  const hasRed = codecs?.some(({ mimeType }) => mimeType === 'audio/red') === true;
  // TypeScript takes it for granted.
  const canOrder = microphone !== undefined && 'setCodecPreferences' in microphone;
  return [
    ...(hasRed ? [] : (['redundancy'] as const)),
    ...(canOrder ? [] : (['codec-order'] as const)),
    ...(availableOutgoingBitrate === null ? (['bitrate-estimate'] as const) : []),
  ];
}
