import type { SignalingClient } from '../../signaling/signaling-client.js';
import { ConnectionConfiguration } from '../connection/connection-configuration.js';
import { CallError } from '../terms/call-error.js';
import { resolveCallOptions, type ResolvedCallOptions } from '../terms/call-options.js';
import {
  UNTESTED,
  type NetworkCheckOptions,
  type NetworkProblem,
  type NetworkReport,
} from '../terms/network-report.js';
import { measureLine } from './measure-line.js';
import { networkQuality } from './network-quality.js';
import { reachServers, urlsOf, type ReachedServers } from './reached-servers.js';
import { signalingEcho } from './signaling-echo.js';

const isTurn = (url: string) => /^turns?:/.test(url);
const isOverUdp = (url: string) => /^(stun|turn):(?!.*transport=tcp)/.test(url);

/** See `checkNetwork`. */
export async function runNetworkCheck(
  signaling: SignalingClient | null,
  options: NetworkCheckOptions,
): Promise<NetworkReport> {
  const { signal, onProgress, ...callOptions } = options;
  const resolved = resolveCallOptions(callOptions);
  if (typeof RTCPeerConnection === 'undefined') {
    throw new CallError('not-supported', 'This browser has no WebRTC.');
  }
  signal?.throwIfAborted();
  const check = new NetworkCheck(signaling, resolved, signal ?? null, onProgress ?? null);
  return check.run();
}

class NetworkCheck {
  readonly #signaling: SignalingClient | null;
  readonly #options: ResolvedCallOptions;
  readonly #signal: AbortSignal;
  readonly #onProgress: ((report: NetworkReport) => void) | null;
  readonly #configuration: ConnectionConfiguration;
  #report = UNTESTED;

  constructor(
    signaling: SignalingClient | null,
    options: ResolvedCallOptions,
    signal: AbortSignal | null,
    onProgress: ((report: NetworkReport) => void) | null,
  ) {
    this.#signaling = signaling;
    this.#options = options;
    this.#signal = signal ?? new AbortController().signal;
    this.#onProgress = onProgress;
    this.#configuration = new ConnectionConfiguration({
      options,
      fetchIceServers: async () => (await signaling?.fetchIceServers()) ?? null,
      onError: () => this.#addProblem('ice-servers-failed'),
      onServersDue: () => {},
      certificate: undefined,
    });
  }

  async run(): Promise<NetworkReport> {
    try {
      await Promise.all([this.#testSignaling(), this.#testServers()]);
    } finally {
      this.#configuration.close();
    }
    const { signaling, problems } = this.#report;
    const isDown = problems.includes('network-down');
    // What comes of having no network says nothing more.
    const left = isDown ? (['network-down'] as const) : problems;
    if (signaling.state === 'failed' && !isDown)
      this.#update({ problems: ['signaling-unreachable', ...left] });
    else this.#update({ problems: left });
    this.#update({ quality: networkQuality(this.#report, this.#isRelayOnly) });
    return this.#report;
  }

  get #isRelayOnly(): boolean {
    return this.#options.iceTransportPolicy === 'relay';
  }

  async #testSignaling(): Promise<void> {
    const signaling = this.#signaling;
    if (signaling === null) {
      this.#update({ signaling: { state: 'skipped', roundTripTimeMs: null } });
      return;
    }
    const timeMs = await signalingEcho(signaling, this.#options.clock, this.#signal);
    this.#signal.throwIfAborted();
    const roundTripTimeMs = timeMs === null ? null : Math.round(timeMs);
    const state = timeMs === null ? 'failed' : 'passed';
    this.#update({ signaling: { state, roundTripTimeMs } });
  }

  async #testServers(): Promise<void> {
    const { clock } = this.#options;
    const servers = await this.#configuration.iceServers();
    this.#signal.throwIfAborted();
    const connection = this.#connect(servers);
    const urls = urlsOf(connection);
    const reached = await reachServers(connection, clock, this.#signal, (now) => this.#show(now));
    this.#signal.throwIfAborted();
    this.#judge(reached, urls.some(isOverUdp), urls.some(isTurn));
    if (!reached.relayed) {
      this.#update({ line: { ...UNTESTED.line, state: 'skipped' } });
      return;
    }
    const relays = servers.filter(({ urls: its }) => [its].flat().some(isTurn));
    const figures = await measureLine(() => this.#connect(relays, 'relay'), clock, this.#signal);
    this.#signal.throwIfAborted();
    this.#update({
      line: figures ? { state: 'passed', ...figures } : { ...UNTESTED.line, state: 'failed' },
    });
  }

  #connect(servers: RTCIceServer[], iceTransportPolicy: RTCIceTransportPolicy = 'all') {
    return this.#configuration.withServers(
      servers,
      (iceServers) =>
        new RTCPeerConnection({ iceServers, iceTransportPolicy, bundlePolicy: 'max-bundle' }),
    );
  }

  /** What has worked is known at once; what has not, only at the end. */
  #show({ udp, relayed, protocols }: ReachedServers): void {
    this.#update({
      ...(udp && { stun: { state: 'passed' } }),
      ...(relayed && { turn: { state: 'passed', protocols } }),
    });
  }

  #judge(
    { any, udp, relayed, protocols, refused }: ReachedServers,
    hasUdp: boolean,
    hasTurn: boolean,
  ): void {
    this.#update({
      stun: { state: !hasUdp ? 'skipped' : udp ? 'passed' : 'failed' },
      turn: { state: !hasTurn ? 'skipped' : relayed ? 'passed' : 'failed', protocols },
    });
    if (!any) this.#addProblem('network-down');
    if (hasUdp && !udp) this.#addProblem('udp-blocked');
    if (!hasTurn) this.#addProblem(this.#isRelayOnly ? 'relay-policy-without-turn' : 'no-turn');
    else if (!relayed) this.#addProblem(refused ? 'turn-refused' : 'turn-unreachable');
  }

  #addProblem(problem: NetworkProblem): void {
    this.#update({ problems: [...this.#report.problems, problem] });
  }

  #update(change: Partial<NetworkReport>): void {
    this.#report = { ...this.#report, ...change };
    if (!this.#signal.aborted) this.#onProgress?.(this.#report);
  }
}
