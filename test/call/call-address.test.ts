import { expect } from '@open-wc/testing';
import { PeerCall } from '../../src/call/peer-call.js';
import { createCallId } from '../../src/link/call-id.js';
import { NO_DEVICES, until, useCalls, type Pair } from '../support/call-fixture.js';
import { inviteMessage, PUBLIC_KEY } from '../support/sdp.js';

describe('The address of the peer (T4)', () => {
  const calls = useCalls();
  const callId = createCallId();

  const payload = JSON.stringify(inviteMessage());
  const invitation = { v: 2, callId, seq: 1, ack: 0, payload, key: PUBLIC_KEY };
  /** Alice's, too, but it claims to come from Carol. */
  const forged = { ...invitation, address: 'carol' };

  async function ringing({ incoming }: Pair): Promise<PeerCall> {
    await until(() => incoming.length === 1);
    return incoming[0]!;
  }

  it('is what the relay says: an invitation that claims another rings nowhere', async () => {
    const pair = await calls.pair();
    await pair.alice.send('bob', forged);
    await calls.quiet(pair.network);
    expect(pair.incoming).to.have.length(0);
    await pair.alice.send('bob', invitation);
    expect((await ringing(pair)).peerId).to.equal('alice');
  });

  it('is what the relay says, whatever came before the invitation', async () => {
    const pair = await calls.pair();
    await pair.alice.send('bob', { v: 2, callId, seq: 2, ack: 0, address: 'carol' });
    await calls.quiet(pair.network);
    await pair.alice.send('bob', invitation);
    expect((await ringing(pair)).peerId).to.equal('alice');
  });

  it('is what the relay says, whatever the caller claims while it rings', async () => {
    const pair = await calls.pair();
    await pair.alice.send('bob', invitation);
    const incoming = await ringing(pair);
    await pair.alice.send('bob', {
      v: 2,
      callId,
      seq: 2,
      ack: 0,
      address: 'carol',
      key: PUBLIC_KEY,
    });
    await pair.alice.send('bob', { v: 2, callId, seq: 3, ack: 0, address: 'carol' });
    await calls.quiet(pair.network);
    expect([incoming.state, incoming.peerId]).to.deep.equal(['ringing', 'alice']);
  });

  it('cannot be borrowed to be answered by a call to somebody else', async () => {
    const pair = await calls.pair();
    await calls.client(pair.network, 'carol');
    await pair.alice.send('bob', forged);
    await pair.alice.send('bob', invitation);
    const incoming = await ringing(pair);
    await pair.alice.send('bob', { ...forged, seq: 2 });
    await calls.quiet(pair.network);
    const outgoing = calls.watch(PeerCall.place(pair.bob, 'carol', NO_DEVICES));
    expect(outgoing).not.to.equal(incoming);
    expect([incoming.state, outgoing.state]).to.deep.equal(['ringing', 'calling']);
  });

  it('stays once the call is over', async () => {
    const pair = await calls.pair();
    const both = await calls.connect(pair);
    // Neither hears of the end, so that both still wait for an acknowledgement.
    pair.network.intercept = () => 'drop';
    both.incoming.hangup();
    both.outgoing.hangup();
    pair.network.intercept = null;
    const mallory = await calls.client(pair.network, 'mallory');
    await mallory.send('bob', { v: 2, callId: both.incoming.id, seq: 500, ack: 0 });
    await calls.quiet(pair.network);
    expect(both.incoming.peerId).to.equal('alice');
  });
});
