import { expect } from '@open-wc/testing';
import { figuresSince } from '../../../src/call/diagnosis/interval-figures.js';
import { limitOfPicture } from '../../../src/call/diagnosis/picture-limit.js';
import { readLine, type LineSample } from '../../../src/call/quality/line-sample.js';
import type { SendingPlan } from '../../../src/call/quality/sending-plan.js';
import { SendingPolicy } from '../../../src/call/quality/sending-policy.js';
import { lineSample, looks } from '../../support/line-samples.js';
import { BOTH, CAMERA, SCREEN } from '../../support/sent-video.js';
import { recordedFigures, recordedReports } from '../../support/recorded-figures.js';

const MAX = 2_000_000;

describe('what limits a picture', () => {
  let policy: SendingPolicy;
  let nowMs: number;
  let plan: SendingPlan;

  beforeEach(() => {
    policy = new SendingPolicy(MAX);
    nowMs = 0;
  });

  function run(
    given: Partial<LineSample>,
    { sent = CAMERA, max = MAX, forMs = 6_000 } = {},
  ): SendingPlan['limits'] {
    for (const atMs of looks(nowMs, nowMs + forMs)) {
      plan = policy.next(lineSample(atMs, { ...given, atMs }), sent, max);
    }
    nowMs += forMs;
    return plan.limits;
  }

  const line = (availableBitrate: number) => ({ availableBitrate });

  it('is the line where it does not carry all lines, and nothing where it carries all that is worth sending', () => {
    expect(run(line(500_000)).camera).to.equal('bandwidth');
    expect(plan.camera.lines).to.equal(360);
    expect(run(line(3_000_000)).camera).to.equal('nothing');
    const small = { ...CAMERA, lines: 360, enoughBitrate: 707_107 };
    expect(run(line(720_000), { sent: small }).camera).to.equal('nothing');
    expect(run(line(300_000), { sent: small }).camera).to.equal('bandwidth');
  });

  it('is for the browser to say where all lines are sent, but with fewer bits', () => {
    expect(run(line(1_500_000)).camera).to.equal(null);
    expect(plan.camera.lines).to.equal(720);
  });

  it('is not the line where the app allows no more', () => {
    expect(run(line(3_000_000), { max: 300_000 }).camera).to.equal('nothing');
    expect(plan.camera).to.include({ lines: 270, maxFramerate: 15 });
    expect(run(line(200_000), { max: 300_000 }).camera, 'as large, with fewer bits').to.equal(null);
    expect(run(line(150_000), { max: 300_000 }).camera).to.equal('bandwidth');
    expect(plan.camera.lines).to.equal(180);
  });

  it('is the processor where that has made the picture smaller, or its codec lighter', () => {
    run(line(3_000_000));
    const slow = { ...line(3_000_000), isProcessorLimited: true };
    const heavy = { ...CAMERA, lighterCodec: 'video/H264' };
    expect(run(slow, { sent: heavy, forMs: 8_000 }).camera).to.equal('processor');
    expect(plan.camera).to.include({ lines: 720, codec: 'video/H264' });
    expect(run(slow, { forMs: 8_000 }).camera).to.equal('processor');
    expect(plan.camera.lines).to.equal(540);
    expect(run(line(300_000)).camera, 'the line allows even less').to.equal('bandwidth');
    expect(run(line(3_000_000), { forMs: 20_000 }).camera).to.equal('processor');
    expect(run(line(3_000_000), { forMs: 130_000 }).camera, 'tried again').to.equal('nothing');
  });

  it('is the line while video gives way to the voice, and while it is tried', () => {
    run(line(3_000_000), { forMs: 10_000 });
    const thin = { ...line(60_000), roundTripMs: 400 };
    expect(run(thin)).to.deep.equal({ camera: 'bandwidth', screen: 'bandwidth' });
    expect(plan.isPaused).to.equal(true);
    while (plan.camera.flow !== 'trial') run(line(60_000), { forMs: 400 });
    expect(plan.limits.camera).to.equal('bandwidth');
  });

  it('of a screen is the line where there are fewer pictures for it', () => {
    expect(run(line(500_000), { sent: SCREEN }).screen).to.equal('bandwidth');
    expect(run(line(900_000), { sent: SCREEN }).screen).to.equal(null);
    expect(run(line(3_000_000), { sent: SCREEN }).screen).to.equal('nothing');
    expect(run(line(3_000_000), { sent: SCREEN, max: 500_000 }).screen).to.equal('nothing');
    expect(plan.screen.maxFramerate).to.equal(5);
    const little = run(line(450_000), { sent: SCREEN, max: 500_000 }).screen;
    expect(little, 'no more pictures than the apps allow').to.equal(null);
  });

  it('of a camera beside a screen is the line, unless the app allows no more for both', () => {
    expect(run(line(700_000), { sent: BOTH }).camera).to.equal('bandwidth');
    expect(run(line(3_000_000), { sent: BOTH, max: 700_000 }).camera).to.equal('nothing');
    expect(plan.camera.lines).to.equal(180);
    expect(run(line(3_000_000), { sent: BOTH }).camera).to.equal('nothing');
  });

  it('of a recorded connection is what the call knows of it, and not what the browser says', async () => {
    const [, report] = await recordedReports('chromium-loss');
    const sample = readLine(report, 0);
    expect(sample.availableBitrate).to.equal(580_741);
    const { sent } = figuresSince(...(await recordedFigures('chromium-loss')));
    const said = sent.camera?.limitedBy ?? null;
    expect(said).to.equal('bandwidth');
    const without = { ...sample, audioLoss: 0, videoLoss: 0 };
    expect(limitOfPicture('nothing', run(without).camera)).to.equal('bandwidth');
    expect(limitOfPicture(said, run(without, { max: 300_000 }).camera)).to.equal('nothing');
  });

  it('of recorded Firefox is known where the call makes it smaller', async () => {
    const { sent } = figuresSince(...(await recordedFigures('firefox-loss')));
    const said = sent.camera?.limitedBy ?? null;
    expect(said).to.equal(null);
    expect(limitOfPicture(said, run(line(300_000)).camera)).to.equal('bandwidth');
    expect(limitOfPicture(said, run(line(3_000_000)).camera)).to.equal(null);
  });
});

describe('limitOfPicture', () => {
  for (const [browser, planned, expected] of [
    ['nothing', 'bandwidth', 'bandwidth'],
    ['nothing', 'processor', 'processor'],
    ['processor', 'bandwidth', 'bandwidth'],
    ['bandwidth', 'nothing', 'nothing'],
    ['processor', 'nothing', 'processor'],
    ['other', 'nothing', 'other'],
    ['bandwidth', null, 'bandwidth'],
    ['nothing', null, 'nothing'],
    [null, 'nothing', null],
    [null, 'bandwidth', 'bandwidth'],
    [null, null, null],
  ] as const) {
    it(`the browser says ${browser}, the plan ${planned}: ${expected}`, () => {
      expect(limitOfPicture(browser, planned)).to.equal(expected);
    });
  }
});
