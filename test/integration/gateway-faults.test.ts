import { expect } from '@open-wc/testing';
import type { Fault } from '../../lambda/local-gateway/local-gateway.js';
import { ApiGatewaySignalingClient } from '../../src/signaling/api-gateway/api-gateway-signaling-client.js';
import {
  openTestGateway,
  type GatewayOptions,
  type TestGateway,
} from '../support/gateway-faults.js';
import { until } from '../support/until.js';

describe('Faults of a gateway that a test page makes for itself', () => {
  const gateways: TestGateway[] = [];
  const clients: ApiGatewaySignalingClient[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
  });

  async function open(options: GatewayOptions = {}): Promise<TestGateway> {
    const gateway = await openTestGateway(options);
    gateways.push(gateway);
    return gateway;
  }

  async function connect({ endpoint }: TestGateway): Promise<ApiGatewaySignalingClient> {
    const client = new ApiGatewaySignalingClient(endpoint);
    clients.push(client);
    await client.open();
    return client;
  }

  it('a killed client comes back under a new address, and another gateway knows nothing of it', async () => {
    const [one, two] = [await open(), await open()];
    const [killed, other] = [await connect(one), await connect(two)];
    const [firstId, otherId] = [killed.id, other.id];
    let idChanges = 0;
    other.addEventListener('idchange', () => idChanges++);

    const fault = await one.start({ kind: 'kill' });
    await until(() => killed.state === 'open' && killed.id !== firstId);

    expect(await fault.read()).to.deep.equal({ hits: 1, isActive: false });
    expect(await one.connections()).to.deep.equal([killed.id]);
    expect(await two.connections()).to.deep.equal([otherId]);
    expect(idChanges).to.equal(0);
  });

  it('drops the messages of one type until it is healed', async () => {
    const gateway = await open();
    const [a, b] = [await connect(gateway), await connect(gateway)];
    const heard: unknown[] = [];
    b.addEventListener('message', ({ message }) => heard.push(message));

    const fault = await gateway.start({ kind: 'drop', direction: 'to-client', type: 'accept' });
    await a.send(b.id!, { type: 'accept' });
    // The relay's invocations may overtake each other.
    let hits = 0;
    await until(() => {
      void fault.read().then((state) => (hits = state.hits));
      return hits === 1;
    });
    await a.send(b.id!, { type: 'invite' });
    await until(() => heard.length > 0);
    expect(heard).to.deep.equal([{ type: 'invite' }]);

    await fault.heal();
    await a.send(b.id!, { type: 'accept' });
    await until(() => heard.length > 1);
    expect((await gateway.stats()).relayed).to.equal(3);
  });

  it('takes options, and a script that waits for what happens', async () => {
    const gateway = await open({ connectionDurationMs: 600_000, seed: 7 });
    await gateway.run([
      { on: { relayed: 1 }, do: { kind: 'swap-id', connections: ['sender', 'receiver'] } },
    ]);
    const [a, b] = [await connect(gateway), await connect(gateway)];
    const ids = [a.id, b.id];
    await a.send(b.id!, 'hello');
    await until(() => [a, b].every(({ state, id }) => state === 'open' && !ids.includes(id)));
  });

  it('heals everything at once', async () => {
    const gateway = await open();
    const a = await connect(gateway);
    await gateway.start({ kind: 'gone' });
    await until(() => a.state === 'reconnecting');
    await gateway.heal();
    await until(() => a.state === 'open');
  });

  it('says what is wrong with a fault, and refuses what JSON would lose', async () => {
    const gateway = await open();
    const errorOf = (fault: Fault): Promise<unknown> =>
      gateway.start(fault).catch((error: unknown) => error);
    const malformed = await errorOf({ kind: 'delay', delayMs: -1 });
    expect(String(malformed)).to.include('"delayMs" of "delay" is -1');
    const withFunction = await errorOf({ kind: 'drop', where: () => true });
    expect(String(withFunction)).to.include('"where" is a function');
  });
});
