import { expect } from '@open-wc/testing';
import { CallStatistics } from '../../../src/call/diagnosis/call-statistics.js';
import { createDeferred } from '../../../src/internal/deferred.js';
import { ManualClock, settle } from '../../support/manual-clock.js';

const INTERVAL_MS = 1_000;

/** A connection that loses every other packet, and whose figures come when a test lets them. */
class FakeConnection {
  packetsReceived = 0;
  #gate = createDeferred<void>();

  constructor() {
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

  async getStats(): Promise<unknown> {
    await this.#gate.promise;
    const { packetsReceived } = this;
    return new Map([
      ['in', { type: 'inbound-rtp', packetsReceived, packetsLost: packetsReceived }],
    ]);
  }
}

describe('CallStatistics', () => {
  it('compares no figures of two connections', async () => {
    const clock = new ManualClock();
    const qualities: string[] = [];
    const statistics = new CallStatistics({
      clock,
      intervalMs: INTERVAL_MS,
      expectsMedia: () => true,
      onQuality: (quality) => qualities.push(quality),
    });
    const [first, second] = [new FakeConnection(), new FakeConnection()];
    statistics.start(first.asConnection);
    for (let looks = 0; looks < 3; looks++) {
      first.packetsReceived += 100;
      await clock.advance(INTERVAL_MS);
    }
    expect(qualities).to.deep.equal(['poor']);

    first.hold();
    await clock.advance(INTERVAL_MS);
    statistics.start(second.asConnection);
    first.release();
    await settle();
    for (let looks = 0; looks < 3; looks++) {
      second.packetsReceived += 100;
      await clock.advance(INTERVAL_MS);
    }
    expect(qualities).to.deep.equal(['poor']);
    statistics.stop();
    expect(clock.pending).to.equal(0);
  });
});
