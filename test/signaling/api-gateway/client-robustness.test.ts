import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { encodeDelivery } from '../../../src/signaling/api-gateway/wire-protocol.js';
import { createSeededRandom, type Random } from '../../../src/signaling/memory/seeded-random.js';
import type { SignalingError } from '../../../src/signaling/signaling-error.js';
import { settle } from '../../support/manual-clock.js';
import { rejection } from '../../support/signaling-contract.js';
import {
  setUpClient,
  setUpOpenClient,
  TIMERS_WHILE_OPEN,
  type ClientSetup,
} from './client-setup.js';

describe('ApiGatewaySignalingClient: what comes off the wire', () => {
  it('ignores what is no frame', async () => {
    const { relay, client, events } = await setUpOpenClient();
    const frames = [
      '',
      ' ',
      '{',
      'null',
      '[]',
      '7',
      '"text"',
      '{}',
      '{"from":"x"}',
      '{"message":1}',
    ];
    for (const frame of frames) relay.latest.deliver(frame);
    for (const data of [new ArrayBuffer(2), new Blob(['{"message":1,"from":"x"}']), null]) {
      relay.latest.deliver(data);
    }
    expect(events).to.deep.equal([]);
    expect(client.state).to.equal('open');
  });

  it('does not take an error of the gateway for a message', async () => {
    const { relay, client, events } = await setUpOpenClient();
    const error = { message: 'Internal server error', connectionId: client.id, requestId: 'r' };
    relay.latest.deliver(JSON.stringify(error));
    relay.latest.deliver(JSON.stringify({ ...error, from: 'peer' }));
    relay.latest.deliver(JSON.stringify({ message: 'Forbidden', connectionId: client.id }));
    expect(events).to.deep.equal(Array(3).fill('error server-error'));
  });

  it('says what the gateway said', async () => {
    const { relay, client } = await setUpOpenClient();
    const errors: SignalingError[] = [];
    client.addEventListener('error', ({ error }) => errors.push(error));
    relay.latest.deliver('{"message":"Forbidden","connectionId":"x","requestId":"req-9"}');
    expect(errors[0]!.message).to.contain('Forbidden').and.to.contain('req-9');
  });

  it('passes keys like __proto__ on as plain data', async () => {
    const { relay, client } = await setUpOpenClient();
    const received: unknown[] = [];
    client.addEventListener('message', ({ message }) => received.push(message));
    relay.latest.deliver('{"__proto__":{"from":"x","message":1}}');
    relay.latest.deliver('{"message":{"__proto__":{"polluted":true}},"from":"peer"}');
    expect(received).to.have.length(1);
    expect(JSON.stringify(received[0])).to.equal('{"__proto__":{"polluted":true}}');
    expect((received[0] as { polluted?: unknown }).polluted).to.equal(undefined);
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
  });

  it('survives a thousand frames of garbage', async () => {
    const { relay, client, clock, events } = await setUpOpenClient();
    const prototype = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
    const random = createSeededRandom(20_260_101);
    for (let n = 0; n < 1_000; n += 1) relay.latest.deliver(garbage(random));
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).to.equal(prototype);
    expect(client.state).to.equal('open');
    expect(client.id).to.equal(relay.latest.connectionId);
    expect(relay.sockets).to.have.length(1);
    expect(clock.pending).to.equal(TIMERS_WHILE_OPEN);

    events.length = 0;
    await client.send(client.id!, 'still here');
    await settle();
    expect(events).to.deep.equal([`message ${client.id} "still here"`]);
  });

  it('is not broken by a listener that throws', async () => {
    const { relay, client, clock, events } = await setUpOpenClient();
    const throwing = (): never => {
      throw new Error('from a listener');
    };
    const reported = await withoutErrorReports(async () => {
      client.addEventListener('message', throwing, { once: true });
      client.addEventListener('statechange', throwing);
      client.addEventListener('idchange', throwing);
      relay.latest.deliver(encodeDelivery(1, 'peer'));
      relay.latest.deliver(encodeDelivery(2, 'peer'));
      relay.latest.drop();
      await clock.advance(0);
    });
    expect(reported).to.equal(4);
    expect(events).to.deep.equal([
      'message peer 1',
      'message peer 2',
      'statechange open → reconnecting',
      `idchange ${relay.sockets[0]!.connectionId} → ${relay.latest.connectionId}`,
      'statechange reconnecting → open',
    ]);
  });
});

describe('ApiGatewaySignalingClient: close()', () => {
  // Where close() ends a pending open(), the contract tests how that is rejected.
  const situations: Record<string, (setup: ClientSetup) => Promise<void>> = {
    connecting: async ({ relay, client }) => {
      relay.acceptsSockets = false;
      client.open().catch(() => {});
      await settle();
    },
    'waiting for who-am-I': async ({ relay, client }) => {
      relay.answersWhoAmI = false;
      client.open().catch(() => {});
      await settle();
    },
    open: async ({ client }) => {
      await client.open();
    },
    'waiting for a probe': async ({ relay, client }) => {
      await client.open();
      relay.latest.isHalfOpen = true;
      client.probe();
    },
    'waiting to reconnect': async ({ relay, client }) => {
      await client.open();
      relay.latest.drop();
    },
    reconnecting: async ({ relay, client, clock }) => {
      await client.open();
      relay.acceptsSockets = false;
      relay.latest.drop();
      await clock.advance(0);
    },
  };
  for (const [situation, arrange] of Object.entries(situations)) {
    it(`leaves nothing behind while ${situation}`, async () => {
      const setup = setUpClient();
      const { relay, client, clock, events } = setup;
      await arrange(setup);
      const { state } = client;
      const wasConnected = relay.latest.readyState !== WebSocket.CLOSED;
      events.length = 0;
      client.close();
      expect(clock.pending).to.equal(0);
      expect(relay.latest.closedWith).to.equal(wasConnected ? 1_000 : null);

      relay.latest.dispatchEvent(new Event('open'));
      relay.latest.dispatchLate('{"connectionId":"late"}');
      relay.latest.dispatchLate(encodeDelivery('late', 'peer'));
      await clock.advance(20 * 60_000);
      expect(events).to.deep.equal([`statechange ${state} → closed`]);
      expect(clock.pending).to.equal(0);
      expect((await rejection(client.open())).code).to.equal('closed');
    });
  }

  for (const type of ['statechange', 'idchange'] as const) {
    it(`works from a listener of ${type}`, async () => {
      const { relay, client, clock } = setUpClient();
      relay.acceptsSockets = false;
      const opened = client.open();
      await settle();
      client.addEventListener(type, () => client.close());
      relay.latest.accept();
      // With `statechange`, the address is known by then: open() has succeeded.
      if (type === 'idchange') expect((await rejection(opened)).code).to.equal('closed');
      else expect(await opened).to.equal(relay.latest.connectionId);
      await settle();
      expect(client.state).to.equal('closed');
      expect(client.id).to.equal(null);
      expect(clock.pending).to.equal(0);
      expect(relay.latest.closedWith).to.equal(1_000);
    });
  }

  it('silences the error that would follow when a listener closes as the policy gives up', async () => {
    const { relay, client, events } = await setUpOpenClient({
      reconnectPolicy: { nextDelayMs: () => null },
    });
    client.addEventListener('statechange', () => client.close());
    relay.latest.drop();
    expect(events).to.deep.equal(['statechange open → closed']);
  });
});

/** Frames of the right form with wrong contents, and noise. None names an error that is ours to tell apart. */
function garbage(random: Random): string {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const keys = [
    'connectionId',
    'message',
    'from',
    'error',
    'ref',
    'requestId',
    '__proto__',
    'toString',
  ];
  const values = ['null', '1', '""', '"x"', '[]', '{}', '{"code":7}', '{"__proto__":{"code":"x"}}'];
  if (random() < 0.3) {
    const length = Math.floor(random() * 40);
    return Array.from({ length }, () => pick([...'{}[]":,\\0ab\u0000\ud800'])).join('');
  }
  const fields = Array.from(
    { length: Math.floor(random() * 5) },
    () => `"${pick(keys)}":${pick(values)}`,
  );
  return `{${fields.join(',')}}`;
}

/** Runs `action`, and counts what listeners throw meanwhile instead of failing the test and filling the log with it. */
async function withoutErrorReports(action: () => Promise<void>): Promise<number> {
  const { onerror } = globalThis;
  // The test runner logs each uncaught error with it.
  const log = sinon.stub(console, 'error');
  let reported = 0;
  // Mocha's way to fail the test that runs.
  globalThis.onerror = (_event, _source, _line, _column, error) => {
    if (error?.message === 'from a listener') reported += 1;
    return true;
  };
  try {
    await action();
  } finally {
    globalThis.onerror = onerror;
    log.restore();
  }
  return reported;
}
