import { expect } from '@open-wc/testing';
import { CallError } from '../../../../src/call/terms/call-error.js';
import { resolveStrings } from '../../../../src/element/texts/languages.js';
import type { Translation } from '../../../../src/element/texts/strings.js';
import { FakePeerCall } from '../../../support/fake-peer-call.js';
import { until } from '../../../support/until.js';
import { chatStage, ChatStage, openChat } from '../../chat-stage.js';
import { elementInCall, findPart, idleElement } from '../../fixtures.js';

const ENGLISH = resolveStrings('en', null) as Translation;

describe('ChatController', () => {
  afterEach(() => sessionStorage.clear());

  it('tells the page of each message, both ways', async () => {
    const stage = await openChat();
    const heard: [string, string][] = [];
    const listen = ({ from, text }: HTMLElementEventMap['chat-message']) => {
      heard.push([from, text]);
    };
    document.addEventListener('chat-message', listen);
    await stage.hears('Hello?\0');
    await stage.writes('Hello!');
    document.removeEventListener('chat-message', listen);
    expect(heard).to.deep.equal([
      ['remote', 'Hello?'],
      ['local', 'Hello!'],
    ]);
  });

  it('takes nothing that is no message, and each once', async () => {
    const stage = await openChat();
    for (const data of [
      '',
      '{',
      '[]',
      'null',
      '"x"',
      '{"id":1,"text":"x"}',
      '{"id":"","text":"x"}',
      '{"id":"a"}',
      '{"id":"a","text":7}',
      '{"id":"a","text":" \\n"}',
      `{"id":"${'a'.repeat(65)}","text":"x"}`,
    ]) {
      stage.call.receive('chat', data);
    }
    await stage.settled();
    expect(stage.messages).to.have.length(0);
    await stage.hears('one', 'same');
    await stage.hears('again', 'same');
    expect(stage.texts).to.deep.equal(['one']);
  });

  it('cuts what is longer than it may be', async () => {
    const stage = await openChat();
    await stage.hears('x'.repeat(20_000));
    expect(stage.texts[0]).to.have.length(10_001);
  });

  it('is not harmed by a flood', async () => {
    const stage = await openChat();
    let told = 0;
    const count = () => (told += 1);
    stage.element.addEventListener('chat-message', count);
    for (let index = 0; index < 5_000; index += 1) {
      stage.call.receive('chat', `{"id":"${index}","text":"${'x'.repeat(1_000)}"}`);
    }
    await stage.settled();
    expect(stage.messages).to.have.length(200);
    expect(told).to.equal(200);
  });

  it('says what waits for the connection, until it is back', async () => {
    const stage = await openChat();
    stage.call.moveTo('reconnecting');
    await stage.writes('Are you there?');
    expect(stage.sent).to.deep.equal(['Are you there?']);
    expect(stage.messages[0]?.innerText).to.contain(ENGLISH['chat-waiting']);
    stage.call.moveTo('connected');
    await stage.settled();
    expect(stage.messages[0]?.innerText).to.not.contain(ENGLISH['chat-waiting']);
    expect(stage.sent).to.have.length(1);
  });

  it('says what was not sent, and sends it again on request', async () => {
    const stage = await openChat();
    let told = 0;
    stage.element.addEventListener('chat-message', () => (told += 1));
    stage.call.nextFailure = new CallError('queue-full', 'for developers');
    await stage.writes('lost');
    const [message] = stage.messages;
    expect(message?.innerText).to.contain(ENGLISH['chat-failed']);
    expect(stage.input.value).to.equal('');
    expect(told).to.equal(0);
    await expect(stage.element).to.be.accessible();
    message?.querySelector('button')?.click();
    await stage.settled();
    expect(stage.texts).to.deep.equal(['lost']);
    expect(stage.messages[0]?.innerText).to.not.contain(ENGLISH['chat-failed']);
    expect(told).to.equal(1);
  });

  it('keeps in the input what the call has found too long', async () => {
    const stage = await openChat();
    stage.call.nextFailure = new CallError('message-too-large', 'for developers');
    await stage.writes('漢'.repeat(9_000));
    expect(stage.input.value).to.have.length(9_000);
    expect(stage.messages).to.have.length(0);
    expect(stage.panel.innerText).to.contain(ENGLISH['chat-too-long']);
  });

  it('begins anew with another call', async () => {
    const stage = await openChat();
    await stage.hears('old');
    const { call } = stage;
    call.end('hangup');
    await stage.settled();
    stage.element.startCall('peer-2');
    const next = stage.element.lastPlaced;
    next.id = 'another-call';
    next.moveTo('connected');
    await stage.settled();
    const anew = new ChatStage(stage.element, next);
    call.receive('chat', '{"id":"late","text":"late"}');
    await anew.open();
    expect(anew.texts).to.deep.equal([]);
    await anew.hears('new');
    expect(anew.texts).to.deep.equal(['new']);
  });

  it('bears that the page takes the element away at a message', async () => {
    const stage = await openChat();
    stage.element.addEventListener('chat-message', () => stage.element.remove());
    stage.call.receive('chat', '{"id":"a","text":"a"}');
    stage.call.receive('chat', '{"id":"b","text":"b"}');
    await until(() => !stage.element.isConnected);
    await stage.settled();
  });

  it('bears that the page takes the element away at what is written', async () => {
    const stage = await openChat();
    stage.element.addEventListener('chat-message', () => stage.element.remove());
    await stage.types('bye');
    await stage.presses('Enter');
    await until(() => !stage.element.isConnected);
    expect(stage.sent).to.deep.equal(['bye']);
  });

  it('knows its own call alone: two elements on a page', async () => {
    const one = await openChat();
    const other = await openChat();
    await one.hears('for one');
    await other.writes('from the other');
    expect(one.texts).to.deep.equal(['for one']);
    expect(other.texts).to.deep.equal(['from the other']);
    expect(one.sent).to.deep.equal([]);
  });

  it('keeps its messages when the element is moved', async () => {
    const stage = await openChat();
    await stage.hears('before');
    const place = document.createElement('div');
    document.body.append(place);
    place.append(stage.element);
    await stage.settled();
    await stage.hears('after');
    expect(stage.texts).to.deep.equal(['before', 'after']);
    place.remove();
  });

  describe('over a reload', () => {
    /** A page that comes after it in the same tab. */
    const resumed = async (id = 'fake-call') => {
      const element = await idleElement();
      element.resume = true;
      const call = new FakePeerCall({ state: 'reconnecting' });
      call.id = id;
      element.savedCall = Promise.resolve(call);
      const next = document.createElement('faked-video-call') as typeof element;
      next.resume = true;
      next.endpoint = 'wss://example.test';
      next.savedCall = Promise.resolve(call);
      element.replaceWith(next);
      await until(() => next.call !== null);
      call.moveTo('connected');
      await next.updateComplete;
      return new ChatStage(next, call);
    };

    it('keeps what was written, where the call goes on', async () => {
      const stage = await openChat();
      stage.element.resume = true;
      await stage.hears('one');
      await stage.writes('two');
      // As a call does that the next page goes on with.
      stage.call.end('replaced');
      dispatchEvent(new PageTransitionEvent('pagehide'));
      stage.element.remove();
      const next = await resumed();
      await next.open();
      expect(next.texts).to.deep.equal(['one', 'two']);
      expect(next.badge).to.equal(null);
      expect(sessionStorage.getItem('p2p-video-call:chat')).to.equal(null);
    });

    it('keeps nothing without `resume`, and nothing of a call that has ended', async () => {
      const stage = await openChat();
      await stage.hears('one');
      dispatchEvent(new PageTransitionEvent('pagehide'));
      expect(sessionStorage.getItem('p2p-video-call:chat')).to.equal(null);
      stage.element.resume = true;
      stage.call.end('hangup');
      dispatchEvent(new PageTransitionEvent('pagehide'));
      expect(sessionStorage.getItem('p2p-video-call:chat')).to.equal(null);
    });

    it('shows nothing of another call', async () => {
      const stage = await openChat();
      stage.element.resume = true;
      await stage.hears('one');
      dispatchEvent(new PageTransitionEvent('pagehide'));
      stage.element.remove();
      const next = await resumed('another');
      await next.open();
      expect(next.texts).to.deep.equal([]);
      expect(sessionStorage.getItem('p2p-video-call:chat')).to.equal(null);
    });
  });

  it('goes on in a page that comes out of the browser’s cache', async () => {
    const stage = await chatStage();
    await stage.hears('one');
    stage.call.end('replaced');
    await stage.settled();
    const { element } = stage;
    element.startCall('peer-1');
    const same = element.lastPlaced;
    same.moveTo('connected');
    await stage.settled();
    const next = new ChatStage(element, same);
    await next.open();
    expect(next.texts).to.deep.equal(['one']);
  });

  it('has what came before its files did', async () => {
    const { element, call } = await elementInCall('connecting');
    call.receive('chat', '{"id":"a","text":"early"}');
    call.moveTo('connected');
    await element.updateComplete;
    expect(findPart(element, 'chat-button')?.querySelector('.badge')?.textContent).to.equal('1');
  });
});
