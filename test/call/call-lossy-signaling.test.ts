import { expect } from '@open-wc/testing';
import { PeerCall } from '../../src/call/peer-call.js';
import type { CallOptions } from '../../src/call/terms/call-options.js';
import {
  bothConnected,
  endedWith,
  expectAlive,
  LOCAL,
  reached,
  until,
  useCalls,
} from '../support/call-fixture.js';
import { FakeDevices } from '../support/fake-devices.js';
import { ufragsOf } from '../support/negotiator-pair.js';

const SEEDS = 200;
/** So few that a slow machine has time for them in one test. */
const SEEDS_PER_TEST = 20;
const AT_ONCE = 4;
const FAULTS = { latencyMs: [0, 40], reorder: 0.5, duplicate: 0.2, drop: 0.1 } as const;

/** As by default, in a tenth of the time; but how long the last word is repeated depends on the machine. */
const TIMING = {
  retransmitMs: 100,
  retransmitMaxMs: 500,
  ackDelayMs: 50,
  candidateBatchMs: 10,
};

/** A call that shows its connection. */
class OpenCall extends PeerCall {
  pc: RTCPeerConnection | null = null;

  protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
    return (this.pc = super.createConnection(config));
  }
}

const isHeard = (call: PeerCall) => call.remoteStream?.getAudioTracks()[0]?.muted === false;

describe('PeerCall on signaling that loses 10 %, repeats 20 % and reorders', () => {
  const calls = useCalls();

  async function callOnce(seed: number, localStream: MediaStream): Promise<void> {
    const options: CallOptions = { ...LOCAL, video: false, localStream, timing: TIMING };
    const network = calls.network({ seed, ...FAULTS });
    const alice = await calls.client(network, `alice-${seed}`);
    const bob = await calls.client(network, `bob-${seed}`);
    const answered: OpenCall[] = [];
    const stop = OpenCall.listen(
      bob,
      (call) => {
        answered.push(calls.watch(call));
        void call.answer();
      },
      options,
    );
    const outgoing = calls.watch(OpenCall.place(alice, `bob-${seed}`, options));
    await reached(outgoing, 'connecting', 'connected');
    const incoming = answered[0]!;
    if (seed % 2 === 0) {
      // Both offer at once, and over the relay where the data channel is not up yet.
      await until(() => outgoing.pc?.signalingState === 'stable');
      outgoing.pc!.restartIce();
      incoming.pc!.restartIce();
    }
    await bothConnected({ outgoing, incoming });
    await until(() => isHeard(outgoing) && isHeard(incoming), `seed ${seed}: sound, both ways`);
    await expectAlive({ outgoing, incoming });
    const [here, there] = [outgoing.pc!, incoming.pc!];
    await until(
      () =>
        here.signalingState === 'stable' &&
        there.signalingState === 'stable' &&
        ufragsOf(here.localDescription) === ufragsOf(there.remoteDescription) &&
        ufragsOf(there.localDescription) === ufragsOf(here.remoteDescription),
      `seed ${seed}: both sides to agree`,
    );
    expect(answered, `seed ${seed}`).to.have.length(1);
    expect([outgoing.error, incoming.error], `seed ${seed}`).to.deep.equal([null, null]);
    (seed % 3 === 0 ? incoming : outgoing).hangup();
    await endedWith(outgoing, 'hangup');
    await endedWith(incoming, 'hangup');
    stop();
  }

  for (let first = 1; first <= SEEDS; first += SEEDS_PER_TEST) {
    const last = first + SEEDS_PER_TEST - 1;

    it(`connects, and sound and data flow, for the seeds ${first} to ${last}`, async () => {
      const devices = new FakeDevices(calls);
      const tone = await devices.getUserMedia({ audio: true });
      calls.cleanUp(() => tone.getTracks().forEach((track) => track.stop()));
      let next = first;
      const worker = async () => {
        for (let seed = next++; seed <= last; seed = next++) {
          try {
            await callOnce(seed, tone);
          } catch (error) {
            throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
          }
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    });
  }
});
