import { systemClock } from '../../internal/clock.js';
import { WakeWatch } from '../../internal/wake-watch.js';
import { DefaultReconnectPolicy } from '../../signaling/reconnect-policy.js';
import type { SignalingClient } from '../../signaling/signaling-client.js';
import { SignalingError } from '../../signaling/signaling-error.js';

/** Whether `client` has an address, though it may be on its way to the next. */
export function isOnline({ state }: SignalingClient): boolean {
  return state === 'open' || state === 'reconnecting';
}

export interface SignalingSessionHooks {
  /** A client to open, or `null` while there is nothing to connect to. */
  create(): SignalingClient | null;
  /** `client` is in use until `signal` is aborted; it is not open yet. */
  clientChanged(client: SignalingClient, signal: AbortSignal): void;
  /** State or address of the client, or `error`, changed. */
  changed(): void;
  failed(error: SignalingError): void;
}

/** Keeps one signaling connection open: opens it, tries again when that fails, and closes what it has made. */
export class SignalingSession {
  /** Whether the client is the session's own, so that it closes it and makes a new one after a failure. */
  readonly #isOwner: boolean;
  readonly #hooks: SignalingSessionHooks;
  readonly #policy = new DefaultReconnectPolicy();
  #client: SignalingClient | null = null;
  #error: SignalingError | null = null;
  #failures = 0;
  #opening = false;
  #attempt = new AbortController();
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** While it waits: the network may be there again. */
  readonly #wakeWatch = new WakeWatch(systemClock, () => void this.connect());

  constructor(isOwner: boolean, hooks: SignalingSessionHooks) {
    this.#isOwner = isOwner;
    this.#hooks = hooks;
  }

  get client(): SignalingClient | null {
    return this.#client;
  }

  /** Why there is no connection, once an attempt has failed; `null` again when one has succeeded. */
  get error(): SignalingError | null {
    return this.#error;
  }

  /** Starts an attempt at once, whatever wait is under way. */
  async connect(): Promise<void> {
    this.#drop()?.close();
    const { signal } = this.#attempt;
    try {
      const client = (this.#client = this.#hooks.create());
      if (client === null) return;
      client.addEventListener('statechange', () => this.#stateChanged(client), { signal });
      client.addEventListener('idchange', () => this.#hooks.changed(), { signal });
      this.#hooks.clientChanged(client, signal);
      this.#opening = !isOnline(client);
      if (this.#opening) await client.open();
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  /** Ends the session. An own client is closed a moment later, so that a last message still goes out. */
  stop(): void {
    const client = this.#drop();
    setTimeout(() => client?.close());
  }

  #stateChanged({ state }: SignalingClient): void {
    if (state === 'open') {
      this.#opening = false;
      this.#failures = 0;
      this.#error = null;
    }
    // While `open()` is under way its rejection says more than the state does.
    if (state === 'closed' && !this.#opening) {
      this.#fail(new SignalingError('closed', 'The signaling connection was closed.'));
    } else {
      this.#hooks.changed();
    }
  }

  #fail(cause: unknown): void {
    const error =
      cause instanceof SignalingError
        ? cause
        : new SignalingError('connect-failed', 'Signaling could not be started; see `cause`.', {
            cause,
          });
    this.#opening = false;
    this.#error = error;
    // A client of the page that was closed can't be opened again; it is the page's turn.
    if (this.#isOwner || error.code !== 'closed') {
      const delayMs = this.#policy.nextDelayMs(this.#failures++);
      this.#retry = setTimeout(() => void this.connect(), delayMs);
      this.#wakeWatch.start();
    }
    this.#hooks.failed(error);
  }

  /** Lets go of the client; returns it if it is to be closed. */
  #drop(): SignalingClient | null {
    const client = this.#client;
    clearTimeout(this.#retry);
    this.#wakeWatch.stop();
    this.#attempt.abort();
    this.#attempt = new AbortController();
    this.#client = null;
    return this.#isOwner ? client : null;
  }
}
