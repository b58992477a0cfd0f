import { expect } from '@open-wc/testing';
import { usageOf, type CallUsage } from '../../lambda/dev/cost/call-usage.js';
import { unitsOf } from '../../lambda/dev/cost/cost-of.js';
import { PeerCall } from '../../src/call/peer-call.js';
import { ApiGatewaySignalingClient } from '../../src/signaling/api-gateway/api-gateway-signaling-client.js';
import { NO_DEVICES, reached } from '../support/call-fixture.js';
import { openTestGateway, type TestGateway } from '../support/gateway-faults.js';
import { PacedClock } from '../support/paced-clock.js';
import { until } from '../support/until.js';

/** Of what `p2p-video-call cost` puts a price on, what the local gateway counts too. */
interface Counted {
  readonly messages: number;
  readonly invocations: number;
}

interface Side {
  readonly signaling: ApiGatewaySignalingClient;
  readonly call: PeerCall;
}

/** Two who look for each other's address, and do nothing else. */
const CALL = usageOf({ minutes: 0, meetsInRoom: false, asksForIceServers: false });

function priced(usage: Partial<CallUsage>): Counted {
  const { message, lambdaRequest } = unitsOf({ ...CALL, ...usage });
  return { messages: message, invocations: lambdaRequest };
}

/** What the gateway has counted, once it has invoked the relay as often as expected: the last time for a socket that closed. */
async function counted(gateway: TestGateway, expected: Counted): Promise<Counted> {
  let stats = await gateway.stats();
  await until(() => {
    void gateway.stats().then((now) => (stats = now));
    return stats.invocations >= expected.invocations;
  }, `${expected.invocations} invocations`);
  return { messages: stats.framesIn + stats.framesOut, invocations: stats.invocations };
}

/** What both sides say that they have sent and received over the relay. */
async function reported(sides: readonly Side[]): Promise<{ sent: number; received: number }> {
  const reports = await Promise.all(sides.map(({ call }) => call.getReport()));
  return {
    sent: reports.reduce((sum, report) => sum + report.relayMessagesSent, 0),
    received: reports.reduce((sum, report) => sum + report.relayMessagesReceived, 0),
  };
}

/** Resolves when everything that was sent has been handled. `news`: what the relay has told without being asked. */
async function quiet(gateway: TestGateway, news = 0): Promise<void> {
  let isQuiet = false;
  await until(() => {
    void gateway.stats().then((now) => (isQuiet = now.framesIn + news === now.framesOut));
    return isQuiet;
  }, 'an outgoing frame for each incoming one');
}

async function closed(
  gateway: TestGateway,
  clients: readonly ApiGatewaySignalingClient[],
  left = 0,
): Promise<void> {
  for (const client of clients) client.close();
  let isClosed = false;
  await until(() => {
    void gateway.connections().then(({ length }) => (isClosed = length === left));
    return isClosed;
  }, `${left} connections`);
}

/** Resolves when all that either side has sent has come to the other, or been refused by it. */
async function allReceived(sides: readonly Side[]): Promise<void> {
  let [sent, received] = [1, 0];
  await until(() => {
    void reported(sides).then((now) => ({ sent, received } = now));
    return sent === received;
  }, 'everything that was sent to be received');
}

describe('What a call costs', () => {
  const sides: Side[] = [];
  const clients: ApiGatewaySignalingClient[] = [];
  const gateways: TestGateway[] = [];
  let clock: PacedClock;

  // What is late is sent again, as it should be. Here nothing is late, however busy the machine is.
  beforeEach(() => {
    clock = new PacedClock();
    clock.speed = 0.05;
  });

  afterEach(async () => {
    for (const { call } of sides.splice(0)) call.hangup();
    for (const client of clients.splice(0)) client.close();
    await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
    clock.stop();
  });

  async function open(): Promise<TestGateway> {
    const gateway = await openTestGateway();
    gateways.push(gateway);
    return gateway;
  }

  async function connect(
    { endpoint }: TestGateway,
    keepAliveMs?: number,
  ): Promise<ApiGatewaySignalingClient> {
    const client = new ApiGatewaySignalingClient({ endpoint, keepAliveMs });
    clients.push(client);
    await client.open();
    return client;
  }

  /** A whole call, from ring to hang-up, as seen when nothing of it is on its way any more. */
  async function wholeCall(gateway: TestGateway): Promise<readonly Side[]> {
    const [alice, bob] = [await connect(gateway), await connect(gateway)];
    const rung: PeerCall[] = [];
    const options = { ...NO_DEVICES, clock };
    const stop = PeerCall.listen(bob, (call) => rung.push(call), options);
    const outgoing = PeerCall.place(alice, bob.id!, options);
    const caller = { signaling: alice, call: outgoing };
    sides.push(caller);
    await until(() => rung.length > 0, 'a ring');
    const callee = { signaling: bob, call: rung[0]! };
    sides.push(callee);
    await callee.call.answer();
    await Promise.all([reached(outgoing, 'connected'), reached(callee.call, 'connected')]);
    outgoing.hangup();
    await reached(callee.call, 'ended');
    await allReceived([caller, callee]);
    stop();
    await quiet(gateway);
    await closed(gateway, [alice, bob]);
    return [caller, callee];
  }

  /** The same of two who meet in a room, and ask the relay for ICE servers. */
  async function wholeMeeting(gateway: TestGateway): Promise<readonly Side[]> {
    const [alice, bob] = [await connect(gateway), await connect(gateway)];
    const met: Side[] = [];
    for (const signaling of [alice, bob]) {
      const room = await signaling.joinRoom('standup');
      const iceServers = async () => {
        await signaling.fetchIceServers();
        return [];
      };
      const options = { ...NO_DEVICES, clock, iceServers };
      PeerCall.meet(room, (call) => met.push({ signaling, call }), options);
    }
    await until(() => met.length === 2, 'a call on both sides');
    sides.push(...met);
    await Promise.all(met.map(({ call }) => reached(call, 'connected')));
    met[0]!.call.hangup();
    await Promise.all(met.map(({ call }) => reached(call, 'ended')));
    await allReceived(met);
    await quiet(gateway, 1);
    // One after the other, so that the one is told that the other has left.
    await closed(gateway, [alice], 1);
    await quiet(gateway, 2);
    await closed(gateway, [bob]);
    return met;
  }

  it('is what the gateway counts, what both reports say, and what the formula has', async () => {
    const gateway = await open();
    const { sent, received } = await reported(await wholeCall(gateway));
    const { relayed } = await gateway.stats();
    expect(sent, 'sent, by the reports').to.equal(relayed);
    expect(received, 'received, by the reports').to.equal(relayed);
    const expected = priced({ relayedMessages: sent });
    expect(await counted(gateway, expected)).to.deep.equal(expected);
    expect(relayed).to.be.within(1, CALL.relayedMessages);
  });

  it('in a room has what the gateway counts, too: the call in the report, the rest in the formula', async () => {
    const gateway = await open();
    const { sent, received } = await reported(await wholeMeeting(gateway));
    expect(received, 'received, by the reports').to.equal(sent);
    const asked = usageOf({ minutes: 0, meetsInRoom: true, asksForIceServers: true });
    const { relayed } = await gateway.stats();
    // Who comes, and who leaves, is told to the other; that is of the room, whichever calls there are in it.
    expect(relayed, 'POSTs').to.equal(sent + asked.roomJoins);
    const expected = priced({ ...asked, relayedMessages: sent });
    expect(await counted(gateway, expected)).to.deep.equal(expected);
  });

  it('has a question and an answer for each keep-alive', async () => {
    const gateway = await open();
    await connect(gateway, 50);
    let stats = await gateway.stats();
    await until(() => {
      void gateway.stats().then((now) => (stats = now));
      return stats.framesIn >= 4 && stats.framesOut === stats.framesIn;
    }, 'three keep-alives, and their answers');
    const { framesIn, framesOut, invocations } = stats;
    const usage = { relayedMessages: 0, whoAmI: 1, keepAlives: framesIn - 1, disconnects: 0 };
    expect({ messages: framesIn + framesOut, invocations }).to.deep.equal(priced(usage));
  });
});
