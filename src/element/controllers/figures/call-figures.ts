import type { ReactiveController } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import type { CallReport } from '../../../call/terms/call-report.js';
import { isUp } from '../../call-phase.js';
import type { PanelHost } from '../host/panel-controller.js';

/** What the plots show. */
export const PLOTTED_MS = 120_000;
/** How often the call is asked while somebody looks at the figures, and while nobody does, so that there is a past to show. */
const WATCHED_MS = 1_000;
const UNWATCHED_MS = 4_000;
/** A call that changes its state or quality all the time has the latest of these in its diagnostics. */
const MAX_CHANGES = 40;

/** One moment of a call. */
export type FiguresSample = { readonly atMs: number } & Pick<
  CallReport,
  'roundTripTimeMs' | 'packetLoss' | 'outgoingPacketLoss' | 'incomingBitrate' | 'outgoingBitrate'
>;

/** What has happened to a call, since it was connected. */
export interface CallChange {
  readonly afterMs: number;
  readonly state: PeerCall['state'];
  readonly quality: PeerCall['quality'];
}

/** Keeps the figures of the call that is shown: the last two minutes, those of its end included. */
export class CallFigures implements ReactiveController {
  readonly #host: PanelHost;
  readonly #isWatched: () => boolean;
  #call: PeerCall | null = null;
  #startedMs = 0;
  #report: CallReport | null = null;
  #hasFailed = false;
  #samples: readonly FiguresSample[] = [];
  #changes: readonly CallChange[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer is due; `Infinity` while it does not run. */
  #dueMs = Infinity;
  #isAsking = false;

  /** @param isWatched whether somebody looks at the figures */
  constructor(host: PanelHost, isWatched: () => boolean) {
    this.#host = host;
    this.#isWatched = isWatched;
    host.addController(this);
  }

  /** The latest report; `null` before there is one. */
  get report(): CallReport | null {
    return this.#isCurrent ? this.#report : null;
  }

  /** Whether the call could not be asked the last time. */
  get hasFailed(): boolean {
    return this.#isCurrent && this.#hasFailed;
  }

  /** Oldest first. Their time is that of `performance.now()`. */
  get samples(): readonly FiguresSample[] {
    return this.#isCurrent ? this.#samples : [];
  }

  /** Oldest first. */
  get changes(): readonly CallChange[] {
    return this.#isCurrent ? this.#changes : [];
  }

  hostUpdate(): void {
    const { call } = this.#host;
    if (call && isUp(call) && call !== this.#call) this.#begin(call);
    if (call && this.#isCurrent) this.#noteChange(call);
  }

  hostUpdated(): void {
    const call = this.#call;
    if (call === null || !this.#isCurrent || !this.#host.isConnected) {
      this.#stop();
    } else if (isUp(call)) {
      this.#startWithin(this.#isWatched() ? WATCHED_MS : UNWATCHED_MS);
    } else if (this.#dueMs < Infinity) {
      // What it has come to. The call still knows it.
      this.#stop();
      void this.#ask(call);
    }
  }

  hostDisconnected(): void {
    this.#stop();
  }

  get #isCurrent(): boolean {
    return this.#call !== null && this.#call === this.#host.call;
  }

  #begin(call: PeerCall): void {
    this.#stop();
    this.#call = call;
    this.#startedMs = performance.now();
    this.#report = null;
    this.#hasFailed = false;
    this.#samples = [];
    this.#changes = [];
  }

  #noteChange({ state, quality }: PeerCall): void {
    const last = this.#changes.at(-1);
    if (last?.state === state && last.quality === quality) return;
    const afterMs = Math.round(performance.now() - this.#startedMs);
    this.#changes = [...this.#changes, { afterMs, state, quality }].slice(-MAX_CHANGES);
  }

  #startWithin(delayMs: number): void {
    const dueMs = performance.now() + delayMs;
    if (this.#isAsking || this.#dueMs <= dueMs) return;
    clearTimeout(this.#timer);
    this.#dueMs = dueMs;
    this.#timer = setTimeout(() => void this.#askAgain(), delayMs);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#dueMs = Infinity;
  }

  async #askAgain(): Promise<void> {
    const call = this.#call;
    if (call === null) return;
    this.#isAsking = true;
    await this.#ask(call);
    this.#isAsking = false;
    // Nobody has called `hostUpdated` if nobody looks.
    this.#dueMs = Infinity;
    this.hostUpdated();
  }

  async #ask(call: PeerCall): Promise<void> {
    let report: CallReport | null = null;
    try {
      report = await call.getReport();
    } catch {
      // The file that reads the figures can't be had. That is said where they would stand.
    }
    if (call !== this.#call) return;
    this.#hasFailed = report === null;
    if (report) this.#keep(report);
    if (this.#isWatched() || call.state === 'ended') this.#host.requestUpdate();
  }

  #keep(report: CallReport): void {
    const atMs = performance.now();
    const { roundTripTimeMs, packetLoss, outgoingPacketLoss } = report;
    const { incomingBitrate, outgoingBitrate } = report;
    const sample = {
      atMs,
      roundTripTimeMs,
      packetLoss,
      outgoingPacketLoss,
      incomingBitrate,
      outgoingBitrate,
    };
    this.#report = report;
    this.#samples = [...this.#samples, sample].filter((one) => atMs - one.atMs <= PLOTTED_MS);
  }
}
