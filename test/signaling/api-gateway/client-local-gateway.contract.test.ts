import { ApiGatewaySignalingClient } from '../../../src/signaling/api-gateway/api-gateway-signaling-client.js';
import { describeSignalingContract } from '../../support/signaling-contract.js';

// The gateway runs beside the test server: scripts/test/local-gateway.mjs.
const response = await fetch('/local-gateway');
const { endpoint, problem } = (await response.json()) as { endpoint: string; problem?: string };
if (problem !== undefined) throw new Error(problem);

describeSignalingContract('API Gateway, over the local gateway and the built relay', async () => ({
  a: new ApiGatewaySignalingClient(endpoint),
  b: new ApiGatewaySignalingClient(endpoint),
  teardown: () => {},
}));
