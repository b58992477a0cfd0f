import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { canvasStream, elementInCall, part } from '../fixtures.js';
import { until } from '../../support/until.js';

describe('P2pVideoCallElement: a rendering', () => {
  afterEach(() => sinon.restore());

  it('sets a stream where it is another one, and nowhere else: to set it starts it anew', async () => {
    const { element, call } = await elementInCall('connected');
    call.setLocalStream(canvasStream());
    call.setLocalMedia({ camera: true, microphone: true });
    call.setRemoteStream(canvasStream());
    call.setRemoteMedia({ microphone: true, camera: true });
    call.remoteScreenStream = canvasStream();
    call.setRemoteMedia({ screen: true });
    const remote = part<HTMLVideoElement>(element, 'remote-video');
    await until(() => remote.readyState > 0);

    const setter = sinon.spy(HTMLMediaElement.prototype, 'srcObject', ['set']);
    const emptied: unknown[] = [];
    element.renderRoot.addEventListener('emptied', ({ target }) => emptied.push(target), true);
    const sister = document.createElement('p');
    element.parentElement?.append(sister);
    const causes = [
      () => call.setRemoteMedia({ microphone: false }),
      () => call.setLocalMedia({ microphone: false }),
      () => (element.strings = { hangup: 'Bye' }),
      () => element.setAttribute('peer-id', 'peer-2'),
      () => call.setQuality('poor'),
      () => (sister.lang = 'ko'),
      () => call.moveTo('reconnecting'),
      () => call.moveTo('connected'),
    ];
    for (const cause of causes) {
      const rendering = sinon.spy(element, 'requestUpdate');
      cause();
      await until(() => rendering.called);
      rendering.restore();
      await element.updateComplete;
      expect(setter.set.callCount, String(cause)).to.equal(0);
    }
    expect(emptied).to.deep.equal([]);

    call.setLocalMedia({ camera: false });
    await element.updateComplete;
    expect(setter.set.args).to.deep.equal([[null]]);
    expect(setter.set.thisValues).to.deep.equal([part(element, 'local-video')]);
  });
});
