import { expect } from '@open-wc/testing';
import { PeerCall } from '../../src/call/peer-call.js';
import {
  connect,
  createPair,
  LOCAL,
  nextEvent,
  NO_DEVICES,
  reached,
  until,
  type Pair,
} from '../support/call-fixture.js';

describe('PeerCall', () => {
  let pair: Pair;
  afterEach(() => pair.close());

  it('goes from ring to end', async () => {
    pair = await createPair({}, LOCAL);
    const t0 = performance.now();
    const outgoing = PeerCall.place(pair.alice, 'bob', LOCAL);
    expect(outgoing.state).to.equal('calling');
    await reached(outgoing, 'ringing');
    console.log('ringing', performance.now() - t0);
    const [incoming] = pair.incoming as [PeerCall];
    const t1 = performance.now();
    await incoming.answer();
    await Promise.all([reached(outgoing, 'connected'), reached(incoming, 'connected')]);
    console.log('connected', performance.now() - t1, pair.network.sent);
    const video = document.createElement('video');
    video.muted = true;
    video.autoplay = true;
    video.srcObject = incoming.remoteStream;
    document.body.append(video);
    await until(() => video.videoWidth > 2, 'frames');
    console.log('frames', performance.now() - t1, video.videoWidth, pair.network.sent);
    const message = nextEvent(incoming, 'message');
    outgoing.sendMessage('hi');
    expect((await message).data).to.equal('hi');
    console.log(JSON.stringify(await outgoing.getReport()));
    outgoing.hangup();
    expect(outgoing.state).to.equal('ended');
    await until(() => incoming.state === 'ended');
    expect(incoming.endReason).to.equal('hangup');
    await pair.network.settled();
    console.log('sent in all', pair.network.sent);
  });
});
