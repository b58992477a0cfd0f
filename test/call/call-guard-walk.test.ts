import { expect } from '@open-wc/testing';
import type { JsonValue } from '../../src/internal/json-value.js';
import { createCallId } from '../../src/link/call-id.js';
import type { PeerCall } from '../../src/call/peer-call.js';
import type { MemorySignalingClient } from '../../src/signaling/memory/memory-signaling-client.js';
import { createSeededRandom } from '../../src/signaling/memory/seeded-random.js';
import { LOCAL, useCalls } from '../support/call-fixture.js';
import { FakeDevices } from '../support/fake-devices.js';
import { mutate } from '../support/mutate.js';
import { inviteMessage, layoutSdp, PUBLIC_KEY } from '../support/sdp.js';

const STEPS = 3_000;
const SEEDS = [1, 2, 3, 4];
const ATTACKERS = 3;
/** How far time goes at most in one step: sometimes past the time that a call rings. */
const STRIDE_MS = 20_000;

interface Known {
  readonly callId: string;
  seq: number;
}

describe('PeerCall: before the user answers', () => {
  const calls = useCalls();

  /** Lets the library's own clock show `walk.nowMs`. */
  function fakeTime(): { nowMs: number } {
    const walk = { nowMs: performance.now() };
    const now = performance.now.bind(performance);
    performance.now = () => walk.nowMs;
    calls.cleanUp(() => (performance.now = now));
    return walk;
  }

  for (const seed of SEEDS) {
    it(`nothing that comes opens a device or a connection: ${STEPS} random steps, seed ${seed}`, async () => {
      const random = createSeededRandom(seed);
      const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
      const clock = calls.clock();
      const time = fakeTime();
      const devices = new FakeDevices(calls);
      let certificates = 0;
      // The class of this test alone: the guard puts the browser's own back.
      RTCPeerConnection.generateCertificate = () => {
        certificates += 1;
        return Promise.reject(new Error('No certificate is needed here.'));
      };
      const pair = await calls.pair({ clock }, { ...LOCAL, clock, mediaDevices: devices });
      const attackers: MemorySignalingClient[] = [pair.alice];
      for (let index = 1; index < ATTACKERS; index += 1) {
        attackers.push(await calls.client(pair.network, `attacker-${index}`));
      }
      const known: Known[] = [{ callId: createCallId(), seq: 0 }];
      const ringing = (): PeerCall[] => pair.incoming.filter(({ state }) => state !== 'ended');

      const messages = (): unknown[] => {
        const description = { type: pick(['offer', 'answer']), sdp: layoutSdp() };
        return [
          { ...inviteMessage(), ...(random() < 0.5 ? { replaces: pick(known).callId } : {}) },
          { ...inviteMessage(), type: 'accept', description: { type: 'answer', sdp: layoutSdp() } },
          { type: 'description', description, offerId: Math.floor(random() * 4) },
          { type: 'candidates', candidates: inviteMessage().candidates },
          { type: 'ringing' },
          { type: 'media', media: { microphone: true, camera: true, screen: true } },
          { type: 'app', data: 'x' },
          { type: 'hangup', reason: pick(['hangup', 'cancelled', 'replaced', 'answer']) },
        ];
      };
      const createStep = (): JsonValue => {
        const isNew = random() < 0.1;
        if (isNew) known.push({ callId: createCallId(), seq: 0 });
        const call = isNew ? known.at(-1)! : pick(known.slice(-4));
        let message = isNew ? inviteMessage() : pick(messages());
        if (random() < 0.2) message = mutate(message, random);
        const chance = random();
        const seq = chance < 0.6 ? (call.seq += 1) : Math.floor(random() * 6);
        const envelope = {
          v: 2,
          callId: call.callId,
          ...(chance < 0.9 ? { seq } : {}),
          ack: Math.floor(random() * 4),
          ...(chance < 0.95 ? { payload: JSON.stringify(message) ?? '' } : {}),
          ...(random() < 0.9 ? { key: PUBLIC_KEY } : {}),
          ...(random() < 0.5 ? { address: pick(attackers).id } : {}),
          ...(random() < 0.1 ? { final: random() < 0.5 } : {}),
          ...(random() < 0.1 ? { mac: PUBLIC_KEY.slice(0, 43) } : {}),
        };
        return (random() < 0.1 ? mutate(envelope, random) : envelope) as JsonValue;
      };

      for (let step = 0; step < STEPS; step += 1) {
        // What JSON can't carry never leaves the attacker.
        await pick(attackers)
          .send('bob', createStep())
          .catch(() => undefined);
        const passesMs = random() < 0.1 ? random() * STRIDE_MS : 0;
        time.nowMs += passesMs;
        if (random() < 0.3 || passesMs > 0) await calls.webCrypto.pass(clock, passesMs);
        if (random() < 0.02) ringing()[0]?.reject();
        expect(ringing().length, `step ${step}: ringing calls`).to.be.at.most(1);
        expect(calls.guard.connections.length + certificates, `step ${step}`).to.equal(0);
        expect(devices.requests.length + devices.screenRequests, `step ${step}`).to.equal(0);
        expect(ringing().every(({ state }) => state === 'ringing')).to.equal(true);
      }
      // Else the walk would have shown nothing.
      expect(pair.incoming.length).to.be.greaterThan(20);
    }).timeout(60_000);
  }

  it('a flood of 1,000 invitations from 1,000 addresses rings once, with few replies', async () => {
    const clock = calls.clock();
    const pair = await calls.pair({ clock }, { ...LOCAL, clock });
    fakeTime();
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

  it('a flood of other messages is not answered at all', async () => {
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
