import { expect } from '@open-wc/testing';
import type { PeerCall } from '../../src/call/peer-call.js';
import { endedWith, eventsOf, expectAlive, until, useCalls } from '../support/call-fixture.js';
import { HostileStages, PHASES } from '../support/hostile-stage.js';
import { onceMoreIfStuck } from '../support/stuck-connection.js';
import { PLAIN_PAYLOADS, Stranger, type Victim } from '../support/stranger.js';

describe('PeerCall: whoever has got an address that one of the two had before (T5, T18)', () => {
  const calls = useCalls();
  const stages = new HostileStages(calls);

  /** What each kind of message can do, `call-hostile.test.ts` asks: here it is about the address that it comes from. */
  const forge = (attacker: Stranger, { id }: PeerCall, victim: Victim) =>
    attacker.forge(id, victim, PLAIN_PAYLOADS);

  for (const phase of PHASES) {
    it(
      `changes nothing while it is ${phase}`,
      onceMoreIfStuck(async () => {
        const now = await stages.stage(phase);
        // Who has not heard of the call yet can't tell who makes it.
        const hasHeard = phase !== 'calling';
        const heirs = await stages.move(now, hasHeard);
        const watch = stages.watch(now);
        for (const attacker of [...heirs, now.stranger]) {
          await attacker.replay(({ to }) => !hasHeard && to === 'bob');
          for (const peer of new Set(['bob', now.bob.id!])) {
            await forge(attacker, now.outgoing, { address: now.alice.id!, peer });
          }
          for (const peer of hasHeard ? ['alice', now.alice.id!] : []) {
            await forge(attacker, now.outgoing, { address: now.bob.id!, peer });
          }
        }
        await calls.quiet(now.network);
        await stages.expectRejections(now);
        await watch.expectUntouched();
      }),
    );
  }

  it(
    'does not come between two who are just moving',
    onceMoreIfStuck(async () => {
      const now = await stages.stage('connected');
      const { stranger, outgoing } = now;
      const incoming = now.calls.incoming[0]!;
      for (const [client, address] of [
        [now.alice, 'alice-2'],
        [now.bob, 'bob-2'],
      ] as const) {
        client.changeAddress(address);
        await stranger.replay();
        await forge(stranger, outgoing, { address: now.alice.id!, peer: now.bob.id! });
        await forge(stranger, outgoing, { address: now.bob.id!, peer: now.alice.id! });
        await until(() => outgoing.peerId === now.bob.id && incoming.peerId === now.alice.id);
      }
      await calls.quiet(now.network);
      expect([outgoing.peerId, incoming.peerId]).to.deep.equal(['bob-2', 'alice-2']);
      await expectAlive({ outgoing, incoming });
    }),
  );

  it(
    'cannot talk from an address that one of the two has left',
    onceMoreIfStuck(async () => {
      const now = await stages.stage('connected');
      const { outgoing } = now;
      const incoming = now.calls.incoming[0]!;
      now.alice.changeAddress('alice-2');
      await until(() => incoming.peerId === 'alice-2');
      const heir = new Stranger(await calls.client(now.network, 'alice'), 'alice');
      heir.overheard.push(...now.stranger.overheard);
      await heir.replay();
      await forge(heir, outgoing, { address: 'bob', peer: 'alice-2' });
      await forge(heir, outgoing, { address: 'bob', peer: 'alice' });
      await calls.quiet(now.network);
      expect([outgoing.state, incoming.state]).to.deep.equal(['connected', 'connected']);
      expect([outgoing.peerId, incoming.peerId]).to.deep.equal(['bob', 'alice-2']);
      await expectAlive({ outgoing, incoming });
    }),
  );

  it(
    'changes nothing of a call that is over, nor does anybody else',
    onceMoreIfStuck(async () => {
      const now = await stages.stage('connected');
      const { outgoing, network } = now;
      const incoming = now.calls.incoming[0]!;
      const heirs = await stages.move(now, true);
      outgoing.hangup();
      await endedWith(incoming, 'hangup');
      await calls.quiet(network);
      const picture = () =>
        [outgoing, incoming].map((call) => [
          call.state,
          call.endReason,
          call.peerId,
          call.remoteMedia,
        ]);
      const before = picture();
      const seen = [outgoing, incoming].map(eventsOf);
      const { length } = calls.guard.connections;
      for (const attacker of [...heirs, now.stranger]) {
        await attacker.replay();
        for (const peer of ['bob', 'bob-2']) {
          await forge(attacker, outgoing, { address: 'alice-2', peer });
        }
        for (const peer of ['alice', 'alice-2']) {
          await forge(attacker, outgoing, { address: 'bob-2', peer });
        }
      }
      await calls.quiet(network);
      expect(picture()).to.deep.equal(before);
      expect(seen).to.deep.equal([[], []]);
      expect(now.calls.incoming).to.deep.equal([incoming]);
      expect(calls.guard.connections).to.have.length(length);
    }),
  );
});
