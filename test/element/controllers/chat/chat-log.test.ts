import { expect } from '@open-wc/testing';
import { ChatLog, type ChatThing } from '../../../../src/element/controllers/chat/chat-log.js';
import type { ChatMessage } from '../../../../src/element/controllers/chat/chat-message.js';

const message = (id: string, text = 'x'): ChatMessage => ({
  kind: 'text',
  id,
  text,
  from: 'remote',
  timeMs: 0,
  state: 'sent',
});
const thing = (id: string, isOpen: boolean): ChatThing => ({
  id,
  from: 'remote',
  timeMs: 0,
  isOpen,
});

describe('ChatLog', () => {
  it('keeps the latest 500', () => {
    const log = new ChatLog();
    for (let index = 0; index < 600; index += 1) log.add(message(String(index)));
    expect(log.entries).to.have.length(500);
    expect(log.entries[0]?.id).to.equal('100');
    expect(log.has('remote', '599')).to.equal(true);
    expect(log.has('local', '599')).to.equal(false);
    expect(log.has('remote', '0')).to.equal(false);
  });

  it('keeps half a million characters', () => {
    const log = new ChatLog();
    for (let index = 0; index < 60; index += 1) log.add(message(String(index), 'x'.repeat(10_000)));
    expect(log.entries).to.have.length(50);
    log.clear();
    log.add(message('new'));
    expect(log.entries).to.have.length(1);
  });

  it('keeps what is still to be done with', () => {
    const log = new ChatLog();
    log.add(thing('open', true));
    log.add(thing('done', false));
    for (let index = 0; index < 500; index += 1) log.add(message(String(index)));
    expect(log.entries.map(({ id }) => id)).to.include('open');
    expect(log.entries.map(({ id }) => id)).to.not.include('done');
    expect(log.messages).to.have.length(499);
  });
});
