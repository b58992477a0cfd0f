import type { CallOptions } from '../../call/terms/call-options.js';
import type { PeerCall } from '../../call/peer-call.js';
import type { SignalingClient } from '../../signaling/signaling-client.js';
import type { CallControllerHooks, CallHost } from './call-host.js';
import { callOptions } from './host-options.js';

/**
 * Listens for calls on the signaling client in use, with the options that the host has when they come in. A listener
 * gets its options when it is created, so it is replaced when they change. The connection stays as it is.
 */
export class IncomingCalls {
  readonly #host: CallHost;
  readonly #hooks: CallControllerHooks;
  readonly #onCall: (call: PeerCall) => void;
  readonly #onError: (error: unknown) => void;
  #client: SignalingClient | null = null;
  #options: CallOptions = {};
  #stop: (() => void) | null = null;

  constructor(
    host: CallHost,
    hooks: CallControllerHooks,
    onCall: (call: PeerCall) => void,
    onError: (error: unknown) => void,
  ) {
    this.#host = host;
    this.#hooks = hooks;
    this.#onCall = onCall;
    this.#onError = onError;
  }

  /** Listens on `client` until `signal` is aborted. */
  listen(client: SignalingClient, signal: AbortSignal): void {
    signal.addEventListener('abort', () => this.#release());
    this.#client = client;
    this.update();
  }

  /** Replaces the listener if the host's options have changed. */
  update(): void {
    const client = this.#client;
    const options = callOptions(this.#host);
    if (client === null || (this.#stop && isSame(options, this.#options))) return;
    this.#stop?.();
    this.#options = options;
    try {
      this.#stop = this.#hooks.createCallListener(client, this.#onCall, options);
    } catch (error) {
      // Somebody else listens on this client. Calls can still be placed.
      this.#client = null;
      this.#onError(error);
    }
  }

  #release(): void {
    this.#stop?.();
    this.#stop = null;
    this.#client = null;
  }
}

function isSame(one: CallOptions, other: CallOptions): boolean {
  const names = Object.keys({ ...one, ...other }) as (keyof CallOptions)[];
  return names.every((name) => one[name] === other[name]);
}
