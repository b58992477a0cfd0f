import { DefaultReconnectPolicy } from '../signaling/reconnect-policy.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import { SignalingError } from '../signaling/signaling-error.js';

export interface SignalingSessionHooks {
  /** A client to open, or `null` while there is nothing to connect to. */
  create(): SignalingClient | null;
  /** `client` is in use from now on; it is not open yet. */
  clientChanged(client: SignalingClient): void;
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
  connect(): void {
    this.#drop()?.close();
    const { signal } = this.#attempt;
    try {
      const client = (this.#client = this.#hooks.create());
      if (client === null) return;
      client.addEventListener('statechange', () => this.#stateChanged(client), { signal });
      client.addEventListener('idchange', () => this.#hooks.changed(), { signal });
      this.#hooks.clientChanged(client);
      void this.#open(client, signal);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Ends the session. An own client is closed a moment later, so that a last message still goes out. */
  stop(): void {
    const client = this.#drop();
    setTimeout(() => client?.close());
  }

  async #open(client: SignalingClient, signal: AbortSignal): Promise<void> {
    if (client.state !== 'closed' && client.state !== 'connecting') return;
    this.#opening = true;
    try {
      await client.open();
      if (signal.aborted) return;
      this.#opening = false;
      this.#failures = 0;
      this.#error = null;
      this.#hooks.changed();
    } catch (error) {
      if (signal.aborted) return;
      this.#opening = false;
      this.#fail(error);
    }
  }

  #stateChanged(client: SignalingClient): void {
    // While `open()` is under way its rejection says more than the state does.
    if (client.state === 'closed' && !this.#opening) {
      this.#fail(new SignalingError('closed', 'The signaling connection was closed.'));
      return;
    }
    this.#hooks.changed();
  }

  #fail(cause: unknown): void {
    const error =
      cause instanceof SignalingError
        ? cause
        : new SignalingError('connect-failed', 'Signaling could not be started; see `cause`.', {
            cause,
          });
    this.#error = error;
    // A client of the page that was closed can't be opened again; it is the page's turn.
    if (this.#isOwner || error.code !== 'closed') {
      const delayMs = this.#policy.nextDelayMs(this.#failures++);
      this.#retry = setTimeout(() => this.connect(), delayMs);
    }
    this.#hooks.failed(error);
  }

  /** Lets go of the client; returns it if it is to be closed. */
  #drop(): SignalingClient | null {
    const client = this.#client;
    clearTimeout(this.#retry);
    this.#attempt.abort();
    this.#attempt = new AbortController();
    this.#opening = false;
    this.#client = null;
    return this.#isOwner ? client : null;
  }
}
