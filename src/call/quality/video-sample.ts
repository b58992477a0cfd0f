import type { Stats } from '../terms/stats.js';

/** What is known of the own video where the browser does not say what the line carries. */
export interface VideoSample {
  /** When this was so, by the clock of the statistics, in milliseconds. */
  readonly atMs: number;
  /** All that this side has sent. */
  readonly bytes: number;
  /** Bytes that the encoder was allowed for the pictures so far: what the browser itself takes the line for, up to a limit. */
  readonly targetBytes: number;
  /** The size of its pictures; 0 before the first. */
  readonly lines: number;
  /** When the peer's latest report on it came, and the share that was lost since the one before; `null`: there is none. */
  readonly report: { readonly atMs: number; readonly loss: number } | null;
}

interface VideoStats extends Stats {
  readonly kind?: string;
  readonly totalEncodedBytesTarget?: number;
}

/** Reads of the own video what the estimate needs. */
export function readVideo(
  entries: readonly VideoStats[],
  pair: VideoStats | undefined,
): VideoSample | null {
  if (pair?.bytesSent === undefined) return null;
  const videos = entries.filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
  const reports = entries.filter(
    ({ type, kind }) => type === 'remote-inbound-rtp' && kind === 'video',
  );
  const sides = videos.map(({ frameWidth = 0, frameHeight = 0 }) =>
    Math.min(frameWidth, frameHeight),
  );
  const latest = reports.sort((a, b) => b.timestamp - a.timestamp)[0];
  return {
    atMs: pair.timestamp,
    bytes: pair.bytesSent,
    targetBytes: videos.reduce((sum, each) => sum + (each.totalEncodedBytesTarget ?? 0), 0),
    lines: Math.max(0, ...sides),
    report: latest ? { atMs: latest.timestamp, loss: latest.fractionLost ?? 0 } : null,
  };
}
