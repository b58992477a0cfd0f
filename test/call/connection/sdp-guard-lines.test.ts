import { expect } from '@open-wc/testing';
import { SdpGuard } from '../../../src/call/connection/sdp-guard.js';
import { FINGERPRINT, layoutSdp, MEDIA_KINDS, OTHER_FINGERPRINT } from '../../support/sdp.js';

const check = (sdp: string) => () => new SdpGuard().check({ type: 'offer', sdp });

describe('SdpGuard: lines as browsers write them (T22)', () => {
  // Firefox 153 takes all of these for fingerprints.
  const disguises = [
    `a= fingerprint:sha-256 ${OTHER_FINGERPRINT}`,
    `a=:fingerprint:sha-256 ${OTHER_FINGERPRINT}`,
    `a=\tfingerprint:sha-256 ${OTHER_FINGERPRINT}`,
    `a=fingerprint sha-256 ${OTHER_FINGERPRINT}`,
    `a=fingerprint\tsha-256 ${OTHER_FINGERPRINT}`,
  ];
  for (const disguise of disguises) {
    it(`refuses ${JSON.stringify(disguise.slice(0, 24))}… beside the pinned fingerprint`, () => {
      expect(check(layoutSdp({ extra: [disguise] })))
        .to.throw()
        .with.property('code', 'protocol-error');
    });
  }

  const genuine = layoutSdp();
  const odd: Record<string, string> = {
    'a line that ends with a line feed alone': genuine.replace('\r\n', '\n'),
    'a carriage return within a line': genuine.replace('s=-', 's=-\ra=x'),
    'no end of the last line': genuine.slice(0, -2),
    'a tab': genuine.replace('s=-', 's=\t-'),
    'a zero': genuine.replace('s=-', 's=\u0000'),
    'text beyond ASCII': genuine.replace('s=-', 's=é'),
    'a line separator': genuine.replace('s=-', 's=-\u2028a=fingerprint:x'),
    'an empty line': genuine.replace('s=-\r\n', 's=-\r\n\r\n'),
    'a line without type': genuine.replace('s=-', '-'),
    'a type in capitals': genuine.replace('s=-', 'S=-'),
    'a space before the type': genuine.replace('s=-', ' s=-'),
    'an attribute in capitals': genuine.replace('a=setup', 'a=Candidate'),
    'an attribute without name': genuine.replace('a=setup:actpass', 'a='),
    'an attribute that begins with a colon': genuine.replace('a=setup:actpass', 'a=:setup'),
    'a space after the name': genuine.replace('a=setup:actpass', 'a=setup :actpass'),
  };
  for (const [name, sdp] of Object.entries(odd)) {
    it(`refuses ${name}`, () => {
      expect(sdp).not.to.equal(genuine);
      expect(check(sdp)).to.throw().with.property('code', 'protocol-error');
    });
  }

  it('refuses a second fingerprint whatever its case', () => {
    const second = `a=FINGERPRINT:SHA-256 ${OTHER_FINGERPRINT}`;
    expect(check(layoutSdp({ extra: [second] }))).to.throw();
  });

  it('takes the genuine descriptions of this browser, and pins what DTLS will show', async () => {
    const connection = new RTCPeerConnection();
    const answering = new RTCPeerConnection();
    try {
      for (const kind of MEDIA_KINDS) connection.addTransceiver(kind);
      connection.createDataChannel('x', { negotiated: true, id: 0 });
      await connection.setLocalDescription();
      await answering.setRemoteDescription(connection.localDescription!);
      await answering.setLocalDescription();
      for (const { localDescription } of [connection, answering]) {
        const guard = new SdpGuard();
        guard.check(localDescription!);
        expect(guard.pinned).to.match(/^sha-256 [\da-f]{2}(:[\da-f]{2}){31}$/);
      }
    } finally {
      connection.close();
      answering.close();
    }
  });

  it('says nothing of what the peer has sent (T17)', () => {
    for (const sdp of [genuine.replace('s=-', 's=<img>'), `${genuine}a=crypto:1 secret\r\n`]) {
      try {
        const guard = new SdpGuard('sha-256 00');
        guard.check({ type: 'offer', sdp });
        expect.fail('It should have been refused.');
      } catch (error) {
        expect((error as Error).message).to.match(
          /^The peer's description was refused: [\w -]+\.$/,
        );
        expect((error as Error).message).not.to.contain(FINGERPRINT.toLowerCase());
      }
    }
  });
});
