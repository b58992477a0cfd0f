import { expect } from '@open-wc/testing';
import { restoreVisibility, setVisibility } from '../../../support/page-visibility.js';
import { until } from '../../../support/until.js';
import { elementInCall, findPart, idleElement, part, type FakedElement } from '../../fixtures.js';

const said = (element: FakedElement): string[] => {
  const region = element.renderRoot.querySelector('[aria-live=polite]:not(.root *)');
  if (!region) throw new Error('There is no live region.');
  return [...region.children].map(({ textContent }) => textContent ?? '');
};

describe('P2pVideoCallElement: announcements', () => {
  it('there is one region before the first text, which nobody sees', async () => {
    const { element } = await elementInCall('connected');
    expect(said(element)).to.deep.equal([]);
    const regions = element.renderRoot.querySelectorAll('[aria-live=polite]:not(.root *)');
    expect(regions).to.have.length(1);
    expect((regions[0] as HTMLElement).offsetWidth).to.equal(1);
  });

  it('say what the other side turns on and off, but not how it was at first', async () => {
    const { element, call } = await elementInCall('connecting');
    call.setRemoteMedia({ microphone: true, camera: true });
    call.moveTo('connected');
    await element.updateComplete;
    expect(said(element)).to.deep.equal([]);
    call.setRemoteMedia({ microphone: false });
    await element.updateComplete;
    call.setRemoteMedia({ microphone: true, screen: true });
    await element.updateComplete;
    // Paused by a thin line is not off.
    call.setRemoteMedia({ camera: false, paused: { camera: 'bandwidth' } });
    await element.updateComplete;
    expect(said(element)).to.deep.equal([
      'Their microphone is off',
      'Their microphone is on',
      'They are sharing their screen',
    ]);
  });

  it('say what the own user turns on and off, unless its button has the focus and says so', async () => {
    const { element, call } = await elementInCall('connected');
    call.setLocalMedia({ microphone: true });
    await element.updateComplete;
    part(element, 'microphone-button').focus();
    call.setLocalMedia({ microphone: false });
    await element.updateComplete;
    call.setLocalMedia({ camera: true });
    await element.updateComplete;
    expect(said(element)).to.deep.equal(['Your microphone is on', 'Your camera is on']);
  });

  it('are in the language of the element, and there in a call after it was moved', async () => {
    const { element, call } = await elementInCall('connected', 'ko');
    document.createElement('div').append(element);
    document.body.append(element);
    await element.updateComplete;
    call.setRemoteMedia({ microphone: true });
    await element.updateComplete;
    expect(said(element)).to.deep.equal(['상대방 마이크 켜짐']);
    const region = element.renderRoot.querySelector<HTMLElement>('[aria-live]:not(.root *)');
    expect(region?.lang).to.equal('ko');
    element.remove();
  });

  it('nothing is said of the next call by what was in the one before', async () => {
    const { element, call } = await elementInCall('connected');
    call.setRemoteMedia({ microphone: true });
    await element.updateComplete;
    call.end('hangup');
    element.startCall('peer-2');
    element.lastPlaced.moveTo('connected');
    await element.updateComplete;
    expect(said(element)).to.deep.equal(['Their microphone is on']);
    expect((await idleElement()).renderRoot.querySelectorAll('[aria-live=polite] p')).to.be.empty;
  });

  it('say who calls, where the caller has a name; that somebody does, the status says', async () => {
    const element = await idleElement();
    element.ring().setPeerName('Ada');
    await element.updateComplete;
    element.requestUpdate();
    await element.updateComplete;
    expect(said(element)).to.deep.equal(['Ada is calling']);
    expect(part(element, 'status').textContent).to.equal('Incoming call');
  });

  it('say that the own recording has begun, once; its time and size are not read out', async () => {
    const { element, call } = await elementInCall('connected');
    call.localStream = call.remoteStream = new MediaStream();
    part(element, 'more-button').click();
    await until(() => findPart(element, 'record-button'), 'the menu');
    part(element, 'record-button').click();
    call.receive('recording', '{"type":"allow","id":1}');
    const words = () => element.renderRoot.querySelector('.note.runs p');
    await until(() => words(), 'the note');
    const before = words()?.textContent;
    await until(() => words()?.textContent !== before, 'another time or size');
    expect(said(element)).to.deep.equal(['You are recording this call']);
    expect(words()?.closest('[aria-live], [role=status]')?.ariaLive).to.equal('off');
    call.end('hangup');
    await until(() => element.renderRoot.querySelector('.note:not(.runs)'), 'the file');
    const discard = element.renderRoot.querySelectorAll<HTMLElement>('[part=record-note-button]');
    discard[1]?.click();
  });

  it('say that the other side no longer records; that it does, a note says', async () => {
    const { element, call } = await elementInCall('connected');
    call.receive('recording', '{"type":"ask","id":1}');
    await element.updateComplete;
    const region = element.renderRoot.querySelector('.recording[role=status]');
    expect(region?.textContent).to.contain('They ask to record this call.');
    region?.querySelectorAll('button')[1]?.click();
    call.receive('recording', '{"type":"start","id":1}');
    await element.updateComplete;
    expect(region?.textContent).to.contain('They are recording this call.');
    expect(said(element)).to.deep.equal([]);
    call.receive('recording', '{"type":"stop","id":1}');
    await element.updateComplete;
    expect(said(element)).to.deep.equal(['They no longer record this call']);
  });

  it('say so to who speaks with the microphone off', async () => {
    const { element, call } = await elementInCall('connected');
    const context = new AudioContext();
    const output = new MediaStreamAudioDestinationNode(context);
    const tone = new OscillatorNode(context);
    tone.connect(output);
    tone.start();
    call.setLocalStream(output.stream);
    for (const track of output.stream.getTracks()) track.enabled = false;
    setVisibility('visible');
    try {
      await until(() => said(element).length > 0, 'the words');
      expect(said(element)).to.deep.equal(['Your microphone is off: they can’t hear you.']);
    } finally {
      restoreVisibility();
      await context.close();
    }
  });

  it('thank for a rating', async () => {
    const { element, call } = await elementInCall('connected');
    call.end('hangup');
    await element.updateComplete;
    part(element, 'star-button').click();
    expect(said(element)).to.deep.equal(['Thank you!']);
  });
});
