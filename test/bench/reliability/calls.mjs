import { openStage } from './stage.mjs';

export const name = 'calls';
export const measures =
  'Calls one after the other in one page: both ends, fake camera and microphone, a message, hang-up. What the page holds ' +
  'is counted after garbage collection; the slope is that of the straight line through the counts after the first tenth.';

const CALLS = 500;
const QUICK_CALLS = 40;
const SAMPLES = 20;
/** A smaller slope is noise: the browser compiles, caches and collects garbage at any time. */
const MAX_BYTES_PER_CALL = 1_024;

export async function run({ quick, log }) {
  const stage = await openStage();
  try {
    const person = await stage.newPerson({ page: 'calls' });
    const total = quick ? QUICK_CALLS : CALLS;
    const step = Math.max(1, Math.floor(total / SAMPLES));
    const samples = [];
    for (let done = 0; done < total;) {
      const count = Math.min(step, total - done);
      await person.ask('call', { count });
      done += count;
      const inventory = await settledInventory(person);
      samples.push({ calls: done, ...inventory });
      log(`${done} calls: ${JSON.stringify(inventory)}`);
    }
    return rowsOf(samples, quick);
  } finally {
    await stage.close();
  }
}

/** The final messages of a call are acknowledged within moments; after that nothing of the call may be left. */
async function settledInventory(person) {
  let inventory;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    inventory = await person.inventory();
    if (inventory.timers + inventory.tracks + inventory.connections === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return inventory;
}

function rowsOf(samples, quick) {
  const last = samples.at(-1);
  const worst = (key) => Math.max(...samples.map((sample) => sample[key]));
  // The first calls fill caches and compile.
  const warm = samples.slice(Math.ceil(samples.length / 10));
  const slope = slopeOf(warm.map(({ calls, heapBytes }) => [calls, heapBytes]));
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
  const flat = (what, key) => ({
    what,
    measured: String(worst(key)),
    target: '0',
    met: worst(key) === 0,
  });
  return [
    { what: 'calls, each connected and ended', measured: String(last.calls) },
    {
      what: 'heap after the first tenth, and at the end',
      measured: `${megabytes(warm[0].heapBytes)}, ${megabytes(last.heapBytes)}`,
    },
    {
      what: 'slope of the heap',
      measured: `${Math.round(slope)} bytes per call`,
      target: `< ${MAX_BYTES_PER_CALL}`,
      // A few calls are not enough for a regression line.
      ...(quick ? {} : { met: slope < MAX_BYTES_PER_CALL }),
    },
    flat('RTCPeerConnections open, at most', 'connections'),
    flat('tracks live, at most', 'tracks'),
    flat('timers, at most', 'timers'),
    flat('sockets, at most', 'sockets'),
    {
      what: 'closed RTCPeerConnections that are not collected, at the end',
      measured: String(last.uncollected),
    },
  ];
}

/** Least squares. */
function slopeOf(points) {
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return above / below;
}
