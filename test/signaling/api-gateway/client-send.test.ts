import { expect } from '@open-wc/testing';
import {
  encodeFailure,
  encodeRequest,
  MAX_ENVELOPE_BYTES,
} from '../../../src/signaling/api-gateway/wire-protocol.js';
import { utf8Length } from '../../../src/internal/utf8.js';
import type { FakeWebSocket } from '../../support/fake-web-socket.js';
import { settle } from '../../support/manual-clock.js';
import { rejection } from '../../support/signaling-contract.js';
import { setUpClient, setUpOpenClient } from './client-setup.js';

interface Request {
  readonly connectionId: string;
  readonly message: unknown;
}

/** What went through the socket besides who-am-I. */
function requests(socket: FakeWebSocket): Request[] {
  return socket.sent.filter((text) => text !== '').map((text) => JSON.parse(text) as Request);
}

const messages = (socket: FakeWebSocket): unknown[] => requests(socket).map((r) => r.message);

describe('ApiGatewaySignalingClient: send()', () => {
  it('sends requests to the relay', async () => {
    const { relay, client } = await setUpOpenClient();
    await client.send('peer-1', { a: 1 });
    await client.send('peer-2', null);
    expect(requests(relay.latest)).to.deep.equal([
      { connectionId: 'peer-1', message: { a: 1 } },
      { connectionId: 'peer-2', message: null },
    ]);
  });

  it('sends to no address that the relay would not repeat when it fails', async () => {
    const { relay, client, events } = await setUpOpenClient();
    const longest = 'x'.repeat(128);
    await client.send(longest, 1);
    await settle();
    expect(events).to.deep.equal([`undeliverable ${longest} peer-unavailable`]);
    expect((await rejection(client.send(`${longest}x`, 2))).code).to.equal('bad-message');
    expect(messages(relay.latest)).to.deep.equal([1]);
  });

  it('allows exactly as many bytes as fit', async () => {
    const { relay, client } = await setUpOpenClient();
    const room = MAX_ENVELOPE_BYTES - utf8Length(encodeRequest('peer', ''));
    const tooLarge = await rejection(client.send('peer', 'x'.repeat(room + 1)));
    expect(tooLarge.code).to.equal('too-large');
    expect(tooLarge.message)
      .to.contain(String(MAX_ENVELOPE_BYTES + 1))
      .and.to.contain('30000');
    expect(messages(relay.latest)).to.deep.equal([]);
    await client.send('peer', 'x'.repeat(room));
    expect(utf8Length(relay.latest.sent.at(-1)!)).to.equal(MAX_ENVELOPE_BYTES);
  });

  describe('without a connection', () => {
    it('keeps messages while connecting, and hands them over in order', async () => {
      const { relay, client } = setUpClient();
      relay.answersWhoAmI = false;
      void client.open();
      const handedOver: number[] = [];
      for (const n of [1, 2, 3]) void client.send('peer', n).then(() => handedOver.push(n));
      await settle();
      expect(relay.latest.sent).to.deep.equal(['']);
      expect(handedOver).to.deep.equal([]);
      relay.latest.deliver('{"connectionId":"mine"}');
      await settle();
      expect(messages(relay.latest)).to.deep.equal([1, 2, 3]);
      expect(handedOver).to.deep.equal([1, 2, 3]);
    });

    it('keeps messages while reconnecting', async () => {
      const { relay, client, clock } = await setUpOpenClient();
      relay.latest.drop();
      const sent = client.send('peer', 'kept');
      await clock.advance(0);
      await sent;
      expect(relay.sockets.map(messages)).to.deep.equal([[], ['kept']]);
    });

    it('keeps a message that a closing socket would swallow', async () => {
      const { relay, client, clock } = await setUpOpenClient();
      relay.latest.readyState = 2;
      const sent = client.send('peer', 'kept');
      relay.latest.drop();
      await clock.advance(0);
      await sent;
      expect(relay.sockets.map(messages)).to.deep.equal([[], ['kept']]);
    });

    it('lets nothing that a listener sends overtake what waits', async () => {
      const { relay, client, clock } = await setUpOpenClient();
      client.addEventListener('idchange', () => void client.send('peer', 'on idchange'));
      client.addEventListener(
        'statechange',
        ({ state }) => void client.send('peer', `on ${state}`),
      );
      relay.latest.drop();
      void client.send('peer', 'waiting');
      await clock.advance(0);
      expect(messages(relay.latest)).to.deep.equal([
        'on reconnecting',
        'waiting',
        'on idchange',
        'on open',
      ]);
    });

    it('keeps 64 messages and refuses more', async () => {
      const { relay, client, clock } = await setUpOpenClient();
      relay.latest.drop();
      const sent = Array.from({ length: 64 }, (_, n) => client.send('peer', n));
      expect((await rejection(client.send('peer', 64))).code).to.equal('queue-full');
      await clock.advance(0);
      await Promise.all(sent);
      expect(messages(relay.latest)).to.deep.equal(Array.from({ length: 64 }, (_, n) => n));
      await client.send('peer', 'room again');
    });

    it('refuses what is wrong with a message at once', async () => {
      const { relay, client } = await setUpOpenClient();
      relay.latest.drop();
      expect((await rejection(client.send('peer', 'x'.repeat(30_000)))).code).to.equal('too-large');
      expect((await rejection(client.send('', 1))).code).to.equal('bad-message');
    });

    it('rejects what waits when open() fails', async () => {
      const { relay, client } = setUpClient();
      relay.acceptsSockets = false;
      const opened = rejection(client.open());
      const sent = rejection(client.send('peer', 1));
      await settle();
      relay.latest.drop();
      expect((await sent).code).to.equal('connect-failed');
      await opened;
    });

    it('rejects what waits at close()', async () => {
      const { relay, client } = await setUpOpenClient();
      relay.latest.drop();
      const sent = rejection(client.send('peer', 1));
      client.close();
      expect((await sent).code).to.equal('closed');
    });
  });

  describe('that failed', () => {
    it('is reported with the address that the relay names', async () => {
      const { relay, events } = await setUpOpenClient();
      for (const code of ['bad-request', 'too-large', 'rate-limited', 'internal'] as const) {
        relay.latest.deliver(encodeFailure(code, 'sentence', 'peer'));
      }
      expect(events).to.deep.equal([
        'undeliverable peer bad-request',
        'undeliverable peer too-large',
        'undeliverable peer rate-limited',
        'undeliverable peer internal',
      ]);
    });

    it('is an error of its own where nothing tells which it was', async () => {
      const { relay, client, events } = await setUpOpenClient();
      relay.latest.deliver(encodeFailure('too-large', 'sentence', null));
      relay.latest.deliver(encodeFailure('internal', 'sentence', null, 'ref'));
      expect(events).to.deep.equal(['error server-error', 'error server-error']);
      expect(client.state).to.equal('open');
    });
  });
});
