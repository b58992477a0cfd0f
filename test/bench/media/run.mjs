// `npm run bench:media`, or a part of it: `npm run bench:media -- --line '20 % loss' --pair firefox,chromium --rounds 3`.
// `npm run bench:media -- --cpu --rounds 5 --base <commit>`: what the processors do for a call, against that state.
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureRig } from '../../../scripts/ensure-rig.mjs';
import { median, printTable } from '../figures.mjs';
import { buildBase } from '../security/base-build.mjs';
import { CPU_LINES, measureProcessor } from './cpu.mjs';
import { LINES, SETTLED_MS } from './lines.mjs';
import { MediaStage } from './stage.mjs';
import { pictureBack, summarize, timeTo } from './summary.mjs';

const { values: options } = parseArgs({
  options: {
    line: { type: 'string', multiple: true },
    pair: { type: 'string', default: 'chromium,chromium' },
    contestant: { type: 'string', multiple: true, default: ['ours', 'peerjs', 'bare'] },
    rounds: { type: 'string', default: '1' },
    cpu: { type: 'boolean', default: false },
    /** Of the camera, for `--cpu`. */
    lines: { type: 'string', multiple: true, default: CPU_LINES.map(String) },
    /** Of this repository: a commit, or a folder with its build. */
    base: { type: 'string' },
  },
});
const LABELS = { ours: 'ours', peerjs: 'PeerJS', bare: 'bare connections' };
const NAMES = { chromium: 'Chromium', firefox: 'Firefox' };

async function connect(stage, contestant, picture) {
  const addresses = await stage.open(contestant, {}, picture);
  if (contestant !== 'bare') {
    await stage.call('a', 'dial', addresses.b);
    return stage.call('b', 'answer');
  }
  const { at, description } = await stage.call('b', 'answer', await stage.call('a', 'offer'));
  await stage.call('a', 'accept', description);
  return at;
}

/** One call over one line. @returns the figures of both sides, a's and b's */
async function measure(stage, contestant, line) {
  stage.setLine(line.before);
  const from = await connect(stage, contestant);
  await wait(line.seconds * 1000);
  let thinAt = null;
  let goodAt = null;
  if (line.then) {
    thinAt = Date.now();
    stage.setLine(line.then);
    await wait(line.thinSeconds * 1000);
    goodAt = Date.now();
    stage.setLine();
    await wait(line.goodSeconds * 1000);
  }
  const end = goodAt ?? Date.now();
  const sides = [];
  for (const side of ['a', 'b']) {
    const samples = await stage.page(side, 'samples');
    const pictures = await stage.page(side, 'pictures');
    sides.push({
      ...summarize(samples, thinAt === null ? from : thinAt + SETTLED_MS, end),
      first: pictures[0] ? pictures[0].at - from : null,
      to720: timeTo(pictures, 720, from),
      back: goodAt === null ? undefined : pictureBack(samples, goodAt),
    });
  }
  await stage.call('a', 'hangUp');
  return sides;
}

const middle = (values) => {
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length === 0 ? null : median(known);
};
const seconds = (value) => (value === null ? 'never' : `${(value / 1000).toFixed(1)} s`);
const rounded = (value, unit, digits = 0) =>
  value === null ? '–' : `${value.toFixed(digits)} ${unit}`;

function row(label, line, sides) {
  const of = (name) => middle(sides.map((side) => side[name]));
  const reached = sides.filter(({ to720 }) => to720 !== null).length;
  return [
    label,
    seconds(of('first')),
    `${seconds(of('to720'))} (${reached} of ${sides.length})`,
    of('lines') ?? '–',
    rounded(of('framesPerSecond'), '/s'),
    rounded(of('kbitPerSecond'), 'kbit/s'),
    rounded(of('madeUp'), '%', 1),
    rounded(of('delayMs'), 'ms'),
    of('freezes') === null ? '–' : `${of('freezes')} / ${seconds(of('freezeMs'))}`,
    line.then ? seconds(of('back')) : '',
  ];
}

/** Of two kinds of browsers each has a row: what is measured is what it receives, as the other sends it. */
function rows(contestant, line, sides) {
  if (a === b) return [row(LABELS[contestant], line, sides)];
  return [a, b].map((browser, index) =>
    row(
      `${LABELS[contestant]}, ${NAMES[browser]} receives`,
      line,
      sides.filter((_, at) => at % 2 === index),
    ),
  );
}

const version = (name) =>
  JSON.parse(readFileSync(new URL(`../../../${name}package.json`, import.meta.url), 'utf8'))
    .version;
const { network, firefox, skipped } = ensureRig();
const [a, b] = options.pair.split(',');
if (!network || (!firefox && [a, b].includes('firefox'))) {
  console.log(`Not possible here: ${skipped.join('; ')}`);
  process.exit(1);
}
const base = options.base && !existsSync(options.base) ? await buildBase(options.base) : null;
const stage = await MediaStage.start({ a, b });
try {
  console.log(`Date      ${new Date().toISOString().slice(0, 10)}`);
  console.log(
    `Machine   ${availableParallelism()} × ${cpus()[0].model}, Node ${process.versions.node}`,
  );
  console.log(`Browsers  ${(await stage.versions()).join(', ')}`);
  console.log(`Versions  p2p-video-call ${version('')}, PeerJS ${version('node_modules/peerjs/')}`);
  if (options.base) await stage.serveBase(base?.folder ?? options.base);
  const labels = Object.fromEntries(options.contestant.map((name) => [name, LABELS[name]]));
  if (options.cpu) {
    const all = options.base ? { ...labels, base: `ours, ${options.base}` } : labels;
    const extent = { sizes: options.lines.map(Number), rounds: Number(options.rounds) };
    await measureProcessor(stage, connect, all, extent);
  }
  const lines = options.cpu ? [] : LINES;
  for (const line of lines.filter(({ name }) => options.line?.includes(name) ?? true)) {
    const sides = Object.fromEntries(options.contestant.map((contestant) => [contestant, []]));
    for (let round = 0; round < Number(options.rounds); round += 1) {
      for (const contestant of options.contestant) {
        sides[contestant].push(...(await measure(stage, contestant, line)));
      }
    }
    printTable(
      `${line.name} (${a === b ? 'medians of both sides' : `${NAMES[a]} to ${NAMES[b]}`}${line.then ? `, from ${SETTLED_MS / 1000} s after that on` : ''})`,
      [
        '',
        'first picture',
        '720 lines',
        'lines',
        'pictures',
        'video',
        'made up',
        'late',
        'freezes',
        'picture back',
      ],
      options.contestant.flatMap((contestant) => rows(contestant, line, sides[contestant])),
    );
  }
} finally {
  await stage.stop();
  await base?.remove();
}
