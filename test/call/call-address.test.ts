import { expect } from '@open-wc/testing';
import { PeerCall } from '../../src/call/peer-call.js';
import { createCallId } from '../../src/link/call-id.js';
import { NO_DEVICES, until, useCalls, type Pair } from '../support/call-fixture.js';
import { inviteMessage } from '../support/sdp.js';

describe('The address of the peer', () => {
  const calls = useCalls();
  const callId = createCallId();

  const invitation = { v: 1, callId, seq: 1, ack: 0, payload: JSON.stringify(inviteMessage()) };
  /** Alice's, too, but it claims to come from Carol. */
  const forged = { ...invitation, address: 'carol' };

  async function ringing({ incoming }: Pair): Promise<PeerCall> {
    await until(() => incoming.length === 1);
    return incoming[0]!;
  }

  it('is what the relay says, whatever the invitation claims', async () => {
    const pair = await calls.pair();
    await pair.alice.send('bob', forged);
    expect((await ringing(pair)).peerId).to.equal('alice');
  });

  it('is what the relay says, whatever came before the invitation', async () => {
    const pair = await calls.pair();
    await pair.alice.send('bob', { v: 1, callId, seq: 2, ack: 0, address: 'carol' });
    await pair.network.settled();
    await pair.alice.send('bob', invitation);
    expect((await ringing(pair)).peerId).to.equal('alice');
  });

  it('cannot be borrowed to be answered by a call to somebody else', async () => {
    const pair = await calls.pair();
    await calls.client(pair.network, 'carol');
    await pair.alice.send('bob', forged);
    const incoming = await ringing(pair);
    const outgoing = calls.watch(PeerCall.place(pair.bob, 'carol', NO_DEVICES));
    expect(outgoing).not.to.equal(incoming);
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
    await mallory.send('bob', { v: 1, callId: both.incoming.id, seq: 500, ack: 0 });
    await pair.network.settled();
    expect(both.incoming.peerId).to.equal('alice');
  });
});
