import { expect } from '@open-wc/testing';
import { readLine, type LineSample } from '../../../src/call/quality/line-sample.js';
import { recordedReports, type RecordingName } from '../../support/recorded-figures.js';

const AT_MS = 1_000;

const read = async (name: RecordingName): Promise<readonly [LineSample, LineSample]> => {
  const [before, now] = await recordedReports(name);
  return [readLine(before, AT_MS), readLine(now, AT_MS + 2_000)];
};

const changed = async (
  name: RecordingName,
  change: (entry: Record<string, unknown>) => object | null,
): Promise<LineSample> => {
  const [, report] = await recordedReports(name);
  const entries = [...(report as unknown as Map<string, Record<string, unknown>>)].flatMap(
    ([id, entry]) => {
      const result = change({ ...entry });
      return result ? [[id, result] as const] : [];
    },
  );
  return readLine(new Map(entries), AT_MS);
};

describe('readLine: recorded reports', () => {
  it('of Chromium, with a tenth of the packets dropped', async () => {
    const [before, now] = await read('chromium-loss');
    expect(before).to.deep.include({
      atMs: AT_MS,
      availableBitrate: 514_967,
      audioLoss: 0.09375,
      videoLoss: 0.21875,
    });
    expect(now).to.deep.equal({
      atMs: AT_MS + 2_000,
      availableBitrate: 580_741,
      // Of the reports on what is sent: the greatest.
      roundTripMs: 1.984,
      audioLoss: 0.09375,
      videoLoss: 0.140625,
      isProcessorLimited: false,
      // Of the microphone, not of the screen's sound.
      voice: {
        delayMs: 13_296_000,
        emitted: 445_440,
        played: 483_360,
        concealed: 34_590,
        jitterMs: 1,
      },
      video: null,
      // Of the camera and the screen.
      encodedPictures: 155 + 47,
      route: before.route,
    });
  });

  it('of Chromium with RED', async () => {
    const [before, now] = await read('chromium-red');
    expect(before).to.deep.include({ availableBitrate: 712_464, audioLoss: 0.09375 });
    expect(now).to.deep.include({ audioLoss: 0.125, videoLoss: 0.0625 });
    expect(now.voice).to.include({ concealed: 9_042, played: 480_960 });
  });

  it('of Firefox, which does not say what the line carries', async () => {
    const [before, now] = await read('firefox-loss');
    // Its pair says 0 in a fast network; one report on sound has no round trip time.
    expect(before).to.deep.include({
      availableBitrate: null,
      audioLoss: 0.1171875,
      videoLoss: 0.13671875,
      isProcessorLimited: false,
    });
    expect(before.roundTripMs).to.be.closeTo(3.387, 0.001);
    const encodedPictures = 172 + 32;
    expect(now).to.deep.include({ audioLoss: 0.1171875, videoLoss: 0.0859375, encodedPictures });
    expect(now.roundTripMs, 'the report on the screen').to.be.closeTo(53.925, 0.001);
    expect(now.voice).to.deep.equal({
      delayMs: 25_968_000,
      emitted: 430_080,
      played: 468_480,
      concealed: 36_960,
      jitterMs: 10,
    });
    expect(now.route).to.equal(before.route);
    expect(now.route).not.to.equal('undefined');
  });

  for (const name of ['chromium-sound-only', 'firefox-sound-only'] as const) {
    it(`of sound alone (${name}): nothing is known of video`, async () => {
      const [, now] = await read(name);
      expect(now).to.include({ audioLoss: 0, videoLoss: null, isProcessorLimited: false });
      expect(now.roundTripMs).to.be.within(0, 2);
      expect(now.voice).to.include({ concealed: 0 });
    });
  }

  for (const name of ['chromium-loss', 'firefox-loss'] as const) {
    it(`leaves out reports on what is not sent any more (${name})`, async () => {
      const aged = await changed(name, (entry) => {
        const isOld = entry['type'] === 'remote-inbound-rtp' && entry['kind'] === 'video';
        return isOld ? { ...entry, timestamp: Number(entry['timestamp']) - 10_000 } : entry;
      });
      expect(aged.videoLoss).to.equal(null);
      expect(aged.audioLoss).to.be.above(0);
      expect(aged.roundTripMs).to.be.below(5);
    });

    it(`finds the pair where the transport does not name it (${name})`, async () => {
      const [, now] = await read(name);
      const unnamed = await changed(name, ({ selectedCandidatePairId: _, ...entry }) => entry);
      expect(unnamed.route).to.equal(now.route);
      expect(unnamed.availableBitrate).to.equal(now.availableBitrate);
    });

    it(`knows nothing before there is anything (${name})`, async () => {
      const empty = await changed(name, (entry) =>
        /rtp|pair|transport/.test(String(entry['type'])) ? null : entry,
      );
      expect(empty).to.deep.equal({
        atMs: AT_MS,
        availableBitrate: null,
        roundTripMs: null,
        audioLoss: null,
        videoLoss: null,
        isProcessorLimited: false,
        voice: null,
        video: null,
        encodedPictures: 0,
        route: 'undefined',
      });
    });
  }

  it('sees the processor at its limit, whatever is sent (Chromium)', async () => {
    const limited = await changed('chromium-loss', (entry) =>
      entry['mid'] === '2' && entry['type'] === 'outbound-rtp'
        ? { ...entry, qualityLimitationReason: 'cpu' }
        : entry,
    );
    expect(limited.isProcessorLimited).to.equal(true);
  });
});
