import { expect } from '@open-wc/testing';
import { nextMessage, openPage } from '../../support/page-with-modules.js';

/** With the names that other files import from it. */
const MISSING = 'export let requestService, serviceError; throw new Error("404")';

const NOT_FETCHED =
  'A file of the library could not be fetched. Is it beside the others on your server?';

/** What is told of a file that is missing: the message is for whoever runs the page, the cause is the browser's. */
const TOLD = { name: 'SignalingError', code: 'not-supported', message: NOT_FETCHED, cause: '404' };

/** Two clients of a relay, on a page that can't get these files; and what it takes to call each other. */
const CLIENTS = `
  import { ApiGatewaySignalingClient, PeerCall } from '/src/core.ts';
  import { FakeRelay } from '/test/support/fake-web-socket.ts';
  const { WebSocket } = new FakeRelay();
  const open = async () => {
    const client = new ApiGatewaySignalingClient({ endpoint: 'wss://relay.example/prod', WebSocket });
    await client.open();
    return client;
  };
  const [alice, bob] = [await open(), await open()];
  const facts = ({ name, code, message, cause }) => ({ name, code, message, cause: cause?.message });
  // No STUN, so that nothing leaves the machine.
  class LocalCall extends PeerCall {
    createConnection(config) {
      return super.createConnection({ ...config, iceServers: [] });
    }
  }
  const connect = async (options) => {
    LocalCall.listen(bob, (incoming) => incoming.answer(), { ...options, audio: false, video: false });
    const call = LocalCall.place(alice, bob.id, { ...options, audio: false, video: false });
    while (call.state !== 'connected')
      await new Promise((resolve) => call.addEventListener('statechange', resolve, { once: true }));
    return call;
  };
`;

describe('ApiGatewaySignalingClient: files that are fetched when they are needed', () => {
  let frame: HTMLIFrameElement;

  afterEach(() => frame.remove());

  for (const file of ['relay-room', 'service-request']) {
    it(`rooms, without ${file}: the join fails, and a call goes on`, async () => {
      frame = openPage(
        { [`/src/signaling/api-gateway/${file}.ts`]: MISSING },
        `${CLIENTS}
        const call = await connect({ iceServers: [] });
        const joining = await alice.joinRoom('standup').then(() => 'joined', facts);
        const again = await alice.joinRoom('standup').then(() => 'joined', facts);
        parent.postMessage({ joining, again, states: [alice.state, call.state], error: call.error });
        call.hangup();`,
      );
      expect(await nextMessage()).to.deep.equal({
        joining: TOLD,
        again: TOLD,
        states: ['open', 'connected'],
        error: null,
      });
    });
  }

  for (const file of ['relay-ice-servers', 'service-request']) {
    it(`TURN, without ${file}: the call says so, and connects without`, async () => {
      frame = openPage(
        { [`/src/signaling/api-gateway/${file}.ts`]: MISSING },
        `${CLIENTS}
        const asked = await alice.fetchIceServers().then(() => 'servers', facts);
        const call = await connect({});
        parent.postMessage({
          asked,
          error: { ...facts(call.error), cause: facts(call.error.cause) },
          states: [alice.state, call.state],
        });
        call.hangup();`,
      );
      expect(await nextMessage()).to.deep.equal({
        asked: TOLD,
        error: {
          name: 'CallError',
          code: 'ice-servers-failed',
          message: 'The relay gave no TURN servers; the call goes on with STUN alone.',
          cause: TOLD,
        },
        states: ['open', 'connected'],
      });
    });
  }
});
