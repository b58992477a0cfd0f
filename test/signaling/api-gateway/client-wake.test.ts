import { expect } from '@open-wc/testing';
import { settle } from '../../support/manual-clock.js';
import {
  setUpClient,
  setUpOpenClient,
  TIMERS_WHILE_OPEN,
  type ClientSetup,
} from './client-setup.js';

const MINUTE_MS = 60_000;

/** The network is there again; all that this asks of the client has been done when it resolves. */
async function comeOnline({ clock }: ClientSetup): Promise<void> {
  window.dispatchEvent(new Event('online'));
  await clock.advance(0);
}

/** A client that waits to reconnect, for `waitMs` by now, with the rest of 7 s to 14 s before it. */
async function setUpWaiting(waitMs: number): Promise<ClientSetup> {
  const setup = await setUpOpenClient({ reconnectPolicy: { nextDelayMs: () => 10_000 } });
  setup.relay.acceptsSockets = false;
  setup.relay.latest.drop();
  await setup.clock.advance(10_000);
  setup.relay.latest.drop();
  await setup.clock.advance(waitMs);
  expect(setup.relay.sockets).to.have.length(2);
  return setup;
}

describe('ApiGatewaySignalingClient: after sleep, and on another network', () => {
  for (const { what, happens } of [
    { what: 'the network is back', happens: comeOnline },
    {
      what: 'the machine slept',
      happens: async ({ clock }: ClientSetup) => {
        clock.sleep(5 * MINUTE_MS);
        await clock.advance(2_000);
      },
    },
  ]) {
    it(`asks for a sign of life when ${what}`, async () => {
      const setup = await setUpOpenClient();
      const { relay, client, clock, events } = setup;
      const { latest } = relay;
      await happens(setup);
      expect(latest.sent).to.deep.equal(['', '']);
      expect(events).to.deep.equal([]);

      relay.latest.isHalfOpen = true;
      await happens(setup);
      await clock.advance(5_000);
      expect(relay.sockets).to.have.length(2);
      expect(client.id).to.equal(relay.latest.connectionId);
    });

    it(`dials at once when ${what}, instead of waiting`, async () => {
      const setup = await setUpWaiting(3_000);
      const { relay, client, clock } = setup;
      relay.acceptsSockets = true;
      await happens(setup);
      expect(relay.sockets).to.have.length(3);
      expect(client.state).to.equal('open');
      expect(clock.pending).to.equal(TIMERS_WHILE_OPEN);
    });
  }

  const REASONS: readonly [string, (setup: ClientSetup) => unknown][] = [
    ['the network is back', comeOnline],
    ['it is probed', ({ client }) => client.probe()],
    ['a room is joined', ({ client }) => void client.joinRoom('standup').catch(() => {})],
  ];
  for (const [what, happens] of REASONS) {
    it(`dials at once and then after short waits when ${what}, however long it has waited`, async () => {
      const setup = await setUpOpenClient();
      const { relay, client, clock } = setup;
      relay.acceptsSockets = false;
      for (const delayMs of [0, 800, 1_800, 4_050, 7_200, 10_500, 18_500, 23_500]) {
        relay.latest.drop();
        await clock.advance(delayMs);
      }
      relay.latest.drop();
      await clock.advance(100_000);
      expect(relay.sockets).to.have.length(9);
      await happens(setup);
      await clock.advance(0);
      expect(relay.sockets).to.have.length(10);
      relay.latest.drop();
      await clock.advance(799);
      expect(relay.sockets).to.have.length(10);
      relay.acceptsSockets = true;
      await clock.advance(1);
      expect(client.state).to.equal('open');
    });
  }

  it('asks for a sign of life when the browser says that it is offline, and believes the answer', async () => {
    const setup = await setUpOpenClient();
    const { relay, client, clock, events } = setup;
    window.dispatchEvent(new Event('offline'));
    await clock.advance(MINUTE_MS);
    expect(relay.latest.sent).to.deep.equal(['', '']);
    expect([client.state, events]).to.deep.equal(['open', []]);
    relay.latest.isHalfOpen = true;
    window.dispatchEvent(new Event('offline'));
    await clock.advance(5_000);
    expect(relay.sockets).to.have.length(2);
  });

  it('changes to a new socket at once on another network, and keeps the old one if that fails', async () => {
    const setup = await setUpOpenClient();
    const { relay, client, clock } = setup;
    await clock.advance(MINUTE_MS);
    const states: string[] = [];
    client.addEventListener('statechange', ({ state }) => states.push(state));
    relay.latest.isHalfOpen = true;
    await comeOnline(setup);
    expect(relay.sockets).to.have.length(2);
    expect(client.id).to.equal(relay.latest.connectionId);
    await clock.advance(MINUTE_MS);
    const { id } = client;
    const [, alive] = relay.sockets;
    relay.acceptsSockets = false;
    await comeOnline(setup);
    relay.latest.drop();
    await clock.advance(0);
    expect([client.id, alive!.readyState]).to.deep.equal([id, WebSocket.OPEN]);
    expect(states).to.deep.equal([]);
  });

  it('makes one socket a second at most on a network that comes and goes', async () => {
    const setup = await setUpOpenClient();
    await setup.clock.advance(MINUTE_MS);
    for (let n = 0; n < 30; n += 1) {
      await comeOnline(setup);
      await setup.clock.advance(100);
    }
    expect(setup.relay.sockets).to.have.length(4);
  });

  it('dials once a second at most', async () => {
    const setup = await setUpWaiting(500);
    const { relay, clock } = setup;
    await comeOnline(setup);
    expect(relay.sockets).to.have.length(2);
    await clock.advance(499);
    expect(relay.sockets).to.have.length(2);
    await clock.advance(1);
    expect(relay.sockets).to.have.length(3);
    for (let n = 0; n < 100; n += 1) {
      relay.latest.drop();
      await comeOnline(setup);
      await clock.advance(100);
    }
    expect(relay.sockets).to.have.length(13);
  });

  it('does nothing while it connects, and after it was closed', async () => {
    const setup = setUpClient();
    const { relay, client, clock } = setup;
    await comeOnline(setup);
    expect(relay.sockets).to.have.length(0);
    relay.acceptsSockets = false;
    const opened = client.open();
    await settle();
    await comeOnline(setup);
    relay.latest.accept();
    await opened;
    expect(relay.sockets.map(({ sent }) => sent)).to.deep.equal([['']]);
    client.close();
    await comeOnline(setup);
    expect(relay.sockets).to.have.length(1);
    expect(clock.pending).to.equal(0);
  });

  it('watches again when it is opened after it failed to open', async () => {
    const setup = setUpClient();
    const { relay, client, clock } = setup;
    relay.acceptsSockets = false;
    const failed = client.open().catch(() => 'failed');
    await settle();
    relay.latest.drop();
    expect(await failed).to.equal('failed');
    expect(clock.pending).to.equal(0);
    relay.acceptsSockets = true;
    await client.open();
    await comeOnline(setup);
    expect(relay.latest.sent).to.deep.equal(['', '']);
  });

  it('counts the time asleep towards the rotation', async () => {
    const { relay, client, clock } = await setUpOpenClient();
    for (let nap = 0; nap < 12; nap += 1) {
      await clock.advance(5 * MINUTE_MS);
      clock.sleep(5 * MINUTE_MS);
      expect(relay.sockets).to.have.length(nap < 11 ? 1 : 2);
    }
    await clock.advance(2_000);
    expect(relay.sockets).to.have.length(2);
    expect(client.id).to.equal(relay.latest.connectionId);
  });

  it('leaves the attempts to rotate to the reconnect policy', async () => {
    const setup = await setUpOpenClient({ reconnectPolicy: { nextDelayMs: () => 10_000 } });
    const { relay, clock } = setup;
    relay.acceptsSockets = false;
    await clock.advance(110 * MINUTE_MS);
    relay.latest.drop();
    await comeOnline(setup);
    expect(relay.sockets).to.have.length(2);
    await clock.advance(10_000);
    expect(relay.sockets).to.have.length(3);
  });
});
