import { expect } from '@open-wc/testing';
import type { ChatMessage } from '../../../../src/element/controllers/chat/chat-message.js';
import {
  dropOldChat,
  keepChat,
  takeChat,
} from '../../../../src/element/controllers/chat/chat-note.js';

const KEY = 'p2p-video-call:chat';
const MINUTE_MS = 60_000;

const message = (id: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  kind: 'text',
  id,
  text: `text ${id}`,
  from: 'local',
  timeMs: 1_000,
  state: 'sent',
  ...more,
});

function age(byMs: number): void {
  const note = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as { atMs: number };
  sessionStorage.setItem(KEY, JSON.stringify({ ...note, atMs: note.atMs - byMs }));
}

describe('the chat over a reload', () => {
  // The page may have served another file of tests before this one.
  beforeEach(() => sessionStorage.clear());
  afterEach(() => sessionStorage.clear());

  it('is taken up once by the same call, and by no other', () => {
    const messages = [
      message('1'),
      message('2', { from: 'remote' }),
      message('3', { state: 'waiting' }),
    ];
    keepChat('call-1', messages);
    expect(takeChat('call-1')).to.deep.equal(messages);
    expect(takeChat('call-1')).to.deep.equal([]);
    keepChat('call-1', messages);
    expect(takeChat('call-2')).to.deep.equal([]);
    expect(sessionStorage.length).to.equal(0);
  });

  it('leaves nothing where nothing was said', () => {
    keepChat('call-1', []);
    expect(sessionStorage.length).to.equal(0);
  });

  it('keeps the latest of what is too much', () => {
    const messages = Array.from({ length: 30 }, (_, index) =>
      message(String(index), { text: 'x'.repeat(10_000) }),
    );
    keepChat('call-1', messages);
    const taken = takeChat('call-1');
    expect(taken).to.have.length(20);
    expect(taken.at(-1)?.id).to.equal('29');
  });

  it('is gone after a while', () => {
    keepChat('call-1', [message('1')]);
    age(11 * MINUTE_MS);
    expect(takeChat('call-1')).to.deep.equal([]);
    keepChat('call-1', [message('1')]);
    dropOldChat();
    expect(sessionStorage.length).to.equal(1);
    age(11 * MINUTE_MS);
    dropOldChat();
    expect(sessionStorage.length).to.equal(0);
  });

  for (const [what, note] of Object.entries({
    'no JSON': '{',
    'no object': '[]',
    'no messages': '{"callId":"call-1"}',
    'other messages': `{"callId":"call-1","atMs":${Date.now()},"messages":[null,7,{},{"id":1,"text":"x"},{"id":"a","text":"x"},{"id":"a","text":"x","timeMs":"now"}]}`,
  })) {
    it(`makes nothing of what somebody else has written there: ${what}`, () => {
      sessionStorage.setItem(KEY, note);
      expect(takeChat('call-1')).to.deep.equal([]);
    });
  }

  it('does without where there is no storage', () => {
    const descriptor = Object.getOwnPropertyDescriptor(window, 'sessionStorage')!;
    Object.defineProperty(window, 'sessionStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
    try {
      keepChat('call-1', [message('1')]);
      dropOldChat();
      expect(takeChat('call-1')).to.deep.equal([]);
    } finally {
      Object.defineProperty(window, 'sessionStorage', descriptor);
    }
  });
});
