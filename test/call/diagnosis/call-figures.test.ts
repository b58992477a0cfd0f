import { expect } from '@open-wc/testing';
import { readFigures } from '../../../src/call/diagnosis/connection-figures.js';
import { rateQuality, type QualitySample } from '../../../src/call/terms/call-quality.js';
import {
  advanceUntil,
  expectAlive,
  LOCAL,
  NO_DEVICES,
  until,
  useCalls,
} from '../../support/call-fixture.js';
import { FakeDevices } from '../../support/fake-devices.js';
import { latestReport } from '../../support/latest-report.js';

describe('PeerCall: figures', () => {
  const calls = useCalls();

  it('reports nothing before the call is connected', async () => {
    const pair = await calls.pair();
    const both = await calls.ring(pair);
    const report = await both.incoming.getReport();
    expect(report).to.deep.include({
      path: null,
      protocol: null,
      relayedBy: null,
      roundTripTimeMs: null,
      outgoingBitrate: null,
      incomingBitrate: null,
      packetLoss: null,
      bytesSent: 0,
      bytesReceived: 0,
      connectedMs: null,
      leftOut: [],
    });
    expect(report.relayMessagesReceived).to.be.greaterThan(0);
  });

  it('reports path, traffic and relayed messages of a connected call, and keeps them', async () => {
    const pair = await calls.pair();
    const devices = new FakeDevices(calls);
    const both = await calls.connect(pair, { ...LOCAL, mediaDevices: devices });
    await expectAlive(both);
    await until(() => both.incoming.remoteStream!.getAudioTracks()[0]!.muted === false);
    const latest = latestReport(both.incoming);
    // Of a track that is not muted any more, no bytes may be counted yet: Chromium hands out figures that are 50 ms old.
    await until(() => (latest()?.bytesReceived ?? 0) > 0, 'bytes');
    const first = await both.incoming.getReport();
    expect(first).to.include({ path: 'direct', protocol: 'udp', relayedBy: null });
    expect(first.packetLoss).to.equal(0);
    expect(first.connectedMs).to.be.greaterThan(0);
    await until(() => (latest()?.incomingBitrate ?? 0) > 0, 'a bitrate');
    await until(() => latest()?.leftOut.length === 0, 'nothing to be left out in Chromium');
    let [sent, received] = [0, 1];
    while (sent !== received) {
      const reports = [both.outgoing, both.incoming].map((call) => call.getReport());
      const [caller, callee] = await Promise.all(reports);
      sent = caller!.relayMessagesSent;
      received = callee!.relayMessagesReceived;
    }
    both.outgoing.hangup();
    await until(() => both.incoming.state === 'ended');
    const last = await both.incoming.getReport();
    expect(last.bytesReceived).to.be.at.least(first.bytesReceived);
    expect(last.connectedMs).to.be.at.least(first.connectedMs!);
    const again = await both.incoming.getReport();
    expect(again.connectedMs, 'time stands still after the end').to.equal(last.connectedMs);
  });

  it('reports what is sent and received of each source', async () => {
    const pair = await calls.pair();
    const devices = new FakeDevices(calls);
    const both = await calls.connect(pair, { ...LOCAL, mediaDevices: devices });
    // What nobody plays is not decoded.
    const audio = new Audio();
    audio.srcObject = both.incoming.remoteStream;
    audio.muted = true;
    await audio.play();
    const [sender, receiver] = [both.outgoing, both.incoming].map((call) => latestReport(call));
    await until(() => sender!()?.sent.camera && receiver!()?.received.camera, 'the pictures');
    await until(() => receiver!()?.received.microphone?.delayMs, 'the sound');
    const [{ sent }, { received }] = [sender!()!, receiver!()!];
    // A call begins with redundancy: what is lost is known only after some seconds.
    expect(sent.microphone?.codec).to.equal('red');
    expect(sent.camera?.codec).to.be.oneOf(['VP8', 'VP9', 'AV1', 'H264']);
    expect(sent.camera?.limitedBy).to.be.oneOf(['nothing', 'bandwidth', 'processor']);
    expect(sent.camera?.framesPerSecond).to.be.greaterThan(0);
    expect(sent.camera?.height).to.be.greaterThan(0);
    expect(sent).to.include({ screen: null, screenSound: null });
    expect(received.camera).to.include({ codec: sent.camera?.codec });
    expect(received.camera?.height).to.be.greaterThan(0);
    expect(received.microphone?.packetLoss).to.equal(0);
    expect(received.microphone?.madeUp).to.be.within(0, 1);
    expect(received).to.include({ screen: null, screenSound: null });
    audio.srcObject = null;
  });

  it('rates the connection every 2 s, and tells of changes only', async () => {
    const clock = calls.clock();
    // A clock that a test moves on outruns the answers of a peer who lives by the real one.
    const timing = { heartbeatMs: 3_600_000 };
    const pair = await calls.pair({}, { ...NO_DEVICES, clock, timing });
    const mediaDevices = new FakeDevices(calls);
    calls.place(pair, { ...LOCAL, video: false, mediaDevices });
    await advanceUntil(clock, () => pair.incoming.length === 1);
    const incoming = pair.incoming[0]!;
    const qualities: string[] = [];
    incoming.addEventListener('qualitychange', ({ quality }) => qualities.push(quality));
    await incoming.answer();
    await advanceUntil(clock, () => incoming.state === 'connected');
    expect(incoming.quality).to.equal(null);
    await until(() => incoming.remoteStream!.getAudioTracks()[0]!.muted === false, 'sound');
    await advanceUntil(clock, () => incoming.quality === 'excellent', 'a first rating');

    // From here on the figures stand still, as if nothing arrived any more.
    const connection = calls.guard.connections[1]!;
    const figures = await connection.getStats();
    let looks = 0;
    connection.getStats = () => {
      looks += 1;
      return Promise.resolve(figures);
    };
    await advanceUntil(clock, () => incoming.quality === 'lost', 'silence to be noticed');
    const before = looks;
    await clock.advance(10_000);
    // Every 2 s for the quality, every 400 ms for what is sent.
    expect(looks - before).to.equal(5 + 25);
    expect(qualities.at(-1)).to.equal('lost');
    expect(qualities.filter((quality, index) => quality === qualities[index - 1])).to.have.length(
      0,
    );
    incoming.hangup();
    await clock.advance(10_000);
    expect(looks - before, 'nobody looks after the end').to.equal(5 + 25);
  });
});

describe('readFigures', () => {
  it('counts what arrives by another pair of candidates than the one in use', () => {
    const entries = [
      { type: 'transport', selectedCandidatePairId: 'out', bytesSent: 900, bytesReceived: 900 },
      { id: 'out', type: 'candidate-pair', bytesSent: 500, bytesReceived: 0 },
      { id: 'in', type: 'candidate-pair', bytesSent: 0, bytesReceived: 400 },
      { type: 'outbound-rtp', bytesSent: 100 },
      { type: 'outbound-rtp', bytesSent: 200 },
      { type: 'inbound-rtp', bytesReceived: 300, packetsReceived: 3, packetsLost: 1 },
      { type: 'remote-outbound-rtp', bytesSent: 70 },
      { type: 'data-channel', bytesSent: 4, bytesReceived: 5 },
    ];
    const report = new Map(entries.map((entry, index) => [entry.id ?? String(index), entry]));
    expect(readFigures(report)).to.include({
      path: 'direct',
      bytesSent: 304,
      bytesReceived: 305,
      packetsReceived: 3,
      packetsLost: 1,
    });
  });

  for (const [local, remote, expected] of [
    ['host', 'prflx', { path: 'direct', protocol: 'udp', relayedBy: null }],
    ['relay', 'srflx', { path: 'relayed', protocol: 'tls', relayedBy: 'local' }],
    ['host', 'relay', { path: 'relayed', protocol: 'udp', relayedBy: 'remote' }],
    ['relay', 'relay', { path: 'relayed', protocol: 'tls', relayedBy: 'both' }],
  ] as const) {
    it(`tells how and through whose server it is sent: ${local} to ${remote}`, () => {
      const report = new Map<string, object>([
        ['t', { type: 'transport', selectedCandidatePairId: 'pair' }],
        ['pair', { id: 'pair', localCandidateId: 'here', remoteCandidateId: 'there' }],
        // What a TURN server opens for a call is UDP, whatever it is reached over.
        ['here', { id: 'here', candidateType: local, protocol: 'udp', relayProtocol: 'tls' }],
        ['there', { id: 'there', candidateType: remote, protocol: 'udp' }],
      ]);
      expect(readFigures(report)).to.include(expected);
    });
  }
});

describe('rateQuality', () => {
  const perfect: QualitySample = {
    packetsReceived: 100,
    packetsLost: 0,
    roundTripTimeMs: 50,
    madeUp: 0,
    frozen: 0,
    expectsMedia: true,
  };
  for (const [quality, change] of [
    ['excellent', {}],
    ['excellent', { packetsReceived: 0, expectsMedia: false }],
    ['good', { packetsLost: 5 }],
    ['good', { roundTripTimeMs: 500 }],
    ['excellent', { madeUp: 0.03, frozen: 0.1 }],
    ['good', { madeUp: 0.04 }],
    ['good', { frozen: 0.2 }],
    ['good', { madeUp: 0.07, frozen: 0.5 }],
    ['poor', { madeUp: 0.08 }],
    ['poor', { frozen: 0.6 }],
    ['poor', { packetsLost: 60 }],
    ['poor', { roundTripTimeMs: 2_000 }],
    ['lost', { packetsReceived: 0 }],
    ['lost', { packetsReceived: 0, packetsLost: 10 }],
  ] as const) {
    it(`says ${quality} with ${JSON.stringify(change)}`, () => {
      expect(rateQuality({ ...perfect, ...change })).to.equal(quality);
    });
  }
});
