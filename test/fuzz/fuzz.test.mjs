// A minute of what `npm run fuzz` does for longer. Other seeds each time; a failure names its own.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { NOT_A_SECRET } from '../../scripts/test/secret-patterns.mjs';
import { bundleParts, findEmpty, fuzz } from './fuzz.mjs';

const SECONDS = 30;
const seed = Date.now() % 2 ** 31;

/** All addresses and keys in it are made up. */
const toShow = (text) => `${text} ${NOT_A_SECRET}`;

describe(`T9, T10: what comes off the wire, with faults, from seed ${seed}`, () => {
  let bundle;

  before(async () => {
    bundle = await bundleParts();
  });
  after(() => bundle.remove());

  async function run(part) {
    const { folder } = bundle;
    const outcome = await fuzz({ part, folder, seed, seconds: SECONDS, workers: 1 });
    const failures = outcome.failures.map(
      (failure) =>
        `${toShow(failure.what)}\n  message: ${toShow(failure.input)}\n  again: npm run fuzz -- --part ${part} --seed ${failure.seed}`,
    );
    assert.equal(failures.join('\n'), '');
    assert.deepEqual(await findEmpty({ part, folder }, outcome), []);
    return outcome.count;
  }

  it('T8, T22: is taken as what it is or not at all, by every parser', async (t) => {
    t.diagnostic(`${await run('parsers')} messages for each parser`);
  });

  it('T6: reaches no camera and no connection while it rings, and rings once at most', async (t) => {
    t.diagnostic(`${await run('ringing')} messages for a call that rings`);
  });
});
