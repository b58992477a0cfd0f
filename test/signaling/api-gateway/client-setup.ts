import {
  ApiGatewaySignalingClient,
  type ApiGatewaySignalingOptions,
} from '../../../src/signaling/api-gateway/api-gateway-signaling-client.js';
import { FakeRelay } from '../../support/fake-web-socket.js';
import { quietenPage } from '../../internal/quiet-page.js';
import { SleepingClock } from '../../internal/sleeping-clock.js';
import { settle } from '../../support/manual-clock.js';
import { recordEvents } from '../../support/signaling-contract.js';

export const ENDPOINT = 'wss://relay.example/prod';

/** Of a client that is open and has nothing else to do: keep-alive, rotation, and the tick of the wake watch. */
export const TIMERS_WHILE_OPEN = 3;

quietenPage();

export interface ClientSetup {
  readonly relay: FakeRelay;
  readonly clock: SleepingClock;
  readonly client: ApiGatewaySignalingClient;
  /** Every event of the client, as text. */
  readonly events: string[];
}

/** A client on a fake relay, with a clock that stands still and jitter that is always half of its most. */
export function setUpClient(options: Partial<ApiGatewaySignalingOptions> = {}): ClientSetup {
  const relay = new FakeRelay();
  const clock = new SleepingClock();
  const client = new ApiGatewaySignalingClient({
    endpoint: ENDPOINT,
    WebSocket: relay.WebSocket,
    clock,
    random: () => 0.5,
    ...options,
  });
  return { relay, clock, client, events: recordEvents(client) };
}

/** The same, open already, and with what has happened so far forgotten. */
export async function setUpOpenClient(
  options: Partial<ApiGatewaySignalingOptions> = {},
): Promise<ClientSetup> {
  const setup = setUpClient(options);
  await setup.client.open();
  setup.events.length = 0;
  return setup;
}

/** A client that has asked who-am-I and gets no answer but the test's. `opened` is what its `open()` returned. */
export async function setUpUnansweredClient(): Promise<
  ClientSetup & { readonly opened: Promise<string> }
> {
  const setup = setUpClient();
  setup.relay.answersWhoAmI = false;
  const opened = setup.client.open();
  await settle();
  return { ...setup, opened };
}
