import { expect } from '@open-wc/testing';
import { encodeDelivery } from '../../../src/signaling/api-gateway/wire-protocol.js';
import { settle } from '../../support/manual-clock.js';
import { rejection } from '../../support/signaling-contract.js';
import { setUpOpenClient, TIMERS_WHILE_OPEN } from './client-setup.js';

describe('ApiGatewaySignalingClient: reconnecting', () => {
  it('comes back at once, under a new address', async () => {
    const { relay, client, clock, events } = await setUpOpenClient();
    const [first] = relay.sockets;
    first!.drop(1_001);
    expect(client.state).to.equal('reconnecting');
    expect(client.id).to.equal(first!.connectionId);
    await clock.advance(0);
    expect(client.id).to.equal(relay.latest.connectionId);
    expect(events).to.deep.equal([
      'statechange open → reconnecting',
      `idchange ${first!.connectionId} → ${relay.latest.connectionId}`,
      'statechange reconnecting → open',
    ]);
    expect(relay.latest.sent).to.deep.equal(['']);
    expect(clock.pending).to.equal(TIMERS_WHILE_OPEN);
  });

  it('waits ever longer, and goes on for ever', async () => {
    const { relay, client, clock, events } = await setUpOpenClient();
    relay.acceptsSockets = false;
    relay.latest.drop();
    await clock.advance(0);
    expect(relay.sockets).to.have.length(2);
    // Half of the most jitter on all but the first.
    for (const delayMs of [800, 1_800, 4_050, 7_200, 10_500, 18_500, 23_500, 120_000, 120_000]) {
      relay.latest.drop();
      const before = relay.sockets.length;
      await clock.advance(delayMs - 1);
      expect(relay.sockets).to.have.length(before);
      await clock.advance(1);
      expect(relay.sockets).to.have.length(before + 1);
    }
    relay.latest.drop();
    expect(events).to.deep.equal(['statechange open → reconnecting']);
    relay.acceptsSockets = true;
    await clock.advance(120_000);
    expect(client.state).to.equal('open');
  });

  it('counts a failed token and an unanswered who-am-I as failed attempts', async () => {
    let tokenFails = false;
    const attempts: number[] = [];
    const { relay, clock, client } = await setUpOpenClient({
      getToken: () => {
        if (tokenFails) throw new Error('signed out');
        return 'token';
      },
      reconnectPolicy: {
        nextDelayMs: (attempt) => {
          attempts.push(attempt);
          return 100;
        },
      },
    });
    tokenFails = true;
    relay.latest.drop();
    await clock.advance(100);
    expect(attempts).to.deep.equal([0, 1]);

    tokenFails = false;
    relay.answersWhoAmI = false;
    await clock.advance(100);
    await clock.advance(5_000);
    expect(attempts).to.deep.equal([0, 1, 2]);

    relay.answersWhoAmI = true;
    await clock.advance(100);
    expect(client.state).to.equal('open');
  });

  it('starts the delays over only after a connection that held', async () => {
    const attempts: number[] = [];
    const { relay, clock, client } = await setUpOpenClient({
      minUptimeMs: 5_000,
      reconnectPolicy: {
        nextDelayMs: (attempt) => {
          attempts.push(attempt);
          return 10;
        },
      },
    });
    for (const uptimeMs of [1_000, 4_999, 0]) {
      await clock.advance(uptimeMs);
      relay.latest.drop();
      await clock.advance(10);
      expect(client.state).to.equal('open');
    }
    expect(attempts, 'let in, and dropped soon').to.deep.equal([0, 1, 2]);
    await clock.advance(5_000);
    relay.latest.drop();
    expect(attempts).to.deep.equal([0, 1, 2, 0]);
  });

  it('asks for a new token each time', async () => {
    let asked = 0;
    const { relay, clock } = await setUpOpenClient({ getToken: () => `token-${++asked}` });
    relay.latest.drop();
    await clock.advance(0);
    expect(relay.sockets.map(({ url }) => new URL(url).searchParams.get('token'))).to.deep.equal([
      'token-1',
      'token-2',
    ]);
  });

  it('closes with an error when the policy gives up, and can be opened again', async () => {
    const { relay, client, clock, events } = await setUpOpenClient({
      reconnectPolicy: { nextDelayMs: (attempt) => (attempt < 1 ? 10 : null) },
    });
    relay.acceptsSockets = false;
    relay.latest.drop();
    const reopened = rejection(client.open());
    const sent = rejection(client.send('peer', 'waits'));
    await clock.advance(10);
    relay.latest.drop();
    expect(events).to.deep.equal([
      'statechange open → reconnecting',
      'statechange reconnecting → closed',
      'error connect-failed',
    ]);
    expect((await reopened).code).to.equal('connect-failed');
    expect((await sent).code).to.equal('connect-failed');
    expect(client.id).to.equal(null);
    expect(clock.pending).to.equal(0);

    relay.acceptsSockets = true;
    expect(await client.open()).to.equal(relay.latest.connectionId);
  });

  it('answers open() with the new address', async () => {
    const { relay, client, clock } = await setUpOpenClient();
    relay.latest.drop();
    const reopened = client.open();
    await clock.advance(0);
    expect(await reopened).to.equal(relay.latest.connectionId);
    expect(await client.open()).to.equal(client.id);
  });

  it('ignores what a dropped socket still says', async () => {
    const { relay, client, clock, events } = await setUpOpenClient();
    const [first] = relay.sockets;
    first!.drop();
    await clock.advance(0);
    events.length = 0;
    first!.dispatchLate(encodeDelivery('late', 'peer'));
    first!.dispatchLate('{"connectionId":"late"}');
    first!.dispatchEvent(new Event('open'));
    first!.dispatchEvent(new Event('error'));
    first!.dispatchEvent(new CloseEvent('close', { code: 1_006 }));
    await clock.advance(60_000);
    expect(events).to.deep.equal([]);
    expect(client.id).to.equal(relay.latest.connectionId);
    expect(relay.sockets).to.have.length(2);
  });

  it('takes no answer that belongs to a socket given up', async () => {
    const { relay, client, clock } = await setUpOpenClient();
    relay.acceptsSockets = false;
    relay.latest.drop();
    await clock.advance(0);
    const slow = relay.latest;
    await clock.advance(10_000);
    expect(slow.closedWith).not.to.equal(null);
    slow.dispatchEvent(new Event('open'));
    slow.dispatchLate('{"connectionId":"late"}');
    await settle();
    expect(client.state).to.equal('reconnecting');
    expect(slow.sent).to.deep.equal([]);
  });
});
