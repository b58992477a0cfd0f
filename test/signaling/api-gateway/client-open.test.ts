import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { ApiGatewaySignalingClient } from '../../../src/signaling/api-gateway/api-gateway-signaling-client.js';
import { encodeDelivery, encodeFailure } from '../../../src/signaling/api-gateway/wire-protocol.js';
import { settle } from '../../support/manual-clock.js';
import { rejection } from '../../support/signaling-contract.js';
import { ENDPOINT, setUpClient, setUpUnansweredClient, TIMERS_WHILE_OPEN } from './client-setup.js';

describe('ApiGatewaySignalingClient: open()', () => {
  it('connects to the endpoint and asks nothing but who-am-I', async () => {
    const { relay, client, clock } = setUpClient();
    const id = await client.open();
    expect(relay.sockets).to.have.length(1);
    expect(relay.latest.url).to.equal(ENDPOINT);
    expect(relay.latest.sent).to.deep.equal(['']);
    expect(id).to.equal(relay.latest.connectionId);
    expect(clock.pending).to.equal(TIMERS_WHILE_OPEN);
  });

  it('shares one promise and one socket', async () => {
    const { relay, client } = setUpClient();
    const opened = client.open();
    expect(client.open()).to.equal(opened);
    await opened;
    expect(client.open()).to.equal(opened);
    expect(relay.sockets).to.have.length(1);
  });

  it('takes the endpoint alone', async () => {
    const { message, code } = await rejection(new ApiGatewaySignalingClient('ftp://x').open());
    expect(code).to.equal('connect-failed');
    expect(message).to.contain('"ftp://x"');
  });

  it('has its defaults where an option is there but undefined', async () => {
    const options: object = { keepAliveMs: undefined, reconnectPolicy: undefined };
    const { relay, client, clock } = setUpClient(options);
    await client.open();
    await clock.advance(4 * 60_000 - 1);
    expect(relay.latest.sent).to.deep.equal(['']);
    await clock.advance(1);
    expect(relay.latest.sent).to.deep.equal(['', '']);
    relay.latest.drop();
    expect(clock.nextDelayMs).to.equal(0);
  });

  it('asks for no token where the endpoint can not be used', async () => {
    let asked = 0;
    const { relay, client, clock } = setUpClient({
      endpoint: 'no-scheme://x',
      getToken: () => String(++asked),
    });
    expect((await rejection(client.open())).message).to.contain('"no-scheme://x"');
    expect(asked).to.equal(0);
    expect(relay.sockets).to.have.length(0);
    expect(clock.pending).to.equal(0);
  });

  describe('with a token', () => {
    for (const [kind, getToken] of [
      ['sync', () => 'a&b'],
      ['async', async () => 'a&b'],
    ] as const) {
      it(`puts it into the query (${kind})`, async () => {
        const { relay, client } = setUpClient({ getToken });
        await client.open();
        expect(new URL(relay.latest.url).searchParams.get('token')).to.equal('a&b');
      });
    }

    it('leaves the rest of the query alone', async () => {
      const { relay, client } = setUpClient({
        endpoint: `${ENDPOINT}?room=1&token=old`,
        getToken: () => 'a b&c=안녕',
      });
      await client.open();
      expect([...new URL(relay.latest.url).searchParams]).to.deep.equal([
        ['room', '1'],
        ['token', 'a b&c=안녕'],
      ]);
    });

    for (const [kind, getToken] of [
      [
        'thrown',
        () => {
          throw new Error('no session');
        },
      ],
      ['rejected', () => Promise.reject(new Error('no session'))],
    ] as const) {
      it(`fails with the cause where there is none (${kind}), and can be opened again`, async () => {
        let fails = true;
        const { relay, client, events } = setUpClient({
          getToken: () => (fails ? getToken() : 'token'),
        });
        const error = await rejection(client.open());
        expect(error.code).to.equal('connect-failed');
        expect(error.message).to.contain('getToken');
        expect(error.cause).to.be.an('error').with.property('message', 'no session');
        expect(events).to.deep.equal([
          'statechange closed → connecting',
          'statechange connecting → closed',
        ]);

        fails = false;
        expect(await client.open()).to.equal(relay.latest.connectionId);
      });
    }

    it('does not wait for one for ever', async () => {
      const { relay, client, clock } = setUpClient({ getToken: () => new Promise(() => {}) });
      const failed = rejection(client.open());
      await clock.advance(10_000);
      expect((await failed).code).to.equal('timeout');
      expect(relay.sockets).to.have.length(0);
      expect(clock.pending).to.equal(0);
    });

    it('makes no socket when it comes after close()', async () => {
      let giveToken!: (token: string) => void;
      const { relay, client } = setUpClient({
        getToken: () => new Promise((resolve) => (giveToken = resolve)),
      });
      const failed = rejection(client.open());
      client.close();
      giveToken('late');
      await settle();
      expect((await failed).code).to.equal('closed');
      expect(relay.sockets).to.have.length(0);
    });

    it('keeps it, and all that may be secret, out of error messages', async () => {
      const { relay, client } = setUpClient({
        endpoint: 'wss://user:w0rd@relay.example:81/prod?key=s3cret',
        getToken: () => 't0ken',
      });
      relay.acceptsSockets = false;
      const failed = rejection(client.open());
      await settle();
      relay.latest.drop();
      const { message } = await failed;
      expect(message).to.contain(' wss://relay.example:81/prod:');
      expect(message).not.to.match(/w0rd|s3cret|t0ken/);
    });
  });

  describe('without success', () => {
    it('says what to check when there is no connection, and can be opened again', async () => {
      const { relay, client, clock, events } = setUpClient();
      relay.acceptsSockets = false;
      const failed = rejection(client.open());
      await settle();
      relay.latest.drop();
      const { code, message } = await failed;
      expect(code).to.equal('connect-failed');
      expect(message).to.contain('authorizer');
      expect(client.state).to.equal('closed');
      expect(client.id).to.equal(null);
      expect(clock.pending).to.equal(0);
      expect((await rejection(client.send('someone', 1))).code).to.equal('not-open');

      relay.acceptsSockets = true;
      const id = await client.open();
      expect(relay.sockets).to.have.length(2);
      expect(events).to.deep.equal([
        'statechange closed → connecting',
        'statechange connecting → closed',
        'statechange closed → connecting',
        `idchange null → ${id}`,
        'statechange connecting → open',
      ]);
    });

    it('fails with the cause when the socket can not be made', async () => {
      const refusal = new DOMException('mixed content', 'SecurityError');
      const { client } = setUpClient({
        WebSocket: class {
          constructor() {
            throw refusal;
          }
        } as never,
      });
      const { code, cause } = await rejection(client.open());
      expect(code).to.equal('connect-failed');
      expect(cause).to.equal(refusal);
    });

    it('says so where there is no WebSocket', async () => {
      const platform = sinon.stub(globalThis, 'WebSocket').value(undefined);
      try {
        const client = new ApiGatewaySignalingClient(ENDPOINT);
        const { code, message } = await rejection(client.open());
        expect(code).to.equal('connect-failed');
        expect(message).to.contain('`WebSocket`');
      } finally {
        platform.restore();
      }
    });

    it('gives a connection 10 s', async () => {
      const { relay, client, clock } = setUpClient();
      relay.acceptsSockets = false;
      const failed = rejection(client.open());
      await clock.advance(9_999);
      expect(client.state).to.equal('connecting');
      await clock.advance(1);
      expect((await failed).code).to.equal('timeout');
      expect(relay.latest.closedWith).not.to.equal(null);
      expect(clock.pending).to.equal(0);
    });

    it('gives the answer to who-am-I 5 s', async () => {
      const { relay, client, clock } = setUpClient();
      relay.answersWhoAmI = false;
      const failed = rejection(client.open());
      await clock.advance(4_999);
      expect(client.state).to.equal('connecting');
      await clock.advance(1);
      const { code, message } = await failed;
      expect(code).to.equal('timeout');
      expect(message).to.contain('route response').and.to.contain(ENDPOINT);
      expect(relay.latest.closedWith).not.to.equal(null);
      expect(clock.pending).to.equal(0);
    });

    it('fails when the connection ends before the answer', async () => {
      const { relay, opened } = await setUpUnansweredClient();
      relay.latest.drop(1_001);
      const { code, message } = await rejection(opened);
      expect(code).to.equal('connect-failed');
      expect(message).to.contain('1001');
    });

    for (const frame of [
      { message: 'Internal server error', connectionId: 'x', requestId: 'req-7' },
      { message: 'Forbidden', connectionId: 'x', requestId: 'req-7' },
      { message: 'Bad request body', connectionId: 'x', messageId: 'req-7' },
    ]) {
      it(`takes “${frame.message}” of the gateway for the answer to who-am-I`, async () => {
        const { relay, client, clock, opened } = await setUpUnansweredClient();
        relay.latest.deliver(JSON.stringify(frame));
        const { code, message } = await rejection(opened);
        expect(code).to.equal('server-error');
        expect(message).to.contain(frame.message).and.to.contain('req-7').and.to.contain('Lambda');
        expect(client.state).to.equal('closed');
        expect(clock.pending).to.equal(0);
      });
    }
  });

  describe('with frames before the answer to who-am-I', () => {
    it('hands them on, in order, once the address is known', async () => {
      const { relay, client, events, opened } = await setUpUnansweredClient();
      const socket = relay.latest;
      socket.deliver(encodeDelivery({ connectionId: 'not-mine' }, 'peer'));
      socket.deliver(encodeFailure('peer-unavailable', 'gone', 'other'));
      socket.deliver(encodeDelivery(2, 'peer'));
      expect(client.state).to.equal('connecting');
      socket.deliver('{"connectionId":"mine"}');
      expect(await opened).to.equal('mine');
      expect(events.slice(1)).to.deep.equal([
        'idchange null → mine',
        'statechange connecting → open',
        'message peer {"connectionId":"not-mine"}',
        'undeliverable other peer-unavailable',
        'message peer 2',
      ]);
    });

    it('takes the answer that came while the scripts of the page stood still', async () => {
      const { relay, clock, opened } = await setUpUnansweredClient();
      clock.standStill(5 * 60_000);
      await clock.advance(0);
      relay.latest.deliver('{"connectionId":"mine"}');
      expect(await opened).to.equal('mine');
      expect(relay.sockets).to.have.length(1);
    });

    it('keeps 64 of them', async () => {
      const { relay, events, opened } = await setUpUnansweredClient();
      for (let n = 0; n < 1_000; n += 1) relay.latest.deliver(encodeDelivery(n, 'peer'));
      relay.latest.deliver('{"connectionId":"mine"}');
      await opened;
      expect(events.filter((event) => event.startsWith('message'))).to.have.length(64);
    });

    it('hands none on once a listener has closed the client', async () => {
      const { relay, client, events } = await setUpUnansweredClient();
      client.addEventListener('message', () => client.close());
      relay.latest.deliver(encodeDelivery(1, 'peer'));
      relay.latest.deliver(encodeDelivery(2, 'peer'));
      relay.latest.deliver('{"connectionId":"mine"}');
      expect(events.slice(-2)).to.deep.equal(['message peer 1', 'statechange open → closed']);
    });
  });

  it('keeps its address when the server says another one later', async () => {
    const { relay, client, events } = setUpClient();
    const id = await client.open();
    events.length = 0;
    relay.latest.deliver('{"connectionId":"another"}');
    expect(client.id).to.equal(id);
    expect(events).to.deep.equal([]);
  });
});
