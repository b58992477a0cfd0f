import { expect } from '@open-wc/testing';
import { DEFAULT_CALL_TIMING } from '../../../src/call/terms/call-options.js';
import { ConnectionMonitor } from '../../../src/call/connection/connection-monitor.js';
import { FakeConnection } from '../../support/fake-connection.js';
import { ManualClock } from '../../support/manual-clock.js';

const { restartIntervalMs } = DEFAULT_CALL_TIMING;

describe('ConnectionMonitor: a callee to whom the caller gives a new connection', () => {
  async function callee() {
    const clock = new ManualClock();
    const done: string[] = [];
    const monitor = new ConnectionMonitor({
      isTrusted: () => true,
      clock,
      timing: DEFAULT_CALL_TIMING,
      role: 'callee',
      onPath: (change) => done.push(change),
      onRestart: () => done.push('restart'),
      onRenew: () => done.push('renew'),
    });
    const watch = (next: FakeConnection) =>
      monitor.watch(
        next as unknown as RTCPeerConnection,
        next.channel as unknown as RTCDataChannel,
      );
    const first = new FakeConnection();
    watch(first);
    first.become('connected');
    first.openChannel();
    done.length = 0;
    return { clock, done, monitor, watch, first };
  }

  it('does not restart ICE on it while it is coming up for the first time', async () => {
    const { clock, done, monitor, watch } = await callee();
    watch(new FakeConnection());
    await clock.advance(restartIntervalMs - 1);
    expect(done).to.deep.equal(['down']);
    monitor.close();
  });

  it('does not ask for yet another one because an earlier try has run out of time', async () => {
    const { clock, done, monitor, watch, first } = await callee();
    first.become('failed');
    // Its own two tries.
    await clock.advance(1_500 + 2 * restartIntervalMs - 500);
    expect(done.splice(0)).to.deep.equal(['down', 'restart', 'restart']);
    const second = new FakeConnection();
    watch(second);
    await clock.advance(2_000);
    expect(done).to.deep.equal([]);
    second.become('connected');
    second.openChannel();
    expect(done).to.deep.equal(['up']);
    monitor.close();
  });
});
