import { expect } from '@open-wc/testing';
import { CandidateFilter } from '../../../src/call/connection/candidate-filter.js';
import { layoutSdp } from '../../support/sdp.js';

const line = (address: string, { port = 50_000, protocol = 'udp', type = 'host' } = {}) =>
  `candidate:1 1 ${protocol} 2122260223 ${address} ${port} typ ${type}`;
const candidateOf = (candidate: string) => ({
  candidate,
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: 'abcd',
});
const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) =>
    candidateOf(line('192.0.2.1', { port: 10_000 + from + index })),
  );
const withUfrag = (ufrag: string, lines: readonly string[] = []) =>
  layoutSdp({ extra: lines.map((text) => `a=${text}`) }).replaceAll('abcd', ufrag);

describe('CandidateFilter (T13)', () => {
  const good = [
    '192.168.1.20',
    '10.0.0.1',
    '203.0.113.5',
    '2001:db8::1',
    'fe80::1',
    '2001:DB8:0:0:0:0:0:2',
    '1b3c9d0e-5a0f-4c7e-9a63-1f1f0b6a4b55.local',
  ];
  for (const address of good) {
    it(`takes ${address}`, () => {
      const filter = new CandidateFilter();
      expect(filter.take([candidateOf(line(address))])).to.have.length(1);
    });
  }

  const bad = [
    '127.0.0.1',
    '127.1.2.3',
    '127.1',
    '0.0.0.0',
    '2130706433',
    '00.0.0.0',
    '192.0.2.300',
    '192.0.2.01',
    '0x7f.1',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '[::1]',
    'localhost',
    'LOCALHOST',
    'router.example.com',
    'evil.local.example.com',
    'a.b.local',
    '.local',
    'x:y',
    ':',
  ];
  for (const address of bad) {
    it(`refuses ${address}`, () => {
      const filter = new CandidateFilter();
      expect(filter.take([candidateOf(line(address))])).to.deep.equal([]);
      expect(filter.describe(withUfrag('abcd', [line(address)]))).to.equal(withUfrag('abcd'));
    });
  }

  it('refuses what is no candidate, and TCP, over which browsers do not connect', () => {
    const filter = new CandidateFilter();
    const odd = ['candidate:', 'x', 'candidate:1 1 udp 1 192.0.2.1 nine typ host'];
    expect(
      filter.take([...odd, line('192.0.2.1', { protocol: 'tcp' })].map(candidateOf)),
    ).to.deep.equal([]);
  });

  it('refuses empty ones, of which there could be any number', () => {
    expect(new CandidateFilter().take([candidateOf('')])).to.have.length(0);
  });

  it('finds them in a description whatever the case of their name', () => {
    const sdp = withUfrag('abcd', [line('127.0.0.1').replace('candidate', 'Candidate')]);
    expect(new CandidateFilter().describe(sdp)).to.equal(withUfrag('abcd'));
  });

  it('takes an address once, in whatever dress it comes', () => {
    const filter = new CandidateFilter();
    const first = line('192.0.2.1');
    const again = first.replace('candidate:1', 'candidate:77').replace('2122260223', '5');
    expect(filter.take([first, again, first].map(candidateOf))).to.have.length(1);
    expect(filter.take([candidateOf(line('192.0.2.1', { type: 'srflx' }))])).to.have.length(1);
  });

  it('takes 100 in one ICE generation, those in the description among them', () => {
    const filter = new CandidateFilter();
    const inside = numbered(60).map(({ candidate }) => candidate);
    const kept = filter.describe(withUfrag('abcd', inside)).match(/a=candidate/g);
    expect(kept).to.have.length(60);
    expect(filter.take(numbered(100, 60))).to.have.length(40);
    const more = numbered(50, 500).map(({ candidate }) => candidate);
    expect(filter.describe(withUfrag('abcd', more))).not.to.contain('a=candidate');
  });

  it('takes 100 more after an ICE restart, but 500 in all', () => {
    const filter = new CandidateFilter();
    let taken = 0;
    for (let generation = 0; generation < 10; generation += 1) {
      filter.describe(withUfrag(`gen${generation}`));
      const count = filter.take(numbered(150)).length;
      expect(count).to.be.at.most(100);
      taken += count;
    }
    expect(taken).to.equal(500);
  });
});
