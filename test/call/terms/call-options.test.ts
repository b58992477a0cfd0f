import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/call/terms/call-error.js';
import {
  DEFAULT_CALL_TIMING,
  resolveCallOptions,
  type CallOptions,
  type CallTiming,
} from '../../../src/call/terms/call-options.js';
import { PeerCall } from '../../../src/call/peer-call.js';
import { endedWith, NO_DEVICES, reached, until, useCalls } from '../../support/call-fixture.js';
import { ManualClock } from '../../support/manual-clock.js';

const NOT_GIVEN = [undefined, null];

/** Every option of a call, with a value that is not the default. A new option that is missing here does not compile. */
const GIVEN = {
  audio: false,
  audioProcessing: { noiseSuppression: false },
  video: { width: 640 },
  localStream: new MediaStream(),
  previewStream: new MediaStream(),
  iceServers: [],
  iceTransportPolicy: 'relay',
  replaces: 'a ticket',
  resume: true,
  resolvePeer: () => null,
  secret: 'what both sides know',
  addressToken: 'AAAAAAAAAAAAAAAAAAAAAA',
  knownOnly: true,
  warmUp: true,
  maxBitrate: 1_000_000,
  displayName: 'Ann',
  maxFileSize: 1_000_000,
  dataSaver: true,
  timing: { ringMs: 1 },
  clock: new ManualClock(),
  mediaDevices: navigator.mediaDevices,
} satisfies Required<CallOptions>;

const NAMES = Object.keys(GIVEN) as (keyof CallOptions)[];
const TIMINGS = Object.keys(DEFAULT_CALL_TIMING) as (keyof CallTiming)[];

describe('CallOptions', () => {
  for (const empty of NOT_GIVEN) {
    it(`may be ${empty} as a whole`, () => {
      expect(resolveCallOptions(empty)).to.deep.equal(resolveCallOptions({}));
    });

    for (const name of NAMES) {
      it(`takes ${empty} as ${name} for not given`, () => {
        const { [name]: _left, ...others } = GIVEN;
        expect(resolveCallOptions({ ...GIVEN, [name]: empty })).to.deep.equal(
          resolveCallOptions(others),
        );
        expect(resolveCallOptions(GIVEN), 'it has an effect').not.to.deep.equal(
          resolveCallOptions(others),
        );
      });
    }

    for (const name of TIMINGS) {
      it(`takes ${empty} as timing.${name} for not given`, () => {
        const { timing } = resolveCallOptions({ timing: { [name]: empty } });
        expect(timing).to.deep.equal(DEFAULT_CALL_TIMING);
      });
    }
  }

  const wrong: [name: string, options: object][] = [
    ...TIMINGS.flatMap((name): [string, object][] =>
      [-1, NaN, '500', true, {}].map((value) => [name, { timing: { [name]: value } }]),
    ),
    ...['yes', '', 1].flatMap((value): [string, object][] => [
      ['audio', { audio: value }],
      ['video', { video: value }],
    ]),
    ...['', 1, {}].map((value): [string, object] => ['secret', { secret: value }]),
    ...[-1, NaN, 'much', {}].map((value): [string, object] => [
      'maxFileSize',
      { maxFileSize: value },
    ]),
    ...[1, {}, true].map((value): [string, object] => ['displayName', { displayName: value }]),
    ...['yes', '', 1, {}].map((value): [string, object] => ['warmUp', { warmUp: value }]),
    ...['', 'short', 'A'.repeat(23), '*'.repeat(22), 1].map((value): [string, object] => [
      'addressToken',
      { addressToken: value },
    ]),
    // In private mode, nobody may find out by its address that the word was misspelt.
    ...['Relay', 'relay ', 'none', '', 1].map((value): [string, object] => [
      'iceTransportPolicy',
      { iceTransportPolicy: value },
    ]),
  ];
  for (const [name, options] of wrong) {
    it(`refuses ${JSON.stringify(options)}, and says that it is ${name}`, () => {
      expect(() => resolveCallOptions(options))
        .to.throw(CallError, `The option ${name} has a wrong value.`)
        .with.property('code', 'invalid-argument');
    });
  }

  it('takes 0 and Infinity for durations', () => {
    const { timing } = resolveCallOptions({ timing: { candidateBatchMs: 0, ringMs: Infinity } });
    expect([timing.candidateBatchMs, timing.ringMs]).to.deep.equal([0, Infinity]);
  });
});

describe('PeerCall: options that are not given', () => {
  const calls = useCalls();

  for (const empty of NOT_GIVEN) {
    it(`may be ${empty} wherever they are taken`, async () => {
      const network = calls.network();
      const alice = await calls.client(network, 'alice');
      const bob = await calls.client(network, 'bob');
      const incoming: PeerCall[] = [];
      const stop = PeerCall.listen(bob, (call) => incoming.push(calls.watch(call)), empty);
      calls.cleanUp(stop);
      expect(await PeerCall.resume(alice, empty)).to.equal(null);
      const outgoing = calls.watch(PeerCall.place(alice, 'bob', empty));
      await until(() => incoming.length === 1);
      await incoming[0]!.answer(empty);
      await reached(incoming[0]!, 'connected');
      await until(() => outgoing.localMedia.camera && incoming[0]!.localMedia.microphone);
    });

    it(`may be ${empty} one by one: the call rings for as long as ever`, async () => {
      const clock = calls.clock();
      const pair = await calls.pair();
      const timing = Object.fromEntries(TIMINGS.map((name) => [name, empty]));
      const { outgoing } = await calls.ring(pair, { ...NO_DEVICES, clock, timing });
      await reached(outgoing, 'ringing');
      await clock.advance(DEFAULT_CALL_TIMING.ringMs - 1);
      expect(outgoing.state).to.equal('ringing');
      await clock.advance(1);
      await endedWith(outgoing, 'timeout');
    });
  }
});

describe('PeerCall: options with wrong values', () => {
  const calls = useCalls();
  const bad = { audio: 'yes' } as unknown as CallOptions;

  it('are refused at once, and nothing is lost', async () => {
    const pair = await calls.pair();
    expect(() => PeerCall.place(pair.alice, 'bob', bad)).to.throw(CallError, 'audio');
    expect(() => PeerCall.listen(pair.alice, () => undefined, bad)).to.throw(CallError, 'audio');
    let refusal: unknown;
    await PeerCall.resume(pair.alice, bad).catch((error: unknown) => (refusal = error));
    expect(refusal).to.be.instanceOf(CallError).with.property('code', 'invalid-argument');

    const { outgoing, incoming } = await calls.ring(pair);
    // The address rings here already, so this would answer.
    expect(() => PeerCall.place(pair.bob, 'alice', bad)).to.throw(CallError, 'audio');
    expect(incoming.state).to.equal('ringing');
    await incoming.answer(bad).catch((error: unknown) => (refusal = error));
    expect(refusal).to.be.instanceOf(CallError).with.property('code', 'invalid-argument');
    expect(incoming.state).to.equal('ringing');
    await incoming.answer();
    await reached(outgoing, 'connected');
  });
});
