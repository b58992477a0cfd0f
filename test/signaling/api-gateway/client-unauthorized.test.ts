import { expect } from '@open-wc/testing';
import { encodeFailure } from '../../../src/signaling/api-gateway/wire-protocol.js';
import { settle } from '../../support/manual-clock.js';
import { rejection } from '../../support/signaling-contract.js';
import { setUpClient, setUpOpenClient, type ClientSetup } from './client-setup.js';

const EXPIRED = 'token-expired: The token has expired.';

const refusal = (message: string): string => encodeFailure('unauthorized', message, null);

/** The relay answers the question of the latest socket with a refusal. */
async function refuseNext({ relay, clock }: ClientSetup, message: string, delayMs: number) {
  const before = relay.sockets.length;
  await clock.advance(delayMs);
  expect(relay.sockets).to.have.length(before + 1);
  await settle();
  expect(relay.latest.sent).to.deep.equal(['']);
  relay.latest.deliver(refusal(message));
  await settle();
}

/** A client that numbers its tokens. */
async function setUpWithTokens(): Promise<RefusedSetup> {
  let tokens = 0;
  return withErrors(await setUpOpenClient({ getToken: () => `token-${++tokens}` }));
}

interface RefusedSetup extends ClientSetup {
  /** The messages of the errors that were reported. */
  readonly errors: string[];
}

function withErrors(setup: ClientSetup): RefusedSetup {
  const errors: string[] = [];
  setup.client.addEventListener('error', ({ error }) => errors.push(error.message));
  return { ...setup, errors };
}

describe('ApiGatewaySignalingClient: refused by the relay', () => {
  for (const [reason, code] of [
    ['origin', 'unauthorized'],
    ['token-missing', 'unauthorized'],
    ['token-expired', 'unauthorized'],
    ['token-invalid', 'unauthorized'],
    // It has refused nobody.
    ['door-failed', 'server-error'],
    ['door-new', 'server-error'],
  ]) {
    it(`fails open() with the reason: ${reason}`, async () => {
      const setup = setUpClient({ getToken: () => 'token' });
      const { relay, client, clock } = setup;
      relay.answersWhoAmI = false;
      const failed = rejection(client.open());
      await settle();
      relay.latest.deliver(refusal(`${reason}: Because.`));
      const error = await failed;
      expect(error).to.include({ code, reason, message: `${reason}: Because.` });
      expect(client.state).to.equal('closed');
      expect(relay.latest.closedWith).to.equal(4_000);
      expect(clock.pending).to.equal(0);
      relay.answersWhoAmI = true;
      expect(await client.open()).to.equal(relay.latest.connectionId);
    });
  }

  for (const message of ['banned: Go away.', 'originality: No.', 'No.', '']) {
    it(`knows no reason where there is none that it knows: "${message}"`, async () => {
      const { relay, client } = setUpClient();
      relay.answersWhoAmI = false;
      const failed = rejection(client.open());
      await settle();
      relay.latest.deliver(refusal(message));
      expect(await failed).to.include({ code: 'unauthorized', reason: null, message });
    });
  }

  it('brings a new token when the old one has expired, at once', async () => {
    const { relay, client, clock, events } = await setUpWithTokens();
    const [first] = relay.sockets;
    first!.deliver(refusal(EXPIRED));
    expect(client.state).to.equal('reconnecting');
    const sent = client.send('fake00000000002=', 'meanwhile');
    await clock.advance(0);
    expect(client.state).to.equal('open');
    await sent;
    expect(relay.sockets.map(({ url }) => new URL(url).searchParams.get('token'))).to.deep.equal([
      'token-1',
      'token-2',
    ]);
    expect(first!.closedWith).to.equal(4_000);
    expect(events.filter((event) => event.startsWith('error'))).to.deep.equal([]);
  });

  for (const reason of ['token-expired', 'door-failed', 'door-new']) {
    it(`goes on by the reconnect policy: ${reason}`, async () => {
      const setup = await setUpWithTokens();
      setup.relay.answersWhoAmI = false;
      setup.relay.latest.deliver(refusal(EXPIRED));
      for (const delayMs of [0, 800, 1_800, 4_050, 7_200]) {
        await refuseNext(setup, `${reason}: Because.`, delayMs);
        expect(setup.client.state).to.equal('reconnecting');
      }
      setup.relay.answersWhoAmI = true;
      await setup.clock.advance(10_500);
      expect(setup.client.state).to.equal('open');
    });
  }

  for (const reason of ['door-failed', 'door-new']) {
    it(`goes on by the reconnect policy, also where there is no token: ${reason}`, async () => {
      const setup = withErrors(await setUpOpenClient());
      setup.relay.answersWhoAmI = false;
      setup.relay.latest.drop();
      for (const delayMs of [0, 800, 1_800, 4_050, 7_200]) {
        await refuseNext(setup, `${reason}: Later.`, delayMs);
        expect(setup.client.state).to.equal('reconnecting');
      }
      expect(setup.errors).to.deep.equal([]);
      setup.relay.answersWhoAmI = true;
      await setup.clock.advance(10_500);
      expect(setup.client.state).to.equal('open');
    });
  }

  it('gives up at once where no token helps: origin', async () => {
    const setup = await setUpWithTokens();
    setup.relay.answersWhoAmI = false;
    setup.relay.latest.drop();
    await refuseNext(setup, 'origin: Not from there.', 0);
    expectClosed(setup, 'origin: Not from there.');
  });

  for (const reason of ['token-invalid', 'token-missing']) {
    it(`gives up when two tokens were refused: ${reason}`, async () => {
      const setup = await setUpWithTokens();
      setup.relay.answersWhoAmI = false;
      setup.relay.latest.drop();
      await refuseNext(setup, `${reason}: No.`, 0);
      expect(setup.client.state).to.equal('reconnecting');
      await refuseNext(setup, `${reason}: No.`, 800);
      expectClosed(setup, `${reason}: No.`);
    });
  }

  it('begins to count anew when it was let in', async () => {
    const setup = await setUpWithTokens();
    for (let round = 0; round < 3; round++) {
      setup.relay.answersWhoAmI = false;
      setup.relay.latest.drop();
      await refuseNext(setup, 'token-invalid: No.', 0);
      setup.relay.answersWhoAmI = true;
      await setup.clock.advance(800);
      expect(setup.client.state).to.equal('open');
      await setup.clock.advance(5_000);
    }
  });

  it('without getToken there is no other token: it asks once more, and gives up', async () => {
    const setup = withErrors(await setUpOpenClient());
    setup.relay.answersWhoAmI = false;
    setup.relay.latest.deliver(refusal(EXPIRED));
    await refuseNext(setup, EXPIRED, 0);
    expectClosed(setup, EXPIRED);
  });

  it('keeps its address if only the next connection is refused, while the old one holds', async () => {
    const { relay, client, clock } = await setUpWithTokens();
    const { id } = client;
    await clock.advance(110 * 60_000 - 1);
    relay.answersWhoAmI = false;
    await clock.advance(1);
    await settle();
    expect(relay.sockets).to.have.length(2);
    relay.latest.deliver(refusal('door-failed: Later.'));
    expect(client.state).to.equal('open');
    expect(client.id).to.equal(id);
    relay.answersWhoAmI = true;
    await clock.advance(0);
    await settle();
    expect(client.id).to.equal(relay.latest.connectionId);
  });
});

function expectClosed(
  { client, clock, events, relay, errors }: RefusedSetup,
  message: string,
): void {
  expect(client.state).to.equal('closed');
  expect(client.id).to.equal(null);
  expect(events.at(-1)).to.equal('error unauthorized');
  expect(errors.at(-1)).to.equal(message);
  expect(clock.pending).to.equal(0);
  expect(relay.latest.closedWith).to.equal(4_000);
}
