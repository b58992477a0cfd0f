// `npm run bench`, or with fewer rounds `npm run bench -- --quick`; one part of it: `npm run bench -- --only answer`.
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureAnswerTime } from './answer-time.mjs';
import { countMessages } from './message-count.mjs';
import { measureRelay } from './relay-load.mjs';
import { measureSizes } from './sizes.mjs';
import { openStage } from './stage.mjs';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const ROUNDS = options.quick ? 3 : 10;
const FRAMES = options.quick ? 600 : 3_000;

const PARTS = {
  sizes: () => measureSizes(),
  messages: (stage) => countMessages(stage),
  answer: (stage) => measureAnswerTime(stage, ROUNDS),
};
/** It needs no browser, which would only be in its way. */
const RELAY = 'relay';
const names = [...Object.keys(PARTS), RELAY];
const parts = options.only ? [options.only] : names;
if (!parts.every((name) => names.includes(name))) {
  throw new Error(`--only takes one of: ${names.join(', ')}.`);
}

function versionOf(name) {
  const file = new URL(`../../${name}package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

const stage = await openStage();
try {
  console.log(`Date      ${new Date().toISOString().slice(0, 10)}`);
  console.log(
    `Machine   ${availableParallelism()} × ${cpus()[0].model}, Node ${process.versions.node}`,
  );
  console.log(
    `Browser   Chromium ${stage.browser.version()}, headless, fake camera and microphone`,
  );
  console.log(
    `Versions  p2p-video-call ${versionOf('')}, PeerJS ${versionOf('node_modules/peerjs/')} ` +
      `with peer ${versionOf('node_modules/peer/')}, ws ${versionOf('node_modules/ws/')}`,
  );
  for (const name of parts) await PARTS[name]?.(stage);
} finally {
  await stage.close();
}
if (parts.includes(RELAY)) await measureRelay(FRAMES);
// Anything that PeerJS's server left open must not keep this process alive.
process.exit();
