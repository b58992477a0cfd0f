import { systemClock } from '../../../internal/clock.js';
import { WakeWatch } from '../../../internal/wake-watch.js';
import { DefaultReconnectPolicy } from '../../../signaling/reconnect-policy.js';
import type { SignalingClient } from '../../../signaling/signaling-client.js';
import { SignalingError } from '../../../signaling/signaling-error.js';

/** Whether `client` has an address. While it reconnects it still has the previous one. */
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

/** Keeps one signaling connection open: opens it, retries after a failure, and closes the clients it created. */
export class SignalingSession {
  /** Whether the session creates its clients itself. It then closes them, and makes a new one after a failure. */
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
  readonly #wakeWatch = new WakeWatch(systemClock, () => {
    // What failed before says nothing about now.
    this.#failures = 0;
    void this.connect();
  });

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

  /** Starts an attempt now, without waiting for the next retry. */
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

  /** Ends the session. The session's own client is closed in the next task, so that a last message is still sent. */
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
    // While `open()` is pending, its rejection has the exact error.
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
    // A closed client can't be opened again. If it belongs to the page, only the page can set another one.
    // Who is refused has to do something first, such as to log in.
    if (error.code !== 'unauthorized' && (this.#isOwner || error.code !== 'closed')) {
      const delayMs = this.#policy.nextDelayMs(this.#failures++);
      this.#retry = setTimeout(() => void this.connect(), delayMs);
      this.#wakeWatch.start();
    }
    this.#hooks.failed(error);
  }

  /** Stops using the client. Returns it if the session has to close it. */
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
