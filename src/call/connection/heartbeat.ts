import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import { sumOf } from '../terms/stats.js';

const PING = 'ping';
const PONG = 'pong';

/** How many questions in a row may stay unanswered. One alone may have been overtaken by a busy moment. */
const MAX_UNANSWERED = 4;

export interface HeartbeatOptions {
  readonly connection: Pick<RTCPeerConnection, 'getStats'>;
  readonly channel: RTCDataChannel;
  readonly clock: Clock;
  readonly intervalMs: number;
  /** The peer has fallen silent, or is heard again. */
  readonly onChange: () => void;
}

/**
 * Asks the other end for a sign of life over the data channel. Browsers notice a dead path late (Chromium 156 after 5 s,
 * Firefox 153 after 8 s), and one that carries nothing any more though ICE looks well, not at all.
 *
 * A page whose scripts stand still, in an `alert()` for example, can't answer. Its browser goes on, though: it sends
 * media, and acknowledges what comes over the data channel. So while a question is unanswered, anything that still
 * arrives is a sign of life too.
 *
 * Silence is counted in questions, not in time: a computer that slept has not been asked, and a tab in the background
 * answers at once, though its own timers are slow.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #timer: Timer;
  readonly #listeners = new AbortController();
  /** Questions since the last sign of life. */
  #unanswered = 0;
  #heardAtMs = 0;
  /** How many bytes had come when it was looked last; nothing is more than `Infinity`. */
  #bytesReceived = Infinity;

  constructor(options: HeartbeatOptions) {
    const { channel, clock } = options;
    const { signal } = this.#listeners;
    this.#options = options;
    this.#timer = new Timer(clock, () => this.#ask());
    channel.addEventListener('message', ({ data }) => this.#hear(data), { signal });
    channel.addEventListener('open', () => this.#ask(), { signal });
  }

  get isSilent(): boolean {
    return this.#unanswered > MAX_UNANSWERED;
  }

  /** How long nothing has been heard, in milliseconds, as far as it was asked for. */
  get silenceMs(): number {
    const { clock, intervalMs } = this.#options;
    return Math.min(clock.now() - this.#heardAtMs, (this.#unanswered + 1) * intervalMs);
  }

  close(): void {
    this.#listeners.abort();
    this.#timer.stop();
  }

  #ask(): void {
    const { channel, intervalMs, onChange } = this.#options;
    // It may have closed; then there is nobody to ask.
    if (channel.readyState !== 'open') return;
    this.#timer.start(intervalMs);
    this.#unanswered += 1;
    // What is not answered waits in the channel; more of it would only pile up.
    if (this.#unanswered <= MAX_UNANSWERED + 1) channel.send(PING);
    if (this.#unanswered === MAX_UNANSWERED + 1) onChange();
    if (this.#unanswered > 1) void this.#look();
  }

  #hear(data: unknown): void {
    const { channel } = this.#options;
    if (data === PING && channel.readyState === 'open') channel.send(PONG);
    // Whatever comes shows that the path carries.
    this.#bytesReceived = Infinity;
    this.#takeSign(0);
  }

  /** Figures cost the browser some work, so they are read only while a question is unanswered. */
  async #look(): Promise<void> {
    const bytesReceived = await this.#options.connection.getStats().then(countBytes, () => 0);
    // Answered meanwhile, or closed.
    if (this.#unanswered < 2 || this.#listeners.signal.aborted) return;
    const isAlive = bytesReceived > this.#bytesReceived;
    this.#bytesReceived = bytesReceived;
    // The last question still has no answer.
    if (isAlive) this.#takeSign(1);
  }

  #takeSign(unanswered: 0 | 1): void {
    const { clock, onChange } = this.#options;
    const wasSilent = this.isSilent;
    this.#unanswered = unanswered;
    this.#heardAtMs = clock.now();
    if (wasSilent) onChange();
  }
}

/**
 * What has come over all candidate pairs: media and data channel with all that belongs to them, but no connectivity
 * checks (https://www.w3.org/TR/webrtc-stats/#dom-rtcicecandidatepairstats-bytesreceived). Chromium 156 and Firefox 153
 * count what the browser of a blocked page sends, also where there is neither picture nor sound.
 */
function countBytes(report: RTCStatsReport): number {
  return sumOf(report, 'bytesReceived', 'candidate-pair');
}
