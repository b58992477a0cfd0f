import { expect } from '@open-wc/testing';
import { createCallId } from '../../src/link/call-id.js';
import { LOCAL, useCalls } from '../support/call-fixture.js';
import { inviteMessage, PUBLIC_KEY } from '../support/sdp.js';

describe('PeerCall: a flood (T1, T20)', () => {
  const calls = useCalls();

  /** The library's own clock stands still. */
  function stopTime(): void {
    const now = performance.now.bind(performance);
    const nowMs = now();
    performance.now = () => nowMs;
    calls.cleanUp(() => (performance.now = now));
  }

  it('of 1,000 invitations from 1,000 addresses rings once, with few replies', async () => {
    const clock = calls.clock();
    const pair = await calls.pair({ clock }, { ...LOCAL, clock });
    stopTime();
    const INVITATIONS = 1_000;
    const payload = JSON.stringify(inviteMessage());
    for (let index = 0; index < INVITATIONS; index += 1) {
      const client = await calls.client(pair.network, `flood-${index}`);
      await client.send('bob', {
        v: 2,
        callId: createCallId(),
        seq: 1,
        ack: 0,
        payload,
        key: PUBLIC_KEY,
      });
      if (index % 100 === 0) await clock.advance(0);
    }
    await calls.webCrypto.pass(clock, 1_000);
    expect(pair.incoming).to.have.length(1);
    expect(pair.incoming[0]!.state).to.equal('ringing');
    const replies = pair.network.sent - INVITATIONS;
    expect(replies).to.be.within(1, 25);
  });

  it('of other messages is not answered at all', async () => {
    const clock = calls.clock();
    const pair = await calls.pair({ clock }, { ...LOCAL, clock });
    const MESSAGES = 1_000;
    for (let index = 0; index < MESSAGES; index += 1) {
      const payload = JSON.stringify({ type: 'app', data: 'x' });
      await pair.alice.send('bob', { v: 2, callId: createCallId(), seq: 2, ack: 0, payload });
    }
    await calls.webCrypto.pass(clock, 10_000);
    expect(pair.network.sent).to.equal(MESSAGES);
    expect(pair.incoming).to.have.length(0);
  });
});
