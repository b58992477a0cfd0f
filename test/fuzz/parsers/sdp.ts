import { SdpGuard } from '../../../src/call/connection/sdp-guard.js';
import { CallError } from '../../../src/call/terms/call-error.js';
import type { Random } from '../../../src/signaling/memory/seeded-random.js';
import { mutate } from '../../support/mutate.js';
import { FINGERPRINT, layoutSdp, OTHER_FINGERPRINT } from '../../support/sdp.js';
import { picker, wrong, type Target } from '../target.js';

const PINNED = `sha-256 ${FINGERPRINT}`;

/** Lines that somebody would like to add. Some of them are read as fingerprints by some browsers. */
const LINES = [
  `a=fingerprint:sha-256 ${OTHER_FINGERPRINT}`,
  `a=fingerprint:${PINNED}`,
  `a= fingerprint:sha-256 ${OTHER_FINGERPRINT}`,
  `a=:fingerprint:sha-256 ${OTHER_FINGERPRINT}`,
  `a=\tfingerprint:sha-256 ${OTHER_FINGERPRINT}`,
  `a=fingerprint sha-256 ${OTHER_FINGERPRINT}`,
  `a=fingerprint\tsha-256 ${OTHER_FINGERPRINT}`,
  `A=FINGERPRINT:sha-256 ${OTHER_FINGERPRINT}`,
  `a=Fingerprint:sha-256 ${OTHER_FINGERPRINT}`,
  'a=fingerprint:sha-1 AB:AB',
  'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x',
  'a=CRYPTO:1 x',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'm=message 9 TCP/MSRP *',
  'a=mid:0',
  'a=x-google-flag:conference',
  'a=group:BUNDLE 0 1 2 3',
  'b=AS:30',
  '',
];

const BREAKS = ['\r\n', '\r\n', '\n', '\r', '\u2028', '\u0085', '\v', '\0'];

function changeLines(sdp: string, random: Random): string {
  const pick = picker(random);
  const lines = sdp.split('\r\n');
  for (let changes = Math.floor(random() * 3); changes >= 0; changes -= 1) {
    const at = Math.floor(random() * lines.length);
    const change = random();
    if (change < 0.4) lines.splice(at, 0, pick(LINES));
    else if (change < 0.5) lines.splice(at, 1);
    else if (change < 0.6) lines.splice(at, 0, lines[at]!);
    else if (change < 0.7) lines[at] = lines[at]!.toUpperCase();
    else if (change < 0.9) lines[at] = `${lines[at]}${pick(BREAKS)}${pick(LINES)}`;
    else lines.splice(at, 0, `a=ssrc:${Math.floor(random() * 1e9)} cname:x`);
  }
  return lines.join(random() < 0.9 ? '\r\n' : pick(BREAKS));
}

/** Everything that any reader could take for a fingerprint, however it parts lines and names. A bare name is none. */
function fingerprintsIn(sdp: string): string[] {
  return sdp
    .split(/[\r\n\u2028\u2029\u0085\v\f\0]/)
    .filter((line) => /^\s*a\s*=[\s:]*fingerprint\b[\s:]*\S/i.test(line));
}

export const sdpTarget: Target<string> = {
  name: 'SdpGuard.check',
  make(random) {
    const pick = picker(random);
    const extra = random() < 0.1 ? [pick(LINES)] : [];
    const isOther = random() < 0.1;
    const fingerprints = () => [isOther ? `sha-256 ${OTHER_FINGERPRINT}` : PINNED];
    const sdp = layoutSdp({ extra, fingerprints });
    if (random() < 0.7) return changeLines(sdp, random);
    const text = random() < 0.02 ? sdp.padEnd(30_000 * random(), 'a=x\r\n') : sdp;
    const changed = mutate(text, random);
    return typeof changed === 'string' ? changed : '';
  },
  check(sdp) {
    const guard = new SdpGuard(PINNED.toLowerCase());
    try {
      guard.check({ type: 'offer', sdp });
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== 'protocol-error') {
        wrong(`threw ${String(error)}`, sdp);
      }
      return false;
    }
    if (sdp.length > 28_000) wrong('too long', sdp);
    const sections = sdp.split(/[\r\n]/).filter((line) => /^\s*m\s*=/i.test(line));
    if (sections.length !== 5) wrong('other media', sections);
    const others = fingerprintsIn(sdp).filter(
      (line) => line.toLowerCase() !== `a=fingerprint:${PINNED}`.toLowerCase(),
    );
    if (others.length > 0) wrong('another fingerprint', others);
    if (/^\s*a\s*=[\s:]*crypto/im.test(sdp)) wrong('SDES', sdp);
    return true;
  },
  leastShare: 0.05,
};
