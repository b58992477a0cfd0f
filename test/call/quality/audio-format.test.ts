import { expect } from '@open-wc/testing';
import {
  canReceiveAnew,
  describeAudio,
  withoutResending,
  withoutVoice,
} from '../../../src/call/quality/audio-format.js';

const PLAIN = { isRedundant: false, isThin: false, hasLongPackets: false };

describe('What is made of the description of a real connection', () => {
  let sdp: string;
  beforeEach(async () => {
    const connection = new RTCPeerConnection();
    for (const kind of ['audio', 'video', 'video', 'audio']) connection.addTransceiver(kind);
    sdp = (await connection.createOffer()).sdp!;
    connection.close();
  });

  const sectionsOf = (text: string) => text.split(/(?=^m=)/m);
  const codecsOf = (text: string) => /^m=audio \S+ \S+ (.*)/m.exec(text)![1]!.split(' ');
  const redOf = (text: string) => /^a=rtpmap:(\d+) red\/48000/m.exec(text)![1];

  /** Only the section of the microphone is another. */
  function expectOthersUntouched(changed: string): void {
    const [before, after] = [sectionsOf(sdp), sectionsOf(changed)];
    expect(after).to.have.length(before.length);
    for (const index of [0, 2, 3, 4]) expect(after[index]).to.equal(before[index]);
  }

  it('puts RED first or last', () => {
    expect(canReceiveAnew()).to.equal(true);
    const first = describeAudio(sdp, { ...PLAIN, isRedundant: true });
    expect(codecsOf(first)[0]).to.equal(redOf(sdp));
    const last = describeAudio(sdp, PLAIN);
    expect(codecsOf(last).at(-1)).to.equal(redOf(sdp));
    for (const changed of [first, last]) {
      expect(codecsOf(changed).sort()).to.deep.equal(codecsOf(sdp).sort());
      expectOthersUntouched(changed);
    }
    expect(describeAudio(first, PLAIN)).to.equal(last);
  });

  it('asks for long packets', () => {
    const changed = describeAudio(sdp, { ...PLAIN, hasLongPackets: true });
    expect(sectionsOf(changed)[1]!.endsWith('\r\na=ptime:60\r\n')).to.equal(true);
    expectOthersUntouched(changed);
  });

  it('leaves a description without RED as it is, and one without sound', () => {
    const noRed = sdp.replace(/^a=rtpmap:\d+ red\/48000.*\r\n/gm, '');
    expect(describeAudio(noRed, { ...PLAIN, isRedundant: true })).to.equal(noRed);
    const [session, , video] = sectionsOf(sdp);
    expect(describeAudio(session! + video!, PLAIN)).to.equal(session! + video!);
  });

  it('takes the voice out, or asking for lost video, and nothing else', () => {
    const silent = withoutVoice(sdp);
    expect(sectionsOf(silent)[1]).to.contain('a=recvonly').and.not.to.contain('a=sendrecv');
    expectOthersUntouched(silent);
    expect(sdp).to.match(/^a=rtcp-fb:\d+ nack\r$/m);
    const changed = withoutResending(sdp);
    expect(changed).not.to.match(/^a=rtcp-fb:\d+ nack\r$/m);
    expect(changed.match(/nack pli/g)).to.deep.equal(sdp.match(/nack pli/g));
  });

  it('is understood by the browser', async () => {
    const connection = new RTCPeerConnection();
    const plan = { ...PLAIN, isRedundant: true, hasLongPackets: true };
    const changed = withoutResending(withoutVoice(describeAudio(sdp, plan)));
    await connection.setRemoteDescription({ type: 'offer', sdp: changed });
    expect((await connection.createAnswer()).sdp).to.contain('m=audio');
    connection.close();
  });
});
