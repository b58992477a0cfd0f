import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { until } from '../support/until.js';
import '../../src/element/define.js';
import { canvasStream, part, reaches, visibleText } from './fixtures.js';
import {
  MeetingStage,
  press,
  reads,
  selfView,
  shows,
  type MeetingElement,
} from './meeting-stage.js';

describe('P2pVideoCallElement: camera and microphone of meetings', () => {
  const stage = new MeetingStage();
  const { made, online, together, visit } = stage;

  const isOn = (element: MeetingElement, name: 'camera' | 'microphone') =>
    part(element, `${name}-button`).ariaPressed === 'true';

  it('what was off in the call stays off in the next, also where the page asks for the self-view', async () => {
    const { first, second } = await together({ preview: true });
    await Promise.all([first.toggleCamera(false), first.toggleMicrophone(false)]);
    second.hangup();
    await reaches(first, 'waiting');
    await first.updateComplete;
    expect(isOn(first, 'camera')).to.equal(false);
    expect(selfView(first)).to.equal(null);
    await press(second, 'join-button');
    await reaches(first, 'connected');
    expect(first.call?.wantedMedia).to.include({ microphone: false, camera: false });

    first.hangup();
    await reaches(first, 'ended');
    await press(first, 'join-button');
    await reaches(first, 'connected');
    expect(first.call?.wantedMedia).to.include({ microphone: false, camera: false });
  });

  it('a camera that is off before the call is off in it, also where the page asks for the self-view', async () => {
    const { first } = await together({ preview: true, video: false });
    expect(first.call?.wantedMedia).to.include({ microphone: true, camera: false });
  });

  it('a camera that was turned off before the room was left is not on there again', async () => {
    const element = await online({ room: 'standup', preview: true });
    await element.join();
    await shows(element, 'leave-button');
    part(element, 'camera-button').click();
    element.leave();
    await shows(element, 'join-button');
    expect(isOn(element, 'camera')).to.equal(false);
    expect(selfView(element)).to.equal(null);
  });

  it('a camera that was off when the page was left is off after the reload', async () => {
    const entries = sinon.stub(performance, 'getEntriesByType');
    entries.returns([{ type: 'reload' } as unknown as PerformanceEntry]);
    try {
      const before = await online({ room: 'standup', preview: true });
      await before.join();
      await visit();
      await reaches(before, 'connected');
      await before.toggleCamera(false);
      dispatchEvent(new PageTransitionEvent('pagehide'));
      before.remove();
      const after = made({ room: 'standup', preview: true });
      await reaches(after, 'waiting');
      expect(isOn(after, 'camera')).to.equal(false);
      expect(isOn(after, 'microphone')).to.equal(true);
      expect(selfView(after)).to.equal(null);
    } finally {
      entries.restore();
    }
  });

  it('a camera that fails before the call is off in it', async () => {
    const getUserMedia = sinon.stub(navigator.mediaDevices, 'getUserMedia');
    getUserMedia.rejects(new DOMException('', 'NotFoundError'));
    try {
      const element = await online({ room: 'standup' });
      await reads(element, 'No camera found.');
      await until(() => !isOn(element, 'camera'));
      const asked = getUserMedia.callCount;
      await element.join();
      await reaches(element, 'waiting');
      expect(isOn(element, 'camera')).to.equal(false);
      expect(getUserMedia.callCount).to.equal(asked);
    } finally {
      getUserMedia.restore();
    }
  });

  it('a microphone that is still being opened when the call ends is on in the next', async () => {
    const getUserMedia = sinon.stub(navigator.mediaDevices, 'getUserMedia').callThrough();
    getUserMedia
      .withArgs(sinon.match({ audio: true, video: false }))
      .returns(new Promise(() => {}));
    try {
      const element = await online({ room: 'standup' });
      await element.join();
      await until(() => selfView(element), 'the self-view');
      const { call } = await visit();
      await until(() => element.call?.localMedia.camera, 'the camera');
      expect(element.call?.localMedia.microphone).to.equal(false);
      call.hangup();
      await reads(element, 'They left.');
      expect(isOn(element, 'microphone')).to.equal(true);
      expect(isOn(element, 'camera')).to.equal(true);
    } finally {
      getUserMedia.restore();
    }
  });

  it('a camera that the system has muted is on in the next call', async () => {
    const element = await online({ room: 'standup' });
    await element.join();
    const crashing = await visit();
    await until(() => element.call?.localMedia.camera, 'the camera');
    const [track] = element.call?.localStream?.getVideoTracks() ?? [];
    sinon.stub(track!, 'muted').value(true);
    track!.dispatchEvent(new Event('mute'));
    expect(element.call?.localMedia.camera).to.equal(false);
    crashing.crash();
    await visit();
    expect(element.call?.id).not.to.equal(crashing.call.id);
    await until(() => element.call?.localMedia.camera, 'the camera');
  });

  it('a camera that was turned off while the system had muted it stays off', async () => {
    const element = await online({ room: 'standup' });
    await element.join();
    const { call } = await visit();
    await until(() => element.call?.localMedia.camera, 'the camera');
    const [track] = element.call?.localStream?.getVideoTracks() ?? [];
    sinon.stub(track!, 'muted').value(true);
    track!.dispatchEvent(new Event('mute'));
    await element.toggleCamera(false);
    call.hangup();
    await reads(element, 'They left.');
    expect(isOn(element, 'camera')).to.equal(false);
  });

  it('says that the screen is not shared any more where a call takes the place of another', async () => {
    const getDisplayMedia = sinon.stub(navigator.mediaDevices, 'getDisplayMedia');
    getDisplayMedia.callsFake(() => Promise.resolve(canvasStream()));
    const notice = 'Your screen is not shared any more. Share it again.';
    try {
      const element = await online({ room: 'standup' });
      await element.join();
      const crashing = await visit();
      await reaches(element, 'connected');
      await element.toggleScreenShare(true);
      await until(() => element.call?.localMedia.screen, 'the screen');
      crashing.crash();
      await visit();
      await reads(element, notice);
      expect(element.call?.id).not.to.equal(crashing.call.id);
      await element.toggleScreenShare(true);
      await until(() => !visibleText(element).includes(notice), 'no notice any more');
    } finally {
      getDisplayMedia.restore();
    }
  });

  it('says nothing of a screen that was shared with somebody who has hung up', async () => {
    const getDisplayMedia = sinon.stub(navigator.mediaDevices, 'getDisplayMedia');
    getDisplayMedia.callsFake(() => Promise.resolve(canvasStream()));
    const errors: string[] = [];
    try {
      const element = await online({ room: 'standup' });
      element.addEventListener('call-error', ({ error }) => errors.push(error.code));
      await element.join();
      const leaving = await visit();
      await reaches(element, 'connected');
      await element.toggleScreenShare(true);
      await until(() => element.call?.localMedia.screen, 'the screen');
      leaving.call.hangup();
      await reads(element, 'They left.');
      // Its place in the room is free then.
      leaving.crash();
      await visit();
      await reaches(element, 'connected');
      expect(errors).to.deep.equal([]);
    } finally {
      getDisplayMedia.restore();
    }
  });

  it('the camera stays on where the signaling is replaced while one waits', async () => {
    const element = await online({ room: 'standup' });
    await element.join();
    await until(() => selfView(element), 'the self-view');
    const other = stage.network.connect();
    element.signaling = other;
    await until(() => element.state === 'waiting' && element.connectionId === other.id);
    await until(() => selfView(element), 'the self-view');
    expect(isOn(element, 'camera')).to.equal(true);
    await visit();
    await until(() => element.call?.localMedia.camera, 'the camera');
  });
});
