import { BroadcastChannelSignaling } from '../../examples/custom-signaling/broadcast-channel-signaling.js';
import { SocketIoSignaling } from '../../examples/custom-signaling/socket-io/socket-io-signaling.js';
import { expect } from '@open-wc/testing';
import { describeSignalingContract, recordEvents } from '../support/signaling-contract.js';
import { describeRoomContract } from '../support/room-contract.js';
import { until } from '../support/until.js';

describeSignalingContract('example over BroadcastChannel', () => {
  // A channel of its own, so that what a test leaves under way does not reach the next.
  const name = crypto.randomUUID();
  return Promise.resolve({
    a: new BroadcastChannelSignaling(name),
    b: new BroadcastChannelSignaling(name),
    teardown: () => undefined,
  });
});

// The server runs inside the test server: scripts/test/socket-io-server.mjs.
describeSignalingContract('example over Socket.IO', () => {
  const options = { transports: ['websocket'] };
  return Promise.resolve({
    a: new SocketIoSignaling(location.origin, options),
    b: new SocketIoSignaling(location.origin, options),
    teardown: () => undefined,
  });
});

describeRoomContract('example over BroadcastChannel', async () => {
  const name = crypto.randomUUID();
  return { connect: () => new BroadcastChannelSignaling(name) };
});

describeRoomContract('example over Socket.IO', async () => ({
  connect: () => new SocketIoSignaling(location.origin, { transports: ['websocket'] }),
}));

describe('example over Socket.IO', () => {
  it('tries again where the server has refused to have it back, and gives the new address', async () => {
    const asked = [{ isDropped: true }, { isRefused: true }, {}];
    const client = new SocketIoSignaling(location.origin, {
      transports: ['websocket'],
      reconnectionDelay: 20,
      auth: (answer: (data: object) => void) => answer(asked.shift() ?? {}),
    });
    const events = recordEvents(client);
    const first = await client.open();
    await until(() => client.state === 'open' && client.id !== first);
    expect(asked).to.deep.equal([]);
    expect(events.filter((event) => event.startsWith('state'))).to.deep.equal([
      'statechange closed → connecting',
      'statechange connecting → open',
      'statechange open → reconnecting',
      'statechange reconnecting → open',
    ]);
    expect(await client.open()).to.equal(client.id);
    client.close();
  });
});
