import { isIP, isIPv4 } from 'node:net';
import { CandidateFilter } from '../../../src/call/connection/candidate-filter.js';
import { parseCallMessage, type CandidatesMessage } from '../../../src/call/terms/call-message.js';
import type { Random } from '../../../src/signaling/memory/seeded-random.js';
import { mutate } from '../../support/mutate.js';
import { layoutSdp } from '../../support/sdp.js';
import { picker, wrong, type Target } from '../target.js';

/** What one connection gets, in order: descriptions as text, candidates as lists. */
type Step = string | CandidatesMessage['candidates'];

const ADDRESSES = [
  '192.0.2.1',
  '198.51.100.7',
  '169.254.1.1',
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '00.0.0.0',
  '0127.0.0.1',
  '017700000001',
  '2130706433',
  '0x7f.1',
  '127.1',
  '999.1.1.1',
  '2001:db8::1',
  '::1',
  '0:0:0:0:0:0:0:1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::FFFF:0:127.0.0.1',
  'fe80::1%eth0',
  '[::1]',
  'localhost',
  'internal.example',
  'a.b.local',
  '3f0e1b4e-1111-4222-8333-444455556666.local',
  'localhost.local',
  'x.local.',
  '.local',
];

const MOST = 100;
const MOST_IN_ALL = 500;

function changed(text: string, random: Random): string {
  const result = random() < 0.1 ? mutate(text, random) : text;
  return typeof result === 'string' ? result : '';
}

function candidateText(random: Random): string {
  const pick = picker(random);
  const address = random() < 0.3 ? `192.0.2.${Math.floor(random() * 300)}` : pick(ADDRESSES);
  const port = Math.floor(random() * 70_000);
  const transport = pick(['udp', 'udp', 'udp', 'UDP', 'tcp', 'ssltcp']);
  const type = pick(['host', 'srflx', 'relay', 'prflx', 'evil']);
  const prefix = pick(['candidate', 'candidate', 'candidate', 'a=candidate', ' candidate']);
  const text = `${prefix}:1 1 ${transport} 2122260223 ${address} ${port} typ ${type}`;
  return changed(text, random);
}

function makeStep(random: Random, many: number): Step {
  const texts = Array.from({ length: Math.floor(random() * many) }, () => candidateText(random));
  if (random() < 0.3) {
    const ufrag = Math.floor(random() * 3);
    const lines = texts.map((text) => `a=${text}`);
    const sdp = layoutSdp({ extra: lines }).replaceAll('a=ice-ufrag:abcd', `a=ice-ufrag:${ufrag}`);
    return changed(sdp, random);
  }
  const rest = { sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null };
  const candidates = texts.slice(-100).map((candidate) => ({ candidate, ...rest }));
  const message = parseCallMessage({ type: 'candidates', generation: 0, candidates });
  return (message as CandidatesMessage | null)?.candidates ?? [];
}

/** Where the browser would send to: the fifth word, which is an address or a name. */
function addressOf(candidate: string): string {
  return candidate.split(/\s+/)[4] ?? '';
}

/** Whether it is an address that is nobody's in particular, or a name that only the own network knows. */
function isHarmless(address: string): boolean {
  if (isIPv4(address)) return !/^(127|0)\./.test(address);
  if (isIP(address) === 6) {
    const { hostname } = new URL(`http://[${address}]`);
    return !/^\[(::1?|::ffff:.*)\]$/.test(hostname);
  }
  return /^[\w-]+\.local$/i.test(address);
}

export const candidateTarget: Target<readonly Step[]> = {
  name: 'CandidateFilter',
  make(random) {
    const isFlood = random() < 0.005;
    const steps = isFlood ? 60 : 1 + Math.floor(random() * 4);
    return Array.from({ length: steps }, () => makeStep(random, isFlood ? 400 : 6));
  },
  check(steps) {
    const filter = new CandidateFilter();
    let ofGeneration = 0;
    let inAll = 0;
    let credentials: string | undefined;
    let isAnyTaken = false;
    for (const step of steps) {
      let passed: string[];
      if (typeof step === 'string') {
        const ufrag = /^a=ice-ufrag:.*/m.exec(step)?.[0];
        if (ufrag !== credentials) ofGeneration = 0;
        credentials = ufrag;
        const sdp = filter.describe(step);
        passed = [...sdp.matchAll(/^a=(candidate:.*)\r\n/gim)].map(([, text]) => text!);
        if (
          step.replace(/^a=candidate:.*\r\n/gim, '') !== sdp.replace(/^a=candidate:.*\r\n/gim, '')
        ) {
          wrong('more than candidates has changed', [step, sdp]);
        }
      } else {
        passed = filter.take(step).map(({ candidate }) => candidate);
      }
      const real = passed.filter((candidate) => candidate !== '');
      const harmful = real.find((candidate) => !isHarmless(addressOf(candidate)));
      if (harmful !== undefined) wrong('reaches the browser', harmful);
      ofGeneration += real.length;
      inAll += real.length;
      if (ofGeneration > MOST || inAll > MOST_IN_ALL) wrong('too many', { ofGeneration, inAll });
      isAnyTaken ||= real.length > 0;
    }
    return isAnyTaken;
  },
  leastShare: 0.1,
};
