import { expect } from '@open-wc/testing';
import { CallStatistics } from '../../../src/call/diagnosis/call-statistics.js';
import type { CallQuality } from '../../../src/call/terms/call-quality.js';
import type { CallReport } from '../../../src/call/terms/call-report.js';
import { createMediaState } from '../../../src/call/terms/media-state.js';
import { createDeferred } from '../../../src/internal/deferred.js';
import type { Link } from '../../../src/link/link.js';
import { ManualClock, settle } from '../../support/manual-clock.js';

const INTERVAL_MS = 1_000;

/** A connection whose figures a test sets, and which come when it lets them. */
class FakeConnection {
  packetsReceived = 0;
  packetsLost = 0;
  frozenMs = 0;
  readonly #clock: ManualClock;
  #gate = createDeferred<void>();

  constructor(clock: ManualClock) {
    this.#clock = clock;
    this.release();
  }

  hold(): void {
    this.#gate = createDeferred();
  }

  release(): void {
    this.#gate.resolve(undefined);
  }

  get asConnection(): RTCPeerConnection {
    return this as unknown as RTCPeerConnection;
  }

  getTransceivers(): unknown[] {
    const sender = { getParameters: () => ({ codecs: [] }) };
    return [{ mid: '0', sender, receiver: { track: { kind: 'video' } } }];
  }

  async getStats(): Promise<unknown> {
    await this.#gate.promise;
    const { packetsReceived, packetsLost, frozenMs } = this;
    const entry = {
      type: 'inbound-rtp',
      mid: '0',
      timestamp: this.#clock.now(),
      packetsReceived,
      packetsLost,
      bytesReceived: 1_000 * packetsReceived,
      freezeCount: frozenMs ? 1 : 0,
      totalFreezesDuration: frozenMs / 1_000,
    };
    return new Map([['in', entry]]);
  }
}

describe('CallStatistics', () => {
  let clock: ManualClock;
  let statistics: CallStatistics;
  let hasCamera: boolean;
  let changes: { quality: CallQuality; report: CallReport }[];

  const qualities = () => changes.map(({ quality }) => quality);

  /** So much comes from now on, a second at a time. */
  async function pass(
    connection: FakeConnection,
    each: { packetsReceived?: number; packetsLost?: number; frozenMs?: number },
    seconds = 1,
  ): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      connection.packetsReceived += each.packetsReceived ?? 0;
      connection.packetsLost += each.packetsLost ?? 0;
      connection.frozenMs += each.frozenMs ?? 0;
      await clock.advance(INTERVAL_MS);
    }
  }

  beforeEach(() => {
    clock = new ManualClock();
    changes = [];
    hasCamera = true;
    const link = { relayTraffic: { sent: 3, received: 4 }, messagesRejected: 5 };
    statistics = new CallStatistics({
      clock,
      intervalMs: INTERVAL_MS,
      limitOf: () => null,
      remoteMedia: () => createMediaState((source) => source === 'microphone' || hasCamera),
      link: () => link as Link,
      onQuality: (quality, report) => changes.push({ quality, report }),
      restartSound: () => undefined,
      onError: () => undefined,
    });
  });

  afterEach(() => {
    statistics.stop();
    expect(clock.pending).to.equal(0);
  });

  it('compares no figures of two connections', async () => {
    const [first, second] = [new FakeConnection(clock), new FakeConnection(clock)];
    statistics.start(first.asConnection);
    await pass(first, { packetsReceived: 100, packetsLost: 100 }, 3);
    expect(qualities()).to.deep.equal(['poor']);

    first.hold();
    await clock.advance(INTERVAL_MS);
    statistics.start(second.asConnection);
    first.release();
    await settle();
    await pass(second, { packetsReceived: 100, packetsLost: 100 }, 3);
    expect(qualities()).to.deep.equal(['poor']);
  });

  it('tells the figures with the word that they were judged by', async () => {
    const connection = new FakeConnection(clock);
    statistics.start(connection.asConnection);
    await pass(connection, { packetsReceived: 100 }, 2);
    await pass(connection, { packetsReceived: 75, packetsLost: 25 });
    expect(qualities()).to.deep.equal(['excellent', 'good']);
    expect(changes[1]?.report).to.include({
      packetLoss: 0.25,
      incomingBitrate: 600_000,
      bytesReceived: 275_000,
      relayMessagesSent: 3,
      relayMessagesReceived: 4,
      messagesRejected: 5,
      connectedMs: 3_000,
    });
  });

  it('is not disturbed by who asks for a report all the time', async () => {
    const connection = new FakeConnection(clock);
    statistics.start(connection.asConnection);
    for (let second = 0; second < 4; second++) {
      connection.packetsReceived += 100;
      await clock.advance(INTERVAL_MS - 1);
      await statistics.report();
      await clock.advance(1);
    }
    expect(qualities()).to.deep.equal(['excellent']);
    const { incomingBitrate } = await statistics.report();
    expect(incomingBitrate, 'of the last seconds').to.equal(800_000);
  });

  it('a picture that stands is heard of, but not one of a camera that was off', async () => {
    const connection = new FakeConnection(clock);
    statistics.start(connection.asConnection);
    await pass(connection, { packetsReceived: 100 }, 3);
    await pass(connection, { packetsReceived: 100, frozenMs: 600 });
    expect(qualities()).to.deep.equal(['excellent', 'poor']);
    await pass(connection, { packetsReceived: 100, frozenMs: 200 });
    await pass(connection, { packetsReceived: 100 });
    expect(qualities().slice(2)).to.deep.equal(['good', 'excellent']);

    hasCamera = false;
    await pass(connection, { packetsReceived: 100 });
    hasCamera = true;
    await pass(connection, { packetsReceived: 100, frozenMs: 900 });
    await pass(connection, { packetsReceived: 100 });
    expect(qualities()).to.have.length(4);
  });

  it('adds up over the connections of a call', async () => {
    const [first, second] = [new FakeConnection(clock), new FakeConnection(clock)];
    statistics.start(first.asConnection);
    await pass(first, { packetsReceived: 100, frozenMs: 300 }, 2);
    statistics.start(second.asConnection);
    await pass(second, { packetsReceived: 10, frozenMs: 50 }, 2);
    expect(await statistics.report()).to.include({
      bytesReceived: 220_000,
      freezes: 2,
      freezeMs: 700,
    });
  });
});
