import { expect } from '@open-wc/testing';
import { PeerCall } from '../../../src/call/peer-call.js';
import { LOCAL, until, useCalls } from '../../support/call-fixture.js';
import { FakeDevices } from '../../support/fake-devices.js';
import { latestReport } from '../../support/latest-report.js';

/** Takes codecs out of the voice's section. */
function without(sdp: string, isLeftOut: (name: string) => boolean): string {
  return sdp.replace(/^m=audio [^]*?(?=^m=)/m, (section) => {
    const types = [...section.matchAll(/^a=rtpmap:(\d+) ([\w-]+)\//gm)]
      .filter(([, , name = '']) => isLeftOut(name.toLowerCase()))
      .map(([, type = '']) => type);
    return types.reduce<string>(
      (text, type) =>
        text
          .replace(new RegExp(`^(m=audio .*) ${type}\\b`, 'm'), '$1')
          .replace(new RegExp(`^a=(rtpmap|fmtp|rtcp-fb):${type} .*\\r\\n`, 'gm'), ''),
      section,
    );
  });
}

describe('PeerCall: the codecs of the voice', () => {
  const calls = useCalls();

  for (const [name, isLeftOut, codec] of [
    ['no RED', (codec: string) => codec === 'red', 'opus'],
    ['Opus alone', (codec: string) => codec !== 'opus', 'opus'],
    ['G.711 alone', (codec: string) => codec !== 'pcmu', 'PCMU'],
  ] as const) {
    it(`of a peer who has ${name}: both hear each other`, async () => {
      class Poor extends PeerCall {
        protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
          const connection = super.createConnection(config);
          const set = connection.setRemoteDescription.bind(connection);
          // Browsers leave aside what they do not know.
          connection.setRemoteDescription = ({ type, sdp = '' }) =>
            set({ type, sdp: without(sdp, isLeftOut) });
          return connection;
        }
      }
      const pair = await calls.pair();
      pair.stop();
      const options = { ...LOCAL, video: false, mediaDevices: new FakeDevices(calls) };
      const { incoming } = calls.listen(Poor, pair.bob, options);
      const both = await calls.connect({ ...pair, incoming }, options);
      for (const call of [both.outgoing, both.incoming]) {
        const latest = latestReport(call);
        await until(
          () =>
            latest()?.received.microphone?.codec === codec &&
            (latest()?.bytesReceived ?? 0) > 5_000,
          () => `sound by ${codec}: ${JSON.stringify(latest()?.received.microphone)}`,
        );
        expect(call.error).to.equal(null);
        expect(latest()?.leftOut).to.deep.equal(['redundancy']);
      }
    });
  }
});
