import { expect } from '@open-wc/testing';
import { createCallId, isCallId } from '../../src/link/call-id.js';
import { ENVELOPE_VERSION, envelopeLength, parseEnvelope } from '../../src/link/envelope.js';
import { CALL_ID, envelope } from '../support/fake-path.js';
import { COMMIT, PUBLIC_KEY } from '../support/sdp.js';

/** It has the form of a MAC. */
const MAC = COMMIT;

const valid = { v: ENVELOPE_VERSION, callId: CALL_ID, seq: 1, ack: 0, payload: '"hello"' };

describe('parseEnvelope', () => {
  it('takes what a link sends', () => {
    for (const value of [
      valid,
      envelope(),
      envelope({ seq: 2 ** 31, ack: 2 ** 31 }),
      envelope({ payload: 'whether it is JSON is checked by the link' }),
      envelope({ seq: 1 }),
      envelope({ seq: 1, address: 'Zyx012abc=' }),
      envelope({ seq: 1, final: true, key: PUBLIC_KEY, mac: MAC }),
      envelope({ seq: 1, bySecret: MAC, byToken: MAC, byTicket: MAC }),
      envelope({ payload: '"ringing"', notice: 1 }),
      envelope({ probe: 1, echo: 2 ** 31 }),
    ]) {
      expect(parseEnvelope(value)).to.deep.equal(value);
    }
  });

  it('rebuilds it: nothing but the known fields gets through', () => {
    const input: unknown = JSON.parse(
      `{"v":2,"callId":"${CALL_ID}","seq":1,"ack":0,"payload":"x","more":[1],"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`,
    );
    const output = parseEnvelope(input);
    expect(output).not.to.equal(input);
    expect(Object.keys(output ?? {})).to.deep.equal(['v', 'callId', 'ack', 'seq', 'payload']);
    expect(Object.getPrototypeOf(output)).to.equal(Object.prototype);
    expect('polluted' in {}).to.equal(false);
  });

  const wrong: Record<string, unknown> = {
    null: null,
    undefined,
    'a number': 1,
    'a string': JSON.stringify(valid),
    'an array': [1, CALL_ID, 1, 0, 'x'],
    'an array with fields': Object.assign([], valid),
    'no fields': {},
    'the version before': { ...valid, v: 1 },
    'a later version': { ...valid, v: 3 },
    'a version as text': { ...valid, v: '2' },
    'no call id': { ...valid, callId: undefined },
    'a call id that is no text': { ...valid, callId: [CALL_ID] },
    'a short call id': { ...valid, callId: CALL_ID.slice(1) },
    'a long call id': { ...valid, callId: `${CALL_ID}A` },
    'a call id with a line break': { ...valid, callId: `${CALL_ID.slice(1)}\n` },
    'a call id and a line break': { ...valid, callId: `${CALL_ID}\n` },
    'a call id with other letters': { ...valid, callId: `${CALL_ID.slice(1)}é` },
    '__proto__ as call id': { ...valid, callId: '__proto__' },
    'no ack': { ...valid, ack: undefined },
    'an ack as text': { ...valid, ack: '0' },
    'a negative ack': { ...valid, ack: -1 },
    'a fraction': { ...valid, seq: 1.5 },
    'number 0': { ...valid, seq: 0 },
    'a number as text': { ...valid, seq: '1' },
    'a number of null': { ...valid, seq: null },
    'a number beyond the limit': { ...valid, seq: 2 ** 31 + 1 },
    '1e400': JSON.parse('{"v":2,"callId":"AAAAAAAAAAAAAAAAAAAAAA","seq":1e400,"ack":0}') as unknown,
    'an ack of 1e400': JSON.parse(
      '{"v":2,"callId":"AAAAAAAAAAAAAAAAAAAAAA","ack":1e400}',
    ) as unknown,
    'not a number': { ...valid, seq: Number.NaN },
    'a payload that is no text': { ...valid, payload: { type: 'invite' } },
    'an address that is no text': { ...valid, address: ['x'] },
    'an empty address': { ...valid, address: '' },
    'an address that is too long': { ...valid, address: 'x'.repeat(129) },
    'a final flag that is no boolean': { ...valid, final: 1 },
    'a key that is no text': { ...valid, key: [PUBLIC_KEY] },
    'a key of null': { ...valid, key: null },
    'a short key': { ...valid, key: PUBLIC_KEY.slice(1) },
    'a long key': { ...valid, key: `${PUBLIC_KEY}A` },
    'a key with other letters': { ...valid, key: `+${PUBLIC_KEY.slice(1)}` },
    'a key and a line break': { ...valid, key: `${PUBLIC_KEY}\n` },
    'a MAC that is no text': { ...valid, mac: {} },
    'an empty MAC': { ...valid, mac: '' },
    'a short MAC': { ...valid, mac: MAC.slice(1) },
    'a long MAC': { ...valid, mac: `${MAC}A` },
    'a MAC with bits that stand for nothing': { ...valid, mac: `${MAC.slice(1)}B` },
    'a key with bits that stand for nothing': { ...valid, key: `${PUBLIC_KEY.slice(0, 86)}N` },
    'a compressed key': { ...valid, key: `A${PUBLIC_KEY.slice(1)}` },
    'a payload of null': { ...valid, payload: null },
  };
  for (const field of ['notice', 'probe', 'echo']) {
    for (const value of [0, -1, 1.5, '1', null, 2 ** 31 + 1]) {
      wrong[`${JSON.stringify(value)} as ${field}`] = { ...valid, [field]: value };
    }
  }
  for (const field of ['bySecret', 'byToken', 'byTicket']) {
    for (const value of ['', MAC.slice(1), `${MAC}A`, `${MAC}\n`, null, {}, [MAC]]) {
      wrong[`${JSON.stringify(value)} as ${field}`] = { ...valid, [field]: value };
    }
  }
  for (const [name, value] of Object.entries(wrong)) {
    it(`refuses ${name}`, () => expect(parseEnvelope(value)).to.equal(null));
  }

  it('counts bytes of UTF-8, lone surrogates too', () => {
    const empty = envelopeLength(envelope({ payload: '' }));
    expect(envelopeLength(envelope({ payload: '한' })) - empty).to.equal(3);
    // Written as an escape sequence by JSON.stringify.
    expect(envelopeLength(envelope({ payload: '\ud800' })) - empty).to.equal(6);
  });
});

describe('createCallId', () => {
  it('makes ids that differ and are ids', () => {
    const ids = Array.from({ length: 1_000 }, () => createCallId());
    expect(ids.every(isCallId)).to.equal(true);
    expect(new Set(ids).size).to.equal(ids.length);
  });
});
