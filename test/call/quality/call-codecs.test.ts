import { expect } from '@open-wc/testing';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import { PeerCall } from '../../../src/call/peer-call.js';
import { LOCAL, until, useCalls } from '../../support/call-fixture.js';
import { FakeDevices } from '../../support/fake-devices.js';
import { latestReport } from '../../support/latest-report.js';

const { prototype } = RTCRtpTransceiver;
const original = Object.getOwnPropertyDescriptor(prototype, 'setCodecPreferences')!;
const setCodecPreferences = original.value as (codecs: readonly RTCRtpCodec[]) => void;

describe('PeerCall: the codec of the camera', () => {
  const calls = useCalls();

  /** What is not played is not decoded. */
  function play(call: PeerCall): void {
    const video = document.createElement('video');
    Object.assign(video, { srcObject: call.remoteStream, muted: true, autoplay: true });
    document.body.append(video);
    calls.cleanUp(() => video.remove());
  }

  async function connect(options: CallOptions = {}, Called: typeof PeerCall = PeerCall) {
    const pair = await calls.pair();
    pair.stop();
    const own: CallOptions = { ...LOCAL, audio: false, mediaDevices: new FakeDevices(calls) };
    const { incoming } = calls.listen(Called, pair.bob, own);
    const both = await calls.connect({ ...pair, incoming }, { ...own, ...options });
    play(both.incoming);
    play(both.outgoing);
    return both;
  }

  async function expectCodec(codec: string, ...both: PeerCall[]): Promise<void> {
    for (const call of both) {
      const latest = latestReport(call);
      const now = () => [latest()?.sent.camera?.codec, latest()?.received.camera?.codec].join();
      await until(
        () => now() === `${codec},${codec}`,
        () => `${codec}, not ${now()}`,
      );
    }
  }

  it('is another where the peer who calls does not have it', async () => {
    prototype.setCodecPreferences = function (codecs) {
      const all = [...codecs];
      // Those of who is called have come with the offer.
      const isCaller = this.mid === null;
      const left = all.filter(({ mimeType }) => !isCaller || mimeType === 'video/VP8');
      setCodecPreferences.call(this, left);
    };
    calls.cleanUp(() => Object.defineProperty(prototype, 'setCodecPreferences', original));
    const { outgoing, incoming } = await connect();
    await expectCodec('VP8', outgoing, incoming);
  });

  it('is another where the peer who is called does not have it', async () => {
    class WithoutAv1 extends PeerCall {
      protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
        const connection = super.createConnection(config);
        const set = connection.setRemoteDescription.bind(connection);
        // Browsers leave aside what they do not know.
        connection.setRemoteDescription = ({ type, sdp = '' }) =>
          set({ type, sdp: sdp.replace(/ AV1\/90000/g, ' unknown/90000') });
        return connection;
      }
    }
    const { outgoing, incoming } = await connect({}, WithoutAv1);
    await expectCodec('VP8', outgoing, incoming);
  });

  it('is as the browsers have it where they can not be told', async () => {
    Reflect.deleteProperty(prototype, 'setCodecPreferences');
    calls.cleanUp(() => Object.defineProperty(prototype, 'setCodecPreferences', original));
    const { outgoing, incoming } = await connect();
    await expectCodec('VP8', outgoing, incoming);
    expect((await outgoing.getReport()).leftOut).to.include('codec-order');
  });

  it('becomes one that costs less when the processor is slow, without a negotiation', async () => {
    const clock = calls.pacedClock();
    clock.speed = 3;
    const { outgoing, incoming } = await connect({ clock });
    await expectCodec('AV1', outgoing, incoming);
    const [connection] = calls.guard.connections;
    let negotiations = 0;
    for (const each of calls.guard.connections) {
      // How the voice is sent may change meanwhile, too: for that, no side makes an offer.
      each.addEventListener('signalingstatechange', () => {
        if (each.signalingState === 'have-local-offer') negotiations += 1;
      });
    }
    const getStats = connection!.getStats.bind(connection);
    connection!.getStats = async () => {
      const entries = [...(await getStats()).entries()] as [string, RTCStats][];
      const slow = { qualityLimitationReason: 'cpu' };
      return new Map(
        entries.map(([id, entry]) => [
          id,
          entry.type === 'outbound-rtp' ? { ...entry, ...slow } : entry,
        ]),
      );
    };
    const [sender, receiver] = [outgoing, incoming].map((call) => latestReport(call));
    await until(() => sender!()?.sent.camera?.codec === 'H264', 'another codec');
    await until(() => receiver!()?.received.camera?.codec === 'H264', 'it to arrive');
    expect(sender!()?.sent.camera?.limitedBy).to.equal('processor');
    expect(negotiations).to.equal(0);
  });
});
