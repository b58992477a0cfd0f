import { once } from 'node:events';
import { median, ms, percentile, printTable } from '../figures.mjs';

/** What a trace has of scripts: made ready, and run. One lies in the other: a function in a task, its tasks within that. */
const SCRIPT = new Set([
  'BlinkScheduler_PerformMicrotaskCheckpoint',
  'EvaluateScript',
  'FireAnimationFrame',
  'FunctionCall',
  'RunMicrotasks',
  'TimerFire',
  'V8.ParseProgram',
  'v8.callFunction',
  'v8.compile',
  'v8.compileModule',
  'v8.evaluateModule',
]);
const STYLE = new Set(['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint']);
const CATEGORIES = ['devtools.timeline', 'v8', 'disabled-by-default-v8.compile', 'loading'];

/** The event after which the page stands as it is to be; the next picture shows it. */
const PAGES = [
  { label: '`<p2p-video-call>`, CDN file', path: 'five-lines.html', ready: 'connection-id' },
  { label: 'hello-world with Lit', path: 'pages/hello.html', ready: 'DOMContentLoaded' },
];
const READY = 'bench-ready';

/** Runs in the page, before its scripts. */
function tellWhenReady([ready, mark]) {
  const isPainted = new Promise((resolve) => {
    new PerformanceObserver(resolve).observe({ type: 'paint', buffered: true });
  });
  addEventListener(ready, () => {
    performance.mark(mark);
    // The second one comes after the picture of the first.
    requestAnimationFrame(() =>
      requestAnimationFrame(async () => {
        await isPainted;
        console.debug(mark);
      }),
    );
  });
}

/** @returns milliseconds of the thread's own time until then; what lies in another event counts once */
function timeOf(names, events, endTs) {
  let sum = 0;
  let doneTs = -Infinity;
  const wanted = events.filter(({ name, ts }) => names.has(name) && ts < endTs);
  for (const { ts, dur, tdur } of wanted.sort((a, b) => a.ts - b.ts || b.dur - a.dur)) {
    if (ts < doneTs) continue;
    sum += tdur;
    doneTs = ts + dur;
  }
  return sum / 1_000;
}

/** Loads the page into a process that has never seen it. */
async function load(browser, stage, { path, ready }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(tellWhenReady, [ready, READY]);
  await browser.startTracing(page, { categories: [...CATEGORIES, 'blink.user_timing'] });
  const shown = once(page, 'console');
  await page.goto(stage.url(path));
  await shown;
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await context.close();
  const mark = traceEvents.find(({ name }) => name === READY);
  const main = traceEvents.filter(
    ({ ph, pid, tid }) => ph === 'X' && pid === mark.pid && tid === mark.tid,
  );
  const of = (name) => traceEvents.find((one) => one.name === name && one.pid === mark.pid);
  const first = of('firstContentfulPaint');
  const ofReady = main
    .filter(({ name, ts }) => name === 'Paint' && ts >= mark.ts)
    .sort((a, b) => a.ts - b.ts)[0];
  // Nothing is painted then where all stood there before.
  const endTs = Math.max(first.ts, ofReady?.ts ?? mark.ts);
  return {
    first: timeOf(SCRIPT, main, first.ts),
    ready: timeOf(SCRIPT, main, endTs),
    style: timeOf(STYLE, main, endTs),
  };
}

/** What scripts take until the idle element is on the screen: of the thread's own time, as others use the machine, too. */
export async function measureFirstPaint(stage, rounds) {
  const browser = await stage.launch();
  const loads = PAGES.map(() => []);
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, page] of PAGES.entries()) {
        loads[index].push(await load(browser, stage, page));
      }
    }
  } finally {
    await browser.close();
  }
  const cells = (index, name) => {
    const values = loads[index].map((one) => one[name]);
    return [ms(median(values)), `${ms(percentile(values, 0.1))} to ${ms(percentile(values, 0.9))}`];
  };
  printTable(
    `Script until it is painted, loaded anew each time (medians of ${rounds}, and 10 to 90 %; target: idle ≤ 50 ms)`,
    ['', 'anything', '', 'idle screen', '', 'style, layout, paint', ''],
    PAGES.map(({ label }, index) => [
      label,
      ...cells(index, 'first'),
      ...cells(index, 'ready'),
      ...cells(index, 'style'),
    ]),
  );
}
