import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/call/terms/call-error.js';
import { SdpGuard } from '../../../src/call/connection/sdp-guard.js';
import { FINGERPRINT, layoutSdp, MEDIA_KINDS, OTHER_FINGERPRINT } from '../../support/sdp.js';

const offer = (sdp: string): RTCSessionDescriptionInit => ({ type: 'offer', sdp });
const withFingerprints = (...lines: string[]) => layoutSdp({ fingerprints: () => lines });

function refusal(guard: SdpGuard, description: RTCSessionDescriptionInit): string | null {
  try {
    guard.check(description);
    return null;
  } catch (error) {
    expect(error).to.be.instanceOf(CallError);
    return (error as CallError).code;
  }
}

describe('SdpGuard (T19, T22)', () => {
  it('takes the layout of a call with one sha-256 fingerprint, again and again', () => {
    const guard = new SdpGuard();
    expect(refusal(guard, offer(layoutSdp()))).to.equal(null);
    expect(refusal(guard, { type: 'answer', sdp: layoutSdp() })).to.equal(null);
    expect(
      refusal(guard, offer(withFingerprints(`SHA-256 ${FINGERPRINT.toLowerCase()}`))),
    ).to.equal(null);
  });

  it('takes a fingerprint at session level, and what a browser makes', async () => {
    const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    connection.createDataChannel('x', { negotiated: true, id: 0 });
    for (const kind of MEDIA_KINDS) connection.addTransceiver(kind);
    await connection.setLocalDescription();
    const sdp = connection.localDescription?.sdp ?? '';
    connection.close();
    // The data channel was asked for first, but media sections come in the order of the transceivers.
    expect(refusal(new SdpGuard(), offer(sdp))).to.equal(null);
    const [line] = /a=fingerprint:.*\r\n/.exec(sdp) ?? [''];
    const atTop = sdp.replaceAll(line, '').replace('t=0 0\r\n', `t=0 0\r\n${line}`);
    expect(refusal(new SdpGuard(), offer(atTop))).to.equal(null);
  });

  it('pins the first fingerprint for its life', () => {
    const guard = new SdpGuard();
    guard.check(offer(layoutSdp()));
    const changed = offer(withFingerprints(`sha-256 ${OTHER_FINGERPRINT}`));
    expect(refusal(guard, changed)).to.equal('protocol-error');
    expect(refusal(guard, offer(layoutSdp())), 'the pin has not moved').to.equal(null);
    expect(refusal(new SdpGuard(), changed)).to.equal(null);
  });

  it('pins nothing of a description that it refuses', () => {
    const guard = new SdpGuard();
    const bad = layoutSdp({
      fingerprints: () => [`sha-256 ${OTHER_FINGERPRINT}`],
      extra: ['a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x'],
    });
    expect(refusal(guard, offer(bad))).to.equal('protocol-error');
    expect(refusal(guard, offer(layoutSdp()))).to.equal(null);
  });

  const refused: Record<string, string | undefined> = {
    nothing: undefined,
    'an empty text': '',
    'no fingerprint': withFingerprints(),
    'two fingerprints': withFingerprints(`sha-256 ${FINGERPRINT}`, `sha-256 ${OTHER_FINGERPRINT}`),
    'two hashes of one certificate': withFingerprints(
      `sha-256 ${FINGERPRINT}`,
      `sha-1 ${FINGERPRINT.slice(0, 59)}`,
    ),
    'another fingerprint in one section': layoutSdp({
      fingerprints: (section) => [`sha-256 ${section === 2 ? OTHER_FINGERPRINT : FINGERPRINT}`],
    }),
    'another fingerprint in other letters': withFingerprints(`sha-256 ${FINGERPRINT}`).replace(
      'a=mid:3',
      `a=FINGERPRINT:sha-256 ${OTHER_FINGERPRINT}\r\na=mid:3`,
    ),
    'another fingerprint behind a bare line feed': layoutSdp().replace(
      'a=mid:0',
      `a=x\na=fingerprint:sha-256 ${OTHER_FINGERPRINT}\r\na=mid:0`,
    ),
    'another fingerprint behind a bare carriage return': layoutSdp().replace(
      'a=mid:0',
      `a=x\ra=fingerprint:sha-256 ${OTHER_FINGERPRINT}\r\na=mid:0`,
    ),
    'sha-1': withFingerprints(`sha-1 ${FINGERPRINT.slice(0, 59)}`),
    'sha-512': withFingerprints(`sha-512 ${FINGERPRINT}:${FINGERPRINT}`),
    md5: withFingerprints(`md5 ${FINGERPRINT.slice(0, 47)}`),
    'a short fingerprint': withFingerprints(`sha-256 ${FINGERPRINT.slice(3)}`),
    'a long fingerprint': withFingerprints(`sha-256 ${FINGERPRINT}:AB`),
    'a fingerprint with NUL': withFingerprints(`sha-256 ${FINGERPRINT.slice(0, -1)}\u0000`),
    'a fingerprint of nothing': withFingerprints('sha-256'),
    'SDES keys': layoutSdp({ extra: ['a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x'] }),
    '200 media sections': layoutSdp({ kinds: Array.from({ length: 200 }, () => 'video') }),
    'one section too many': layoutSdp({
      kinds: [...MEDIA_KINDS, 'application', 'video'],
    }),
    'no section for the sound of a screen': layoutSdp({
      kinds: ['audio', 'video', 'video', 'application'],
    }),
    'no data channel': layoutSdp({ kinds: MEDIA_KINDS }),
    'another order': layoutSdp({ kinds: ['audio', 'video', 'audio', 'video', 'application'] }),
    'a kind of its own': layoutSdp({
      kinds: ['audio', 'video', 'message', 'audio', 'application'],
    }),
    '__proto__ as kind': layoutSdp({
      kinds: ['audio', 'video', '__proto__', 'audio', 'application'],
    }),
    'a section put into a mid': layoutSdp().replace('a=mid:0', 'a=mid:0\r\nm=video 9 x 1'),
    'NUL before the kind': layoutSdp().replace('m=audio', 'm=\u0000audio'),
    '100 KB': layoutSdp({ extra: ['a=x'.padEnd(100_000, 'x')] }),
    'lone surrogates': '\ud800'.repeat(100),
  };
  for (const [name, sdp] of Object.entries(refused)) {
    it(`refuses ${name}`, () => {
      const description = sdp === undefined ? { type: 'offer' as const } : offer(sdp);
      expect(refusal(new SdpGuard(), description)).to.equal('protocol-error');
    });
  }
});
