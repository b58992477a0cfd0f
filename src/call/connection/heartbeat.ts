import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import { sumOf } from '../terms/stats.js';

const PING = 'ping';
const PONG = 'pong';

/** How many pings in a row may stay unanswered. A single one may just be late because the peer is busy. */
const MAX_UNANSWERED = 4;

export interface HeartbeatOptions {
  readonly connection: Pick<RTCPeerConnection, 'getStats'>;
  readonly channel: RTCDataChannel;
  readonly clock: Clock;
  readonly intervalMs: number;
  /** Whether it is known that the peer is at the other end. Before that, nothing is said there. */
  readonly isTrusted: () => boolean;
  /** The peer has become silent, or is heard again. */
  readonly onChange: () => void;
}

/**
 * Sends pings over the data channel to find out whether the peer can still be reached. Browsers notice a dead path late
 * (Chromium 156 after 5 s, Firefox 153 after 8 s), and not at all if nothing arrives while ICE still succeeds.
 *
 * A page whose scripts are blocked, by an `alert()` for example, can't answer. But its browser still sends media and
 * acknowledges what arrives over the data channel. So while a ping is unanswered, any bytes received count as answer.
 *
 * Silence is counted in pings, not in time: a computer that slept has sent none, and a tab in the background answers at
 * once although its own timers are slow.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #timer: Timer;
  readonly #listeners = new AbortController();
  /** Pings since the peer was heard last. */
  #unanswered = 0;
  #heardAtMs = 0;
  /** As read while a ping was unanswered; `Infinity`, which no figure exceeds, if not read since the last answer. */
  #bytesReceived = Infinity;

  constructor(options: HeartbeatOptions) {
    const { channel, clock } = options;
    const { signal } = this.#listeners;
    this.#options = options;
    this.#timer = new Timer(clock, () => this.#ask());
    channel.addEventListener('message', ({ data }) => this.#hear(data), { signal });
    channel.addEventListener('open', () => this.begin(), { signal });
  }

  /** The channel has opened, or the other end is trusted now. */
  begin(): void {
    if (!this.#timer.isRunning) this.#ask();
  }

  get isSilent(): boolean {
    return this.#unanswered > MAX_UNANSWERED;
  }

  /** When the peer was heard last, in milliseconds of the clock. */
  get heardAtMs(): number {
    return this.#heardAtMs;
  }

  /** How long the peer has not been heard, in milliseconds. Time in which no ping was sent does not count. */
  get silenceMs(): number {
    const { clock, intervalMs } = this.#options;
    return Math.min(clock.now() - this.#heardAtMs, (this.#unanswered + 1) * intervalMs);
  }

  close(): void {
    this.#listeners.abort();
    this.#timer.stop();
  }

  #ask(): void {
    const { channel, intervalMs, isTrusted, onChange } = this.#options;
    if (channel.readyState !== 'open' || !isTrusted()) return;
    this.#timer.start(intervalMs);
    this.#unanswered += 1;
    // Unanswered pings wait in the channel's buffer; more of them would only pile up.
    if (this.#unanswered <= MAX_UNANSWERED + 1) channel.send(PING);
    if (this.#unanswered === MAX_UNANSWERED + 1) onChange();
    if (this.#unanswered > 1) void this.#look();
  }

  #hear(data: unknown): void {
    const { channel, isTrusted } = this.#options;
    if (!isTrusted()) return;
    if (data === PING && channel.readyState === 'open') channel.send(PONG);
    // Any message shows that the path works.
    this.#bytesReceived = Infinity;
    this.#takeSign(0);
  }

  /** Reading figures costs the browser some work, so it is done only while a ping is unanswered. */
  async #look(): Promise<void> {
    const bytesReceived = await this.#options.connection.getStats().then(countBytes, () => 0);
    // Answered meanwhile, or closed.
    if (this.#unanswered < 2 || this.#listeners.signal.aborted) return;
    const isAlive = bytesReceived > this.#bytesReceived;
    this.#bytesReceived = bytesReceived;
    // The last ping is still unanswered.
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
 * The bytes received over all candidate pairs: media and data channel with their control packets, but no connectivity
 * checks (https://www.w3.org/TR/webrtc-stats/#dom-rtcicecandidatepairstats-bytesreceived). Chromium 156 and Firefox 153
 * count what the browser of a blocked page sends, even if that is neither picture nor sound.
 */
function countBytes(report: RTCStatsReport): number {
  return sumOf(report, 'bytesReceived', 'candidate-pair');
}
