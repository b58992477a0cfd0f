import { expect } from '@open-wc/testing';
import { NO_MEDIA } from '../../src/call/terms/media-state.js';
import { nextMessage, openPage } from '../support/page-with-modules.js';

const MISSING = 'throw new Error("404")';

const NOT_FETCHED =
  'A file of the library could not be fetched. Is it beside the others on your server?';

/** Lets two people call each other on a page that can't get these files. */
const CALL = `
  import { PeerCall } from '/src/core.ts';
  import { createMemorySignaling } from '/src/testing.ts';
  const network = createMemorySignaling();
  const [alice, bob] = [network.connect(), network.connect()];
  await Promise.all([alice.open(), bob.open()]);
  const options = { iceServers: [], audio: false, video: false };
  const connect = async (more) => {
    const stop = PeerCall.listen(bob, (incoming) => incoming.answer(), options);
    const call = PeerCall.place(alice, bob.id, { ...options, ...more });
    while (call.state !== 'connected')
      await new Promise((resolve) => call.addEventListener('statechange', resolve, { once: true }));
    stop();
    return call;
  };
  const facts = ({ name, code, message, device, reason, diagnosis }) =>
    ({ name, code, message, device, reason, diagnosis });
`;

describe('PeerCall: files that are fetched when they are needed', () => {
  let frame: HTMLIFrameElement;

  afterEach(() => frame.remove());

  it('figures and diagnosis: the call does without, and says so', async () => {
    frame = openPage(
      { '/src/call/diagnosis/diagnostics.ts': MISSING },
      `${CALL}
      const call = await connect();
      const report = await call.getReport().then(() => 'a report', facts);
      call.hangup();
      const nobody = PeerCall.place(alice, 'nobody', options);
      await new Promise((resolve) => nobody.addEventListener('error', resolve, { once: true }));
      parent.postMessage({ report, quality: call.quality, error: facts(nobody.error) });`,
    );
    const told = await nextMessage();
    expect(told).to.deep.equal({
      report: {
        name: 'CallError',
        code: 'report-failed',
        message: NOT_FETCHED,
        device: null,
        reason: null,
        diagnosis: null,
      },
      quality: null,
      error: {
        name: 'CallError',
        code: 'peer-unavailable',
        message: 'Nobody is at this address. Ask for the present one.',
        device: null,
        reason: null,
        diagnosis: { cause: 'unknown', side: 'unknown' },
      },
    });
  });

  for (const [what, file] of [
    ['connects', '/src/call/call-engine.ts'],
    ['reads the messages of', '/src/call/message-handling.ts'],
    ['protects', '/src/link/seal-cryptography.ts'],
  ] as const) {
    it(`what ${what} a call: it ends, and says what is missing`, async () => {
      frame = openPage(
        { [file]: MISSING },
        `${CALL}
      const call = PeerCall.place(alice, bob.id, options);
      await new Promise((resolve) => call.addEventListener('statechange', resolve));
      parent.postMessage({ ...facts(call.error), state: call.state, endReason: call.endReason });`,
      );
      expect(await nextMessage()).to.deep.equal({
        name: 'CallError',
        code: 'connection-failed',
        message: NOT_FETCHED,
        device: null,
        reason: null,
        diagnosis: null,
        state: 'ended',
        endReason: 'connection-failed',
      });
    });
  }

  it('what judges invitations: the caller is told, and this side, too', async () => {
    frame = openPage(
      { '/src/call/incoming/invite-admission.ts': MISSING },
      `${CALL}
      const reported = [];
      addEventListener('error', (event) => { reported.push(facts(event.error)); event.preventDefault(); });
      PeerCall.listen(bob, () => {}, options);
      const call = PeerCall.place(alice, bob.id, options);
      while (call.state !== 'ended')
        await new Promise((resolve) => call.addEventListener('statechange', resolve, { once: true }));
      parent.postMessage({ endReason: call.endReason, reported: reported[0] });`,
    );
    expect(await nextMessage()).to.deep.equal({
      endReason: 'connection-failed',
      reported: {
        name: 'CallError',
        code: 'connection-failed',
        message: NOT_FETCHED,
        device: null,
        reason: null,
        diagnosis: null,
      },
    });
  });

  it('what keeps a meeting: this side is told', async () => {
    frame = openPage(
      { '/src/call/meeting/meeting.ts': MISSING },
      `${CALL}
      const reported = new Promise((resolve) => addEventListener('error', (event) => {
        event.preventDefault();
        resolve(facts(event.error));
      }));
      PeerCall.meet(await bob.joinRoom('standup'), () => {}, options);
      parent.postMessage(await reported);`,
    );
    expect(await nextMessage()).to.include({ code: 'connection-failed', message: NOT_FETCHED });
  });

  it('what opens devices: the call goes on without them', async () => {
    frame = openPage(
      { '/src/call/media/device-opener.ts': MISSING },
      `${CALL}
      const call = await connect({ audio: true, video: true });
      const first = facts(call.error);
      const error = await call.setCameraEnabled(true).catch((error) => error);
      const { state, localMedia, wantedMedia } = call;
      parent.postMessage({ first, second: facts(error), state, localMedia, wantedMedia });
      call.hangup();`,
    );
    const first = {
      name: 'CallError',
      code: 'media-failed',
      message: NOT_FETCHED,
      device: null,
      reason: null,
      diagnosis: null,
    };
    expect(await nextMessage()).to.deep.equal({
      first,
      second: { ...first, device: 'camera' },
      state: 'connected',
      localMedia: NO_MEDIA,
      wantedMedia: NO_MEDIA,
    });
  });

  it('what decides how is sent: sound and picture arrive, and the browser decides', async () => {
    frame = openPage(
      { '/src/call/quality/sending-controller.ts': MISSING },
      `${CALL}
      const connections = [];
      class Call extends PeerCall {
        createConnection(config) {
          const connection = super.createConnection(config);
          connections.push(connection);
          return connection;
        }
      }
      const errors = [];
      const media = { audio: true, video: { width: 1280, height: 720 } };
      Call.listen(bob, (incoming) => {
        incoming.addEventListener('error', ({ error }) => errors.push(error.code));
        incoming.answer(media);
      }, options);
      const call = Call.place(alice, bob.id, { ...options, ...media });
      call.addEventListener('error', ({ error }) => errors.push(error.code));
      const until = async (condition) => {
        while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
      };
      const arrives = async (connection) => {
        const stats = [...(await connection.getStats()).values()];
        return (
          stats.some(({ framesDecoded }) => framesDecoded > 0) &&
          stats.some(({ kind, packetsReceived }) => kind === 'audio' && packetsReceived > 0)
        );
      };
      const isFullSize = (connection) =>
        connection.getSenders()[1].getParameters().encodings[0].scaleResolutionDownBy === 1;
      for (const index of [0, 1]) {
        await until(() => connections[index] && arrives(connections[index]));
        await until(() => isFullSize(connections[index]));
      }
      const { state, localMedia, remoteMedia } = call;
      parent.postMessage({ state, localMedia, remoteMedia, errors });
      call.hangup();`,
    );
    const media = { ...NO_MEDIA, microphone: true, camera: true };
    expect(await nextMessage()).to.deep.equal({
      state: 'connected',
      localMedia: media,
      remoteMedia: media,
      errors: [],
    });
  });

  it('what opens devices, when it is missing for a flip', async () => {
    frame = openPage(
      { '/src/call/media/device-opener.ts': MISSING },
      `${CALL}
      const call = await connect();
      const error = await call.flipCamera().catch((error) => error);
      parent.postMessage({ ...facts(error), state: call.state });
      call.hangup();`,
    );
    expect(await nextMessage()).to.deep.equal({
      name: 'CallError',
      code: 'media-failed',
      message: NOT_FETCHED,
      device: 'camera',
      reason: null,
      diagnosis: null,
      state: 'connected',
    });
  });

  it('explanations of media errors, before a call: the error says what failed, and has the cause', async () => {
    frame = openPage(
      { '/src/call/media/media-explanation.ts': MISSING },
      `import { toMediaError } from '/src/call/media/media-error.ts';
      const error = await toMediaError(new DOMException('', 'NotAllowedError'), 'camera');
      const { code, message, device, cause } = error;
      parent.postMessage({ code, message, device, cause: cause.name });`,
    );
    expect(await nextMessage()).to.deep.equal({
      code: 'media-failed',
      message: 'camera: could not be opened.',
      device: 'camera',
      cause: 'NotAllowedError',
    });
  });
});
