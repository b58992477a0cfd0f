import { expect } from '@open-wc/testing';
import { AppMessages } from '../../src/call/app-messages.js';
import { CallError } from '../../src/call/terms/call-error.js';
import { PeerCall } from '../../src/call/peer-call.js';
import {
  endedWith,
  eventsOf,
  expectAlive,
  messagesOf,
  NO_DEVICES,
  until,
  useCalls,
} from '../support/call-fixture.js';
import { expectUncaught } from '../support/uncaught.js';

const microtasks = () => new Promise((resolve) => setTimeout(resolve));

describe('AppMessages', () => {
  let messages: AppMessages;
  const listen = (topic: string, heard: string[] = [], signal?: AbortSignal) => {
    messages.listen(topic, (data) => heard.push(data), signal);
    return heard;
  };

  beforeEach(() => {
    messages = new AppMessages();
  });

  it('keeps what nobody listens to for the first who does, topic by topic and in order', async () => {
    for (const data of ['1', '2', '3']) messages.take('chat', data);
    messages.take('game', 'a');
    const chat = listen('chat');
    messages.take('chat', '4');
    const later = listen('chat');
    await microtasks();
    messages.take('chat', '5');
    expect(chat).to.deep.equal(['1', '2', '3', '4', '5']);
    expect(later.at(-1)).to.equal('5');
    const game = listen('game');
    await microtasks();
    expect(game).to.deep.equal(['a']);
  });

  it('delivers nothing before the listener has its function to stop', async () => {
    messages.take('chat', 'x');
    const stop = messages.listen('chat', () => stop());
    await microtasks();
    expect(listen('chat')).to.deep.equal([]);
  });

  it('keeps up to 256 messages and 256,000 characters, the oldest of them', async () => {
    for (let n = 0; n < 400; n += 1) messages.take(n % 2 ? 'odd' : 'even', String(n));
    const even = listen('even');
    await microtasks();
    expect(even).to.have.length(128).and.to.include.members(['0', '254']);
    for (let n = 0; n < 20; n += 1) messages.take('long', 'x'.repeat(21_000));
    const long = listen('long');
    const odd = listen('odd');
    await microtasks();
    expect([long.length, odd.length]).to.deep.equal([12, 128]);
    messages.take('chat', 'there is room again');
    const chat = listen('chat');
    await microtasks();
    expect(chat).to.have.length(1);
  });

  it('ends by the function that is returned, or by a signal', async () => {
    const heard: string[] = [];
    const listener = (data: string) => void heard.push(data);
    const stop = messages.listen('chat', listener);
    messages.listen('chat', listener);
    messages.take('chat', 'twice');
    await microtasks();
    stop();
    stop();
    messages.take('chat', 'once');
    expect(heard).to.deep.equal(['twice', 'twice', 'once']);

    const controller = new AbortController();
    const signalled = listen('game', [], controller.signal);
    await microtasks();
    messages.take('game', 'before');
    controller.abort();
    messages.take('game', 'after');
    expect(signalled).to.deep.equal(['before']);
    const late = listen('game', [], controller.signal);
    await microtasks();
    expect(late, 'the signal was aborted already').to.deep.equal([]);
  });

  it('one listener can stop another', async () => {
    const heard: string[] = [];
    messages.listen('chat', () => stop());
    const stop = messages.listen('chat', (data) => heard.push(data));
    await microtasks();
    messages.take('chat', 'x');
    expect(heard).to.deep.equal([]);
  });
});

describe('PeerCall: messages with a topic', () => {
  const calls = useCalls();

  it('arrive at the listeners of the topic, and are no message events', async () => {
    const pair = await calls.pair();
    const { outgoing, incoming } = await calls.connect(pair);
    const events = eventsOf(incoming);
    const plain = messagesOf(incoming);
    const chat: string[] = [];
    incoming.onTopic('chat', (data) => chat.push(data));
    outgoing.sendMessage('hello', 'chat');
    outgoing.sendMessage('{"move":1}', 'game');
    outgoing.sendMessage('to the app', null);
    outgoing.sendMessage('a second', 'chat');
    await until(() => chat.length === 2 && plain.length === 1);
    expect(chat).to.deep.equal(['hello', 'a second']);
    expect(plain).to.deep.equal(['to the app']);
    const game: string[] = [];
    incoming.onTopic('game', (data) => game.push(data), null);
    await until(() => game.length === 1);
    expect(events.filter((name) => name === 'message')).to.have.length(1);
  });

  it('do not run the hook onMessage', async () => {
    const heard: string[] = [];
    class Hooked extends PeerCall {
      protected override onMessage(data: string): void {
        heard.push(data);
      }
    }
    const pair = await calls.pair();
    pair.stop();
    const { incoming } = calls.listen(Hooked, pair.bob);
    const outgoing = calls.place(pair);
    await until(() => incoming.length === 1);
    await incoming[0]!.answer();
    await until(() => outgoing.state === 'connected');
    outgoing.sendMessage('x', 'chat');
    outgoing.sendMessage('y');
    await until(() => heard.length === 1);
    expect(heard).to.deep.equal(['y']);
  });

  it('are there after the end, too, for who comes to listen only then', async () => {
    const pair = await calls.pair();
    const { outgoing, incoming } = await calls.connect(pair);
    const plain = messagesOf(incoming);
    outgoing.sendMessage('bye', 'chat');
    outgoing.sendMessage('plain');
    await until(() => plain.length === 1);
    outgoing.hangup();
    await endedWith(incoming, 'hangup');
    const chat: string[] = [];
    incoming.onTopic('chat', (data) => chat.push(data));
    await until(() => chat.length === 1);
  });

  it('reach the others when a listener throws', async () => {
    const uncaught = expectUncaught(calls, /no good listener/);
    const pair = await calls.pair();
    const both = await calls.connect(pair);
    both.incoming.onTopic('chat', () => {
      throw new Error('no good listener');
    });
    const chat: string[] = [];
    both.incoming.onTopic('chat', (data) => chat.push(data));
    both.outgoing.sendMessage('1', 'chat');
    both.outgoing.sendMessage('2', 'chat');
    await until(() => chat.length === 2);
    expect(uncaught.count).to.equal(2);
    await expectAlive(both);
  });

  for (const topic of ['', 'Chat', 'x'.repeat(33), 'chät', 'a b', 'chat\n', 7, {}]) {
    it(`have no topic ${JSON.stringify(topic)}`, async () => {
      const pair = await calls.pair();
      const { outgoing } = await calls.connect(pair, NO_DEVICES);
      for (const use of [
        () => outgoing.sendMessage('x', topic as string),
        () => outgoing.onTopic(topic as string, () => undefined),
      ]) {
        expect(use).to.throw(CallError).with.property('code', 'invalid-argument');
      }
    });
  }
});
