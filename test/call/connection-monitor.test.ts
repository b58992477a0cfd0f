import { expect } from '@open-wc/testing';
import { DEFAULT_CALL_TIMING } from '../../src/call/call-options.js';
import { ConnectionMonitor, type PathChange } from '../../src/call/connection-monitor.js';
import { FakeConnection } from '../support/fake-connection.js';
import { ManualClock } from '../support/manual-clock.js';

const { setupMs, setupRestartMs, disconnectedGraceMs, mediaDownMs, restartIntervalMs } =
  DEFAULT_CALL_TIMING;

describe('ConnectionMonitor', () => {
  let clock: ManualClock;
  let connection: FakeConnection;
  let changes: PathChange[];
  let monitor: ConnectionMonitor;
  let onPath: (change: PathChange) => void;

  beforeEach(() => {
    clock = new ManualClock();
    connection = new FakeConnection();
    changes = [];
    onPath = () => undefined;
    monitor = new ConnectionMonitor({
      connection: connection as unknown as RTCPeerConnection,
      channel: connection.channel as unknown as RTCDataChannel,
      clock,
      timing: DEFAULT_CALL_TIMING,
      onPath: (change) => {
        changes.push(change);
        onPath(change);
      },
    });
  });

  afterEach(() => {
    monitor.close();
    expect(clock.pending).to.equal(0);
  });

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
    expect(clock.pending).to.equal(0);
  });

  it('is up when the channel opens first', () => {
    connection.openChannel();
    expect(changes).to.deep.equal([]);
    connection.become('connected');
    expect(changes).to.deep.equal(['up']);
  });

  it('restarts ICE half-way through the set-up, and gives up at its end', async () => {
    await clock.advance(setupRestartMs - 1);
    expect(connection.restarts).to.equal(0);
    await clock.advance(1);
    expect(connection.restarts).to.equal(1);
    await clock.advance(setupMs - setupRestartMs - 1);
    expect(changes).to.deep.equal([]);
    await clock.advance(1);
    expect(changes).to.deep.equal(['setup-failed']);
  });

  it('restarts ICE at once when the set-up fails early', () => {
    connection.become('failed');
    expect(connection.restarts).to.equal(1);
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
    expect(connection.restarts).to.equal(0);
  });

  it('is down after the grace, restarts ICE, and comes up again', async () => {
    connect();
    connection.become('disconnected');
    await clock.advance(disconnectedGraceMs);
    expect(changes).to.deep.equal(['up', 'down']);
    expect(connection.restarts).to.equal(1);
    connection.become('connected');
    expect(changes).to.deep.equal(['up', 'down', 'up']);
    await clock.advance(mediaDownMs);
    expect(connection.restarts).to.equal(1);
  });

  it('is down at once when the connection has failed', () => {
    connect();
    connection.become('failed');
    expect(changes).to.deep.equal(['up', 'down']);
    expect(connection.restarts).to.equal(1);
  });

  it('is down once, however often the browser says so', async () => {
    connect();
    connection.become('disconnected');
    await clock.advance(disconnectedGraceMs);
    connection.become('failed');
    connection.become('disconnected');
    expect(changes).to.deep.equal(['up', 'down']);
  });

  it('goes on restarting ICE until the outage has lasted too long', async () => {
    connect();
    connection.become('failed');
    await clock.advance(restartIntervalMs);
    expect(connection.restarts).to.equal(2);
    await clock.advance(mediaDownMs - restartIntervalMs - 1);
    expect(changes).to.deep.equal(['up', 'down']);
    await clock.advance(1);
    expect(changes).to.deep.equal(['up', 'down', 'lost']);
  });

  it('counts each outage from its own beginning', async () => {
    connect();
    connection.become('failed');
    await clock.advance(mediaDownMs - 1);
    connection.become('connected');
    connection.become('failed');
    await clock.advance(mediaDownMs - 1);
    expect(changes).to.deep.equal(['up', 'down', 'up', 'down']);
  });

  it('hears and says nothing after it was closed', async () => {
    connect();
    connection.become('disconnected');
    monitor.close();
    connection.become('failed');
    await clock.advance(mediaDownMs * 2);
    expect(changes).to.deep.equal(['up']);
    expect(connection.restarts).to.equal(0);
  });
});
