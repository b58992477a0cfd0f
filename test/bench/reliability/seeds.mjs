import { startDevServer } from '../../support/dev-server.mjs';
import { openChromium, openFirefox } from './browsers.mjs';

export const name = 'seeds';
export const measures =
  'Every other seed is a whole call, on which both sides do what chance wants (ICE restarts, changes of network, ' +
  'microphone, messages); the others are two connections that negotiate (transceivers, tracks, directions). All over a ' +
  'wire that reorders, repeats 20 % and loses 10 %.';

/** The target for each browser; `--count` and `--minutes` stop earlier. */
const SEEDS = 10_000;
const QUICK_SEEDS = 100;
/** Closed connections live until the page is closed; Chromium allows 500 in a process. */
const SEEDS_PER_PAGE = 100;
/** Firefox 153 keeps something of each page: after 2,000 seeds one took twice as long as at first. */
const SEEDS_PER_BROWSER = 500;
const AT_ONCE = 10;

/** @param {{ quick: boolean, seed?: number, from?: number, count?: number, minutes?: number, browser?: string, log: (text: string) => void }} options */
export async function run(options) {
  const server = await startDevServer();
  try {
    const rows = [];
    for (const open of [openChromium, openFirefox]) {
      const label = open === openChromium ? 'Chromium' : 'Firefox';
      if (options.browser && options.browser !== label.toLowerCase()) continue;
      const results = [];
      try {
        if (await playSeeds(open, server.url, options, results))
          rows.push(...rowsOf(label, results));
        else rows.push({ what: `${label}: stuck seeds`, skipped: `${label} is not installed` });
      } catch (error) {
        // Keep the results so far.
        const measured = `failed: ${error.message}`;
        rows.push(...rowsOf(label, results), { what: `${label}: the run`, measured, met: false });
      }
    }
    return rows;
  } finally {
    await server.stop();
  }
}

function rowsOf(label, results) {
  const stuck = results.filter(({ problems }) => problems.length > 0);
  const calls = results.filter(({ renewals }) => renewals !== undefined);
  const renewed = calls.filter(({ renewals }) => renewals > 0);
  const durations = results.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  const errors = countBy(
    results.flatMap(({ errors: texts }) =>
      texts.map((text) => text.replace(/ufrag \(.*\)/, 'ufrag')),
    ),
  );
  const errorTexts = [...errors].map(([text, count]) => `${count} × ${text}`);
  const at = (share) =>
    `${Math.round(durations[Math.floor((durations.length - 1) * share)] ?? 0)} ms`;
  return [
    {
      what: `${label}: stuck seeds`,
      measured: `${stuck.length} of ${results.length} run`,
      target: `0 of ${SEEDS}`,
      // Fewer than all prove nothing about the rest.
      ...(stuck.length > 0 || results.length >= SEEDS ? { met: stuck.length === 0 } : {}),
      note: stuck.map(({ seed }) => `--seed ${seed}`).join(', '),
    },
    {
      what: `${label}: calls that took another connection`,
      measured: `${renewed.length} of ${calls.length}`,
    },
    {
      what: `${label}: one seed, median and worst`,
      measured: `${at(0.5)}, ${at(1)}`,
    },
    {
      what: `${label}: errors that were reported and survived`,
      measured: String([...errors.values()].reduce((sum, count) => sum + count, 0)),
      note: errorTexts.join('; '),
    },
  ];
}

/** Adds the result of each seed to `results`. Resolves with `false` where the browser is not installed. */
async function playSeeds(open, url, options, results) {
  const { quick, seed, from = 1, count, minutes = Infinity, log } = options;
  const total = count ?? (quick ? QUICK_SEEDS : SEEDS - from + 1);
  // A single seed is run several times: whether it gets stuck also depends on the machine's speed.
  const seeds =
    seed === undefined
      ? Array.from({ length: total }, (_, index) => from + index)
      : Array.from({ length: count ?? 20 }, () => seed);
  const startedAt = Date.now();
  const isInTime = () => Date.now() - startedAt < minutes * 60_000;
  while (seeds.length > 0 && isInTime()) {
    const browser = await open();
    if (browser === null) return false;
    const share = seeds.splice(0, SEEDS_PER_BROWSER);
    try {
      while (share.length > 0 && isInTime()) {
        const done = await playPage(browser, url, share.splice(0, SEEDS_PER_PAGE));
        for (const result of done) if (result.problems.length > 0) logStuck(browser, result, log);
        results.push(...done);
        const seconds = Math.round((Date.now() - startedAt) / 1000);
        log(`${browser.name}: ${results.length} seeds after ${seconds} s`);
      }
    } finally {
      await browser.close();
    }
  }
  return true;
}

async function playPage(browser, url, seeds) {
  const page = await browser.newPage();
  try {
    await page.goto(new URL('test/bench/reliability/pages/?page=seeds', url).href);
    await page.waitForFunction(() => globalThis.page !== undefined);
    return await page.evaluate((argument) => globalThis.page.run(argument), {
      seeds,
      atOnce: AT_ONCE,
    });
  } finally {
    await page.close();
  }
}

function logStuck(browser, { seed, problems, trace }, log) {
  log(`${browser.name}: seed ${seed} is stuck: ${problems.join('; ')}`);
  for (const line of trace) log(`    ${line}`);
}

function countBy(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
