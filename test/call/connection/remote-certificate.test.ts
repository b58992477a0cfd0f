import { expect } from '@open-wc/testing';
import { remoteFingerprint } from '../../../src/call/connection/remote-certificate.js';
import { until } from '../../support/until.js';

function passCandidates(from: RTCPeerConnection, to: RTCPeerConnection): void {
  from.addEventListener('icecandidate', ({ candidate }) => {
    void to.addIceCandidate(candidate ?? undefined);
  });
}

describe('remoteFingerprint', () => {
  let one: RTCPeerConnection;
  let other: RTCPeerConnection;

  beforeEach(async () => {
    one = new RTCPeerConnection();
    other = new RTCPeerConnection();
    passCandidates(one, other);
    passCandidates(other, one);
    for (const each of [one, other]) each.createDataChannel('data', { negotiated: true, id: 0 });
    await one.setLocalDescription();
    await other.setRemoteDescription(one.localDescription!);
    await other.setLocalDescription();
    await one.setRemoteDescription(other.localDescription!);
    await until(() => one.sctp?.transport.state === 'connected', 'DTLS');
  });

  afterEach(() => {
    one.close();
    other.close();
  });

  const described = () =>
    /a=fingerprint:(.*)\r\n/.exec(one.remoteDescription!.sdp)![1]!.toLowerCase();

  it('is that of the certificate that DTLS has received', async () => {
    expect(await remoteFingerprint(one)).to.equal(described());
  });

  it('is known where the browser never tells that the transport has connected', async () => {
    const sctp = { transport: { state: 'connecting' } } as RTCSctpTransport;
    const getStats = one.getStats.bind(one);
    const untold = { sctp, connectionState: 'connected', getStats } as const;
    expect(await remoteFingerprint(untold)).to.equal(described());
  });

  it('is not known before the connection is up', async () => {
    const sctp = { transport: { state: 'connecting' } } as RTCSctpTransport;
    const getStats = one.getStats.bind(one);
    const early = { sctp, connectionState: 'connecting', getStats } as const;
    expect(await remoteFingerprint(early)).to.equal(null);
  });

  it('is not known where the statistics name no certificate', async () => {
    const sctp = { transport: { state: 'connecting' } } as RTCSctpTransport;
    const getStats = () => Promise.resolve(new Map() as unknown as RTCStatsReport);
    const mute = { sctp, connectionState: 'connected', getStats } as const;
    expect(await remoteFingerprint(mute)).to.equal(null);
  });
});
