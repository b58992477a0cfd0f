import { expect } from '@open-wc/testing';
import { createCallId } from '../../../src/link/call-id.js';
import type { JsonValue } from '../../../src/internal/json-value.js';
import {
  expectAlive,
  reached,
  statesOf,
  until,
  useCalls,
  type Pair,
} from '../../support/call-fixture.js';
import { candidatesTried } from '../../support/candidates-tried.js';
import { HandmadePeer } from '../../support/handmade-peer.js';
import { inviteMessage, layoutSdp, PUBLIC_KEY } from '../../support/sdp.js';

/** Says messages of one call to Bob, in Alice's name and in whatever order. */
function sayer(pair: Pair) {
  const callId = createCallId();
  return (seq: number, message: object) =>
    pair.alice.send('bob', {
      v: 2,
      callId,
      seq,
      ack: 0,
      payload: JSON.stringify(message),
      key: PUBLIC_KEY,
    });
}

describe('PeerCall: what comes before its time', () => {
  const calls = useCalls();

  it('takes the candidates that the caller finds while it rings', async () => {
    const added = candidatesTried();
    const pair = await calls.pair();
    const peer = new HandmadePeer(pair.alice);
    calls.cleanUp(() => peer.close());
    peer.converse('bob');
    const sdp = await peer.offer();
    // Browsers' candidates for TCP lead nowhere, and are not tried.
    const late = [...sdp.matchAll(/^a=(candidate:\S+ \d+ udp .*)\r$/gm)].map(([, text]) => text!);
    expect(late).not.to.have.length(0);
    peer.invite(sdp.replaceAll(/a=(candidate|end-of-candidates).*\r\n/g, ''));
    await until(() => pair.incoming.length === 1);
    const rest = { sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null };
    for (const candidate of late) {
      peer.say({ type: 'candidates', candidates: [{ candidate, ...rest }] });
    }
    await until(() => peer.link.unacknowledgedCount === 0);
    expect(added).to.deep.equal([]);
    await pair.incoming[0]!.answer();
    await reached(pair.incoming[0]!, 'connected');
    expect(added).to.include.members(late);
  });

  it('waits for the answer of the user, whatever the caller says while it rings', async () => {
    const pair = await calls.pair();
    const peer = new HandmadePeer(pair.alice);
    calls.cleanUp(() => peer.close());
    peer.converse('bob');
    const sdp = await peer.offer();
    peer.invite(sdp);
    await until(() => pair.incoming.length === 1);
    const incoming = pair.incoming[0]!;
    const states = statesOf(incoming);
    const answer = { type: 'answer', sdp: layoutSdp() };
    peer.say({ type: 'description', description: { type: 'offer', sdp }, offerId: 2 });
    peer.say({ type: 'description', description: answer, offerId: 1 });
    peer.say({ ...inviteMessage(), type: 'accept', description: answer });
    peer.say({ type: 'ringing' });
    peer.say({ type: 'media', media: { microphone: true, camera: true, screen: true } });
    for (let count = 0; count < 40; count += 1) peer.say(candidatesOf('candidate:nonsense'));
    await until(() => peer.link.unacknowledgedCount === 0);
    expect([incoming.state, states.length]).to.deep.equal(['ringing', 0]);
    expect(calls.guard.connections).to.deep.equal([peer.connection]);
    await incoming.answer();
    await reached(incoming, 'connected');
  });

  it('rings once the invite has come although other messages came before it', async () => {
    const pair = await calls.pair();
    const say = sayer(pair);
    await say(3, { type: 'media', media: { microphone: true } });
    await say(2, candidatesOf('candidate:1 1 udp 1 192.0.2.1 5000 typ host'));
    await calls.quiet(pair.network);
    expect(pair.incoming).to.have.length(0);
    await say(1, inviteMessage());
    await until(() => pair.incoming.length === 1);
    await until(() => !pair.incoming[0]!.remoteMedia.camera, 'the later word counts');
    expect(pair.incoming[0]!.remoteMedia.microphone).to.equal(true);
  });

  it('does not ring if the call was cancelled before its invite has come', async () => {
    const pair = await calls.pair();
    const say = sayer(pair);
    const heard: JsonValue[] = [];
    pair.alice.addEventListener('message', ({ message }) => heard.push(message));
    await say(2, { type: 'hangup', reason: 'cancelled' });
    await say(1, inviteMessage());
    await until(() => heard.length > 0);
    expect(pair.incoming).to.have.length(0);
  });

  it('stays alive although the app sends more than can wait, and toggles meanwhile', async () => {
    const pair = await calls.pair();
    const both = await calls.connect(pair);
    const received: string[] = [];
    both.incoming.addEventListener('message', ({ data }) => received.push(data));
    const sent: string[] = [];
    const codes = new Set<string>();
    for (let count = 0; count < 300; count += 1) {
      try {
        both.outgoing.sendMessage(String(count));
        sent.push(String(count));
      } catch (error) {
        codes.add((error as { code: string }).code);
      }
    }
    await both.outgoing.setMicrophoneEnabled(true);
    expect([...codes]).to.deep.equal(['queue-full']);
    expect(sent.length).to.be.within(128, 256);
    await until(() => received.length === sent.length, 'all that was taken');
    expect(received).to.deep.equal(sent);
    await until(() => both.incoming.remoteMedia.microphone);
    await expectAlive(both);
  });

  it('refuses a message that is too large, and the call goes on', async () => {
    const pair = await calls.pair();
    const both = await calls.connect(pair);
    const codeOf = (data: string) => {
      try {
        both.outgoing.sendMessage(data);
        return 'no error';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(codeOf('x'.repeat(40_000))).to.equal('message-too-large');
    expect(codeOf('한'.repeat(12_000))).to.equal('message-too-large');
    const received: string[] = [];
    both.incoming.addEventListener('message', ({ data }) => received.push(data));
    const largest = 'x'.repeat(21_000);
    expect(codeOf(largest)).to.equal('no error');
    await until(() => received.length === 1);
    expect(received[0] === largest).to.equal(true);
    await expectAlive(both);
  });
});

function candidatesOf(candidate: string): object {
  const rest = { sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null };
  return { type: 'candidates', candidates: [{ candidate, ...rest }] };
}
