// `npm run soak:file`: how a file of 2 GiB, the largest that calls take, goes through a call of two pages; with
// `-- --browser firefox` in Firefox, with `-- --megabytes 100` a smaller one. Nothing of it is held by this process.
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { launchChromium, launchFirefox } from '../senses/support/browsers.mjs';
import { startDevServer } from '../support/dev-server.mjs';
import { treeMemory } from './tree-memory.mjs';

const { values: options } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '2048' },
    browser: { type: 'string', default: 'chromium' },
  },
});
const MIB = 2 ** 20;
const SIZE = Number(options.megabytes) * MIB;
/** What is not zeros: each block differs from the others, so that none may be lost or come twice unnoticed. */
const MARK_EVERY = MIB;
const MARK_BYTES = 4_096;
const LOOK_MS = 500;
const REPORT_MS = 10_000;
const PATIENCE_MS = 1_800_000;
const PAGE = 'test/senses/pages/element.html';

const hashOf = async (path) => {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
};

/** A file with holes, which takes little of the disk. */
async function writeSparse(path, size) {
  const file = await open(path, 'w');
  await file.truncate(size);
  for (let at = 0; at + MARK_BYTES <= size; at += MARK_EVERY) {
    await file.write(randomBytes(MARK_BYTES), 0, MARK_BYTES, at);
  }
  await file.close();
}

const folder = await mkdtemp(join(tmpdir(), 'large-file-'));
const launch = options.browser === 'firefox' ? launchFirefox : launchChromium;
const [server, browser] = await Promise.all([
  startDevServer(),
  launch({ downloadBehavior: { policy: 'allow', downloadPath: folder } }),
]);
const memory = () => treeMemory(browser.process().pid) / MIB;

/** Not in a context of its own: such a one is private, and keeps in memory what else would be on the disk. */
async function newPage() {
  const page = await browser.newPage({ type: 'window' });
  page.setDefaultTimeout(PATIENCE_MS);
  // A voice alone: it is the file that is measured.
  await page.goto(new URL(`${PAGE}?video=off`, server.url).href);
  await page.evaluate(() => {
    globalThis.element = document.querySelector('p2p-video-call');
    globalThis.until = async (isSo) => {
      while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    return globalThis.until(() => globalThis.element.connectionId);
  });
  return page;
}

/** Offers the file, and lets the other side take it. @returns how it went */
async function sendFile(caller, callee, path) {
  const input = await caller.evaluateHandle(() =>
    document.body.appendChild(Object.assign(document.createElement('input'), { type: 'file' })),
  );
  await callee.evaluate(() => {
    globalThis.element.call.addEventListener('filetransfer', ({ transfer }) => {
      globalThis.transfer = transfer;
      transfer.accept();
    });
  });
  await input.asElement().uploadFile(path);
  await caller.evaluate((node) => {
    globalThis.transfer = globalThis.element.call.sendFile(node.files[0]);
  }, input);
  const look = (page) =>
    page.evaluate(() => {
      const { state, error, bytesTransferred } = globalThis.transfer ?? {};
      return { state, error: error?.message ?? null, bytesTransferred };
    });
  const startMs = performance.now();
  let peak = 0;
  let reportMs = startMs;
  while (true) {
    await wait(LOOK_MS);
    const sent = await look(caller);
    const now = memory();
    peak = Math.max(peak, now);
    if (performance.now() - reportMs > REPORT_MS) {
      reportMs = performance.now();
      const seconds = (reportMs - startMs) / 1_000;
      const mebibytes = sent.bytesTransferred / MIB;
      console.log(
        `  ${seconds.toFixed(0)} s: ${mebibytes.toFixed(0)} MiB, memory ${now.toFixed(0)}`,
      );
    }
    if (/complete|declined|cancelled|failed/.test(sent.state)) {
      const seconds = (performance.now() - startMs) / 1_000;
      return { sent, received: await look(callee), seconds, peak };
    }
  }
}

/** Saves what has come, as a user does. @returns the path, once all of it is there */
async function save(callee, size) {
  await callee.evaluate(() => {
    const href = URL.createObjectURL(globalThis.transfer.blob);
    Object.assign(document.createElement('a'), { href, download: 'saved.bin' }).click();
  });
  while (true) {
    await wait(LOOK_MS);
    if (!(await readdir(folder)).includes('saved.bin')) continue;
    if ((await stat(join(folder, 'saved.bin'))).size === size) return join(folder, 'saved.bin');
  }
}

try {
  const [fits, exceeds] = ['fits.bin', 'exceeds.bin'].map((name) => join(folder, name));
  await writeSparse(fits, SIZE);
  await writeSparse(exceeds, 2_048 * MIB + 1);
  const [caller, callee] = [await newPage(), await newPage()];
  const address = await callee.evaluate(() => globalThis.element.connectionId);
  await caller.evaluate((id) => void globalThis.element.startCall(id), address);
  await callee.evaluate(() => globalThis.until(() => globalThis.element.state === 'ringing'));
  await callee.evaluate(() => void globalThis.element.answer());
  for (const page of [caller, callee]) {
    await page.evaluate(() => globalThis.until(() => globalThis.element.state === 'connected'));
  }
  console.log(`${options.browser}: ${await browser.version()}`);
  const tooLarge = await sendFile(caller, callee, exceeds);
  console.log(`2 GiB and a byte: ${tooLarge.sent.state}, “${tooLarge.sent.error}”`);

  const before = memory();
  const { sent, received, seconds, peak } = await sendFile(caller, callee, fits);
  console.log(`${SIZE} bytes: ${sent.state} there, ${received.state} here`, sent.error ?? '');
  console.log(`${seconds.toFixed(1)} s, ${(SIZE / MIB / seconds).toFixed(1)} MiB/s`);
  console.log(
    `memory of the browser, both pages: ${before.toFixed(0)} MiB before, up to ${peak.toFixed(0)} MiB`,
  );
  const savedAtMs = performance.now();
  const path = await save(callee, SIZE);
  console.log(`saved in ${((performance.now() - savedAtMs) / 1_000).toFixed(1)} s`);
  const isSame = (await hashOf(path)) === (await hashOf(fits));
  console.log(isSame ? 'What was saved is what was sent.' : 'What was saved DIFFERS.');
  const states = await Promise.all(
    [caller, callee].map((page) => page.evaluate(() => globalThis.element.state)),
  );
  console.log(`the call is ${states.join(' and ')}`);
  process.exitCode = isSame && states.every((state) => state === 'connected') ? 0 : 1;
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true });
}
