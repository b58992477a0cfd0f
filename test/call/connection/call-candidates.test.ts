import { expect } from '@open-wc/testing';
import { NO_DEVICES, reached, until, useCalls } from '../../support/call-fixture.js';
import { candidatesTried } from '../../support/candidates-tried.js';
import { CuttableCall } from '../../support/cuttable-call.js';
import { calledByHand } from '../../support/handmade-calls.js';

const rest = { sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null };
const candidateOf = (address: string, port = 50_000) => ({
  candidate: `candidate:1 1 udp 2122260223 ${address} ${port} typ host`,
  ...rest,
});

describe('PeerCall: what the peer can have the browser send to (T13)', () => {
  const calls = useCalls();

  it('is no service on this machine and no name, however the address is written', async () => {
    const both = await calledByHand(calls);
    const tried = candidatesTried();
    const refused = [
      '127.0.0.1',
      '0.0.0.0',
      '00.0.0.0',
      '000.000.000.000',
      '0127.0.0.1',
      '2130706433',
      '::1',
      '::ffff:127.0.0.1',
      'localhost',
      'internal.example',
      // To a browser these are names: it would ask the DNS for them.
      '192.0.2.300',
      '999.1.1.1',
      '192.0.2.01',
    ];
    for (const address of refused) {
      both.peer.say({ type: 'candidates', generation: 0, candidates: [candidateOf(address)] });
    }
    const last = '192.0.2.77';
    both.peer.say({ type: 'candidates', generation: 0, candidates: [candidateOf(last)] });
    await until(() => tried.some((text) => text.includes(last)), 'the last one, which is good');
    expect(tried).to.deep.equal([candidateOf(last).candidate]);
  });

  it('is nothing at all in private mode: neither side of it shows or tries an own address (T12)', async () => {
    const pair = await calls.pair();
    pair.stop();
    const sent: string[] = [];
    pair.network.intercept = ({ message }) => {
      sent.push(JSON.stringify(message));
      return 'pass';
    };
    const options = { ...NO_DEVICES, iceTransportPolicy: 'relay' as const };
    const heard = calls.listen(CuttableCall, pair.bob, NO_DEVICES);
    const outgoing = calls.watch(CuttableCall.place(pair.alice, 'bob', options));
    await until(() => heard.incoming.length === 1);
    await heard.incoming[0]!.answer();
    await reached(outgoing, 'connecting');
    await until(() => outgoing.connection.remoteDescription !== null, 'the answer');
    await until(() => outgoing.connection.iceGatheringState === 'complete', 'all candidates');
    await until(() => heard.incoming[0]!.connection.iceGatheringState === 'complete');
    await calls.quiet(pair.network);
    const own = sent.filter((text) => text.includes('invite'));
    expect(own.length).to.be.greaterThan(0);
    expect(own.join()).not.to.match(/typ (host|srflx|prflx)/);
    // The other side has sent its addresses; without a TURN server nothing of ours may try them.
    expect(sent.join()).to.match(/typ host/);
    const stats = [...(await outgoing.connection.getStats()).values()] as { type: string }[];
    expect(stats.filter(({ type }) => type === 'candidate-pair')).to.deep.equal([]);
    expect(outgoing.state).to.equal('connecting');
  });
});
