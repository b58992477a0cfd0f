import { expect } from '@open-wc/testing';
import { ALLOWED_MESSAGES, type SessionPhase } from '../../src/call/terms/allowed-messages.js';
import type { CallMessage } from '../../src/call/terms/call-message.js';
import {
  endedWith,
  eventsOf,
  NO_DEVICES,
  reached,
  until,
  useCalls,
} from '../support/call-fixture.js';
import { candidatesTried } from '../support/candidates-tried.js';
import { FakeDevices } from '../support/fake-devices.js';
import {
  callByHand,
  calledByHand,
  ringByHand,
  type HandmadeCall,
} from '../support/handmade-calls.js';
import { COMMIT, inviteMessage, layoutSdp } from '../support/sdp.js';

const FLOOD = 300;

/** The peer of this call has heard that everything it said so far has been taken. */
const isHeard = ({ peer, call }: HandmadeCall) =>
  until(
    () => peer.link.unacknowledgedCount === 0 || call.state === 'ended',
    'everything to be acknowledged',
  );

const candidateOf = (port: number) => ({
  candidate: `candidate:${port} 1 udp 2122260223 192.0.2.7 ${port} typ host`,
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: null,
});

describe('PeerCall: a peer that means harm (T6, T8, T21, T22)', () => {
  const calls = useCalls();

  /** The most connections of the call that were open at once: looked at whenever one is made. */
  function mostOpen(): { count: number } {
    const most = { count: 0 };
    const { connections } = calls.guard;
    const push = connections.push.bind(connections);
    connections.push = (...made) => {
      const length = push(...made);
      // One is the peer's own.
      most.count = Math.max(most.count, calls.guard.openConnections.length - 1);
      return length;
    };
    return most;
  }

  it('has at most 100 candidates tried, however many it sends', async () => {
    const tried = candidatesTried();
    const both = await calledByHand(calls);
    for (let batch = 0; batch < 20; batch += 1) {
      const candidates = Array.from({ length: 100 }, (_, index) =>
        candidateOf(10_000 + batch * 100 + index),
      );
      both.peer.say({ type: 'candidates', generation: 0, candidates });
    }
    await isHeard(both);
    both.peer.say({ type: 'app', data: 'that was all' });
    await isHeard(both);
    await until(() => tried.length >= 90);
    // The browser takes them one after the other.
    await both.call.getReport();
    expect(tried.length).to.be.at.most(100);
    both.call.hangup();
    expect(both.call.state).to.equal('ended');
  });

  it('has none tried that lead to names or to this machine', async () => {
    const tried = candidatesTried();
    const both = await calledByHand(calls);
    const before = tried.length;
    const addresses = ['127.0.0.1', '::1', '0.0.0.0', 'internal.example', '169.254.1.1'];
    const candidates = addresses.map((address) => ({
      ...candidateOf(9),
      candidate: candidateOf(9).candidate.replace('192.0.2.7', address),
    }));
    both.peer.say({ type: 'candidates', generation: 0, candidates });
    await isHeard(both);
    await until(() => tried.length > before);
    expect(tried.slice(before)).to.have.length(1);
    expect(tried.at(-1)).to.contain('169.254.1.1');
  });

  it('does not make a caller open connection after connection', async () => {
    const most = mostOpen();
    const clock = calls.pacedClock();
    const both = await callByHand(calls, { ...NO_DEVICES, clock, timing: { ackDelayMs: 0 } });
    // Each second it may ask for one: the flood takes less, however busy the machine is.
    clock.speed = 0.05;
    const made = calls.guard.connections.length;
    for (let count = 0; count < FLOOD; count += 1) {
      for (const generation of [0, 1, count]) both.peer.say({ type: 'renew', generation });
      if (count % 20 === 0) await isHeard(both);
    }
    await isHeard(both);
    expect(most.count, 'beside its own').to.be.at.most(3);
    expect(calls.guard.connections.length - made, 'made because of the flood').to.be.at.most(3);
    both.call.hangup();
  });

  it('does not make a callee open connection after connection: the call ends', async () => {
    const most = mostOpen();
    const both = await calledByHand(calls);
    const { sdp } = both.peer.connection.localDescription!;
    const renewal = (generation: number) => ({
      type: 'renewal',
      generation,
      description: { type: 'offer', sdp },
      offerId: 1,
      candidates: [],
    });
    both.peer.leaveChannel();
    both.peer.say(renewal(2));
    both.peer.say(renewal(2 ** 31));
    await isHeard(both);
    expect(calls.guard.openConnections, 'not the next one').to.have.length(2);
    for (let generation = 1; generation <= FLOOD && both.call.state !== 'ended'; generation += 1) {
      both.peer.say(renewal(generation));
      if (generation % 5 === 0) await isHeard(both);
    }
    await endedWith(both.call, 'protocol-error');
    expect(most.count, 'beside its own').to.be.at.most(3);
  });

  it('has no more than 6 of its offers answered in 10 s, and the call goes on', async () => {
    const both = await calledByHand(calls);
    const { sdp } = both.peer.connection.localDescription!;
    for (let offerId = 2; offerId < 50; offerId += 1) {
      const restarted = sdp.replace(/^a=ice-ufrag:.*/gm, `a=ice-ufrag:gen${offerId}`);
      const description = { type: 'offer', sdp: restarted };
      both.peer.say({ type: 'description', generation: 0, description, offerId });
    }
    await isHeard(both);
    both.peer.say({ type: 'app', data: 'that was all' });
    await isHeard(both);
    const answers = () =>
      both.peer.heard.filter(({ type, description }) => {
        return type === 'description' && (description as { type: string }).type === 'answer';
      });
    await until(() => answers().length > 0, 'an answer');
    expect(answers().length).to.be.at.most(6);
    expect(both.call.state).not.to.equal('ended');
  });

  it('opens no data channel of its own', async () => {
    const both = await calledByHand(calls);
    const channels = Array.from({ length: 50 }, (_, index) =>
      both.peer.connection.createDataChannel(`more ${index}`),
    );
    await until(() => channels.every(({ readyState }) => readyState === 'closed'), 'all closed');
    expect(both.call.state).to.equal('connected');
  });

  it('can’t say anything but a hang-up with its last word', async () => {
    const both = await calledByHand(calls);
    const events = eventsOf(both.call);
    const { link } = both.peer;
    const say = (message: object) =>
      link.challenge(
        {
          kind: 'direct',
          isOpen: true,
          isFull: false,
          send: (envelope) => both.peer.post(link.seal.sealFinal({ ...envelope, final: true })),
        },
        { payload: JSON.stringify(message) },
      );
    say({ type: 'app', data: 'not heard' });
    say({ type: 'media', media: { microphone: true, camera: true, screen: true } });
    say({ type: 'away' });
    say({ type: 'renew', generation: 0 });
    both.peer.say({ type: 'app', data: 'heard' });
    await until(() => events.includes('message'));
    expect(events.filter((name) => name !== 'qualitychange')).to.deep.equal(['message']);
    say({ type: 'hangup', reason: 'hangup' });
    await endedWith(both.call, 'hangup');
  });

  it('is not where it says to be until it answers from there, and hardly anything goes there', async () => {
    const both = await callByHand(calls);
    const { network, bob } = both.pair;
    const bank = 'Your bank, please answer';
    const frames: string[] = [];
    const victim = await calls.client(network, bank);
    victim.addEventListener('message', ({ message }) => frames.push(JSON.stringify(message)));
    // What it says over the data channel alone.
    bob.interrupt();
    for (let count = 0; count < 100; count += 1) both.peer.link.announce(bank);
    await isHeard(both);
    both.peer.say({ type: 'app', data: 'x'.repeat(20_000) });
    await isHeard(both);
    for (let count = 0; count < 20; count += 1) both.call.sendMessage('y'.repeat(20_000));
    await until(() => frames.length > 0, 'a probe');
    expect(both.call.peerId).to.equal('bob');
    expect(frames.length).to.be.at.most(5);
    expect(Math.max(...frames.map(({ length }) => length))).to.be.below(600);
  });

  const message = (type: CallMessage['type']): object => {
    const { candidates, media } = inviteMessage();
    const description = { type: 'answer', sdp: layoutSdp() };
    const all: Record<CallMessage['type'], object> = {
      invite: inviteMessage(),
      accept: { description, offerId: 1, candidates, media },
      'early-answer': { description, offerId: 1, candidates },
      accepted: { media },
      ringing: {},
      description: { description: { type: 'offer', sdp: layoutSdp() }, offerId: 1, generation: 0 },
      candidates: { candidates, generation: 0 },
      renewal: {
        description: { type: 'offer', sdp: layoutSdp() },
        offerId: 1,
        candidates,
        generation: 1,
      },
      renew: { generation: 0 },
      media: { media: { microphone: true, camera: true, screen: true } },
      away: {},
      app: { data: 'before you answered' },
      reveal: { nonce: COMMIT },
      confirm: {},
      hangup: { reason: 'hangup' },
    };
    return { type, ...all[type] };
  };
  const ALL = Object.keys({
    invite: 0,
    accept: 0,
    'early-answer': 0,
    accepted: 0,
    ringing: 0,
    description: 0,
    candidates: 0,
    renewal: 0,
    renew: 0,
    media: 0,
    away: 0,
    app: 0,
    reveal: 0,
    confirm: 0,
    hangup: 0,
  } satisfies Record<CallMessage['type'], 0>) as CallMessage['type'][];

  for (const type of ALL.filter((name) => name !== 'hangup')) {
    const isAllowed = ALLOWED_MESSAGES.ringing.includes(type);
    it(`while it rings, ${isAllowed ? 'may send' : 'has no say with'} ${type}, and nothing is opened`, async () => {
      const devices = new FakeDevices(calls);
      const options = { iceServers: [], mediaDevices: devices };
      const both = await ringByHand(calls, options);
      const events = eventsOf(both.call);
      both.peer.say(message(type));
      both.peer.say(message(type));
      // What has come is read once the file for it is there, in order: this last.
      both.peer.say(message('media'));
      await until(() => events.length > 0, 'all of it to be read');
      expect(events).to.deep.equal(['remotemedia']);
      expect(both.call.state).to.equal('ringing');
      expect(devices.requests).to.have.length(0);
      // The peer's own.
      expect(calls.guard.connections).to.have.length(1);
      both.peer.say(message('hangup'));
      await endedWith(both.call, 'hangup');
    });
  }

  for (const type of ALL.filter((name) => !ALLOWED_MESSAGES.dialling.includes(name))) {
    it(`whom we have called has no say with ${type} before it answers`, async () => {
      const pair = await calls.pair();
      pair.stop();
      const { HandmadePeer } = await import('../support/handmade-peer.js');
      const peer = new HandmadePeer(pair.bob);
      calls.cleanUp(() => peer.close());
      const invited = peer.invited();
      const call = calls.place(pair, NO_DEVICES);
      await invited;
      const events = eventsOf(call);
      peer.link.notify(message(type) as { type: string });
      peer.link.notify({ type: 'ringing' });
      await reached(call, 'ringing');
      expect(events).to.deep.equal(['statechange:ringing']);
    });
  }

  it('is listened to only while there is a call, and to what each phase allows', () => {
    const phases = Object.keys(ALLOWED_MESSAGES) as SessionPhase[];
    expect(phases).to.have.members(['dialling', 'prepared', 'ringing', 'answered', 'closed']);
    expect(ALLOWED_MESSAGES.closed).to.deep.equal([]);
    expect(ALLOWED_MESSAGES.ringing).to.have.members(['candidates', 'media', 'hangup']);
    for (const phase of phases) expect(ALLOWED_MESSAGES[phase]).not.to.include('invite');
    const prepared = ['ringing', 'candidates', 'accepted', 'hangup'];
    expect(ALLOWED_MESSAGES.prepared).to.have.members(prepared);
    for (const answer of ['accept', 'early-answer', 'accepted'] as const) {
      expect(ALLOWED_MESSAGES.answered).not.to.include(answer);
    }
  });
});
