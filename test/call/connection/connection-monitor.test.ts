import { expect } from '@open-wc/testing';
import { DEFAULT_CALL_TIMING } from '../../../src/call/terms/call-options.js';
import {
  ConnectionMonitor,
  type PathChange,
} from '../../../src/call/connection/connection-monitor.js';
import { DEADLINE_GRACE_MS } from '../../../src/internal/timer.js';
import { FakeConnection } from '../../support/fake-connection.js';
import { ManualClock } from '../../support/manual-clock.js';

const {
  setupMs,
  setupRestartMs,
  disconnectedGraceMs,
  mediaDownMs,
  restartIntervalMs,
  heartbeatMs,
  resumeMs,
} = DEFAULT_CALL_TIMING;

/** From the last sign of life to the fifth question without an answer, and the longest way there. */
const SILENCE_MS = 5 * heartbeatMs;

describe('ConnectionMonitor', () => {
  let clock: ManualClock;
  let connection: FakeConnection;
  let changes: PathChange[];
  let monitor: ConnectionMonitor;
  /** How often an ICE restart, and how often a new connection was asked for. */
  let repairs: { restarts: number; renewals: number };
  let onPath: (change: PathChange) => void;

  beforeEach(() => {
    clock = new ManualClock();
    connection = new FakeConnection();
    changes = [];
    onPath = () => undefined;
    repairs = { restarts: 0, renewals: 0 };
    make('caller');
  });

  function make(role: 'caller' | 'callee'): void {
    monitor = new ConnectionMonitor({
      isTrusted: () => true,
      clock,
      timing: DEFAULT_CALL_TIMING,
      role,
      onPath: (change) => {
        changes.push(change);
        onPath(change);
      },
      onRestart: () => (repairs.restarts += 1),
      onRenew: () => (repairs.renewals += 1),
    });
    watch(connection);
  }

  afterEach(() => {
    monitor.close();
    expect(clock.pending).to.equal(0);
  });

  function watch(next: FakeConnection): void {
    monitor.watch(next as unknown as RTCPeerConnection, next.channel as unknown as RTCDataChannel);
  }

  function connect(): void {
    connection.become('connected');
    connection.openChannel();
  }

  it('is up when both media and data channel are, in either order', () => {
    connection.become('connected');
    expect(changes).to.deep.equal([]);
    connection.openChannel();
    expect(changes).to.deep.equal(['up']);
    connection.become('connected');
    expect(changes).to.deep.equal(['up']);
    expect(clock.pending, 'only the heartbeat').to.equal(1);
  });

  it('is up when the channel opens first', () => {
    connection.openChannel();
    expect(changes).to.deep.equal([]);
    connection.become('connected');
    expect(changes).to.deep.equal(['up']);
  });

  it('restarts ICE half-way through the set-up, and gives up at its end', async () => {
    await clock.advance(setupRestartMs - 1);
    expect(repairs.restarts).to.equal(0);
    await clock.advance(1);
    expect(repairs.restarts).to.equal(1);
    await clock.advance(setupMs - setupRestartMs - 1);
    expect(changes).to.deep.equal([]);
    await clock.advance(1);
    expect(changes).to.deep.equal(['setup-failed']);
  });

  it('restarts ICE at once when the set-up fails early', () => {
    connection.become('failed');
    expect(repairs.restarts).to.equal(1);
    expect(changes).to.deep.equal([]);
  });

  for (const change of ['up', 'down', 'setup-failed', 'lost'] as const) {
    it(`leaves no timer to a call that ends when it hears “${change}”`, async () => {
      onPath = (news) => {
        if (news === change) monitor.close();
      };
      if (change !== 'setup-failed') connect();
      if (change === 'down' || change === 'lost') connection.become('failed');
      await clock.advance(setupMs + mediaDownMs);
      expect(changes.at(-1)).to.equal(change);
      expect(clock.pending).to.equal(0);
    });
  }

  it('takes a short disconnection for nothing', async () => {
    connect();
    connection.become('disconnected');
    await clock.advance(disconnectedGraceMs - 1);
    connection.become('connected');
    await clock.advance(mediaDownMs);
    expect(changes).to.deep.equal(['up']);
    expect(repairs.restarts).to.equal(0);
  });

  it('is down after the grace, restarts ICE, and comes up again', async () => {
    connect();
    connection.become('disconnected');
    await clock.advance(disconnectedGraceMs);
    expect(changes).to.deep.equal(['up', 'down']);
    expect(repairs.restarts).to.equal(1);
    connection.become('connected');
    expect(changes).to.deep.equal(['up', 'down', 'up']);
    await clock.advance(mediaDownMs);
    expect(repairs.restarts).to.equal(1);
  });

  it('is down at once when the connection has failed', () => {
    connect();
    connection.become('failed');
    expect(changes).to.deep.equal(['up', 'down']);
    expect(repairs.restarts).to.equal(1);
  });

  it('is down once, however often the browser says so', async () => {
    connect();
    connection.become('disconnected');
    await clock.advance(disconnectedGraceMs);
    connection.become('failed');
    connection.become('disconnected');
    expect(changes).to.deep.equal(['up', 'down']);
  });

  it('restarts ICE, once more, and then asks for new connections until the outage has lasted too long', async () => {
    connect();
    connection.become('failed');
    expect(repairs).to.deep.equal({ restarts: 1, renewals: 0 });
    const expected = [
      { restarts: 2, renewals: 0 },
      { restarts: 2, renewals: 1 },
      // The new connection was its first try, a restart of it the second.
      { restarts: 3, renewals: 1 },
      { restarts: 3, renewals: 2 },
      { restarts: 4, renewals: 2 },
    ];
    for (const wanted of expected) {
      await clock.advance(restartIntervalMs - 1);
      expect(repairs).not.to.deep.equal(wanted);
      await clock.advance(1);
      expect(repairs).to.deep.equal(wanted);
    }
    await clock.advance(mediaDownMs - expected.length * restartIntervalMs - 1);
    expect(changes).to.deep.equal(['up', 'down']);
    await clock.advance(1);
    expect(changes).to.deep.equal(['up', 'down', 'lost']);
  });

  it('never asks for a new connection during the set-up', async () => {
    connection.become('failed');
    await clock.advance(setupMs - 1);
    expect(repairs).to.deep.equal({ restarts: 2, renewals: 0 });
    await clock.advance(1);
    expect(repairs.renewals).to.equal(0);
    expect(changes).to.deep.equal(['setup-failed']);
  });

  it('tries ICE restarts first in each outage', async () => {
    connect();
    connection.become('failed');
    await clock.advance(restartIntervalMs);
    connection.become('connected');
    connection.become('failed');
    await clock.advance(restartIntervalMs);
    expect(repairs).to.deep.equal({ restarts: 4, renewals: 0 });
  });

  it('goes by the connection that it was told of last, and is up again when that is', async () => {
    connect();
    connection.become('failed');
    const next = new FakeConnection();
    watch(next);
    connection.become('connected');
    connection.channel.hear('pong');
    expect(changes, 'the old one').to.deep.equal(['up', 'down']);
    next.become('connected');
    next.openChannel();
    expect(changes).to.deep.equal(['up', 'down', 'up']);
    connection.become('failed');
    connection.channel.isAnswered = false;
    await clock.advance(mediaDownMs);
    expect(changes).to.deep.equal(['up', 'down', 'up']);
  });

  it('counts an outage over all connections', async () => {
    connect();
    connection.become('failed');
    await clock.advance(mediaDownMs - 1);
    watch(new FakeConnection());
    expect(changes).to.deep.equal(['up', 'down']);
    await clock.advance(1);
    expect(changes).to.deep.equal(['up', 'down', 'lost']);
  });

  it('notices that nothing comes any more although ICE looks well', async () => {
    connect();
    await clock.advance(mediaDownMs);
    connection.channel.isAnswered = false;
    await clock.advance(SILENCE_MS + disconnectedGraceMs - 1);
    expect(changes).to.deep.equal(['up']);
    await clock.advance(heartbeatMs);
    expect(changes).to.deep.equal(['up', 'down']);
    expect(repairs.restarts).to.equal(1);
    connection.channel.hear('pong');
    expect(changes).to.deep.equal(['up', 'down', 'up']);
  });

  it('takes a silence that ends within the grace for nothing', async () => {
    connect();
    await clock.advance(heartbeatMs);
    connection.channel.isAnswered = false;
    await clock.advance(SILENCE_MS);
    connection.channel.isAnswered = true;
    connection.channel.hear('{"v":1}');
    await clock.advance(mediaDownMs);
    expect(changes).to.deep.equal(['up']);
    expect(repairs.restarts).to.equal(0);
  });

  it('does not take a connection for up that ICE has again but nothing comes over', async () => {
    connect();
    connection.channel.isAnswered = false;
    await clock.advance(SILENCE_MS + disconnectedGraceMs);
    connection.become('disconnected');
    connection.become('connected');
    expect(changes).to.deep.equal(['up', 'down']);
  });

  it('is in doubt, not up, while a disconnection may still pass', async () => {
    expect(monitor.isUp).to.equal(false);
    connect();
    expect(monitor.isUp).to.equal(true);
    connection.become('disconnected');
    expect(monitor.isUp).to.equal(false);
    connection.become('connected');
    expect(monitor.isUp).to.equal(true);
    connection.become('failed');
    expect(monitor.isUp).to.equal(false);
  });

  it('restarts ICE at once when the network has changed, but not before there was a path', async () => {
    monitor.networkChanged();
    expect(repairs.restarts).to.equal(0);
    connect();
    await clock.advance(2_000);
    monitor.networkChanged();
    expect(repairs.restarts).to.equal(1);
    expect(changes).to.deep.equal(['up']);
  });

  it('asks for a new connection at once when nothing can mend the present one', () => {
    connect();
    monitor.broken();
    expect(repairs).to.deep.equal({ restarts: 0, renewals: 1 });
    expect(changes).to.deep.equal(['up', 'down']);
    monitor.broken();
    expect(repairs).to.deep.equal({ restarts: 0, renewals: 2 });
    expect(changes).to.deep.equal(['up', 'down']);
  });

  it('counts each outage from its own beginning', async () => {
    connect();
    connection.become('failed');
    await clock.advance(mediaDownMs - 1);
    connection.become('connected');
    connection.become('failed');
    // The last sign of life is older than the outage, by less than an interval.
    await clock.advance(mediaDownMs - heartbeatMs);
    expect(changes).to.deep.equal(['up', 'down', 'up', 'down']);
  });

  it('hears and says nothing after it was closed', async () => {
    connect();
    connection.become('disconnected');
    monitor.close();
    connection.become('failed');
    await clock.advance(mediaDownMs * 2);
    expect(changes).to.deep.equal(['up']);
    expect(repairs.restarts).to.equal(0);
  });

  describe('of the callee', () => {
    const courtesyMs = 1_500;

    beforeEach(() => {
      monitor.close();
      make('callee');
      connect();
    });

    it('leaves the first restart to the caller for a moment', async () => {
      connection.become('failed');
      await clock.advance(courtesyMs - 1);
      expect([changes, repairs.restarts]).to.deep.equal([['up', 'down'], 0]);
      await clock.advance(1);
      expect(repairs.restarts).to.equal(1);
    });

    it('leaves it at that if the caller restarts, and goes on if that does not help', async () => {
      connection.become('failed');
      await clock.advance(courtesyMs - 1);
      monitor.peerRestarts();
      await clock.advance(restartIntervalMs - 1);
      expect(repairs).to.deep.equal({ restarts: 0, renewals: 0 });
      await clock.advance(1);
      expect(repairs).to.deep.equal({ restarts: 1, renewals: 0 });
      await clock.advance(restartIntervalMs);
      expect(repairs).to.deep.equal({ restarts: 1, renewals: 1 });
    });
  });

  it('takes a restart of the peer, who has noticed first, for its own', async () => {
    connect();
    monitor.peerRestarts();
    connection.become('failed');
    expect([changes, repairs.restarts]).to.deep.equal([['up', 'down'], 0]);
    await clock.advance(restartIntervalMs);
    expect(repairs.restarts).to.equal(1);
  });

  it('does not restart over a restart when the network changes, but makes a new connection', async () => {
    connect();
    monitor.networkChanged();
    expect([changes, repairs]).to.deep.equal([['up'], { restarts: 1, renewals: 0 }]);
    connection.become('failed');
    expect(repairs, 'the one under way counts').to.deep.equal({ restarts: 1, renewals: 0 });
    await clock.advance(1_999);
    monitor.networkChanged();
    expect(repairs, 'told once more').to.deep.equal({ restarts: 1, renewals: 0 });
    await clock.advance(2_000);
    monitor.networkChanged();
    expect(repairs).to.deep.equal({ restarts: 1, renewals: 1 });
  });

  it('restarts once when the network changes, and no more while all is well', async () => {
    connect();
    monitor.networkChanged();
    await clock.advance(restartIntervalMs * 5);
    expect([changes, repairs]).to.deep.equal([['up'], { restarts: 1, renewals: 0 }]);
  });

  it('makes a new connection at once when DTLS has failed, but not one after the other', async () => {
    connect();
    connection.sctp.transport.state = 'failed';
    connection.become('failed');
    expect([changes, repairs]).to.deep.equal([['up', 'down'], { restarts: 0, renewals: 1 }]);
    const next = new FakeConnection();
    watch(next);
    next.sctp.transport.state = 'failed';
    next.become('failed');
    expect(repairs.renewals).to.equal(1);
    await clock.advance(restartIntervalMs);
    expect(repairs).to.deep.equal({ restarts: 0, renewals: 2 });
  });

  it('makes a new connection at once although the one that fails has itself replaced another', async () => {
    connect();
    monitor.broken();
    const next = new FakeConnection();
    watch(next);
    next.become('connected');
    next.openChannel();
    await clock.advance(10 * 60_000);
    next.sctp.transport.state = 'failed';
    next.become('failed');
    expect([changes, repairs]).to.deep.equal([
      ['up', 'down', 'up', 'down'],
      { restarts: 0, renewals: 2 },
    ]);
  });

  it('tells that another connection is up although the one before was', () => {
    connect();
    const next = new FakeConnection();
    watch(next);
    expect(monitor.isUp, 'in doubt').to.equal(false);
    next.openChannel();
    next.become('connected');
    expect(changes).to.deep.equal(['up', 'up']);
  });

  it('waits for the page of the peer to come back, and not for longer than a reload may take', async () => {
    connect();
    monitor.peerLeft();
    expect(changes).to.deep.equal(['up', 'down']);
    await clock.advance(resumeMs - 1);
    expect(changes).to.deep.equal(['up', 'down']);
    await clock.advance(1);
    expect(changes).to.deep.equal(['up', 'down', 'lost']);
  });

  it('asks for a new connection at once when it goes on for another page', async () => {
    monitor.close();
    make('caller');
    monitor.resume();
    expect(repairs).to.deep.equal({ restarts: 0, renewals: 1 });
    connect();
    expect(changes).to.deep.equal(['up']);
    await clock.advance(mediaDownMs);
    expect(changes).to.deep.equal(['up']);
  });

  it('counts an outage from the last sign of life, not from when it was noticed', async () => {
    connect();
    connection.channel.isAnswered = false;
    await clock.advance(mediaDownMs - 1);
    expect(changes).to.deep.equal(['up', 'down']);
    await clock.advance(1);
    expect(changes).to.deep.equal(['up', 'down', 'lost']);
  });

  describe('while the scripts of the peer stand still', () => {
    const BLOCKED_MS = 5 * 60_000;

    /** The peer's browser goes on sending, though its page answers nothing. */
    async function block(ms: number): Promise<void> {
      connection.channel.isAnswered = false;
      for (let passedMs = 0; passedMs < ms; passedMs += heartbeatMs) {
        connection.bytesReceived += 50;
        await clock.advance(heartbeatMs);
      }
    }

    for (const role of ['caller', 'callee'] as const) {
      it(`keeps the call of the ${role} up, and in no doubt`, async () => {
        monitor.close();
        make(role);
        connect();
        await block(BLOCKED_MS);
        expect([monitor.isUp, changes, repairs.restarts]).to.deep.equal([true, ['up'], 0]);
        connection.channel.isAnswered = true;
        connection.channel.hear('pong');
        await clock.advance(mediaDownMs);
        expect([monitor.isUp, changes, repairs.restarts]).to.deep.equal([true, ['up'], 0]);
      });
    }

    it('notices as soon as ever that its network is gone too', async () => {
      connect();
      await block(BLOCKED_MS);
      await clock.advance(SILENCE_MS + disconnectedGraceMs);
      expect([changes, repairs.restarts]).to.deep.equal([['up', 'down'], 1]);
      await clock.advance(mediaDownMs);
      expect(changes).to.deep.equal(['up', 'down', 'lost']);
    });

    it('is up again when the network is, before the scripts are', async () => {
      connect();
      connection.channel.isAnswered = false;
      await clock.advance(SILENCE_MS + disconnectedGraceMs);
      expect(changes).to.deep.equal(['up', 'down']);
      await block(2 * heartbeatMs);
      expect(changes).to.deep.equal(['up', 'down', 'up']);
      await block(BLOCKED_MS);
      expect(changes).to.deep.equal(['up', 'down', 'up']);
    });
  });

  describe('while the own scripts stand still', () => {
    beforeEach(async () => {
      connect();
      connection.become('disconnected');
      await clock.advance(disconnectedGraceMs);
      expect(changes).to.deep.equal(['up', 'down']);
      clock.standStill(5 * 60_000);
    });

    it('gives up no call whose network has come back meanwhile', async () => {
      await clock.advance(0);
      connection.become('connected');
      expect(changes).to.deep.equal(['up', 'down', 'up']);
      await clock.advance(mediaDownMs);
      expect(changes).to.deep.equal(['up', 'down', 'up']);
    });

    it('begins no other repair before it knows what came of the last one', async () => {
      await clock.advance(0);
      expect(repairs).to.deep.equal({ restarts: 1, renewals: 0 });
    });

    it('gives a call up soon afterwards whose network has not', async () => {
      await clock.advance(0);
      expect(changes).to.deep.equal(['up', 'down']);
      await clock.advance(DEADLINE_GRACE_MS);
      expect(changes).to.deep.equal(['up', 'down', 'lost']);
    });
  });
});
