import { expect } from '@open-wc/testing';
import { until } from './until.js';

/** Records connections, tracks and rejections while it is installed, so that a test can check that nothing is left. */
export class LeakGuard {
  /** Every connection made, in order. */
  readonly connections: RTCPeerConnection[] = [];
  /** Every track of a device. */
  readonly tracks: MediaStreamTrack[] = [];
  readonly rejections: unknown[] = [];
  readonly #prototypeKeys = Reflect.ownKeys(Object.prototype);
  readonly #listeners = new AbortController();
  readonly #restore: (() => void)[] = [];

  install(): void {
    const { connections } = this;
    const Original = globalThis.RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Original {
      constructor(config?: RTCConfiguration) {
        super(config);
        connections.push(this);
      }
    };
    this.#restore.push(() => (globalThis.RTCPeerConnection = Original));
    this.#record('getUserMedia');
    this.#record('getDisplayMedia');
    addEventListener('unhandledrejection', ({ reason }) => this.rejections.push(reason), {
      signal: this.#listeners.signal,
    });
  }

  uninstall(): void {
    this.#listeners.abort();
    for (const restore of this.#restore.splice(0)) restore();
  }

  /** Adds the tracks of a stream that did not come from the browser's own devices. */
  watch(stream: MediaStream): MediaStream {
    this.tracks.push(...stream.getTracks());
    return stream;
  }

  get liveTracks(): MediaStreamTrack[] {
    return this.tracks.filter(({ readyState }) => readyState === 'live');
  }

  get openConnections(): RTCPeerConnection[] {
    return this.connections.filter(({ signalingState }) => signalingState !== 'closed');
  }

  /** Fails if a connection is open, a track is live, a promise was left to reject, or `Object` has new fields. */
  async check(): Promise<void> {
    await until(() => this.openConnections.length === 0, 'every connection to be closed');
    await until(() => this.liveTracks.length === 0, 'every local track to be stopped');
    expect(this.rejections, 'unhandled rejections').to.deep.equal([]);
    expect(Reflect.ownKeys(Object.prototype)).to.deep.equal(this.#prototypeKeys);
  }

  #record(name: 'getUserMedia' | 'getDisplayMedia'): void {
    const devices = navigator.mediaDevices;
    const original = devices[name].bind(devices);
    devices[name] = async (constraints) => this.watch(await original(constraints));
    this.#restore.push(() => Reflect.deleteProperty(devices, name));
  }
}
