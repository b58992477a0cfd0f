import type { ReactiveController } from 'lit';
import { notFetched, type CallError } from '../../../call/terms/call-error.js';
import type { PeerCall } from '../../../call/peer-call.js';
import { systemClock } from '../../../internal/clock.js';
import { RateLimit } from '../../../internal/rate-limit.js';
import { isUp } from '../../call-phase.js';
import type { ToolsHost } from '../host/tools-host.js';
import type { CallCaptions } from './call-captions.js';
import { CAPTIONS_TOPIC, readCaptionsMessage, type CaptionsMessage } from './captions-message.js';

/** Four times what a side sends that speaks without a pause. What comes faster is a flood. */
const MAX_INCOMING = 160;
const WINDOW_MS = 10_000;

/** Waits until either side of a call wants captions. What they take is a file of its own, which is fetched then. */
export class Captions implements ReactiveController {
  readonly #host: ToolsHost;
  readonly #report: (error: CallError) => void;
  readonly #memory = { hasRefused: false };
  #isOn = false;
  #call: PeerCall | null = null;
  #listeners = new AbortController();
  #incoming = new RateLimit(systemClock, MAX_INCOMING, WINDOW_MS);
  #fetching: Promise<CallCaptions | null> | null = null;
  #session: CallCaptions | null = null;

  constructor(host: ToolsHost, report: (error: CallError) => void) {
    this.#host = host;
    this.#report = report;
    host.addController(this);
  }

  /** Whether the user wants to read what the other side says, in this call and those after it. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** Of the call that is shown; `null` as long as nobody has asked for captions in it. */
  get session(): CallCaptions | null {
    return this.#session;
  }

  readonly toggle = (): void => {
    this.#isOn = !this.#isOn;
    this.#host.requestUpdate();
  };

  hostUpdate(): void {
    const { call } = this.#host;
    const live = call && isUp(call) ? call : null;
    if (live !== this.#call) {
      this.#leave();
      this.#call = live;
      if (live) this.#enter(live);
    }
    this.#session?.update(this.#isOn);
    if (live && this.#isOn && !this.#session) void this.#fetch(live);
  }

  hostDisconnected(): void {
    // The host may be moved.
    setTimeout(() => {
      if (!this.#host.isConnected) this.#leave();
    });
  }

  #enter(call: PeerCall): void {
    this.#incoming = new RateLimit(systemClock, MAX_INCOMING, WINDOW_MS);
    const { signal } = this.#listeners;
    call.onTopic(CAPTIONS_TOPIC, (data) => void this.#receive(call, data), { signal });
  }

  #leave(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
    this.#session?.close();
    this.#call = this.#session = this.#fetching = null;
  }

  async #receive(call: PeerCall, data: string): Promise<void> {
    if (!this.#incoming.spend()) return;
    const message = readCaptionsMessage(data);
    if (message === null) return;
    const session = await this.#fetch(call);
    if (session) session.receive(message);
    else if (message.type === 'ask' && call === this.#call) {
      this.#send(call, { type: 'state', id: message.id, state: 'failed' });
    }
  }

  /** Resolves with `null` where the file can't be had, or the call is over by then. */
  #fetch(call: PeerCall): Promise<CallCaptions | null> {
    this.#fetching ??= this.#open(call);
    return this.#fetching;
  }

  async #open(call: PeerCall): Promise<CallCaptions | null> {
    try {
      const { CallCaptions } = await import('./call-captions.js');
      if (call !== this.#call) return null;
      const send = (message: CaptionsMessage) => this.#send(call, message);
      this.#session = new CallCaptions(call, this.#host, send, this.#memory);
      this.#session.update(this.#isOn);
      this.#host.requestUpdate();
      return this.#session;
    } catch (cause) {
      if (call !== this.#call) return null;
      // The next one who asks tries again.
      this.#fetching = null;
      if (this.#isOn) {
        this.toggle();
        this.#report(notFetched('invalid-state', cause));
      }
      return null;
    }
  }

  #send(call: PeerCall, message: CaptionsMessage): void {
    try {
      call.sendMessage(JSON.stringify(message), CAPTIONS_TOPIC);
    } catch {
      // The call is over, or there are too many messages waiting: what was said then is not written.
    }
  }
}
