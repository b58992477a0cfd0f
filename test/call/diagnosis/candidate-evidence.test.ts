import { expect } from '@open-wc/testing';
import { readSide } from '../../../src/call/diagnosis/candidate-evidence.js';

const NOTHING = { any: false, mapped: false, relayed: false };
const HIDDEN = { ...NOTHING, any: true };
const MAPPED = { ...HIDDEN, mapped: true };

function line(address: string, type: string, rest = ''): string {
  return `a=candidate:842163049 1 udp 1677729535 ${address} 46154 typ ${type}${rest}`;
}

describe('readSide', () => {
  // As Chromium 156 and Firefox 153 write them.
  for (const [what, candidate, expected] of [
    ['a private host', line('192.168.1.7', 'host', ' generation 0 network-id 1'), HIDDEN],
    ['a host behind mDNS', line('fb66b4ec-00fb-4dee-b0fb-ede2a376c657.local', 'host'), HIDDEN],
    ['a TCP host', 'a=candidate:2 1 TCP 2105458943 10.0.0.2 9 typ host tcptype active', HIDDEN],
    ['a public host', line('198.51.100.7', 'host'), MAPPED],
    ['a public IPv6 host', line('2001:db8::7', 'host'), MAPPED],
    ['a server-reflexive one', line('198.51.100.7', 'srflx', ' raddr 0.0.0.0 rport 0'), MAPPED],
    [
      'a relay',
      line('198.51.100.7', 'relay', ' raddr 10.0.0.2 rport 34730'),
      { ...HIDDEN, relayed: true },
    ],
  ] as const) {
    it(`reads ${what}`, () => {
      expect(readSide(`v=0\r\n${candidate}\r\na=end-of-candidates\r\n`)).to.deep.equal(expected);
    });
  }

  for (const address of [
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.254',
    '192.168.0.1',
    '169.254.3.4',
    '100.64.0.1',
    '100.127.9.9',
    'fd00::2',
    'fe80::1',
    '::1',
    'fC00::1',
    'A.LOCAL',
  ]) {
    it(`takes ${address} for one that only its own network knows`, () => {
      expect(readSide(line(address, 'host'))).to.deep.equal(HIDDEN);
    });
  }

  for (const address of ['172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '11.0.0.1']) {
    it(`takes ${address} for a public one`, () => {
      expect(readSide(line(address, 'host'))).to.deep.equal(MAPPED);
    });
  }

  it('adds up what several candidates say', () => {
    const sdp = [
      line('10.0.0.2', 'host'),
      line('198.51.100.7', 'srflx'),
      line('198.51.100.9', 'relay'),
    ];
    expect(readSide(sdp.join('\r\n'))).to.deep.equal({ any: true, mapped: true, relayed: true });
  });

  it('passes over what is no candidate', () => {
    for (const garbage of [
      undefined,
      '',
      'a=candidate:',
      'a=candidate:1 1 udp 1 10.0.0.2 1 typ',
      'a=candidate:1 x udp 1 10.0.0.2 1 typ host',
      `x${line('10.0.0.2', 'host')}`,
      'a=candidate:\u0000\uD800 typ host',
      'a=candidate:'.repeat(2_000),
      `a=candidate:${'1 '.repeat(10_000)}`,
    ]) {
      expect(readSide(garbage), garbage?.slice(0, 50)).to.deep.equal(NOTHING);
    }
  });

  it('counts a type that it does not know as a candidate that says nothing', () => {
    expect(readSide(line('198.51.100.7', 'quantum'))).to.deep.equal(HIDDEN);
    expect(readSide(line('198.51.100.7', '__proto__'))).to.deep.equal(HIDDEN);
  });
});
