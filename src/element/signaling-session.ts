import { DefaultReconnectPolicy } from '../signaling/reconnect-policy.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import { SignalingError } from '../signaling/signaling-error.js';

export interface SignalingSource {
  /** A client to open, or `null` while there is nothing to connect to. */
  readonly create: () => SignalingClient | null;
  /** Whether the client is the session's own, so that it closes it and makes a new one after a failure. */
  readonly owned: boolean;
}

export interface SignalingSessionListener {
  /** `client` is in use from now on; it is not open yet. */
  clientChanged(client: SignalingClient): void;
  /** State or address of the client, or `error`, changed. */
  changed(): void;
  failed(error: SignalingError): void;
}

/** Keeps one signaling connection open: opens it, tries again when that fails, and closes what it has made. */
export class SignalingSession {
  readonly #source: SignalingSource;
  readonly #listener: SignalingSessionListener;
  readonly #policy = new DefaultReconnectPolicy();
  #client: SignalingClient | null = null;
  #error: SignalingError | null = null;
  #failures = 0;
  #opening = false;
  #attempt = new AbortController();
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(source: SignalingSource, listener: SignalingSessionListener) {
    this.#source = source;
    this.#listener = listener;
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
    this.#drop();
    if (this.#source.owned) this.#client?.close();
    this.#client = null;
    const { signal } = this.#attempt;
    try {
      this.#client = this.#source.create();
    } catch (error) {
      this.#fail(error);
      return;
    }
    const client = this.#client;
    if (client === null) return;
    client.addEventListener('statechange', () => this.#stateChanged(client), { signal });
    client.addEventListener('idchange', () => this.#listener.changed(), { signal });
    this.#listener.clientChanged(client);
    void this.#open(client, signal);
  }

  /** Ends the session. An own client is closed a moment later, so that a last message still goes out. */
  stop(): void {
    const client = this.#client;
    this.#drop();
    this.#client = null;
    if (client && this.#source.owned) setTimeout(() => client.close());
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
      this.#listener.changed();
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
    this.#listener.changed();
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
    const canRetry = this.#source.owned || error.code !== 'closed';
    const delayMs = canRetry ? this.#policy.nextDelayMs(this.#failures++) : null;
    if (delayMs !== null) this.#retry = setTimeout(() => this.connect(), delayMs);
    this.#listener.failed(error);
  }

  #drop(): void {
    clearTimeout(this.#retry);
    this.#attempt.abort();
    this.#attempt = new AbortController();
    this.#opening = false;
  }
}
