import { expect } from '@open-wc/testing';
import type { JsonValue } from '../../src/internal/json-value.js';
import { createCallId } from '../../src/link/call-id.js';
import type { PeerCall } from '../../src/call/peer-call.js';
import type { MemoryEnvelope } from '../../src/signaling/memory/memory-network.js';
import {
  endedWith,
  eventsOf,
  expectAlive,
  reached,
  statesOf,
  until,
  useCalls,
  type Pair,
} from '../support/call-fixture.js';
import { HandmadePeer } from '../support/handmade-peer.js';
import { FINGERPRINT, inviteMessage, layoutSdp, OTHER_FINGERPRINT } from '../support/sdp.js';

const JUNK: readonly JsonValue[] = [
  null,
  true,
  0,
  '',
  '\ud800',
  [],
  {},
  [[[[]]]],
  { v: 1 },
  { v: 2, callId: 'x', seq: 1, ack: 0 },
  { v: 2, callId: '__proto__', seq: 1, ack: 0, payload: '{}' },
  JSON.parse(
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  ) as JsonValue,
  { type: 'hangup', reason: 'hangup' },
  { type: 'offer', sdp: layoutSdp() },
];

/** Envelopes that are well formed, with content that is not. */
const ODD_PAYLOADS: readonly string[] = [
  '',
  'null',
  '[]',
  '{}',
  '{"type":"__proto__"}',
  '{"type":"from-a-later-version"}',
  '{"type":"description","description":{"type":"offer","sdp":"v=0"}}',
  '{"type":"candidates","candidates":[{"candidate":1}]}',
  '{"type":"app","data":{}}',
  '['.repeat(5_000),
  JSON.stringify({ type: 'invite', description: { type: 'rollback', sdp: '' }, offerId: 1 }),
];

describe('PeerCall: bad input', () => {
  const calls = useCalls();

  function handmade(signaling: Pair['alice']): HandmadePeer {
    const peer = new HandmadePeer(signaling);
    calls.cleanUp(() => peer.close());
    return peer;
  }

  async function connectHandmade(): Promise<{ peer: HandmadePeer; incoming: PeerCall }> {
    const pair = await calls.pair();
    const peer = handmade(pair.alice);
    peer.converse('bob');
    peer.invite(await peer.offer());
    await until(() => pair.incoming.length === 1);
    const incoming = pair.incoming[0]!;
    await incoming.answer();
    await reached(incoming, 'connected');
    return { peer, incoming };
  }

  /** Shows that the call carries data still, both ways. */
  async function expectEcho(peer: HandmadePeer, incoming: PeerCall): Promise<void> {
    expect(incoming.state).to.equal('connected');
    const messages: string[] = [];
    incoming.addEventListener('message', ({ data }) => messages.push(data));
    peer.say({ type: 'app', data: 'still there?' });
    incoming.sendMessage('yes');
    await until(() => messages.includes('still there?'));
    await until(() => peer.heard.some(({ type, data }) => type === 'app' && data === 'yes'));
  }

  it('does not reach a live call, from whomever', async () => {
    const pair = await calls.pair();
    const both = await calls.connect(pair);
    const mallory = await calls.client(pair.network, 'mallory');
    const seen = [both.outgoing, both.incoming].map(eventsOf);
    const { id: callId } = both.outgoing;
    const wrong: JsonValue[] = [
      ...JUNK,
      ...ODD_PAYLOADS.map((payload) => ({ v: 2, callId: createCallId(), seq: 1, ack: 0, payload })),
      { v: 2, callId, seq: 1, ack: 0, payload: '{"type":"hangup"}' },
      { v: 2, callId: createCallId(), seq: 1, ack: 0, payload: '{"type":"hangup"}' },
      { v: 2, callId: createCallId(), seq: 2, ack: 0, payload: '{"type":"hangup"}' },
      { v: 2, callId, seq: 0, ack: 0, payload: '{"type":"hangup"}' },
      { v: 2, callId, seq: '9', ack: 0, payload: '{"type":"hangup"}' },
    ];
    for (const client of [mallory, pair.alice]) {
      for (const message of wrong) await client.send('bob', message);
    }
    for (const message of wrong) await mallory.send('alice', message);
    await calls.quiet(pair.network);
    // The quality is looked at every 2 s, whoever disturbs.
    expect(seen.flat().filter((event) => event !== 'qualitychange')).to.deep.equal([]);
    await expectAlive(both);
    expect(pair.incoming).to.have.length(1);
  });

  it('changes nothing although somebody repeats every message of the call', async () => {
    const pair = await calls.pair();
    const overheard: MemoryEnvelope[] = [];
    pair.network.intercept = (envelope) => {
      overheard.push(envelope);
      return 'pass';
    };
    const both = await calls.connect(pair);
    const mallory = await calls.client(pair.network, 'mallory');
    const [...messages] = overheard;
    expect(messages.length).to.be.greaterThan(2);
    for (const { to, message } of [...messages, ...messages.reverse()]) {
      await mallory.send(to, message);
    }
    await calls.quiet(pair.network);
    expect([both.outgoing.peerId, both.incoming.peerId]).to.deep.equal(['bob', 'alice']);
    await expectAlive(both);
    both.outgoing.hangup();
    await endedWith(both.incoming, 'hangup');
    // Nor does it bring a call back that is over.
    for (const { to, message } of messages) await mallory.send(to, message);
    await calls.quiet(pair.network);
    expect(pair.incoming).to.have.length(1);
  });

  it('is not disturbed by late messages of an earlier call', async () => {
    const pair = await calls.pair();
    const overheard: MemoryEnvelope[] = [];
    pair.network.intercept = (envelope) => {
      overheard.push(envelope);
      return 'pass';
    };
    const first = await calls.connect(pair);
    first.outgoing.hangup();
    await endedWith(first.incoming, 'hangup');
    await calls.quiet(pair.network);
    const earlier = overheard.splice(0);
    const second = await calls.connect(pair);
    for (const { from, to, message } of earlier) {
      await (from === 'alice' ? pair.alice : pair.bob).send(to, message);
    }
    await calls.quiet(pair.network);
    await expectAlive(second);
    expect(pair.incoming).to.have.length(2);
  });

  it('of the peer itself is ignored, and the call goes on', async () => {
    const { peer, incoming } = await connectHandmade();
    const states = statesOf(incoming);
    for (const payload of ODD_PAYLOADS) {
      try {
        peer.say(JSON.parse(payload) as object);
      } catch {
        // Not JSON: a link can't send it.
      }
    }
    peer.say(inviteMessage());
    peer.say({
      ...inviteMessage(),
      type: 'accept',
      description: { type: 'answer', sdp: layoutSdp() },
    });
    peer.say({ type: 'ringing' });
    const [candidate] = inviteMessage().candidates;
    for (const text of ['', 'nonsense', 'candidate:1 1 udp 1 192.0.2.1 70000 typ host', '\u0000']) {
      peer.say({ type: 'candidates', candidates: [{ ...candidate, candidate: text }] });
    }
    peer.say({
      type: 'candidates',
      candidates: [{ candidate: 'x', sdpMid: null, sdpMLineIndex: -1, usernameFragment: null }],
    });
    await expectEcho(peer, incoming);
    expect(states).to.deep.equal([]);
  });

  const OWN = /a=fingerprint:sha-256 .*/g;
  const badDescriptions: Record<string, (sdp: string) => string> = {
    'another fingerprint': (sdp) => sdp.replace(OWN, `a=fingerprint:sha-256 ${OTHER_FINGERPRINT}`),
    'two fingerprints': (sdp) => sdp.replace(OWN, `$&\r\na=fingerprint:sha-256 ${FINGERPRINT}`),
    'no fingerprint': (sdp) => sdp.replace(OWN, 'a=x'),
    'another section': (sdp) => `${sdp}m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:9\r\n`,
    'SDES keys': (sdp) => sdp.replace(OWN, '$&\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x'),
  };
  for (const [name, spoil] of Object.entries(badDescriptions)) {
    it(`in an offer of the peer, ${name}, is refused and the call goes on`, async () => {
      const { peer, incoming } = await connectHandmade();
      const codes: string[] = [];
      incoming.addEventListener('error', ({ error }) => codes.push(error.code));
      peer.connection.restartIce();
      await peer.connection.setLocalDescription();
      const { sdp } = peer.connection.localDescription!;
      peer.say({
        type: 'description',
        description: { type: 'offer', sdp: spoil(sdp) },
        offerId: 2,
      });
      await until(() => codes.length > 0);
      expect(codes).to.deep.equal(['protocol-error']);
      await expectEcho(peer, incoming);
      expect(peer.has('description')).to.equal(false);
    });
  }

  // To the first description that comes, any fingerprint is the right one.
  const badInvites = Object.entries(badDescriptions).filter(
    ([name]) => name !== 'another fingerprint',
  );
  for (const [name, spoil] of badInvites) {
    it(`in an invitation, ${name}, is answered with protocol-error and rings nowhere`, async () => {
      const pair = await calls.pair();
      const peer = handmade(pair.alice);
      peer.converse('bob');
      peer.invite(spoil(await peer.offer()));
      await until(() => peer.has('hangup'));
      expect(peer.heard.find(({ type }) => type === 'hangup')?.['reason']).to.equal(
        'protocol-error',
      );
      expect(pair.incoming).to.have.length(0);
    });
  }

  for (const [name, sdp] of [
    ['two fingerprints', layoutSdp({ fingerprints: () => [`sha-256 ${FINGERPRINT}`, 'sha-1 AB'] })],
    ['60 sections', layoutSdp({ kinds: Array.from({ length: 60 }, () => 'video') })],
    ['nothing that a browser takes', layoutSdp().replaceAll('a=setup:actpass', 'a=setup:nonsense')],
  ] as const) {
    it(`in an answer, ${name}, ends the call clearly`, async () => {
      const pair = await calls.pair();
      pair.stop();
      const peer = handmade(pair.bob);
      const invited = peer.invited();
      const outgoing = calls.place(pair);
      await invited;
      const description = { type: 'answer', sdp };
      peer.say({ ...inviteMessage(), type: 'accept', description, candidates: [] });
      await until(() => outgoing.state === 'ended');
      expect(outgoing.endReason).to.be.oneOf(['protocol-error', 'connection-failed']);
      expect(outgoing.error?.code).to.be.oneOf(['protocol-error', 'negotiation-failed']);
      await until(() => peer.has('hangup'));
    });
  }
});
