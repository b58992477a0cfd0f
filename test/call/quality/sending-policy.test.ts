import { expect } from '@open-wc/testing';
import type { LineSample } from '../../../src/call/quality/line-sample.js';
import { enoughBitrate } from '../../../src/call/quality/enough-bitrate.js';
import type { SendingPlan } from '../../../src/call/quality/sending-plan.js';
import { SendingPolicy, type SentVideo } from '../../../src/call/quality/sending-policy.js';
import { lineSample, looks } from '../../support/line-samples.js';
import { BOTH, CAMERA, SCREEN } from '../../support/sent-video.js';

const MAX = 2_000_000;
const NOTHING: SentVideo = { ...CAMERA, camera: false };

describe('SendingPolicy', () => {
  let policy: SendingPolicy;
  let nowMs: number;
  let bytes: number;
  let plan: SendingPlan;

  beforeEach(() => {
    policy = new SendingPolicy(MAX);
    nowMs = 0;
    bytes = 0;
  });

  function run(ms: number, given: Partial<LineSample> = {}, sent = CAMERA, max = MAX): SendingPlan {
    for (const atMs of looks(nowMs, nowMs + ms)) {
      plan = policy.next(lineSample(atMs, given), sent, max);
    }
    nowMs += ms;
    return plan;
  }

  it('starts small while the line is not known', () => {
    expect(run(400, { availableBitrate: 300_000 }).camera).to.deep.equal({
      lines: 180,
      maxBitrate: 1_000_000,
      maxFramerate: null,
      preference: 'maintain-framerate',
      flow: 'as-wanted',
    });
    expect(run(400, { availableBitrate: 400_000 }).camera.lines).to.equal(180);
    expect(run(800, { availableBitrate: 400_000 }).camera).to.deep.include({
      lines: 360,
      maxBitrate: MAX,
    });
  });

  it('is sharp as soon as there is room for half a second', () => {
    run(400, { availableBitrate: 300_000 });
    expect(run(400).camera.lines, 'a first guess').to.equal(180);
    run(200, { availableBitrate: 300_000 });
    expect(run(400).camera.lines, 'another').to.be.below(720);
    expect(run(600).camera).to.include({ lines: 720, preference: 'maintain-resolution' });
    expect(run(400, {}, CAMERA, 4_000_000).camera.lines, 'asked for no more').to.equal(720);
  });

  it('sends no more than shows in small pictures', () => {
    const track = (width: number, height: number, contentHint = '') =>
      ({ getSettings: () => ({ width, height }), contentHint }) as MediaStreamTrack;
    expect(enoughBitrate(track(640, 360))).to.equal(707_107);
    expect(enoughBitrate(track(360, 640))).to.equal(707_107);
    expect(enoughBitrate(track(1280, 720))).to.equal(Infinity);
    expect(enoughBitrate(track(640, 360, 'text'))).to.equal(Infinity);
    expect(enoughBitrate(null)).to.equal(Infinity);
    const { camera } = run(4_000, {}, { ...CAMERA, enoughBitrate: 700_000 });
    expect(camera).to.include({ lines: 720, maxBitrate: 700_000 });
  });

  it('may send 1080 lines where both sides allow it', () => {
    policy = new SendingPolicy(5_000_000);
    const { camera } = run(1_200, { availableBitrate: 4_500_000 }, CAMERA, 5_000_000);
    expect(camera.lines).to.equal(1080);
  });

  it('starts small again when the camera is turned on again', () => {
    run(4_000);
    run(400, {}, NOTHING);
    expect(run(400, { availableBitrate: 500_000 }).camera.lines).to.equal(180);
  });

  it('keeps the camera small beside a screen until there is room for both', () => {
    expect(run(10_000, { availableBitrate: 900_000 }, BOTH)).to.deep.include({
      screen: {
        lines: null,
        maxBitrate: 1_500_000,
        maxFramerate: null,
        preference: 'maintain-resolution',
        flow: 'as-wanted',
      },
    });
    expect(plan.camera).to.include({ lines: 180, maxBitrate: 80_000, maxFramerate: 10 });
    run(10_000, { availableBitrate: 1_500_000 }, BOTH);
    expect(plan.camera, 'together no more than is allowed').to.include({
      lines: 360,
      maxBitrate: 500_000,
    });
  });

  it('sends fewer pictures of a screen on a thin line, and each sharp', () => {
    expect(run(400, { availableBitrate: 500_000 }, SCREEN).screen).to.include({
      lines: null,
      maxFramerate: 5,
      preference: 'maintain-resolution',
    });
    const film = { ...SCREEN, isMoving: true };
    expect(run(400, { availableBitrate: 500_000 }, film).screen.maxFramerate).to.equal(null);
  });

  it('sends 15 pictures a second where data is saved', () => {
    expect(run(4_000, {}, CAMERA, 300_000).camera).to.include({
      lines: 270,
      maxBitrate: 300_000,
      maxFramerate: 15,
    });
  });

  it('is lower as soon as the peer wants less', () => {
    run(4_000);
    expect(run(400, {}, CAMERA, 410_000).camera).to.include({ lines: 360, maxBitrate: 410_000 });
  });

  it('sends with another codec before it makes pictures smaller because the processor is slow', () => {
    const slow = { isProcessorLimited: true };
    run(4_000);
    expect(run(6_000, slow, { ...CAMERA, lighterCodec: 'video/H264' }).camera.codec).to.equal(
      undefined,
    );
    run(400, slow, { ...CAMERA, lighterCodec: 'video/H264' });
    expect(plan.camera).to.include({ lines: 720, codec: 'video/H264' });
    expect(plan.screen.codec, 'a screen is sharper with what it has').to.equal(undefined);
    expect(run(6_000, slow).camera).to.include({ lines: 720, codec: 'video/H264' });
    expect(run(800, slow).camera).to.include({ lines: 540, codec: 'video/H264' });
    // Also while it is tried what the line carries.
    run(4_000, THIN);
    while (plan.camera.flow !== 'trial') run(400);
    expect(plan.camera.codec).to.equal('video/H264');
  });

  const THIN = { availableBitrate: 60_000, roundTripMs: 400 };

  it('holds all video back on a thin line, and tries with the camera', () => {
    run(10_000, {}, BOTH);
    run(12_000, THIN, BOTH);
    expect(plan).to.include({ isHeld: true, isPaused: true });
    expect([plan.camera.flow, plan.screen.flow]).to.deep.equal(['stopped', 'stopped']);
    expect(plan.audio.isThin).to.equal(true);
    while (plan.camera.flow === 'stopped') run(400, {}, BOTH);
    expect(plan.screen.flow).to.equal('stopped');
    expect(plan.camera, 'a probe').to.include({ flow: 'trial', lines: 45, maxFramerate: 5 });
    while (plan.camera.lines === 45) run(400, {}, BOTH);
    const small = { flow: 'trial', lines: 120, maxFramerate: 15 };
    expect(plan.camera, 'a trial').to.include({ ...small, maxBitrate: 100_000 });
    run(800, {}, BOTH);
    expect(plan.camera).to.include({ ...small, maxBitrate: 200_000 });
    run(1_600, {}, BOTH);
    expect(plan.camera).to.include({ ...small, maxBitrate: 300_000 });
    expect(plan, 'not told').to.include({ isPaused: true });
    run(800, {}, BOTH);
    expect(plan).to.include({ isHeld: false, isPaused: false });
    expect([plan.camera.flow, plan.screen.flow]).to.deep.equal(['as-wanted', 'as-wanted']);
  });

  it('tries with pictures as large as before while people see them', () => {
    run(10_000);
    run(400, { availableBitrate: 500_000 });
    expect(plan).to.include({ isHeld: true, isPaused: false });
    while (plan.camera.flow === 'stopped') run(400, { availableBitrate: 500_000 });
    expect(plan.camera).to.include({ flow: 'trial', lines: 180 });
  });

  it('is small for some seconds after a pause, however much the line seems to carry', () => {
    run(10_000);
    run(12_000, THIN);
    while (plan.isPaused) run(400);
    expect(run(3_200).camera.lines).to.equal(180);
    expect(run(1_200).camera.lines).to.equal(720);
  });

  it('tries with no more than both sides allow', () => {
    run(10_000, {}, CAMERA, 150_000);
    run(4_000, THIN, CAMERA, 150_000);
    while (plan.camera.flow === 'stopped') run(400, {}, CAMERA, 150_000);
    expect(plan.camera).to.include({ flow: 'trial', maxBitrate: 150_000 });
  });

  it('tries anew when a camera that was turned off during a trial is on again', () => {
    run(10_000);
    run(4_000, THIN);
    while (plan.camera.flow === 'stopped') run(400);
    run(60_000, {}, NOTHING);
    expect(run(800, { availableBitrate: 150_000 }).camera.flow).to.equal('trial');
  });

  it('begins a trial small again when the camera was off during it', () => {
    run(10_000);
    run(4_000, THIN);
    while (plan.camera.flow !== 'trial' || plan.camera.lines === 45) run(400);
    run(2_000);
    expect(plan.camera).to.include({ flow: 'trial', maxBitrate: 300_000 });
    run(60_000, {}, NOTHING);
    expect(run(400).camera).to.include({ flow: 'trial', maxBitrate: 100_000 });
  });

  it('is as sharp after a pause as before, also where not much is allowed', () => {
    for (const [max, lines] of [
      [350_000, 360],
      [650_000, 540],
      [1_000_000, 720],
      [3_500_000, 1080],
    ] as const) {
      policy = new SendingPolicy(max);
      expect(run(10_000, { availableBitrate: 6_000_000 }, CAMERA, max).camera.lines).to.equal(
        lines,
      );
      run(12_000, THIN, CAMERA, max);
      expect(plan.isPaused).to.equal(true);
      run(40_000, { availableBitrate: 6_000_000 }, CAMERA, max);
      expect(plan.camera.lines, String(max)).to.equal(lines);
      expect(plan.limits.camera, String(max)).to.equal('nothing');
    }
  });

  it('tries with the screen where there is no camera', () => {
    run(10_000, {}, SCREEN);
    run(12_000, THIN, SCREEN);
    while (plan.screen.flow === 'stopped') run(400, {}, SCREEN);
    expect([plan.camera.flow, plan.screen.flow]).to.deep.equal(['stopped', 'trial']);
  });

  it('gives the voice back its bits some time after the paused camera was turned off', () => {
    run(10_000);
    run(4_000, THIN);
    expect(run(400, {}, NOTHING).audio.isThin).to.equal(true);
    expect(run(40_000, {}, NOTHING).audio.isThin).to.equal(false);
    // The camera is tried at once when it is on again.
    run(400);
    expect(plan.camera.flow).to.equal('trial');
  });

  /** Where the browser does not say what the line carries, but lets its encoder use so much. */
  function runUsing(ms: number, bitrate: number, max = MAX, isThin = false): SendingPlan {
    for (const atMs of looks(nowMs, nowMs + ms, 200)) {
      bytes += (200 / 8_000) * bitrate;
      const report = { atMs, loss: isThin ? 0.5 : 0 };
      const video = { atMs, bytes, targetBytes: bytes, lines: plan?.camera.lines ?? 0, report };
      const roundTripMs = isThin ? 500 : 20;
      const sample = lineSample(atMs, { availableBitrate: null, video, roundTripMs });
      plan = policy.next(sample, CAMERA, max);
    }
    nowMs += ms;
    return plan;
  }

  it('is sharp within 3 s also where only the encoder shows what there is, and not on a thin line', () => {
    expect(runUsing(1_000, 500_000).camera.lines).to.equal(180);
    expect(runUsing(2_000, 500_000).camera.lines).to.equal(720);
    policy = new SendingPolicy(MAX);
    nowMs = 0;
    while (nowMs < 20_000) expect(runUsing(400, 210_000).camera.lines).to.be.at.most(270);
    expect(plan).to.include({ isHeld: false, isPaused: false });
  });

  it('comes back, and stays, however little both sides allow where only the encoder shows what there is', () => {
    for (const max of [1, 40_000, 100_000, 150_000, 199_000]) {
      policy = new SendingPolicy(max);
      nowMs = 0;
      expect(runUsing(20_000, max, max).isPaused, `${max} on a good line`).to.equal(false);
      runUsing(5_000, max, max, true);
      expect(plan.isPaused, `${max} on a thin line`).to.equal(true);
      const fromMs = nowMs;
      while (plan.isPaused) {
        runUsing(400, max, max);
        expect(nowMs - fromMs, String(max)).to.be.at.most(15_000);
      }
      expect(runUsing(60_000, max, max).isPaused, `${max}, later`).to.equal(false);
    }
  });

  it('tries with the smallest pictures where only the encoder shows what there is', () => {
    const nothing = { atMs: 0, bytes: 0, targetBytes: 0, lines: 0, report: null };
    const unknown = { availableBitrate: null, video: nothing };
    run(10_000, unknown);
    while (!plan.isHeld) run(400, { ...unknown, roundTripMs: 500 });
    while (plan.camera.flow !== 'trial') run(400, unknown);
    expect(plan.camera, 'what is left after a jam is not known').to.include({ lines: 45 });
    while (plan.camera.lines === 45) run(400, unknown);
    expect(plan.camera).to.include({ flow: 'trial', lines: 90, maxFramerate: 10 });
  });

  it('is back within 15 s of a good line also where the browser does not say what it carries', () => {
    for (let thinMs = 2_000; thinMs < 40_000; thinMs += 1_200) {
      policy = new SendingPolicy(MAX);
      nowMs = 0;
      const unknown = { availableBitrate: null };
      run(10_000, unknown);
      const endMs = nowMs + thinMs;
      while (nowMs < endMs) {
        // Without video nothing waits.
        const isFull = !plan.isHeld || plan.camera.flow === 'trial';
        run(400, { ...unknown, roundTripMs: isFull ? 500 : 20 });
      }
      const fromMs = nowMs;
      while (run(400, unknown).isHeld) expect(nowMs - fromMs).to.be.at.most(15_000);
      expect(plan.isPaused).to.equal(false);
    }
  });
});
