import { expect } from '@open-wc/testing';
import { PeerCall } from '../../../src/call/peer-call.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import type { Room } from '../../../src/signaling/room.js';
import type { SignalingClient } from '../../../src/signaling/signaling-client.js';
import type { MemorySignaling } from '../../../src/signaling/memory/memory-signaling.js';
import type { MemorySignalingClient } from '../../../src/signaling/memory/memory-signaling-client.js';
import { endedWith, expectAlive, NO_DEVICES, until, useCalls } from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';

const OPTIONS = { ...NO_DEVICES, timing: { retransmitMs: 200, ackDelayMs: 50 } };
const SECRET = 'a-secret-of-128-bits-or-more';

interface Visitor {
  readonly client: MemorySignalingClient;
  readonly room: Room<SignalingClient>;
  readonly calls: CuttableCall[];
  readonly stop: () => void;
}

describe('PeerCall.meet()', () => {
  const fixture = useCalls();
  let network: MemorySignaling;

  beforeEach(() => {
    network = fixture.network();
  });

  async function visit(id: string, options: CallOptions = OPTIONS): Promise<Visitor> {
    const client = await fixture.client(network, id);
    return meetIn(client, options);
  }

  async function meetIn(client: MemorySignalingClient, options: CallOptions = OPTIONS) {
    const room = await client.joinRoom('standup');
    const calls: CuttableCall[] = [];
    const onCall = (call: CuttableCall) => void calls.push(fixture.watch(call));
    const stop = CuttableCall.meet(room, onCall, options);
    // Whose file comes after the other one is there would call at once, as the second does.
    await import('../../../src/call/meeting/meeting.js');
    fixture.cleanUp(() => {
      stop();
      room.leave();
    });
    return { client, room, calls, stop };
  }

  async function together(options: CallOptions = OPTIONS) {
    const first = await visit('alice', options);
    const second = await visit('bob', options);
    await connected(first, second);
    return { first, second };
  }

  /** Somebody calls all the same; returns when that has had whatever effect it has. */
  async function rings(from: MemorySignalingClient, to: string, options: CallOptions) {
    const stray = fixture.watch(PeerCall.place(from, to, options));
    await until(() => network.inFlight === 0);
    await fixture.quiet(network);
    expect(stray.state).not.to.equal('connecting');
  }

  const last = ({ calls }: Visitor) => calls.at(-1);

  async function connected(...visitors: Visitor[]) {
    await until(() => visitors.every((visitor) => last(visitor)?.state === 'connected'), 'a call');
  }

  it('the second calls the first, and both are connected without a ring', async () => {
    const { first, second } = await together();
    expect([first.calls.length, second.calls.length]).to.deep.equal([1, 1]);
    expect(last(first)).to.be.instanceOf(CuttableCall);
    expect(last(first)!.id).to.equal(last(second)!.id);
    await expectAlive({ outgoing: last(second)!, incoming: last(first)! });
  });

  it('the second calls at once', async () => {
    const alice = await fixture.client(network, 'alice');
    const room = await alice.joinRoom('standup');
    fixture.cleanUp(() => room.leave());
    const { incoming, stop } = fixture.listen(PeerCall, alice, OPTIONS);
    // Its clock stands still, so that this is not the call of somebody who has waited.
    const second = await visit('bob', { ...OPTIONS, clock: fixture.clock() });
    await until(() => incoming.length === 1);
    expect(incoming[0]!.peerId).to.equal('bob');
    expect(last(second)!.direction).to.equal('outgoing');
    stop();
  });

  it('both who come in the same moment are in one call', async () => {
    const [a, b] = await Promise.all([visit('alice'), visit('bob')]);
    await connected(a, b);
    expect(last(a)!.id).to.equal(last(b)!.id);
  });

  it('whoever was there calls a newcomer who does not call', async () => {
    const clock = fixture.clock();
    const first = await visit('alice', { ...OPTIONS, clock });
    const bob = await fixture.client(network, 'bob');
    const room = await bob.joinRoom('standup');
    fixture.cleanUp(() => room.leave());
    const { incoming, stop } = fixture.listen(PeerCall, bob, OPTIONS);
    await until(() => first.room.members.length === 1);
    await clock.advance(4_900);
    expect(first.calls).to.have.length(0);
    await clock.advance(200);
    await until(() => incoming.length === 1);
    expect(incoming[0]!.peerId).to.equal('alice');
    stop();
  });

  it('nobody else rings, and gets no answer', async () => {
    const { first, second } = await together();
    const stranger = await fixture.client(network, 'stranger');
    const events: string[] = [];
    const call = fixture.watch(PeerCall.place(stranger, 'alice', OPTIONS));
    call.addEventListener('statechange', ({ state }) => events.push(state));
    await until(() => network.inFlight === 0);
    await fixture.quiet(network);
    last(second)!.hangup();
    await endedWith(last(first)!, 'hangup');
    await fixture.quiet(network);
    expect(events).to.deep.equal([]);
    expect(first.calls).to.have.length(1);
  });

  it('who ends it has left the meeting, whatever address either gets', async () => {
    const { first, second } = await together();
    last(second)!.hangup();
    await endedWith(last(first)!, 'hangup');
    // A network that comes back, a rotation: the room sees members go and come.
    for (const { client } of [first, second, first]) client.changeAddress();
    await until(() => first.room.members.length === 1 && second.room.members.length === 1);
    const clock = fixture.clock();
    await clock.advance(60_000);
    await rings(first.client, second.client.id!, OPTIONS);
    expect([first.calls.length, second.calls.length]).to.deep.equal([1, 1]);
  });

  it('who is hung up on calls nobody, and is there for who comes again', async () => {
    const clock = fixture.clock();
    const { first, second } = await together();
    last(second)!.hangup();
    await endedWith(last(first)!, 'hangup');
    second.client.changeAddress();
    await until(() => first.room.members.length === 1);
    await clock.advance(0);
    second.room.leave();
    const again = await meetIn(second.client);
    await connected(first, again);
    expect([first.calls.length, again.calls.length]).to.deep.equal([2, 1]);
    expect(last(again)!.direction).to.equal('outgoing');
  });

  it('is over for who says that the code does not match', async () => {
    const { first, second } = await together();
    await until(() => last(first)!.verificationCode !== null);
    last(first)!.confirmVerification(false);
    await endedWith(last(first)!, 'verification-failed');
    expect(last(first)!.endedHere).to.equal(true);
    await rings(second.client, 'alice', OPTIONS);
    expect(first.calls).to.have.length(1);
    expect(last(second)!.endedHere).to.equal(false);
  });

  it('nobody is answered in a room that was left, not even with the secret', async () => {
    const options = { ...OPTIONS, secret: SECRET };
    const { first, second } = await together(options);
    second.stop();
    last(second)!.hangup();
    await endedWith(last(first)!, 'hangup');
    first.room.leave();
    await rings(second.client, 'alice', options);
    expect(first.calls).to.have.length(1);
  });

  it('nobody but members is answered, though they know the secret or the token', async () => {
    const known = { secret: SECRET, addressToken: 't'.repeat(22) };
    const first = await visit('alice', { ...OPTIONS, ...known });
    const stranger = await fixture.client(network, 'stranger');
    const address = `alice.${known.addressToken}`;
    const call = fixture.watch(PeerCall.place(stranger, address, { ...OPTIONS, secret: SECRET }));
    await until(() => network.inFlight === 0);
    await fixture.quiet(network);
    expect(call.state).to.equal('calling');
    expect(first.calls).to.have.length(0);
  });

  it('a page that was closed without a word and comes back is in the call again', async () => {
    const { first, second } = await together();
    // Its former self is gone, and the call here has not noticed yet.
    second.client.interrupt();
    last(second)!.connection.close();
    last(first)!.pretend('disconnected');
    await until(() => first.room.members.length === 0);
    const back = await visit('bob-reloaded');
    await until(() => last(first)?.peerId === 'bob-reloaded' && first.calls.length === 2);
    await connected(first, back);
    expect(first.calls[0]!.endReason).to.equal('replaced');
    second.stop();
  });

  it('a call whose two sides lose both addresses at once finds together again', async () => {
    const { first, second } = await together();
    const [outgoing, incoming] = [last(second)!, last(first)!];
    for (const call of [outgoing, incoming]) call.pretend('failed');
    first.client.interrupt();
    second.client.interrupt();
    first.client.restore('alice-2');
    second.client.restore('bob-2');
    await until(
      () => outgoing.peerId === 'alice-2' && incoming.peerId === 'bob-2',
      'the new addresses',
    );
    for (const call of [outgoing, incoming]) call.tellTruth();
    await connected(first, second);
    await expectAlive({ outgoing, incoming });
    // The same call: it was healed, not made anew.
    expect([first.calls.length, second.calls.length]).to.deep.equal([1, 1]);
  });

  it('a call that was lost begins again', async () => {
    const timing = { ...OPTIONS.timing, mediaDownMs: 500, restartIntervalMs: 200 };
    const { first, second } = await together({ ...OPTIONS, timing });
    const lost = [last(first)!, last(second)!];
    for (const call of lost) {
      call.connection.close();
      call.pretend('failed');
    }
    const isDown = () => lost.every(({ state }) => state === 'ended' || state === 'connected');
    await until(() => isDown() && last(first)!.state === 'connected', 'another call');
    await connected(first, second);
    await expectAlive({ outgoing: last(second)!, incoming: last(first)! });
  });

  it('with the secret of an invite, the call is verified, and goes to nobody without it', async () => {
    const first = await visit('alice', { ...OPTIONS, secret: SECRET });
    const intruder = await visit('bob', OPTIONS);
    await endedWith(await firstCall(intruder), 'verification-failed');
    intruder.stop();
    intruder.room.leave();
    const second = await visit('carol', { ...OPTIONS, secret: SECRET });
    await connected(first, second);
    await until(() => last(first)!.verified === 'secret' && last(second)!.verified === 'secret');
    expect(first.calls).to.have.length(1);
  });

  async function firstCall(visitor: Visitor): Promise<CuttableCall> {
    await until(() => visitor.calls.length > 0);
    return visitor.calls[0]!;
  }

  it('an app may answer in its own way, and hang up in its handler', async () => {
    const alice = await fixture.client(network, 'alice');
    const room = await alice.joinRoom('standup');
    const states: string[] = [];
    const stop = PeerCall.meet(
      room,
      (call) => {
        fixture.watch(call);
        states.push(call.state);
        call.hangup();
      },
      OPTIONS,
    );
    fixture.cleanUp(() => {
      stop();
      room.leave();
    });
    const second = await visit('bob');
    await endedWith(await firstCall(second), 'declined');
    expect(states).to.deep.equal(['ringing']);
    second.stop();
  });

  it('stops, and leaves a call that is going on alone', async () => {
    const { first, second } = await together();
    first.stop();
    first.stop();
    expect(last(first)!.state).to.equal('connected');
    last(first)!.hangup();
    await endedWith(last(second)!, 'hangup');
    const { stop } = fixture.listen(PeerCall, first.client, OPTIONS);
    stop();
  });

  it('may be stopped before its file is there', async () => {
    const alice = await fixture.client(network, 'alice');
    const room = await alice.joinRoom('standup');
    PeerCall.meet(room, () => expect.fail('a call'), OPTIONS)();
    await import('../../../src/call/meeting/meeting.js');
    const { stop } = fixture.listen(PeerCall, alice, OPTIONS);
    stop();
    room.leave();
  });

  it('refuses bad options, and a client that is listened on', async () => {
    const alice = await fixture.client(network, 'alice');
    const room = await alice.joinRoom('standup');
    const meet = (options: unknown) => () =>
      PeerCall.meet(room, () => undefined, options as CallOptions);
    expect(meet({ secret: '' }))
      .to.throw()
      .with.property('code', 'invalid-argument');
    const { stop } = fixture.listen(PeerCall, alice, OPTIONS);
    expect(meet(OPTIONS)).to.throw().with.property('code', 'invalid-state');
    stop();
    const stopMeeting = PeerCall.meet(room, () => undefined, OPTIONS);
    expect(meet(OPTIONS)).to.throw().with.property('code', 'invalid-state');
    stopMeeting();
    room.leave();
  });
});
