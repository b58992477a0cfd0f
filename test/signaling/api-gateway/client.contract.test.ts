import { ApiGatewaySignalingClient } from '../../../src/signaling/api-gateway/api-gateway-signaling-client.js';
import { FakeRelay } from '../../support/fake-web-socket.js';
import { describeSignalingContract } from '../../support/signaling-contract.js';
import { ENDPOINT } from './client-setup.js';

describeSignalingContract('API Gateway, over a fake WebSocket', async () => {
  const relay = new FakeRelay();
  const options = { endpoint: ENDPOINT, WebSocket: relay.WebSocket };
  return {
    a: new ApiGatewaySignalingClient(options),
    b: new ApiGatewaySignalingClient(options),
    teardown: () => {},
  };
});
