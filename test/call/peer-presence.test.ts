import { expect } from '@open-wc/testing';
import type { CallError } from '../../src/call/terms/call-error.js';
import { PeerPresence } from '../../src/call/peer-presence.js';
import {
  DEFAULT_CALL_TIMING,
  resolveCallOptions,
  type CallView,
} from '../../src/call/terms/call-options.js';
import { DEADLINE_GRACE_MS } from '../../src/internal/timer.js';
import { ManualClock, settle } from '../support/manual-clock.js';

const { peerGoneMs } = DEFAULT_CALL_TIMING;
const CALL: CallView = { id: 'call', peerId: 'peer', direction: 'outgoing', state: 'connecting' };

describe('PeerPresence', () => {
  let clock: ManualClock;
  let presence: PeerPresence;
  /** What was told: whether the peer is gone for good. */
  let gone: boolean[];
  /** What the app knows of the peer's address. */
  let known: unknown;
  let resolved: string[];
  let errors: CallError[];

  beforeEach(() => {
    clock = new ManualClock();
    gone = [];
    known = null;
    resolved = [];
    errors = [];
    presence = new PeerPresence({
      call: CALL,
      options: resolveCallOptions({ clock, resolvePeer: () => known as string }),
      onPeerGone: (forGood) => gone.push(forGood),
      onResolved: (address) => resolved.push(address),
      onError: (error) => errors.push(error),
    });
    presence.undeliverable('peer-unavailable', false);
    expect(gone).to.deep.equal([false]);
  });

  afterEach(() => {
    presence.close();
    expect(clock.pending).to.equal(0);
  });

  it('takes a peer for gone whom the relay does not know and who is not heard for a while', async () => {
    await clock.advance(peerGoneMs - 1);
    expect(gone).to.deep.equal([false]);
    await clock.advance(1);
    expect(gone).to.deep.equal([false, true]);
    expect(presence.isGone).to.equal(true);
  });

  it('hears a peer who has written while the own scripts stood still', async () => {
    clock.standStill(5 * 60_000);
    await clock.advance(0);
    presence.heard();
    await clock.advance(peerGoneMs);
    expect([gone, presence.isGone]).to.deep.equal([[false], false]);
  });

  for (const [name, answer] of Object.entries({
    'a page': '<!doctype html>'.padEnd(1_000, 'x'),
    'an object': { address: 'peer-2' },
    'a number': 7,
  })) {
    it(`takes ${name} for no address, says so, and asks again`, async () => {
      known = answer;
      presence.undeliverable('peer-unavailable', true);
      await settle();
      expect(errors.map(({ code }) => code)).to.deep.equal(['resolve-failed']);
      known = 'peer-2';
      await clock.advance(DEFAULT_CALL_TIMING.resolveIntervalMs);
      presence.undeliverable('peer-unavailable', true);
      await settle();
      expect(resolved).to.deep.equal(['peer-2']);
    });
  }

  it('takes a peer for gone who has not', async () => {
    clock.standStill(5 * 60_000);
    await clock.advance(DEADLINE_GRACE_MS);
    expect(gone).to.deep.equal([false, true]);
  });
});
