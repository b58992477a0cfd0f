import { setTimeout as wait } from 'node:timers/promises';
import { median, printTable, times } from '../figures.mjs';
import { summarize } from './summary.mjs';

/** Of the camera, and sent by all contestants. */
export const CPU_LINES = [360, 720];
/** By then all of them send all lines. */
const SETTLE_MS = 5_000;
const MEASURE_MS = 6_000;

/** @returns what a call cost, and what came of it: medians and sums of both sides */
async function measure(stage, connect, contestant, lines) {
  stage.setLine();
  await connect(stage, contestant, { lines, isForced: contestant !== 'ours' });
  await wait(SETTLE_MS);
  const fromMs = Date.now();
  const startMs = await stage.processorMs();
  await wait(MEASURE_MS);
  const usedMs = (await stage.processorMs()) - startMs;
  const toMs = Date.now();
  const sides = [];
  for (const side of ['a', 'b']) {
    sides.push(summarize(await stage.page(side, 'samples'), fromMs, toMs));
  }
  await stage.call('a', 'hangUp');
  const sum = (name) => sides.reduce((total, side) => total + side[name], 0);
  const seconds = (toMs - fromMs) / 1000;
  return {
    share: usedMs / (toMs - fromMs),
    perPicture: usedMs / seconds / sum('framesPerSecond'),
    lines: sum('lines') / 2,
    framesPerSecond: sum('framesPerSecond') / 2,
    bitrate: sum('bitrate') / 2,
  };
}

/**
 * Measures the time of the processors that both browsers need for a call, at the same lines for all.
 *
 * @param {import('./stage.mjs').MediaStage} stage
 * @param {(stage: object, contestant: string, picture: object) => Promise<unknown>} connect makes a call
 * @param {{ [contestant: string]: string }} labels the last one is what the others are compared with
 * @param {{ sizes: readonly number[], rounds: number }} extent
 */
export async function measureProcessor(stage, connect, labels, { sizes, rounds }) {
  const contestants = Object.keys(labels);
  for (const lines of sizes) {
    const calls = Object.fromEntries(contestants.map((contestant) => [contestant, []]));
    for (let round = 0; round < rounds; round += 1) {
      // In turns: what else the machine does hits all of them.
      for (const contestant of contestants) {
        calls[contestant].push(await measure(stage, connect, contestant, lines));
      }
    }
    const of = (contestant, name) => median(calls[contestant].map((call) => call[name]));
    const last = contestants.at(-1);
    printTable(
      `Processor time of both browsers, camera of ${lines} lines (medians of ${rounds} calls)`,
      ['', 'processors', `to ${labels[last]}`, 'per picture', 'lines', 'pictures', 'video'],
      contestants.map((contestant) => [
        labels[contestant],
        `${(100 * of(contestant, 'share')).toFixed(0)} %`,
        times(of(contestant, 'share') / of(last, 'share')),
        `${of(contestant, 'perPicture').toFixed(1)} ms`,
        of(contestant, 'lines').toFixed(0),
        `${of(contestant, 'framesPerSecond').toFixed(0)}/s`,
        `${(of(contestant, 'bitrate') / 1000).toFixed(0)} kbit/s`,
      ]),
    );
  }
}
