import { expect } from '@open-wc/testing';
import { readWebSocketEvent } from '../../lambda/websocket-event.js';

const CONTEXT = { eventType: 'MESSAGE', connectionId: 'a=', apiId: 'abc', stage: 'prod' };

function read(more: object) {
  return readWebSocketEvent({ requestContext: { ...CONTEXT, ...more } });
}

describe('readWebSocketEvent', () => {
  it('reads who sent the message, from what API Gateway says', () => {
    const authorizer = { principalId: 'p', rooms: 'a b' };
    expect(read({ identity: { sourceIp: '192.0.2.7' }, authorizer })).to.deep.equal({
      type: 'MESSAGE',
      connectionId: 'a=',
      apiId: 'abc',
      stage: 'prod',
      body: '',
      sourceIp: '192.0.2.7',
      authorizer,
    });
  });

  it('takes an IPv6 address', () => {
    expect(read({ identity: { sourceIp: '2001:db8::1' } })?.sourceIp).to.equal('2001:db8::1');
  });

  it('does without either, and takes nothing else for them', () => {
    for (const identity of [undefined, null, 'x', [], {}, { sourceIp: 5 }, { sourceIp: '<b>' }]) {
      expect(read({ identity })?.sourceIp).to.equal('');
    }
    for (const authorizer of [undefined, null, 'x', 5, ['refusal']]) {
      expect(read({ authorizer })?.authorizer).to.deep.equal({});
    }
  });
});
