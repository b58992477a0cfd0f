import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { checkNetwork } from '../../../src/call/check-network.js';
import { networkQuality } from '../../../src/call/network-check/network-quality.js';
import { CallError } from '../../../src/call/terms/call-error.js';
import { UNTESTED, type NetworkReport } from '../../../src/call/terms/network-report.js';
import { ApiGatewaySignalingClient } from '../../../src/signaling/api-gateway/api-gateway-signaling-client.js';
import { createMemorySignaling } from '../../../src/signaling/memory/memory-signaling.js';
import { openTestGateway } from '../../support/gateway-faults.js';

const NO_SERVERS = { iceServers: [] };

async function openSignaling(latencyMs = 0) {
  const signaling = createMemorySignaling({ latencyMs }).connect();
  await signaling.open();
  return signaling;
}

/** All connections that are made from now on. */
function watchConnections(): RTCPeerConnection[] {
  const made: RTCPeerConnection[] = [];
  const Original = RTCPeerConnection;
  sinon.replace(
    globalThis,
    'RTCPeerConnection',
    class extends Original {
      constructor(...args: ConstructorParameters<typeof Original>) {
        super(...args);
        made.push(this);
      }
    },
  );
  return made;
}

describe('checkNetwork', () => {
  afterEach(() => sinon.restore());

  it('tells how long a message over the signaling takes, and that there are no servers', async () => {
    const signaling = await openSignaling(40);
    const seen: NetworkReport[] = [];
    const report = await checkNetwork(signaling, {
      ...NO_SERVERS,
      onProgress: (now) => seen.push(now),
    });
    expect(report.signaling.state).to.equal('passed');
    expect(report.signaling.roundTripTimeMs).to.be.at.least(40);
    expect(report).to.deep.include({
      stun: { state: 'skipped' },
      turn: { state: 'skipped', protocols: [] },
      problems: ['no-turn'],
      quality: 'good',
    });
    expect(report.line.state).to.equal('skipped');
    expect(seen.at(-1)).to.deep.equal(report);
    expect(seen[0]!.quality).to.equal(null);
    expect(seen.some(({ signaling: { state } }) => state === 'running')).to.equal(true);
  });

  it('takes the refusal of a relay on AWS for an answer, which it is', async () => {
    const gateway = await openTestGateway();
    const signaling = new ApiGatewaySignalingClient(gateway.endpoint);
    try {
      await signaling.open();
      const report = await checkNetwork(signaling, NO_SERVERS);
      expect(report.signaling.state).to.equal('passed');
      expect(report.signaling.roundTripTimeMs).to.be.at.least(0);
    } finally {
      signaling.close();
      await gateway.close();
    }
  });

  it('says if the signaling is out of reach, and leaves it out if there is none', async () => {
    const signaling = await openSignaling();
    signaling.close();
    const report = await checkNetwork(signaling, NO_SERVERS);
    expect(report.signaling).to.deep.equal({ state: 'failed', roundTripTimeMs: null });
    expect(report.problems[0]).to.equal('signaling-unreachable');
    expect(report.quality).to.equal('lost');
    const without = await checkNetwork(null, NO_SERVERS);
    expect(without.signaling.state).to.equal('skipped');
    expect(without.quality).to.equal('good');
  });

  it('asks for servers as a call does: of the app’s function, or of the signaling', async () => {
    const signaling = await openSignaling();
    const fetched = sinon
      .stub(signaling, 'fetchIceServers')
      .resolves({ iceServers: [], ttlMs: 60_000 });
    await checkNetwork(signaling, null);
    expect(fetched.callCount).to.equal(1);
    const failing = () => Promise.reject(new Error('thrown by the app'));
    const report = await checkNetwork(signaling, { iceServers: failing });
    expect(fetched.callCount).to.equal(1);
    expect(report.problems).to.include('ice-servers-failed');
  });

  it('is told that private mode needs a TURN server', async () => {
    const report = await checkNetwork(null, { ...NO_SERVERS, iceTransportPolicy: 'relay' });
    expect(report.problems).to.deep.equal(['relay-policy-without-turn']);
    expect(report.quality).to.equal('lost');
  });

  it('opens no device, and leaves no connection', async () => {
    const open = sinon.spy(navigator.mediaDevices, 'getUserMedia');
    const made = watchConnections();
    await checkNetwork(null, NO_SERVERS);
    expect(made.length).to.be.greaterThan(0);
    expect(made.map(({ connectionState }) => connectionState)).to.deep.equal(['closed']);
    expect(open.callCount).to.equal(0);
  });

  it('stops when it is told to', async () => {
    const made = watchConnections();
    const signaling = await openSignaling(50);
    const stop = new AbortController();
    const reason = new Error('thrown by the page that stops it');
    let late = 0;
    const onProgress = () => {
      if (stop.signal.aborted) late += 1;
      // As soon as it has begun.
      setTimeout(() => stop.abort(reason));
    };
    // Nothing is behind this port: it would be tried for long.
    const iceServers = [{ urls: 'stun:127.0.0.1:60999' }];
    const failure = await checkNetwork(signaling, { iceServers, signal: stop.signal, onProgress })
      .then(() => stop.abort(reason))
      .catch((error: unknown) => error);
    expect(failure).to.equal(reason);
    expect(made.every(({ signalingState }) => signalingState === 'closed')).to.equal(true);
    expect(late, 'nothing is told afterwards').to.equal(0);
    const again = await checkNetwork(null, { ...NO_SERVERS, signal: stop.signal }).catch(
      (error: unknown) => error,
    );
    expect(again).to.equal(reason);
  });

  it('refuses options that would be misunderstood', async () => {
    const options = { iceTransportPolicy: 'rely' as RTCIceTransportPolicy };
    const error = await checkNetwork(null, options).catch((failure: unknown) => failure);
    expect(error).to.be.instanceOf(CallError);
    expect((error as CallError).code).to.equal('invalid-argument');
  });
});

describe('networkQuality', () => {
  const ALL: NetworkReport = {
    signaling: { state: 'passed', roundTripTimeMs: 50 },
    stun: { state: 'passed' },
    turn: { state: 'passed', protocols: ['udp'] },
    line: { state: 'passed', roundTripTimeMs: 40, packetLoss: 0, bitrate: 3_000_000, bytes: 0 },
    problems: [],
    quality: null,
  };
  const line = (change: Partial<NetworkReport['line']>) => ({ line: { ...ALL.line, ...change } });
  const failed = { state: 'failed' } as const;
  const noTurn = { turn: { state: 'failed', protocols: [] } } as const;
  for (const [quality, what, change, isRelayOnly] of [
    ['excellent', 'all is well', {}],
    ['good', 'the line is thin', line({ bitrate: 900_000 })],
    ['poor', 'too thin for video', line({ bitrate: 100_000 })],
    ['good', 'packets are lost', line({ packetLoss: 0.05 })],
    ['poor', 'many packets are lost', line({ packetLoss: 0.4 })],
    ['poor', 'all packets are lost', line({ packetLoss: 1 })],
    ['good', 'far away', line({ roundTripTimeMs: 500 })],
    ['good', 'the line is not known', { line: UNTESTED.line }],
    ['good', 'all goes over TCP', { stun: failed, turn: { state: 'passed', protocols: ['tcp'] } }],
    ['good', 'no TURN server is reached', { ...noTurn, line: UNTESTED.line }],
    ['lost', 'in private mode no TURN server is reached', { ...noTurn, line: UNTESTED.line }, true],
    ['lost', 'no way out', { ...noTurn, stun: failed, line: UNTESTED.line }],
    ['lost', 'nobody can be called', { signaling: { state: 'failed', roundTripTimeMs: null } }],
  ] as const) {
    it(`${quality}: ${what}`, () => {
      expect(networkQuality({ ...ALL, ...change }, Boolean(isRelayOnly))).to.equal(quality);
    });
  }
});
