import { expect } from '@open-wc/testing';
import {
  MAX_CAPTION_LENGTH,
  captionText,
  readCaptionsMessage,
} from '../../../../src/element/controllers/captions/captions-message.js';

const read = (value: unknown) => readCaptionsMessage(JSON.stringify(value));

describe('readCaptionsMessage', () => {
  it('rebuilds what it knows, and nothing else of it', () => {
    const id = 'a';
    expect(read({ type: 'ask', id, more: 1 })).to.deep.equal({ type: 'ask', id });
    expect(read({ type: 'stop', id })).to.deep.equal({ type: 'stop', id });
    expect(read({ type: 'state', id, state: 'on', lang: 'de-CH' })).to.deep.equal({
      type: 'state',
      id,
      state: 'on',
      lang: 'de-CH',
    });
    expect(read({ type: 'text', id, text: ' Hello', final: true })).to.deep.equal({
      type: 'text',
      id,
      text: ' Hello',
      final: true,
    });
  });

  for (const [what, value] of Object.entries({
    'a list': [],
    'a number': 1,
    'no id': { type: 'ask' },
    'an empty id': { type: 'ask', id: '' },
    'an id of 1 MB': { type: 'ask', id: 'x'.repeat(1_000_000) },
    'an id that is none': { type: 'ask', id: {} },
    'a type that is none': { type: 'toString', id: 'a' },
    'a state that is none': { type: 'state', id: 'a', state: 'constructor' },
    'a text that is none': { type: 'text', id: 'a', text: ['x'] },
  })) {
    it(`takes no ${what}`, () => expect(read(value)).to.equal(null));
  }

  it('takes no text that is no JSON', () => expect(readCaptionsMessage('{')).to.equal(null));

  it('takes no language that would be more than that', () => {
    for (const lang of ['"><img>', 'x'.repeat(1_000), 5, '', 'en us', null]) {
      expect(read({ type: 'state', id: 'a', state: 'on', lang })).to.include({ lang: undefined });
    }
  });

  it('only says that a text is final where it is true', () => {
    expect(read({ type: 'text', id: 'a', text: 'x', final: 'yes' })).to.include({ final: false });
  });

  it('makes one line of a text, without what can’t be seen, of bounded length', () => {
    expect(captionText('a\n\r\n  b\u202E\u2066\0c\uD800')).to.equal('a bc\uFFFD');
    expect(captionText(' spaces at the ends ')).to.equal(' spaces at the ends ');
    expect(captionText('x'.repeat(1_000_000))).to.have.length(MAX_CAPTION_LENGTH + 1);
  });
});
