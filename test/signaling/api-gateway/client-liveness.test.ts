import { expect } from '@open-wc/testing';
import { encodeDelivery } from '../../../src/signaling/api-gateway/wire-protocol.js';
import { settle } from '../../support/manual-clock.js';
import { setUpClient, setUpOpenClient, TIMERS_WHILE_OPEN } from './client-setup.js';

const KEEP_ALIVE_MS = 4 * 60_000;

describe('ApiGatewaySignalingClient: keep-alive', () => {
  it('asks who-am-I after 4 minutes of silence, and again after each 4 more', async () => {
    const { relay, clock, events } = await setUpOpenClient();
    await clock.advance(KEEP_ALIVE_MS - 1);
    expect(relay.latest.sent).to.deep.equal(['']);
    await clock.advance(1);
    expect(relay.latest.sent).to.deep.equal(['', '']);
    await clock.advance(KEEP_ALIVE_MS);
    expect(relay.latest.sent).to.deep.equal(['', '', '']);
    expect(events).to.deep.equal([]);
    expect(clock.pending).to.equal(TIMERS_WHILE_OPEN);
  });

  it('asks nothing while frames come', async () => {
    const { relay, clock } = await setUpOpenClient();
    await clock.advance(KEEP_ALIVE_MS - 1);
    relay.latest.deliver(encodeDelivery(1, 'peer'));
    await clock.advance(KEEP_ALIVE_MS - 1);
    expect(relay.latest.sent).to.deep.equal(['']);
    await clock.advance(1);
    expect(relay.latest.sent).to.deep.equal(['', '']);
  });

  it('asks nothing while frames go', async () => {
    const { relay, client, clock } = await setUpOpenClient();
    await clock.advance(KEEP_ALIVE_MS - 1);
    await client.send(client.id!, 'to myself');
    relay.latest.isHalfOpen = true;
    await clock.advance(KEEP_ALIVE_MS - 1);
    expect(relay.latest.sent).to.have.length(2);
  });

  it('finds a half-open socket, and has another one at once', async () => {
    const { relay, client, clock, events } = await setUpOpenClient();
    const [first] = relay.sockets;
    first!.isHalfOpen = true;
    await clock.advance(KEEP_ALIVE_MS + 4_999);
    expect(client.state).to.equal('open');
    await clock.advance(1);
    expect(first!.closedWith).not.to.equal(null);
    expect(client.state).to.equal('open');
    expect(events).to.deep.equal([
      'statechange open → reconnecting',
      `idchange ${first!.connectionId} → ${relay.latest.connectionId}`,
      'statechange reconnecting → open',
    ]);
  });

  it('does not take a message for the answer', async () => {
    const { relay, client, clock } = await setUpOpenClient();
    relay.answersWhoAmI = false;
    client.probe();
    // It may have waited in a buffer of this machine since long before.
    relay.latest.deliver(encodeDelivery('old', 'peer'));
    relay.acceptsSockets = false;
    await clock.advance(5_000);
    expect(client.state).to.equal('reconnecting');
  });

  it('takes an error of the gateway for a sign of life', async () => {
    const { relay, client, clock, events } = await setUpOpenClient();
    relay.answersWhoAmI = false;
    client.probe();
    await settle();
    relay.latest.deliver('{"message":"Internal server error","connectionId":"x","requestId":"r"}');
    await clock.advance(60_000);
    expect(events).to.deep.equal(['error server-error']);
    expect(relay.sockets).to.have.length(1);
  });
});

describe('ApiGatewaySignalingClient: probe()', () => {
  it('asks at once, and only once at a time', async () => {
    const { relay, client } = await setUpOpenClient();
    client.probe();
    client.probe();
    expect(relay.latest.sent).to.deep.equal(['', '']);
    await settle();
    client.probe();
    expect(relay.latest.sent).to.deep.equal(['', '', '']);
  });

  it('finds a half-open socket within 5 s', async () => {
    const { relay, client, clock } = await setUpOpenClient();
    relay.latest.isHalfOpen = true;
    client.probe();
    await clock.advance(5_000);
    expect(relay.sockets).to.have.length(2);
    expect(client.id).to.equal(relay.latest.connectionId);
  });

  it('asks nothing unless the client is open', async () => {
    const { relay, client, clock } = setUpClient();
    client.probe();
    relay.acceptsSockets = false;
    const opened = client.open();
    await settle();
    client.probe();
    relay.latest.accept();
    await opened;
    relay.latest.drop();
    client.probe();
    await clock.advance(0);
    client.probe();
    expect(relay.sockets.map(({ sent }) => sent)).to.deep.equal([[''], []]);
    client.close();
    client.probe();
    expect(clock.pending).to.equal(0);
  });
});
