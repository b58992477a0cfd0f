import { expect } from '@open-wc/testing';
import { MAX_ENVELOPE_BYTES } from '../../src/signaling/api-gateway/wire-protocol.js';
import {
  assertFits,
  assertSendable,
  MAX_MESSAGE_BYTES,
} from '../../src/signaling/outgoing-message.js';
import { SignalingError } from '../../src/signaling/signaling-error.js';

describe('assertSendable', () => {
  it('gives the message as JSON text', () => {
    expect(assertSendable('peer', { a: [1, null] })).to.equal('{"a":[1,null]}');
    expect(assertSendable('peer', null)).to.equal('null');
  });

  it('says what an error was that came up on the way', () => {
    const cause = new Error('from toJSON');
    const message = {
      toJSON: () => {
        throw cause;
      },
    };
    expect(() => assertSendable('peer', message))
      .to.throw(SignalingError)
      .with.property('cause', cause);
  });
});

describe('assertFits', () => {
  it('has the limit of the relay', () => {
    expect(MAX_MESSAGE_BYTES).to.equal(MAX_ENVELOPE_BYTES);
  });

  it('counts bytes, not characters', () => {
    assertFits('가'.repeat(10_000));
    expect(() => assertFits('가'.repeat(10_000) + 'x'))
      .to.throw(SignalingError, '30001')
      .with.property('code', 'too-large');
  });
});
