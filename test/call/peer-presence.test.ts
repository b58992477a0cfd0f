import { expect } from '@open-wc/testing';
import { PeerPresence } from '../../src/call/peer-presence.js';
import {
  DEFAULT_CALL_TIMING,
  resolveCallOptions,
  type CallView,
} from '../../src/call/terms/call-options.js';
import { DEADLINE_GRACE_MS } from '../../src/internal/timer.js';
import { ManualClock } from '../support/manual-clock.js';

const { peerGoneMs } = DEFAULT_CALL_TIMING;
const CALL: CallView = { id: 'call', peerId: 'peer', direction: 'outgoing', state: 'connecting' };

describe('PeerPresence', () => {
  let clock: ManualClock;
  let presence: PeerPresence;
  /** What was told: whether the peer is gone for good. */
  let gone: boolean[];

  beforeEach(() => {
    clock = new ManualClock();
    gone = [];
    presence = new PeerPresence({
      call: CALL,
      options: resolveCallOptions({ clock }),
      onPeerGone: (forGood) => gone.push(forGood),
      onResolved: () => undefined,
      onError: (error) => {
        throw error;
      },
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

  it('takes a peer for gone who has not', async () => {
    clock.standStill(5 * 60_000);
    await clock.advance(DEADLINE_GRACE_MS);
    expect(gone).to.deep.equal([false, true]);
  });
});
