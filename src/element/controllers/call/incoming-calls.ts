import { toCallError } from '../../../call/terms/call-error.js';
import type { CallOptions } from '../../../call/terms/call-options.js';
import type { PeerCall } from '../../../call/peer-call.js';
import type { SignalingClient } from '../../../signaling/signaling-client.js';
import type { CallControllerHooks, CallHost } from '../host/call-host.js';
import { callOptions, isSameOptions } from './host-options.js';

/**
 * Listens for calls on the signaling client in use, with the options that the host has when they come in. A listener
 * gets its options when it is created, so it is replaced when they change. The connection stays as it is.
 */
export class IncomingCalls {
  readonly #host: CallHost;
  readonly #hooks: CallControllerHooks;
  readonly #onCall: (call: PeerCall, options: CallOptions) => void;
  readonly #onError: (error: unknown) => void;
  #client: SignalingClient | null = null;
  /** What the present listener was made with, or could not be. */
  #options: CallOptions | null = null;
  #stop: (() => void) | null = null;
  /** The message of the last error, while there is no listener because of it. */
  #reported: string | null = null;
  #isHeld = false;

  constructor(
    host: CallHost,
    hooks: CallControllerHooks,
    onCall: (call: PeerCall, options: CallOptions) => void,
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

  /** While it is held, it does not listen: somebody else does, on the same client. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (isHeld) this.#stopListening();
    else this.update();
  }

  /** Replaces the listener if the host's options have changed. */
  update(): void {
    const client = this.#client;
    const options = callOptions(this.#host);
    if (client === null || this.#isHeld || (this.#options && isSameOptions(options, this.#options)))
      return;
    this.#stopListening();
    this.#options = options;
    try {
      const onCall = (call: PeerCall) => this.#onCall(call, options);
      this.#stop = this.#hooks.createCallListener(client, onCall, options);
      this.#reported = null;
    } catch (error) {
      this.#refused(error);
    }
  }

  /** There is no listener, but calls can still be placed. */
  #refused(error: unknown): void {
    const { code, message } = toCallError(error);
    // Somebody else listens on this client, whatever the options are. Another error may be over with other options.
    if (code === 'invalid-state') this.#client = null;
    // A framework sets new options at each rendering, and may render anew because of this error.
    if (message === this.#reported) return;
    this.#reported = message;
    this.#onError(error);
  }

  #stopListening(): void {
    this.#stop?.();
    this.#stop = null;
    this.#options = null;
  }

  #release(): void {
    this.#stopListening();
    this.#reported = null;
    this.#client = null;
  }
}
