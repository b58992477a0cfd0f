import { expect } from '@open-wc/testing';
import type { JsonValue } from '../../../src/internal/json-value.js';
import type { Envelope } from '../../../src/link/envelope.js';
import type { MemorySignaling } from '../../../src/signaling/memory/memory-signaling.js';
import type { MemorySignalingClient } from '../../../src/signaling/memory/memory-signaling-client.js';
import type { SignalingClient } from '../../../src/signaling/signaling-client.js';
import type { Room } from '../../../src/signaling/room.js';
import { expectAlive, NO_DEVICES, until, useCalls } from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';
import type { PacedClock } from '../../support/paced-clock.js';

interface Visitor {
  readonly client: MemorySignalingClient;
  readonly room: Room<SignalingClient>;
  readonly calls: CuttableCall[];
}

/** What call ids begin with: of two calls, the one with the lower id is kept. */
const LOW = 0x00;
const HIGH = 0xff;

describe('PeerCall.meet(): both call each other, and an address was another before', () => {
  const fixture = useCalls();
  let network: MemorySignaling;
  let clock: PacedClock;
  let firstByte: number;

  beforeEach(() => {
    network = fixture.network();
    clock = fixture.pacedClock();
    const fill = crypto.getRandomValues.bind(crypto) as <T>(array: T) => T;
    crypto.getRandomValues = <T extends ArrayBufferView>(array: T): T => {
      const filled = fill(array);
      if (filled instanceof Uint8Array && filled.length === 16) filled[0] = firstByte;
      return filled;
    };
    fixture.cleanUpLast(() => Reflect.deleteProperty(crypto, 'getRandomValues'));
  });

  async function visit(id: string): Promise<Visitor> {
    const client = await fixture.client(network, id);
    const room = await client.joinRoom('standup');
    const calls: CuttableCall[] = [];
    const onCall = (call: CuttableCall) => void calls.push(fixture.watch(call));
    const stop = CuttableCall.meet(room, onCall, { ...NO_DEVICES, clock });
    fixture.cleanUp(() => {
      stop();
      room.leave();
    });
    return { client, room, calls };
  }

  /** Nothing arrives until both invitations are sent anew, at the same time. */
  function hold() {
    const held = new Map<string, JsonValue>();
    const isInvitation = ({ seq, payload }: Envelope) => seq === 1 && payload !== undefined;
    network.intercept = ({ from, to, message }) => {
      if (isInvitation(message as unknown as Envelope)) held.set(`${from} to ${to}`, message);
      return 'drop';
    };
    return {
      cross: async (one: SignalingClient, other: SignalingClient) => {
        const [there, back] = [`${one.id} to ${other.id}`, `${other.id} to ${one.id}`];
        await until(() => held.has(there) && held.has(back), 'both invitations');
        network.intercept = null;
        void one.send(other.id!, held.get(there)!);
        void other.send(one.id!, held.get(back)!);
      },
    };
  }

  async function expectOneCall(one: Visitor, other: Visitor) {
    const [first, second] = [one.calls[0]!, other.calls[0]!];
    await until(() => [one, other].every(({ calls }) => calls.at(-1)!.state === 'connected'));
    expect([one.calls.length, other.calls.length]).to.deep.equal([1, 1]);
    expect(first.id).to.equal(second.id);
    expect([first.peerId, second.peerId]).to.deep.equal([other.client.id, one.client.id]);
    await expectAlive({ outgoing: first, incoming: second });
  }

  for (const [which, ofCaller, ofNewcomer] of [
    ['that of who was there', LOW, HIGH],
    ['that of the newcomer', HIGH, LOW],
  ] as const) {
    it(`a new page whose old address is being called: ${which} is kept`, async () => {
      // The other's page has died, and its address is there still.
      const gone = await fixture.client(network, 'bob');
      const goneRoom = await gone.joinRoom('standup');
      const { cross } = hold();
      firstByte = ofCaller;
      const alice = await visit('alice');
      await until(() => alice.calls[0]?.state === 'calling');
      goneRoom.leave();
      gone.close();
      firstByte = ofNewcomer;
      const back = await visit('bob-2');
      await cross(alice.client, back.client);
      await expectOneCall(alice, back);
    });

    it(`two whose addresses both change while they call: ${which} is kept`, async () => {
      const { cross } = hold();
      firstByte = ofCaller;
      const alice = await visit('alice');
      firstByte = ofNewcomer;
      const bob = await visit('bob');
      await until(() => bob.calls[0]?.state === 'calling');
      firstByte = ofCaller;
      // As the other's call does not come, the one who was there calls.
      clock.speed = 10;
      await until(() => alice.calls[0]?.state === 'calling');
      clock.speed = 1;
      alice.client.changeAddress('alice-2');
      bob.client.changeAddress('bob-2');
      await cross(alice.client, bob.client);
      await expectOneCall(alice, bob);
    });
  }
});
