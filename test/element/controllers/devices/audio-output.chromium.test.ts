import { expect } from '@open-wc/testing';
import { idleElement } from '../../fixtures.js';

describe('P2pVideoCallElement: a loudspeaker that there is', () => {
  it('is really the one that plays', async () => {
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of microphone.getTracks()) track.stop();
    const devices = await navigator.mediaDevices.enumerateDevices();
    const speaker = devices.find(
      ({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== 'default',
    );
    if (!speaker) throw new Error('The browser has no fake loudspeakers.');
    const element = await idleElement();
    await element.setAudioOutput(speaker.deviceId);
    const sounds = [...element.renderRoot.querySelectorAll('audio')];
    expect(sounds, 'a voice, and the sound of a screen').to.have.length(2);
    for (const { sinkId } of sounds) expect(sinkId).to.equal(speaker.deviceId);
  });
});
