import { ApiGatewaySignalingClient } from '../../../src/signaling/api-gateway/api-gateway-signaling-client.js';
import { FakeRelay } from '../../support/fake-web-socket.js';
import { SleepingClock } from '../../internal/sleeping-clock.js';
import { describeRoomContract } from '../../support/room-contract.js';
import { ENDPOINT } from './client-setup.js';

describeRoomContract('API Gateway, over a fake WebSocket', async () => {
  const relay = new FakeRelay();
  // A full room is asked for again after 5 s. Nothing else of the contract waits for a clock.
  const clock = new SleepingClock();
  const run = setInterval(() => void clock.advance(1_000), 5);
  return {
    connect: () =>
      new ApiGatewaySignalingClient({ endpoint: ENDPOINT, WebSocket: relay.WebSocket, clock }),
    teardown: () => clearInterval(run),
  };
});
