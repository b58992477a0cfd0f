import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { STUN_PORT } from './support/coturn.mjs';
import { Remote } from './support/remote.mjs';
import { useRig } from './support/rig-suite.mjs';
import { INTERNET_ADDRESSES } from './support/topology.mjs';

const PROBE_PROCESS = new URL('./support/probe-process.mjs', import.meta.url);
/** The request is sent again and again. */
const STUN_TIMEOUT_MS = 30_000;
const NO_ANSWER_MS = 2_000;

describe('the NATs of the rig', () => {
  const rig = useRig({});

  /** The addresses at which two servers see one socket of `side`. */
  async function mappedAddresses(side, look = () => {}, timeoutMs = STUN_TIMEOUT_MS) {
    const probe = new Remote(rig().network[side], PROBE_PROCESS);
    const ask = (address) => probe.call('mappedAddress', { address, port: STUN_PORT }, timeoutMs);
    try {
      const mapped = await Promise.all(INTERNET_ADDRESSES.map(ask));
      await look(probe, mapped);
      return mapped;
    } finally {
      await probe.close();
    }
  }

  async function reachesByTcp(side) {
    const probe = new Remote(rig().network[side], PROBE_PROCESS);
    await probe.call('connect', INTERNET_ADDRESSES[0], STUN_PORT);
    await probe.close();
  }

  for (const side of ['a', 'b']) {
    it(`full cone (${side}): all see one port, and anybody may write to it`, async () => {
      rig().network.setNat(side, 'full-cone');
      const [first, second] = await mappedAddresses(side, async (probe, [mapped]) => {
        const stranger = new Remote(rig().network.internet, PROBE_PROCESS);
        const [address, port] = mapped.split(':');
        await stranger.call('send', 'hello', address, Number(port));
        await probe.call('untilHeard', 'hello');
        await stranger.close();
      });
      assert.equal(first, second);
    });

    it(`symmetric (${side}): each sees another port`, async () => {
      rig().network.setNat(side, 'symmetric');
      const [first, second] = await mappedAddresses(side);
      assert.ok(first !== null && second !== null, 'both answered');
      assert.notEqual(first, second);
    });

    it(`UDP blocked (${side}): no answer comes, while TCP passes`, async () => {
      rig().network.setNat(side, 'udp-blocked');
      assert.deepEqual(await mappedAddresses(side, undefined, NO_ANSWER_MS), [null, null]);
      await reachesByTcp(side);
    });
  }
});
