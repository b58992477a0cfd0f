import type { ReactiveController } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import { isRingingHere } from '../../call-phase.js';
import type { RingKind } from './ring-tone.js';
import type { ToolsHost, Wording } from '../host/tools-host.js';

/** A call that is answered at once, as one in a room, does not ring. */
const DELAY_MS = 300;
const RETRY_MS = 2_000;

/** Rings here for the callee, and for the caller while it rings there. How, is fetched at the first ring. */
export class CallRing implements ReactiveController {
  readonly #host: ToolsHost;
  readonly #wording: () => Wording;
  #call: PeerCall | null = null;
  #kind: RingKind | null = null;
  #ring = new AbortController();

  constructor(host: ToolsHost, wording: () => Wording) {
    this.#host = host;
    this.#wording = wording;
    host.addController(this);
  }

  hostUpdated(): void {
    const { call, isConnected } = this.#host;
    const kind = isConnected && call ? kindOf(call) : null;
    if (kind === this.#kind && call === this.#call) return;
    this.hostDisconnected();
    this.#kind = kind;
    this.#call = call;
    if (!call || !kind) return;
    const ring = (this.#ring = new AbortController());
    // At once: a rendering may have to wait.
    const stop = () => kindOf(call) !== kind && ring.abort();
    call.addEventListener('statechange', stop, { signal: ring.signal });
    setTimeout(() => void this.#start(kind, ring.signal), DELAY_MS);
  }

  hostDisconnected(): void {
    this.#ring.abort();
    this.#call = this.#kind = null;
  }

  async #start(kind: RingKind, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      const { ring } = await import('./ringing.js');
      if (!signal.aborted) ring(this.#host, kind, this.#wording, signal);
    } catch {
      // It is seen that it rings. What has not come may come while it does.
      setTimeout(() => void this.#start(kind, signal), RETRY_MS);
    }
  }
}

function kindOf(call: PeerCall): RingKind | null {
  if (isRingingHere(call)) return 'ring';
  return call.state === 'ringing' ? 'ringback' : null;
}
