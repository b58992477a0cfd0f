import type { Clock } from '../internal/clock.js';
import { readFigures, type ConnectionFigures } from './call-report.js';
import { rateQuality, type CallQuality } from './call-quality.js';

export interface QualityMonitorOptions {
  readonly connection: RTCPeerConnection;
  readonly clock: Clock;
  readonly intervalMs: number;
  /** Whether the peer sends anything now. */
  readonly expectsMedia: () => boolean;
  readonly onChange: (quality: CallQuality) => void;
}

const SECOND_MS = 1_000;

/** Looks at the connection's statistics now and then, and says how good it is. */
export class QualityMonitor {
  readonly #options: QualityMonitorOptions;
  #timer: unknown = null;
  #isClosed = false;
  #previous: ConnectionFigures | null = null;
  #quality: CallQuality | null = null;

  constructor(options: QualityMonitorOptions) {
    this.#options = options;
    this.#schedule();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== null) this.#options.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #schedule(): void {
    const { clock, intervalMs } = this.#options;
    this.#timer = clock.setTimeout(() => void this.#look(), intervalMs);
  }

  async #look(): Promise<void> {
    let figures: ConnectionFigures;
    try {
      figures = readFigures(await this.#options.connection.getStats());
    } catch {
      // The connection was closed while it was asked; there is nothing to rate any more.
      return;
    }
    if (this.#isClosed) return;
    if (this.#previous !== null) this.#rate(this.#previous, figures);
    this.#previous = figures;
    this.#schedule();
  }

  #rate(before: ConnectionFigures, now: ConnectionFigures): void {
    const { roundTripTimeMs } = now;
    const quality = rateQuality({
      packetsReceived: now.packetsReceived - before.packetsReceived,
      packetsLost: Math.max(0, now.packetsLost - before.packetsLost),
      roundTripTimeS: roundTripTimeMs === null ? null : roundTripTimeMs / SECOND_MS,
      expectsMedia: this.#options.expectsMedia(),
    });
    if (quality === this.#quality) return;
    this.#quality = quality;
    this.#options.onChange(quality);
  }
}
