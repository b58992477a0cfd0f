import { expect } from '@open-wc/testing';
import { readLine } from '../../../src/call/quality/line-sample.js';

/** As Firefox 153 tells it. */
function firefox(changed: object = {}): RTCStatsReport {
  const entries: [string, object][] = [
    ['t', { type: 'transport', timestamp: 9_000, selectedCandidatePairId: 'p' }],
    [
      'p',
      { type: 'candidate-pair', id: 'p', timestamp: 9_000, bytesSent: 70_000, ...pairOf(changed) },
    ],
    [
      'c',
      {
        type: 'outbound-rtp',
        kind: 'video',
        frameWidth: 720,
        frameHeight: 1280,
        totalEncodedBytesTarget: 50_000,
      },
    ],
    ['s', { type: 'outbound-rtp', kind: 'video', totalEncodedBytesTarget: 1_000 }],
    [
      'r',
      {
        type: 'remote-inbound-rtp',
        kind: 'video',
        timestamp: 8_000,
        fractionLost: 0.25,
        roundTripTime: 0.02,
      },
    ],
  ];
  return new Map(entries);
}

const pairOf = (changed: object) => ({ currentRoundTripTime: 0.6, ...changed });

describe('What is read of the own video', () => {
  it('is what the estimate needs, where the browser has none', () => {
    expect(readLine(firefox(), 1).video).to.deep.equal({
      atMs: 9_000,
      bytes: 70_000,
      targetBytes: 51_000,
      lines: 720,
      report: { atMs: 8_000, loss: 0.25 },
    });
  });

  it('is nothing where the browser says what the line carries, or not what it has sent', () => {
    expect(readLine(firefox({ availableOutgoingBitrate: 1 }), 1).video).to.equal(null);
    expect(readLine(firefox({ bytesSent: undefined }), 1).video).to.equal(null);
  });

  it('comes with the round trip time of the reports, where that of the pair may be old', () => {
    expect(readLine(firefox(), 1).roundTripMs).to.equal(20);
    expect(readLine(firefox({ timestamp: 20_000 }), 1).roundTripMs).to.equal(600);
    expect(readLine(firefox({ availableOutgoingBitrate: 1 }), 1).roundTripMs).to.equal(600);
  });
});
