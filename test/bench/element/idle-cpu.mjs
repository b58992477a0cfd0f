import { setTimeout as wait } from 'node:timers/promises';
import { median, percentile, printTable } from '../figures.mjs';
import { openElement, reaches, startCall } from './element-page.mjs';

/** By then all of them send what they are going to send. */
const SETTLE_MS = 12_000;
const WINDOW_MS = 5_000;
/** Small, so that all calls run at once, and none of them has to wait for the processor. */
const CAMERA = { width: 320, height: 180, frameRate: 10 };
const CODEC = 'video/AV1';

/** Runs in a page, before its scripts: the same picture and sound for all, and what a connection sends. */
function prepare(camera) {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = ({ audio, video }) =>
    open({ audio: Boolean(audio), video: video ? camera : false });
  const connections = [];
  const Native = RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    constructor(...options) {
      super(...options);
      connections.push(this);
    }
  };
  globalThis.sends = async () => {
    const reports = await Promise.all(connections.map((one) => one.getStats()));
    const all = reports.flatMap((report) => [...report.values()]);
    const video = all.find(
      ({ type, kind, framesPerSecond }) =>
        type === 'outbound-rtp' && kind === 'video' && framesPerSecond > 0,
    );
    const codec = all.find(({ id }) => id === video?.codecId);
    return {
      codec: codec?.mimeType,
      lines: video?.frameHeight,
      framesPerSecond: video?.framesPerSecond,
      bytes: video?.bytesSent,
      bitrate: video?.targetBitrate,
    };
  };
}

async function open(browser, stage, path) {
  const page = await openElement(browser);
  await page.addInitScript(prepare, CAMERA);
  await page.goto(stage.url(path));
  return page;
}

const call = (page, method, argument) =>
  page.evaluate(([name, value]) => globalThis.pair[name](value), [method, argument]);

async function connectBare(a, b, maxBitrate) {
  await Promise.all([a, b].map((page) => call(page, 'open', { codec: CODEC, maxBitrate })));
  const answer = await call(b, 'answer', await call(a, 'offer'));
  await call(a, 'accept', answer);
}

async function connectElements(a, b) {
  await startCall(a, b);
  await b.evaluate(() => document.querySelector('p2p-video-call').answer());
  await Promise.all([reaches(a, 'connected'), reaches(b, 'connected')]);
}

/** @returns seconds of the processors that each kind of process has had, `total` included */
async function processorSeconds(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const seconds = { renderer: 0, GPU: 0, other: 0, total: 0 };
  for (const { type, cpuTime } of processInfo) {
    seconds.total += cpuTime;
    seconds[type === 'renderer' || type === 'GPU' ? type : 'other'] += cpuTime;
  }
  return seconds;
}

/** A call in a browser of its own. */
async function start(stage, path, connect) {
  const browser = await stage.launch();
  const pages = [await open(browser, stage, path), await open(browser, stage, path)];
  await connect(...pages);
  const session = await browser.newBrowserCDPSession();
  return {
    pages,
    /** Of the processors, in per cent of one, since the last time. @returns a function that tells */
    measure: async () => {
      const [before, fromMs] = [await processorSeconds(session), performance.now()];
      return async () => {
        const [after, toMs] = [await processorSeconds(session), performance.now()];
        const share = (kind) => (1e5 * (after[kind] - before[kind])) / (toMs - fromMs);
        return Object.fromEntries(Object.keys(after).map((kind) => [kind, share(kind)]));
      };
    },
    sends: () => Promise.all(pages.map((page) => page.evaluate(() => globalThis.sends()))),
    close: () => browser.close(),
  };
}

/** What a connected call that nobody touches takes of the processors, beside a bare pair that plays the same. */
export async function measureIdleCpu(stage, rounds) {
  const ours = await start(stage, 'five-lines.html', connectElements);
  let bare;
  const windows = [];
  try {
    const [{ bitrate }] = await ours.sends();
    bare = await start(stage, 'pages/bare.html', (a, b) => connectBare(a, b, bitrate));
    await wait(SETTLE_MS);
    for (let round = 0; round < rounds; round += 1) {
      // At the same time: what else the machine does hits both.
      const ends = [await ours.measure(), await bare.measure()];
      await wait(WINDOW_MS);
      windows.push([await ends[0](), await ends[1]()]);
    }
    const sent = [...(await ours.sends()), ...(await bare.sends())];
    report(windows, rounds);
    printTable(
      'What is sent meanwhile, by each side',
      ['', 'codec', 'lines', 'pictures', 'target'],
      sent.map(({ codec, lines, framesPerSecond, bitrate: target }, index) => [
        index < 2 ? '`<p2p-video-call>`' : 'bare pair',
        codec,
        lines,
        `${framesPerSecond}/s`,
        `${(target / 1_000).toFixed(0)} kbit/s`,
      ]),
    );
  } finally {
    await bare?.close();
    await ours.close();
  }
}

function report(windows, rounds) {
  const rows = [
    ['pages (renderers), of one side', 'renderer', 2],
    ['drawing (GPU process, in software here), of one side', 'GPU', 2],
    ['all other processes, of one side', 'other', 2],
    ['all processes, of one side', 'total', 2],
  ];
  const percent = (value) => `${value.toFixed(1)} %`;
  const spread = (values) =>
    `${percent(median(values))} (${percentile(values, 0.1).toFixed(1)} to ${percentile(values, 0.9).toFixed(1)})`;
  printTable(
    `Processor time of a connected call that nobody touches, of one processor (medians of ${rounds} windows of ${WINDOW_MS / 1_000} s, and 10 to 90 %; target: ≤ 2 points above the bare pair)`,
    ['', '`<p2p-video-call>`', 'bare pair', 'difference', 'to bare'],
    rows.map(([label, kind, sides]) => {
      const [ours, bare] = [0, 1].map((index) => windows.map((one) => one[index][kind] / sides));
      return [
        label,
        spread(ours),
        spread(bare),
        spread(ours.map((value, index) => value - bare[index])),
        `${(median(ours) / median(bare)).toFixed(2)} ×`,
      ];
    }),
  );
}
