import { expect } from '@open-wc/testing';
import type {
  CandidateEvidence,
  SideEvidence,
} from '../../../src/call/diagnosis/candidate-evidence.js';
import {
  diagnose,
  explain,
  type Circumstances,
} from '../../../src/call/diagnosis/connection-doctor.js';
import type { DiagnosisCause, DiagnosisSide } from '../../../src/call/terms/diagnosis.js';

const NONE: SideEvidence = { any: false, mapped: false, relayed: false };
/** Private addresses only. */
const HIDDEN: SideEvidence = { ...NONE, any: true };
const MAPPED: SideEvidence = { ...HIDDEN, mapped: true };
const RELAYED: SideEvidence = { any: true, mapped: true, relayed: true };
/** What private mode shows. */
const RELAY_ALONE: SideEvidence = { ...HIDDEN, relayed: true };

const STUN = ['stun:stun.example'];
const TURN_UDP = [...STUN, 'turn:turn.example'];
const TURN_TLS = [...TURN_UDP, 'turns:turn.example:443?transport=tcp'];
const TURN_TCP = [...STUN, 'turn:turn.example?transport=tcp'];

const QUIET: Circumstances = {
  isOnline: true,
  signalingOpen: true,
  wasConnected: false,
  peerGone: false,
};

interface Case {
  readonly name: string;
  /** `null`: there never was a connection. */
  readonly evidence?: Partial<CandidateEvidence> | null;
  readonly circumstances?: Partial<Circumstances>;
  readonly expected: readonly [DiagnosisCause, DiagnosisSide];
}

function evidenceOf(evidence: Partial<CandidateEvidence>): CandidateEvidence {
  return {
    local: MAPPED,
    remote: MAPPED,
    servers: STUN,
    relayOnly: false,
    refused: false,
    unanswered: false,
    ...evidence,
  };
}

const CASES: readonly Case[] = [
  // Circumstances
  {
    name: 'the device is offline and has no signaling, whatever else is wrong',
    circumstances: { isOnline: false, signalingOpen: false, peerGone: true },
    expected: ['network-down', 'local'],
  },
  {
    name: 'the browser says offline, but signaling works (some VPNs)',
    circumstances: { isOnline: false, peerGone: true },
    expected: ['peer-gone', 'remote'],
  },
  {
    name: 'the browser says offline, but signaling works and the networks have no path',
    circumstances: { isOnline: false },
    expected: ['no-turn', 'both'],
  },
  {
    name: 'neither candidates nor signaling, though the browser believes to be online (Firefox)',
    evidence: { local: NONE },
    circumstances: { signalingOpen: false },
    expected: ['network-down', 'local'],
  },
  {
    name: 'no signaling, but a network',
    circumstances: { signalingOpen: false, peerGone: true },
    expected: ['signaling-unreachable', 'local'],
  },
  {
    name: 'no signaling in private mode, where no candidates are no evidence',
    evidence: { local: NONE, relayOnly: true, servers: TURN_UDP },
    circumstances: { signalingOpen: false },
    expected: ['signaling-unreachable', 'local'],
  },
  {
    name: 'no signaling before there was a connection',
    evidence: null,
    circumstances: { signalingOpen: false },
    expected: ['signaling-unreachable', 'local'],
  },
  {
    name: 'nobody at the address',
    evidence: null,
    circumstances: { peerGone: true },
    expected: ['peer-gone', 'remote'],
  },
  {
    name: 'the peer has left, whatever its candidates were',
    evidence: { remote: HIDDEN },
    circumstances: { peerGone: true },
    expected: ['peer-gone', 'remote'],
  },
  { name: 'no connection and no hint', evidence: null, expected: ['unknown', 'unknown'] },

  // No TURN server
  { name: 'both mapped, no TURN', expected: ['no-turn', 'both'] },
  {
    name: 'both mapped, no TURN, and a path that has been there',
    circumstances: { wasConnected: true },
    expected: ['unknown', 'unknown'],
  },
  {
    name: 'both mapped, one STUN server of two silent',
    evidence: { unanswered: true },
    expected: ['no-turn', 'both'],
  },
  {
    name: 'STUN has not answered here',
    evidence: { local: HIDDEN, unanswered: true },
    expected: ['udp-blocked', 'local'],
  },
  {
    name: 'STUN has answered nobody',
    evidence: { local: HIDDEN, remote: HIDDEN, unanswered: true },
    expected: ['udp-blocked', 'both'],
  },
  {
    name: 'STUN has answered here, not there',
    evidence: { remote: HIDDEN },
    expected: ['udp-blocked', 'remote'],
  },
  {
    name: 'signaling is open, yet the browser has no candidate: a rule against WebRTC',
    evidence: { local: NONE },
    expected: ['udp-blocked', 'local'],
  },
  {
    name: 'no servers at all, on one local network',
    evidence: { local: HIDDEN, remote: HIDDEN, servers: [] },
    expected: ['unknown', 'unknown'],
  },
  {
    name: 'STUN has answered here that the own address is the public one, and the peer hides its',
    evidence: { local: HIDDEN, remote: MAPPED },
    expected: ['unknown', 'unknown'],
  },
  {
    name: 'the peer has come with no candidate',
    evidence: { remote: NONE },
    expected: ['unknown', 'remote'],
  },
  {
    name: 'the peer has a relay, and still nothing works',
    evidence: { remote: RELAYED },
    expected: ['unknown', 'unknown'],
  },
  {
    name: 'private mode without TURN',
    evidence: { local: NONE, relayOnly: true },
    expected: ['relay-policy-without-turn', 'local'],
  },

  // TURN servers
  {
    name: 'TURN has refused, and gave no address',
    evidence: { servers: TURN_TLS, refused: true, unanswered: true },
    expected: ['turn-refused', 'local'],
  },
  {
    name: 'one TURN server has refused, another gave an address',
    evidence: { local: RELAYED, servers: TURN_TLS, refused: true },
    expected: ['unknown', 'unknown'],
  },
  {
    name: 'TURN over UDP as silent as STUN',
    evidence: { local: HIDDEN, servers: TURN_UDP, unanswered: true },
    expected: ['udp-blocked', 'local'],
  },
  {
    name: 'TURN silent over UDP and TLS',
    evidence: { local: HIDDEN, servers: TURN_TLS, unanswered: true },
    expected: ['turn-unreachable', 'local'],
  },
  {
    name: 'TURN silent over TCP',
    evidence: { local: HIDDEN, servers: TURN_TCP, unanswered: true },
    expected: ['turn-unreachable', 'local'],
  },
  {
    name: 'TURN silent, STUN not',
    evidence: { servers: TURN_UDP, unanswered: true },
    expected: ['turn-unreachable', 'local'],
  },
  {
    name: 'TURN silent in private mode',
    evidence: { local: NONE, relayOnly: true, servers: TURN_UDP, unanswered: true },
    expected: ['turn-unreachable', 'local'],
  },
  {
    name: 'a relay here, and a peer that no server has answered',
    evidence: { local: RELAYED, remote: HIDDEN, servers: TURN_UDP },
    expected: ['udp-blocked', 'remote'],
  },
  {
    name: 'private mode here, and a peer that no server has answered',
    evidence: { local: RELAY_ALONE, remote: HIDDEN, relayOnly: true, servers: TURN_UDP },
    expected: ['udp-blocked', 'remote'],
  },
  {
    name: 'relays on both sides, and still nothing works',
    evidence: { local: RELAYED, remote: RELAY_ALONE, servers: TURN_UDP },
    expected: ['unknown', 'unknown'],
  },
];

describe('diagnose', () => {
  for (const { name, evidence = {}, circumstances, expected } of CASES) {
    it(`${name}: ${expected.join(', ')}`, () => {
      const { cause, side } = diagnose(evidence && evidenceOf(evidence), {
        ...QUIET,
        ...circumstances,
      });
      expect([cause, side]).to.deep.equal(expected);
    });
  }

  it('has a case for every cause', () => {
    const causes = new Set(CASES.map(({ expected: [cause] }) => cause));
    expect([...causes].sort()).to.deep.equal([
      'network-down',
      'no-turn',
      'peer-gone',
      'relay-policy-without-turn',
      'signaling-unreachable',
      'turn-refused',
      'turn-unreachable',
      'udp-blocked',
      'unknown',
    ]);
  });
});

describe('explain', () => {
  it('says what happened, what to do, and on which side', () => {
    expect(explain({ cause: 'udp-blocked', side: 'remote' })).to.equal(
      'No answer over UDP: a firewall? Add a TURN server over TLS to iceServers. Side: remote.',
    );
  });

  it('has a sentence for all that is known, and none for what is not', () => {
    for (const { expected } of CASES) {
      const [cause, side] = expected;
      if (cause === 'unknown') expect(explain({ cause, side })).to.equal('');
      else expect(explain({ cause, side })).to.match(/^[A-Zi].*[.?] Side: \w+\.$/);
    }
  });
});
