import { expect } from '@open-wc/testing';
import { PeerCall } from '../../../src/call/peer-call.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import { NO_MEDIA } from '../../../src/call/terms/media-state.js';
import { advanceUntil, LOCAL, useCalls } from '../../support/call-fixture.js';
import { FakeDevices } from '../../support/fake-devices.js';
import type { ManualClock } from '../../support/manual-clock.js';

const THIN = { availableOutgoingBitrate: 60_000, currentRoundTripTime: 0.5 };

/** Its browser takes the line for thin when a test says so. */
class CallOnLine extends PeerCall {
  isThin = false;
  looks = 0;
  connection: RTCPeerConnection | null = null;

  get encodings(): RTCRtpEncodingParameters[] {
    const senders = this.connection?.getSenders() ?? [];
    return senders.flatMap((sender) => sender.getParameters().encodings);
  }

  protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
    const connection = super.createConnection(config);
    this.connection = connection;
    const getStats = connection.getStats.bind(connection);
    connection.getStats = async () => {
      const report = await getStats();
      this.looks += 1;
      if (!this.isThin) return report;
      const entries = [...(report as unknown as Map<string, RTCStats>)];
      const told = (entry: RTCStats) =>
        entry.type === 'candidate-pair' ? { ...entry, ...THIN } : entry;
      return new Map(entries.map(([id, entry]) => [id, told(entry)]));
    };
    return connection;
  }
}

describe('PeerCall: how it sends', () => {
  const calls = useCalls();
  let clock: ManualClock;

  beforeEach(() => {
    clock = calls.clock();
  });

  const when = (condition: () => unknown, what: string) => advanceUntil(clock, condition, what);

  async function connect(callerOptions: CallOptions, calleeOptions: CallOptions = {}) {
    const network = calls.network();
    const [alice, bob] = [await calls.client(network, 'alice'), await calls.client(network, 'bob')];
    const common = { ...LOCAL, clock, mediaDevices: new FakeDevices(calls) };
    const { incoming } = calls.listen(CallOnLine, bob, { ...common, ...calleeOptions });
    const caller = calls.watch(CallOnLine.place(alice, 'bob', { ...common, ...callerOptions }));
    await when(() => incoming.length > 0, 'an incoming call');
    const callee = incoming[0]!;
    await callee.answer();
    await when(() => [caller, callee].every(({ state }) => state === 'connected'), 'a call');
    return { caller, callee };
  }

  for (const [name, options] of [
    ['camera', {}],
    ['screen', { video: false }],
  ] as const) {
    it(`a ${name} gives way to the voice on a thin line, which both sides know; and is back`, async () => {
      const { caller, callee } = await connect(options);
      if (name === 'screen') await caller.setScreenShareEnabled(true);
      const on = { ...NO_MEDIA, microphone: true, [name]: true };
      await when(() => callee.remoteMedia[name] && caller.localMedia.microphone, 'a picture');
      expect(callee.remoteMedia).to.deep.equal(on);

      await when(() => caller.looks > 5, 'the line to be known');
      caller.isThin = true;
      await when(() => !callee.remoteMedia[name], 'a pause');
      const paused = { ...on, [name]: false, paused: { [name]: 'bandwidth' } };
      expect(callee.remoteMedia).to.deep.equal(paused);
      expect(caller.localMedia).to.deep.equal(paused);
      expect(caller.wantedMedia[name], 'meant to be on').to.equal(true);
      expect(callee.localMedia.paused, 'the other direction').to.deep.equal({});
      const isScreen = name === 'screen';
      expect(callee.remoteScreenStream !== null, 'for its sound').to.equal(isScreen);

      caller.isThin = false;
      await when(() => callee.remoteMedia[name], 'the picture again');
      expect(callee.remoteMedia).to.deep.equal(on);
      expect(caller.localMedia).to.deep.equal(on);
    });
  }

  for (const [caller, callee, least] of [
    [500_000, 800_000, 500_000],
    [800_000, 400_000, 400_000],
    [undefined, 300_000, 300_000],
  ] as const) {
    it(`no video takes more than both sides want: ${caller} and ${callee}`, async () => {
      const both = await connect(caller ? { maxBitrate: caller } : {}, { maxBitrate: callee });
      for (const call of [both.caller, both.callee]) {
        await call.setScreenShareEnabled(true);
        await when(() => {
          const [, camera = 0, screen = 0] = call.encodings.map((each) => each.maxBitrate);
          return screen >= least / 2 && camera + screen <= least;
        }, `at most ${least} bit/s for camera and screen together`);
        expect(call.encodings[0]?.maxBitrate, 'the voice').to.equal(undefined);
      }
    });
  }
});
