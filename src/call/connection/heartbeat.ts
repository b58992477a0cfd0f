import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';

const PING = 'ping';
const PONG = 'pong';

/** How many questions in a row may stay unanswered. One alone may have been overtaken by a busy moment. */
const MAX_UNANSWERED = 4;

export interface HeartbeatOptions {
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
 * Silence is counted in questions, not in time: a computer that slept has not been asked, and a tab in the background
 * answers at once, though its own timers are slow.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #timer: Timer;
  readonly #listeners = new AbortController();
  #unanswered = 0;
  #heardAtMs = 0;

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
  }

  #hear(data: unknown): void {
    const { channel, clock, onChange } = this.#options;
    if (data === PING && channel.readyState === 'open') channel.send(PONG);
    const wasSilent = this.isSilent;
    // Whatever comes shows that the path carries.
    this.#unanswered = 0;
    this.#heardAtMs = clock.now();
    if (wasSilent) onChange();
  }
}
