import { expect } from '@open-wc/testing';
import type { JsonValue } from '../../../src/internal/json-value.js';
import { ENVELOPE_VERSION, type Envelope } from '../../../src/link/envelope.js';
import { proveKnowledge } from '../../../src/link/invite-proof.js';
import { PeerCall } from '../../../src/call/peer-call.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import { createAddressToken } from '../../../src/call/terms/peer-address.js';
import type { MemorySignalingClient } from '../../../src/signaling/memory/memory-signaling-client.js';
import {
  bothConnected,
  endedWith,
  expectAlive,
  NO_DEVICES,
  until,
  useCalls,
  type Pair,
} from '../../support/call-fixture.js';
import { inviteMessage, PUBLIC_KEY } from '../../support/sdp.js';

const SECRET = 'both know this from elsewhere';
const KNOWING: CallOptions = { ...NO_DEVICES, secret: SECRET };
const KNOWN_ONLY: CallOptions = {
  ...NO_DEVICES,
  knownOnly: true,
  addressToken: createAddressToken(),
};

/** An invitation of somebody who proves nothing. Where both sides have dialled, its id goes before all others. */
const invitation = (end = '-') => ({
  v: ENVELOPE_VERSION as typeof ENVELOPE_VERSION,
  callId: '-'.repeat(21) + end,
  seq: 1,
  ack: 0,
  payload: JSON.stringify(inviteMessage()),
  key: PUBLIC_KEY,
});

/** To look at an invitation takes a while (WebCrypto), in which the app goes on. */
describe('PeerCall: what an invitation was judged by changes before it rings (T1)', () => {
  const calls = useCalls();

  /** Does something in the task in which the next message comes to `client`: it is being looked at by then. */
  function meanwhile(client: MemorySignalingClient, act: () => void): void {
    client.addEventListener('message', act, { once: true });
  }

  /** What Bob has replied, by the reasons. */
  function repliesOf({ network }: Pair): (string | undefined)[] {
    const replies: (string | undefined)[] = [];
    network.intercept = ({ from, message }) => {
      const { payload, final } = message as object as Envelope;
      if (from === 'bob' && final) replies.push(/"reason":"([\w-]+)"/.exec(payload ?? '')?.[1]);
      return 'pass';
    };
    return replies;
  }

  it('a call with a secret that the user dials just then is not answered by it', async () => {
    const pair = await calls.pair();
    const replies = repliesOf(pair);
    const dialled: PeerCall[] = [];
    meanwhile(pair.bob, () =>
      dialled.push(calls.watch(PeerCall.place(pair.bob, 'alice', KNOWING))),
    );
    await pair.alice.send('bob', invitation());
    await until(() => replies.length > 0, 'a reply');
    await calls.quiet(pair.network);
    const [call] = dialled;
    expect([call?.state, call?.verified]).to.deep.equal(['calling', false]);
    expect(replies).to.deep.equal(['verification-failed']);
    expect(pair.incoming).to.deep.equal([]);
  });

  it('a call without a secret that the user dials just then is', async () => {
    const pair = await calls.pair();
    pair.stop();
    const { incoming } = calls.listen(PeerCall, pair.bob, KNOWING);
    const answered: PeerCall[] = [];
    meanwhile(pair.bob, () =>
      answered.push(calls.watch(PeerCall.place(pair.bob, 'alice', NO_DEVICES))),
    );
    const outgoing = calls.place(pair);
    await until(() => answered.length > 0, 'the other call');
    await bothConnected({ outgoing, incoming: answered[0]! });
    await expectAlive({ outgoing, incoming: answered[0]! });
    expect(incoming).to.deep.equal([]);
  });

  it('the secret of a call that the user has just given up does not count for the listener', async () => {
    const pair = await calls.pair();
    pair.stop();
    const { incoming } = calls.listen(PeerCall, pair.bob, { ...NO_DEVICES, secret: 'another' });
    const dialled = calls.watch(PeerCall.place(pair.bob, 'alice', KNOWING));
    await until(() => pair.network.sent > 0, 'an invitation');
    const replies = repliesOf(pair);
    meanwhile(pair.bob, () => dialled.hangup());
    const proved = await proveKnowledge({ ...invitation(), address: 'alice' }, { secret: SECRET });
    await pair.alice.send('bob', proved as object as JsonValue);
    await until(() => replies.length > 1, 'both replies');
    expect(replies).to.deep.equal(['cancelled', 'verification-failed']);
    expect(incoming).to.deep.equal([]);
  });

  it('it rings for no listener that asks for a secret by now', async () => {
    const pair = await calls.pair();
    const replies = repliesOf(pair);
    const now: { incoming: PeerCall[] }[] = [];
    meanwhile(pair.bob, () => {
      pair.stop();
      now.push(calls.listen(PeerCall, pair.bob, KNOWING));
    });
    await pair.alice.send('bob', invitation());
    await until(() => replies.length > 0, 'a reply');
    expect(replies).to.deep.equal(['verification-failed']);
    expect([pair.incoming, now[0]?.incoming]).to.deep.equal([[], []]);
  });

  it('it rings for no listener that lets only known callers ring by now', async () => {
    const pair = await calls.pair();
    const now: { incoming: PeerCall[] }[] = [];
    meanwhile(pair.bob, () => {
      pair.stop();
      now.push(calls.listen(PeerCall, pair.bob, KNOWN_ONLY));
    });
    await pair.alice.send('bob', invitation());
    await calls.quiet(pair.network);
    expect([pair.incoming, now[0]?.incoming]).to.deep.equal([[], []]);
  });

  it('it rings for the new listener if that lets the same callers ring', async () => {
    const pair = await calls.pair({}, KNOWING);
    const now: { incoming: PeerCall[] }[] = [];
    meanwhile(pair.bob, () => {
      pair.stop();
      now.push(calls.listen(PeerCall, pair.bob, KNOWING));
    });
    const outgoing = calls.place(pair, KNOWING);
    await until(() => now[0]?.incoming.length === 1, 'it to ring');
    const incoming = now[0]!.incoming[0]!;
    await incoming.answer();
    await bothConnected({ outgoing, incoming });
    await expectAlive({ outgoing, incoming });
    expect([outgoing.verified, incoming.verified]).to.deep.equal(['secret', 'secret']);
  });

  for (const [what, options, rings] of [
    ['asks for a secret', KNOWING, 0],
    ['lets the same callers ring', NO_DEVICES, 1],
  ] as const) {
    it(`a call that has started over, for an app that then ${what}`, async () => {
      const pair = await calls.pair();
      const replies = repliesOf(pair);
      await pair.alice.send('bob', invitation('0'));
      await until(() => pair.incoming.length === 1, 'the first one');
      const now: { incoming: PeerCall[] }[] = [];
      pair.incoming[0]!.addEventListener('statechange', () => {
        pair.stop();
        now.push(calls.listen(PeerCall, pair.bob, options));
      });
      await pair.alice.send('bob', invitation('g'));
      await endedWith(pair.incoming[0]!, 'replaced');
      await calls.quiet(pair.network);
      expect(now[0]?.incoming).to.have.length(rings);
      expect(replies).to.deep.equal(rings === 0 ? ['verification-failed'] : []);
    });
  }

  it('who is known takes the place of a stranger also where the app listens anew after each call', async () => {
    const addressToken = createAddressToken();
    const options = { ...NO_DEVICES, addressToken };
    const pair = await calls.pair();
    pair.stop();
    const rung: PeerCall[] = [];
    function listen(): void {
      const stop = PeerCall.listen(
        pair.bob,
        (call) => {
          rung.push(calls.watch(call));
          call.addEventListener('statechange', ({ state }) => {
            if (state !== 'ended') return;
            stop();
            listen();
          });
        },
        options,
      );
      calls.cleanUp(stop);
    }
    listen();
    const { network } = pair;
    const carol = await calls.client(network, 'carol');
    await carol.send('bob', invitation());
    await until(() => rung.length === 1, 'the stranger to ring');
    let invitations = 0;
    network.intercept = ({ from, message }) => {
      if (from === 'alice' && (message as { seq?: number }).seq === 1) invitations += 1;
      return 'pass';
    };
    const once = { ...NO_DEVICES, timing: { retransmitMs: 60_000, retransmitMaxMs: 60_000 } };
    const friend = calls.place(pair, once, `bob.${addressToken}`);
    await until(() => friend.state === 'ringing', 'the friend to ring');
    expect(invitations, 'it need not come again').to.equal(1);
    friend.hangup();
    await until(() => rung.length === 2 && rung[1]!.state === 'ended');
  });

  it('a listener has the options that it was made with, also if they are changed later', async () => {
    const options: { -readonly [Name in keyof CallOptions]: CallOptions[Name] } = { ...NO_DEVICES };
    const pair = await calls.pair({}, options);
    options.secret = SECRET;
    const both = await calls.connect(pair);
    await expectAlive(both);
    await until(() => both.incoming.verificationCode, 'a code');
    expect(both.incoming.verified).to.equal(false);
  });
});
