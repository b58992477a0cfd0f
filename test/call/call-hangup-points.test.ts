import { expect } from '@open-wc/testing';
import { PeerCall } from '../../src/call/peer-call.js';
import type { CallOptions } from '../../src/call/terms/call-options.js';
import { LOCAL, until, useCalls, type Pair } from '../support/call-fixture.js';
import { FakeDevices } from '../support/fake-devices.js';

/** For some dozens of calls, one after the other. */
const WALK_MS = 240_000;

const CONNECTION_METHODS = [
  'setLocalDescription',
  'setRemoteDescription',
  'addIceCandidate',
] as const;

/** Counts the moments at which a call does something or waits for something, and acts at one of them. */
class Moments {
  #count = 0;
  readonly #at: number;
  readonly #act: (call: PeerCall) => void;
  readonly #restore: (() => void)[] = [];

  constructor(at: number, act: (call: PeerCall) => void) {
    this.#at = at;
    this.#act = act;
    for (const name of CONNECTION_METHODS) this.#wrap(RTCPeerConnection.prototype, name);
    this.#wrap(RTCPeerConnection, 'generateCertificate');
    this.#wrap(RTCRtpSender.prototype, 'replaceTrack');
    this.#wrap(MediaDevices.prototype, 'getUserMedia');
  }

  /** Whether the moment to act has come. */
  get hasActed(): boolean {
    return this.#count >= this.#at;
  }

  /** The moments of a side start with its own call. */
  call: PeerCall | null = null;

  readonly hit = (): void => {
    if (this.call === null) return;
    this.#count += 1;
    if (this.#count === this.#at) this.#act(this.call);
  };

  restore(): void {
    for (const restore of this.#restore.splice(0)) restore();
  }

  /** A moment before the browser is asked, and one when its answer is there. */
  #wrap<Name extends string>(
    target: Record<Name, (...args: never[]) => Promise<unknown>>,
    name: Name,
  ) {
    const { hit } = this;
    const had = Object.hasOwn(target, name);
    const original = target[name];
    target[name] = async function (this: unknown, ...args: never[]): Promise<unknown> {
      hit();
      const result = await original.apply(this, args);
      hit();
      return result;
    };
    this.#restore.push(() => {
      if (had) target[name] = original;
      else Reflect.deleteProperty(target, name);
    });
  }
}

describe('PeerCall: hanging up at every moment of the set-up', () => {
  const calls = useCalls();

  async function setUp(
    at: number,
    side: 'outgoing' | 'incoming',
    act: (call: PeerCall) => void,
  ): Promise<{ pair: Pair; outgoing: PeerCall; incoming: PeerCall | null; hasActed: boolean }> {
    const devices = new FakeDevices(calls);
    const options: CallOptions = { ...LOCAL, video: false, mediaDevices: devices };
    const pair = await calls.pair({}, options);
    const moments = new Moments(at, act);
    class Watched extends PeerCall {
      protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
        moments.hit();
        const connection = super.createConnection(config);
        moments.hit();
        return connection;
      }

      protected override async openMedia(wanted: MediaStreamConstraints): Promise<MediaStream> {
        moments.hit();
        const stream = await super.openMedia(wanted);
        moments.hit();
        return stream;
      }

      protected override onStateChange(): void {
        moments.hit();
      }
    }
    pair.stop();
    let incoming: PeerCall | null = null;
    const stop = Watched.listen(
      pair.bob,
      (call) => {
        incoming = calls.watch(call);
        watch(call);
        if (side === 'incoming') moments.call = call;
        void call.answer().catch(() => undefined);
      },
      options,
    );
    const watch = (call: PeerCall) => {
      for (const name of ['statechange', 'localstream', 'remotestream', 'remotemedia'] as const) {
        call.addEventListener(name, moments.hit);
      }
    };
    pair.network.intercept = () => {
      moments.hit();
      return 'pass';
    };
    const outgoing = calls.watch(Watched.place(pair.alice, 'bob', options));
    watch(outgoing);
    if (side === 'outgoing') moments.call = outgoing;
    const find = () => incoming;
    await until(() => {
      const states = [outgoing.state, find()?.state];
      if (moments.hasActed)
        return states.every((state) => state === 'ended' || state === undefined);
      return states.every((state) => state === 'connected');
    }, `both sides to be through with moment ${at}`);
    moments.restore();
    stop();
    return { pair, outgoing, incoming: find(), hasActed: moments.hasActed };
  }

  for (const side of ['outgoing', 'incoming'] as const) {
    for (const [name, act] of [
      ['hangs up', (call: PeerCall) => call.hangup()],
      ['hangs up a microtask later', (call: PeerCall) => queueMicrotask(() => call.hangup())],
    ] as const) {
      it(`ends once and leaves nothing when the ${side} side ${name}`, async () => {
        let points = 0;
        for (let at = 1; ; at += 1) {
          const { pair, outgoing, incoming, hasActed } = await setUp(at, side, act);
          if (!hasActed) {
            outgoing.hangup();
            break;
          }
          points += 1;
          expect(outgoing.endReason, `moment ${at}`).to.be.oneOf([
            'hangup',
            'cancelled',
            'declined',
          ]);
          // The peer is told the same.
          if (incoming !== null) expect(incoming.endReason).to.equal(outgoing.endReason);
          await until(
            () => calls.guard.openConnections.length === 0,
            `moment ${at}: no connection`,
          );
          await until(() => calls.guard.liveTracks.length === 0, `moment ${at}: no live track`);
          pair.network.intercept = null;
        }
        expect(points).to.be.greaterThan(15);
      }).timeout(WALK_MS);
    }
  }
});
