import { expect } from '@open-wc/testing';
import { NO_FIGURES, readFigures } from '../../../src/call/diagnosis/connection-figures.js';
import { figuresSince } from '../../../src/call/diagnosis/interval-figures.js';
import { sectionsOf } from '../../../src/call/diagnosis/media-sections.js';
import { recordedFigures } from '../../support/recorded-figures.js';

const NOTHING = { microphone: null, camera: null, screen: null, screenSound: null };

describe('figuresSince: recorded reports', () => {
  it('of Chromium, with a tenth of the packets dropped', async () => {
    const figures = figuresSince(...(await recordedFigures('chromium-loss')));
    expect(figures).to.deep.include({
      path: 'direct',
      protocol: 'udp',
      relayedBy: null,
      roundTripTimeMs: 1,
      availableOutgoingBitrate: 580_741,
      outgoingBitrate: 484_934,
      incomingBitrate: 563_976,
      packetsReceived: 327,
      packetsLost: 33,
    });
    expect(figures.packetLoss).to.be.closeTo(0.092, 0.001);
    expect(figures.outgoingPacketLoss).to.be.closeTo(0.088, 0.001);
    expect(figures.sent).to.deep.equal({
      microphone: { codec: 'opus', bitrate: 16_361, packetLoss: 0.09375 },
      camera: {
        codec: 'VP8',
        bitrate: 217_270,
        packetLoss: 0.0546875,
        width: 320,
        height: 180,
        framesPerSecond: 19.5,
        limitedBy: 'bandwidth',
      },
      screen: {
        codec: 'VP8',
        bitrate: 218_952,
        packetLoss: 0.140625,
        width: 1280,
        height: 720,
        framesPerSecond: 4,
        limitedBy: 'bandwidth',
      },
      screenSound: { codec: 'opus', bitrate: 32_351, packetLoss: 0.078125 },
    });
    const { microphone, camera, screen, screenSound } = figures.received;
    expect(microphone).to.include({
      codec: 'opus',
      bitrate: 14_891,
      packetLoss: 0.09,
      delayMs: 32,
    });
    expect(microphone?.madeUp).to.be.closeTo(0.056, 0.001);
    expect(screenSound?.madeUp).to.be.closeTo(0.024, 0.001);
    expect(camera).to.include({ height: 180, framesPerSecond: 29.5, freezes: 0, freezeMs: 0 });
    // Browsers take a screen on which nothing moves for frozen.
    expect(screen).to.include({ height: 720, framesPerSecond: 4, freezes: null, freezeMs: null });
  });

  it('of Chromium with RED, which its own stats call opus', async () => {
    const { sent, received } = figuresSince(...(await recordedFigures('chromium-red')));
    expect(sent.microphone).to.include({ codec: 'red', bitrate: 50_683 });
    expect(sent.screenSound?.codec).to.equal('red');
    expect(sent.camera?.codec).to.equal('VP8');
    expect(received.microphone?.codec).to.equal('opus');
    expect(received.microphone?.madeUp).to.be.closeTo(0.009, 0.001);
  });

  it('of Firefox, which knows neither what limits a picture nor what could be sent', async () => {
    const figures = figuresSince(...(await recordedFigures('firefox-loss')));
    const { sent, received } = figures;
    expect(figures).to.include({ availableOutgoingBitrate: null, outgoingBitrate: 884_974 });
    expect(figures.outgoingPacketLoss).to.be.closeTo(0.085, 0.001);
    expect(sent.camera).to.deep.equal({
      codec: 'VP8',
      bitrate: 254_004,
      packetLoss: 0.0859375,
      width: 480,
      height: 270,
      framesPerSecond: 17,
      limitedBy: null,
    });
    expect(received.microphone?.madeUp).to.be.closeTo(0.106, 0.001);
    expect(received.microphone?.delayMs).to.equal(58);
    expect(received.camera).to.include({ height: 360, framesPerSecond: 16.5, freezes: 0 });
    expect(received.screen).to.include({ height: 1080, freezes: null });
  });

  for (const name of ['chromium-sound-only', 'firefox-sound-only'] as const) {
    it(`${name}: there is nothing of what nobody sends, whatever packets try out the line`, async () => {
      const { sent, received } = figuresSince(...(await recordedFigures(name)));
      expect(sent).to.deep.include({ camera: null, screen: null, screenSound: null });
      expect(received).to.deep.include({ camera: null, screen: null, screenSound: null });
      expect(sent.microphone).to.include({ codec: 'opus', packetLoss: 0 });
      expect(received.microphone).to.include({ codec: 'opus', packetLoss: 0, madeUp: 0 });
    });
  }
});

describe('figuresSince', () => {
  const sections = {
    microphone: { mid: '0', sendsRed: false },
    camera: { mid: '1', sendsRed: false },
    screen: { mid: null, sendsRed: false },
    screenSound: { mid: null, sendsRed: false },
  };
  const reading = (timestamp: number, ...entries: object[]) =>
    readFigures(
      new Map(
        [{ id: 'c', type: 'codec' }, ...entries].map((entry, index) => [
          String(index),
          { timestamp, ...entry },
        ]),
      ),
      sections,
    );
  const sound = { type: 'inbound-rtp', mid: '0', bytesReceived: 0 };
  const picture = { type: 'inbound-rtp', mid: '1', bytesReceived: 0 };

  it('has no rates where there is nothing to compare with, and no sources', async () => {
    const [first] = await recordedFigures('chromium-loss');
    expect(figuresSince(NO_FIGURES, first)).to.deep.include({
      elapsedMs: 0,
      outgoingBitrate: null,
      incomingBitrate: null,
      sent: NOTHING,
      received: NOTHING,
    });
    expect(figuresSince(NO_FIGURES, NO_FIGURES)).to.deep.include({
      path: null,
      packetLoss: null,
      outgoingPacketLoss: null,
    });
    expect(figuresSince(first, first)).to.deep.include({ outgoingBitrate: null, sent: NOTHING });
  });

  it('tells the freezes of the last seconds, and the silence in made-up sound is none', () => {
    const before = reading(
      1_000,
      { ...sound, totalSamplesReceived: 1_000, concealedSamples: 500, silentConcealedSamples: 100 },
      { ...picture, freezeCount: 3, totalFreezesDuration: 4.5 },
    );
    const now = reading(
      3_000,
      {
        ...sound,
        bytesReceived: 100,
        totalSamplesReceived: 2_000,
        concealedSamples: 900,
        silentConcealedSamples: 400,
      },
      { ...picture, bytesReceived: 100, freezeCount: 4, totalFreezesDuration: 4.75 },
    );
    const { received } = figuresSince(before, now);
    expect(received.microphone).to.include({ madeUp: 0.1, delayMs: null });
    expect(received.camera).to.include({ freezes: 1, freezeMs: 250 });
  });

  it('takes packets that come after all for no loss of less than none', () => {
    const { received, packetLoss } = figuresSince(
      reading(1_000, { ...sound, packetsReceived: 10, packetsLost: 5 }),
      reading(3_000, { ...sound, bytesReceived: 9, packetsReceived: 20, packetsLost: 3 }),
    );
    expect(received.microphone?.packetLoss).to.equal(0);
    expect(packetLoss).to.equal(0);
  });

  it('believes no report of the peer that is long past', () => {
    const sent = (bytesSent: number, packetsSent: number) => ({
      id: 'out',
      type: 'outbound-rtp',
      mid: '0',
      bytesSent,
      packetsSent,
    });
    const report = { type: 'remote-inbound-rtp', localId: 'out', fractionLost: 0.5 };
    for (const [reportedAt, loss] of [
      [100_000 - 10_000, 0.5],
      [100_000 - 10_001, null],
    ] as const) {
      const { outgoingPacketLoss, sent: now } = figuresSince(
        reading(98_000, sent(0, 0)),
        reading(100_000, sent(100, 10), { ...report, timestamp: reportedAt }),
      );
      expect([outgoingPacketLoss, now.microphone?.packetLoss]).to.deep.equal([loss, loss]);
    }
  });
});

describe('sectionsOf', () => {
  it('tells the sections apart by their order, and whether their sound is sent as RED', async () => {
    const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
    const unknown = { mid: null, sendsRed: false };
    const nothing = { microphone: unknown, camera: unknown, screen: unknown, screenSound: unknown };
    expect(sectionsOf(near)).to.deep.equal(nothing);
    for (const kind of ['audio', 'video', 'video', 'audio']) near.addTransceiver(kind);
    expect(sectionsOf(near)).to.deep.equal(nothing);
    const { codecs } = RTCRtpReceiver.getCapabilities('audio')!;
    const isRed = ({ mimeType }: RTCRtpCodec) => mimeType === 'audio/red';
    near
      .getTransceivers()[3]!
      .setCodecPreferences([...codecs.filter(isRed), ...codecs.filter((codec) => !isRed(codec))]);
    await near.setLocalDescription();
    await far.setRemoteDescription(near.localDescription!);
    await far.setLocalDescription();
    await near.setRemoteDescription(far.localDescription!);
    expect(sectionsOf(near)).to.deep.equal({
      microphone: { mid: '0', sendsRed: false },
      camera: { mid: '1', sendsRed: false },
      screen: { mid: '2', sendsRed: false },
      screenSound: { mid: '3', sendsRed: true },
    });
    near.close();
    far.close();
  });
});
