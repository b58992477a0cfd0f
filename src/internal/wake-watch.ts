import { wallTimeOf, type Clock } from './clock.js';
import { Timer } from './timer.js';

/**
 * `network`: the machine has changed its network, or has one again. `wake`: it may have slept or lost its network; only an
 * answer from the other end can tell.
 */
export type WakeCause = 'network' | 'wake';

/** https://developer.mozilla.org/docs/Web/API/NetworkInformation; `type` is there on Android and ChromeOS only. */
interface NetworkInformation extends EventTarget {
  readonly type?: string;
}

/** Timers stand still while most machines sleep, so this is also how late a wake-up is noticed at most. */
const TICK_MS = 2_000;
const MAX_DRIFT_MS = 5_000;
/** Chromium lets the timers of a page that has been hidden for 5 minutes run only once in so long. */
const HIDDEN_TIMERS_MS = 60_000;

/**
 * Tells when the machine may have slept or changed its network: whatever was connected may be dead then without a
 * word. It takes what the platform has: outside of browsers that is the clock alone.
 */
export class WakeWatch {
  readonly #clock: Clock;
  readonly #tick: Timer;
  readonly #report: Timer;
  #listeners = new AbortController();
  #cause: WakeCause = 'wake';
  /** When the next tick is due, by `wallTime`, which counts sleep. */
  #tickDueMs = 0;

  /** @param onWake is called once for events that come together, with `network` if one of them was about that */
  constructor(clock: Clock, onWake: (cause: WakeCause) => void) {
    this.#clock = clock;
    this.#tick = new Timer(clock, () => this.#onTick());
    this.#report = new Timer(clock, () => onWake(this.#cause));
  }

  start(): void {
    this.stop();
    this.#listeners = new AbortController();
    // On the window, `resume` passes only on its way down to the document.
    const options = { capture: true, signal: this.#listeners.signal };
    for (const name of ['online', 'offline', 'pageshow', 'resume', 'visibilitychange']) {
      globalThis.addEventListener?.(name, (event) => this.#onEvent(event), options);
    }
    const navigator = globalThis.navigator as { connection?: NetworkInformation } | undefined;
    const connection = navigator?.connection;
    let type = connection?.type;
    connection?.addEventListener(
      'change',
      () => {
        // It comes with every new estimate of the bandwidth, too.
        if (connection.type !== type && connection.type !== 'none') this.#notice('network');
        type = connection.type;
      },
      options,
    );
    this.#tickDueMs = Infinity;
    this.#onTick();
  }

  /** Leaves no timer and no listener. It may be started again. */
  stop(): void {
    this.#listeners.abort();
    this.#tick.stop();
    this.#report.stop();
  }

  #onEvent(event: Event): void {
    const { type, persisted } = event as Partial<PageTransitionEvent>;
    if (type === 'online') this.#notice('network');
    else if (persisted !== false && (type !== 'visibilitychange' || !document.hidden))
      this.#notice('wake');
  }

  #onTick(): void {
    const nowMs = wallTimeOf(this.#clock);
    const throttledMs = globalThis.document?.hidden ? HIDDEN_TIMERS_MS : 0;
    if (nowMs > this.#tickDueMs + MAX_DRIFT_MS + throttledMs) this.#notice('wake');
    this.#tickDueMs = nowMs + TICK_MS;
    this.#tick.start(TICK_MS);
  }

  #notice(cause: WakeCause): void {
    if (cause === 'network' || !this.#report.isRunning) this.#cause = cause;
    this.#report.start(0);
  }
}
