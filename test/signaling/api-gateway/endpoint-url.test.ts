import { expect } from '@open-wc/testing';
import { resolveEndpoint } from '../../../src/signaling/api-gateway/endpoint-url.js';
import { SignalingError } from '../../../src/signaling/signaling-error.js';

describe('resolveEndpoint', () => {
  const { host, protocol } = globalThis.location;
  const ownScheme = protocol === 'https:' ? 'wss:' : 'ws:';
  const cases: readonly (readonly [string, string])[] = [
    ['wss://abc.execute-api.eu-west-1.amazonaws.com/prod', ''],
    ['ws://127.0.0.1:8787/', ''],
    ['https://relay.example/prod', 'wss://relay.example/prod'],
    ['http://relay.example:81/prod?x=1', 'ws://relay.example:81/prod?x=1'],
    ['wss://relay.example/prod#part', 'wss://relay.example/prod'],
    ['/relay', `${ownScheme}//${host}/relay`],
    ['//other.example/relay', `${ownScheme}//other.example/relay`],
  ];
  for (const [endpoint, expected] of cases) {
    it(`reads ${endpoint}`, () => {
      expect(resolveEndpoint(endpoint).href).to.equal(expected || endpoint);
    });
  }

  it('reads a path relative to the page', () => {
    const expected = new URL('relay', globalThis.location.href);
    expected.protocol = ownScheme;
    expect(resolveEndpoint('relay').href).to.equal(expected.href);
  });

  for (const endpoint of ['', '  ', 'ftp://relay.example', 'javascript:1', 'wss://', 7, null]) {
    it(`refuses ${JSON.stringify(endpoint)} and names it`, () => {
      expect(() => resolveEndpoint(endpoint))
        .to.throw(SignalingError, JSON.stringify(endpoint))
        .with.property('code', 'connect-failed');
    });
  }
});
