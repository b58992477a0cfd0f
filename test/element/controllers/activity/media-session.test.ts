import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { elementInCall } from '../../fixtures.js';

type Handler = (() => void) | null;

/** What a headset would press. The real thing keeps its handlers to itself. */
function watch() {
  const handlers = new Map<string, Handler>();
  const { mediaSession } = navigator;
  // Firefox has none of the two.
  for (const name of ['setMicrophoneActive', 'setCameraActive']) {
    if (!(name in mediaSession)) {
      Object.defineProperty(mediaSession, name, {
        configurable: true,
        writable: true,
        value: () => undefined,
      });
    }
  }
  sinon.stub(mediaSession, 'setActionHandler').callsFake((action, handler) => {
    if ((action as string) === 'togglecamera' && isOld) throw new TypeError('No such action.');
    handlers.set(action, handler as Handler);
  });
  let isOld = false;
  return {
    press: (action: string) => handlers.get(action)?.(),
    has: (action: string) => Boolean(handlers.get(action)),
    becomeOld: () => (isOld = true),
    microphone: sinon.stub(mediaSession, 'setMicrophoneActive').resolves(),
    camera: sinon.stub(mediaSession, 'setCameraActive').rejects(new DOMException('No.')),
  };
}

const { mediaSession } = navigator;

describe('P2pVideoCallElement: media keys', () => {
  afterEach(() => {
    sinon.restore();
    mediaSession.metadata = null;
    mediaSession.playbackState = 'none';
  });

  it('work on the call while it is up, which the browser knows by name', async () => {
    const keys = watch();
    const { element, call } = await elementInCall('connecting');
    expect(keys.has('hangup')).to.equal(false);
    call.moveTo('connected');
    await element.updateComplete;
    expect(mediaSession.playbackState).to.equal('playing');
    expect(mediaSession.metadata?.title).to.equal('peer-1');
    expect(mediaSession.metadata?.artist).to.equal('Video call');
    keys.press('togglemicrophone');
    keys.press('togglecamera');
    keys.press('hangup');
    expect(call.requests.map(([name]) => name)).to.deep.equal([
      'setMicrophoneEnabled',
      'setCameraEnabled',
      'hangup',
    ]);
    call.end('hangup');
    await element.updateComplete;
    expect(mediaSession.metadata).to.equal(null);
    expect(mediaSession.playbackState).to.equal('none');
    for (const action of ['hangup', 'togglemicrophone', 'togglecamera']) {
      expect(keys.has(action), action).to.equal(false);
    }
  });

  it('the browser is told what is on, once for each change', async () => {
    const keys = watch();
    const { element, call } = await elementInCall('connected');
    expect(keys.microphone.args).to.deep.equal([[false]]);
    call.setLocalMedia({ microphone: true });
    await element.updateComplete;
    call.setLocalMedia({ camera: true });
    await element.updateComplete;
    element.requestUpdate();
    await element.updateComplete;
    expect(keys.microphone.args).to.deep.equal([[false], [true], [true]]);
    expect(keys.camera.args).to.deep.equal([[false], [false], [true]]);
  });

  it('of two elements the one has them whose call was up last, then the other, then the page', async () => {
    const keys = watch();
    const own = (mediaSession.metadata = new MediaMetadata({ title: 'A song' }));
    const one = await elementInCall('connected');
    const two = await elementInCall('connected');
    keys.press('hangup');
    expect(one.call.requests).to.deep.equal([]);
    expect(two.call.requests).to.have.length(1);
    two.call.end('hangup');
    await two.element.updateComplete;
    one.element.requestUpdate();
    await one.element.updateComplete;
    keys.press('hangup');
    expect(one.call.requests).to.have.length(1);
    one.call.end('hangup');
    await one.element.updateComplete;
    expect(mediaSession.metadata).to.equal(own);
  });

  it('nothing is given back to a call that has ended meanwhile', async () => {
    watch();
    const one = await elementInCall('connected');
    const two = await elementInCall('connected');
    one.call.end('hangup');
    await one.element.updateComplete;
    expect(mediaSession.metadata?.title).to.equal('peer-1');
    two.call.end('hangup');
    await two.element.updateComplete;
    expect(mediaSession.metadata).to.equal(null);
  });

  it('what the page sets during a call stays', async () => {
    watch();
    const { element, call } = await elementInCall('connected');
    const own = (mediaSession.metadata = new MediaMetadata({ title: 'A song' }));
    element.requestUpdate();
    await element.updateComplete;
    call.end('hangup');
    await element.updateComplete;
    expect(mediaSession.metadata).to.equal(own);
  });

  it('a browser that does not know all of them has the others', async () => {
    const keys = watch();
    keys.becomeOld();
    await elementInCall('connected');
    expect(keys.has('hangup')).to.equal(true);
    expect(keys.has('togglecamera')).to.equal(false);
  });

  it('are given back when the element is taken out', async () => {
    const keys = watch();
    const { element } = await elementInCall('connected');
    element.remove();
    expect(keys.has('hangup')).to.equal(false);
    expect(mediaSession.metadata).to.equal(null);
  });
});
