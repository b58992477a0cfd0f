import { expect } from '@open-wc/testing';
import type { PeerCall } from '../../../src/call/peer-call.js';
import type { AudioProcessing, CallOptions } from '../../../src/call/terms/call-options.js';
import { LOCAL, until, useCalls, type ConnectedCalls } from '../../support/call-fixture.js';
import { FakeDevices } from '../../support/fake-devices.js';

const ALL_ON = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

describe('PeerCall: what is done to the sound of the microphone', () => {
  const calls = useCalls();
  let devices: FakeDevices;
  let both: ConnectedCalls;
  let call: PeerCall;

  beforeEach(() => (devices = new FakeDevices(calls)));

  async function connect(options: CallOptions = {}): Promise<void> {
    const pair = await calls.pair();
    both = await calls.connect(pair, {
      ...LOCAL,
      video: false,
      mediaDevices: devices,
      ...options,
    });
    call = both.outgoing;
    if (options.audio !== false) await until(() => both.incoming.remoteMedia.microphone);
  }

  const settings = () => {
    const { echoCancellation, noiseSuppression, autoGainControl } = call
      .localStream!.getAudioTracks()[0]!
      .getSettings();
    return { echoCancellation, noiseSuppression, autoGainControl };
  };

  it('is everything that there is, unless the app has it otherwise', async () => {
    await connect();
    expect(settings()).to.deep.equal(ALL_ON);
  });

  it('is as the option says, beside other constraints', async () => {
    await connect({ audio: { channelCount: 2 }, audioProcessing: { noiseSuppression: false } });
    expect(settings()).to.deep.equal({ ...ALL_ON, noiseSuppression: false });
    expect(devices.requests[0]!.audio).to.deep.equal({ channelCount: 2, noiseSuppression: false });
  });

  for (const canChange of [true, false]) {
    it(`changes in a call${canChange ? '' : ', by opening the microphone anew'}, and stays so`, async () => {
      devices.canChangeProcessing = canChange;
      await connect();
      const [track] = call.localStream!.getAudioTracks();
      await call.setAudioProcessing({ noiseSuppression: false });
      await call.setAudioProcessing({ autoGainControl: false, noiseSuppression: undefined });
      const wanted = { ...ALL_ON, noiseSuppression: false, autoGainControl: false };
      expect(settings()).to.deep.equal(wanted);
      expect(call.localStream!.getAudioTracks()[0] === track).to.equal(canChange);
      expect(devices.live).to.deep.equal(['microphone-1']);
      expect(devices.requests).to.have.length(canChange ? 1 : 3);
      await call.switchDevice('audioinput', 'microphone-2');
      expect(settings(), 'after a switch').to.deep.equal(wanted);
      expect(both.incoming.remoteMedia.microphone).to.equal(true);
    });
  }

  it('changes while it is muted, and it stays muted', async () => {
    await connect();
    await call.setMicrophoneEnabled(false);
    await call.setAudioProcessing({ echoCancellation: false });
    expect(settings().echoCancellation).to.equal(false);
    expect(call.localStream!.getAudioTracks()[0]!.enabled).to.equal(false);
    expect(call.localMedia.microphone).to.equal(false);
  });

  it('is kept for a microphone that goes on later, which it does not turn on', async () => {
    await connect({ audio: false });
    await call.setAudioProcessing({ echoCancellation: false });
    expect(devices.requests).to.have.length(0);
    await call.setMicrophoneEnabled(true);
    expect(settings()).to.deep.equal({ ...ALL_ON, echoCancellation: false });
  });

  it('goes on as it was if the microphone can’t be opened anew', async () => {
    await connect();
    const { refuse } = devices;
    let count = 0;
    // The one with the change alone.
    devices.refuse = () => ((count += 1) === 1 ? new DOMException('', 'NotReadableError') : null);
    const error: unknown = await call
      .setAudioProcessing({ noiseSuppression: false })
      .catch((e: unknown) => e);
    devices.refuse = refuse;
    expect(error).to.include({ code: 'device-in-use', device: 'microphone' });
    expect(call.localMedia.microphone).to.equal(true);
  });

  it('is left alone by what is no switch', async () => {
    await connect();
    const odd = { echoCancellation: null, noiseSuppression: 'off', more: true };
    await call.setAudioProcessing(odd as unknown as AudioProcessing);
    expect(settings()).to.deep.equal(ALL_ON);
    expect(devices.requests).to.have.length(1);
  });

  it('is really so in this browser', async () => {
    const { mediaDevices } = navigator;
    await connect({ mediaDevices });
    expect(settings()).to.deep.equal(ALL_ON);
    const off = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    await call.setAudioProcessing(off);
    expect(settings()).to.deep.equal(off);
  });
});
