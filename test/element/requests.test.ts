import { expect } from '@open-wc/testing';
import { CallError } from '../../src/call/terms/call-error.js';
import {
  canvasStream,
  elementInCall,
  findPart,
  idleElement,
  part,
  reaches,
  type FakedElement,
} from './fixtures.js';
import { until } from '../support/until.js';

function button(element: Element, label: string): HTMLButtonElement {
  const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
  const found = buttons.find(
    (candidate) => candidate.ariaLabel === label || candidate.innerText.trim() === label,
  );
  if (!found) throw new Error(`There is no button "${label}".`);
  return found;
}

describe('P2pVideoCallElement: requests go up, state comes down', () => {
  it('calls the typed address, with the media and servers of its attributes', async () => {
    const element = await idleElement();
    element.video = false;
    element.iceServers = [{ urls: 'turn:example.test' }];
    const input = part<HTMLInputElement>(element, 'peer-id');
    input.value = ' peer-9 ';
    input.dispatchEvent(new InputEvent('input'));
    await element.updateComplete;
    part(element, 'call-button').click();
    expect(element.peerId).to.equal(' peer-9 ');
    expect(element.lastPlaced.peerId).to.equal('peer-9');
    expect(element.lastPlaced.options).to.deep.equal({
      audio: true,
      video: false,
      iceServers: [{ urls: 'turn:example.test' }],
    });
    expect(element.state).to.equal('calling');
  });

  it('passes private mode, a provider of servers, and the wish to resume on', async () => {
    const element = await idleElement();
    const provider = () => Promise.resolve([{ urls: 'turn:example.test' }]);
    element.setAttribute('ice-transport-policy', 'relay');
    element.setAttribute('resume', '');
    element.setAttribute('data-saver', '');
    element.setAttribute('max-bitrate', '500000');
    element.setAttribute('max-file-size', '1000000');
    element.iceServers = provider;
    const warmUp = (from: string) => from === 'a friend';
    element.warmUp = warmUp;
    await element.updateComplete;
    await reaches(element, 'idle');
    const expected = {
      audio: true,
      video: true,
      iceServers: provider,
      iceTransportPolicy: 'relay',
      resume: true,
      dataSaver: true,
      maxBitrate: 500_000,
      maxFileSize: 1_000_000,
      warmUp,
    };
    element.startCall('peer-1');
    expect(element.lastPlaced.options).to.deep.equal(expected);
    expect(element.listenOptions).to.deep.equal(expected);
    element.lastPlaced.end('hangup');
    element.removeAttribute('ice-transport-policy');
    element.removeAttribute('resume');
    element.removeAttribute('data-saver');
    element.removeAttribute('max-bitrate');
    element.removeAttribute('max-file-size');
    element.warmUp = false;
    await element.updateComplete;
    await reaches(element, 'ended');
    expect(element.listenOptions).to.deep.equal({ audio: true, video: true, iceServers: provider });
  });

  it('passes on what protects calls: secret, token of the address, and that strangers do not ring', async () => {
    const element = await idleElement();
    element.secret = 'secret-1';
    element.addressToken = 'token-1';
    element.setAttribute('known-only', '');
    await element.updateComplete;
    const expected = {
      audio: true,
      video: true,
      secret: 'secret-1',
      addressToken: 'token-1',
      knownOnly: true,
    };
    expect(element.listenOptions).to.deep.equal(expected);
    element.startCall('peer-1');
    expect(element.lastPlaced.options).to.deep.equal(expected);
    element.lastPlaced.end('hangup');
    element.resume = true;
    await until(() => element.resumedWith.length > 0);
    expect(element.resumedWith).to.deep.equal([{ ...expected, resume: true }]);
  });

  it('does not make a call unprotected because its secret is empty', async () => {
    const element = await idleElement();
    element.secret = '';
    element.addressToken = '';
    element.startCall('peer-1');
    expect(element.lastPlaced.options).to.deep.include({ secret: '', addressToken: '' });
  });

  it('secrets have no attributes, in which others could read them', async () => {
    const element = await idleElement();
    for (const name of ['secret', 'address-token', 'addresstoken']) element.setAttribute(name, 'x');
    await element.updateComplete;
    expect([element.secret, element.addressToken]).to.deep.equal([null, null]);
  });

  it('does not pass a misspelt policy over, which would show the addresses', async () => {
    const element = await idleElement();
    element.setAttribute('ice-transport-policy', 'Relay');
    await element.updateComplete;
    element.startCall('peer-1');
    expect(element.lastPlaced.options.iceTransportPolicy).to.equal('Relay');
  });

  it('tells the page alone what only the page can mend', async () => {
    const { element, call } = await elementInCall('connected');
    const codes: string[] = [];
    element.addEventListener('call-error', ({ error }) => codes.push(error.code));
    for (const code of ['ice-servers-failed', 'resolve-failed', 'resume-failed'] as const) {
      call.fail(new CallError(code, 'for developers'));
    }
    await element.updateComplete;
    expect(codes).to.deep.equal(['ice-servers-failed', 'resolve-failed', 'resume-failed']);
    expect(element.renderRoot.querySelector('[role="alert"]')?.textContent.trim()).to.equal('');
  });

  it('prefills the input from `peer-id`, and `startCall()` calls that', async () => {
    const element = await idleElement();
    element.setAttribute('peer-id', 'peer-7');
    await element.updateComplete;
    expect(part<HTMLInputElement>(element, 'peer-id').value).to.equal('peer-7');
    expect(element.startCall()).to.equal(element.lastPlaced.asPeerCall);
    expect(element.lastPlaced.peerId).to.equal('peer-7');
  });

  for (const [what, protect] of [
    ['a secret', (element: FakedElement) => (element.secret = 'what both sides know')],
    ['private mode', (element: FakedElement) => (element.iceTransportPolicy = 'relay')],
  ] as const) {
    it(`does not answer by dialling a call that came before the page had set ${what}`, async () => {
      const element = await idleElement();
      const call = element.ring({ peerId: 'peer-1' });
      protect(element);
      expect(element.startCall('peer-1')).to.equal(null);
      expect(call.requests).to.deep.equal([]);
      expect(element.state).to.equal('ringing');
    });
  }

  it('shows why it can not call: no address, the own address, a call already, offline', async () => {
    const element = await idleElement();
    const codes: string[] = [];
    element.addEventListener('call-error', ({ error }) => codes.push(error.code));
    expect(element.startCall('')).to.equal(null);
    expect(element.startCall('own-1')).to.equal(null);
    await element.updateComplete;
    expect(element.renderRoot.querySelector('[role="alert"]')?.textContent).to.contain(
      'can’t be called',
    );
    element.startCall('peer-1');
    expect(element.startCall('peer-2')).to.equal(null);
    element.lastPlaced.end('hangup');
    element.ownSignaling[0]?.move('connecting');
    expect(element.startCall('peer-1')).to.equal(null);
    expect(codes).to.deep.equal([
      'invalid-argument',
      'invalid-argument',
      'invalid-state',
      'invalid-state',
    ]);
    expect(element.placed).to.have.length(1);
  });

  for (const [name, method, media] of [
    ['microphone-button', 'setMicrophoneEnabled', 'microphone'],
    ['camera-button', 'setCameraEnabled', 'camera'],
    ['screen-button', 'setScreenShareEnabled', 'screen'],
  ] as const) {
    it(`${name}: asks the call, and changes only when the call says so`, async () => {
      const { element, call } = await elementInCall('connected');
      part(element, name).click();
      await element.updateComplete;
      expect(call.requests).to.deep.equal([[method, true]]);
      expect(part(element, name).ariaPressed).to.equal('false');

      call.setLocalMedia({ [media]: true });
      await element.updateComplete;
      expect(part(element, name).ariaPressed).to.equal('true');

      part(element, name).click();
      expect(call.requests.at(-1)).to.deep.equal([method, false]);
    });
  }

  it('methods take the wanted value, and do nothing without a call', async () => {
    const { element, call } = await elementInCall('connected');
    await element.toggleMicrophone(false);
    await element.toggleCamera(true);
    await element.toggleScreenShare(true);
    expect(call.requests).to.deep.equal([
      ['setMicrophoneEnabled', false],
      ['setCameraEnabled', true],
      ['setScreenShareEnabled', true],
    ]);
    call.end('hangup');
    await element.toggleMicrophone();
    await element.answer();
    element.reject();
    element.hangup();
    expect(call.requests).to.have.length(3);
  });

  it('a request that fails is shown and fired once, though it comes as rejection and as event', async () => {
    const { element, call } = await elementInCall('connected');
    const errors: Error[] = [];
    element.addEventListener('call-error', ({ error }) => errors.push(error));
    const error = new CallError('device-in-use', 'busy', { device: 'camera' });
    call.nextFailure = error;
    call.fail(error);
    await element.toggleCamera(true);
    await element.updateComplete;
    expect(errors).to.deep.equal([error]);
    const alert = element.renderRoot.querySelector<HTMLElement>('[role="alert"]');
    expect(alert?.innerText).to.contain('Close other apps that use it');

    call.setLocalMedia({ microphone: true });
    await element.updateComplete;
    expect(alert?.innerText).to.contain('Close other apps that use it');

    call.setLocalMedia({ camera: true });
    await element.updateComplete;
    expect(alert?.innerText.trim()).to.equal('');
  });

  it('a shown failure can be put away', async () => {
    const { element, call } = await elementInCall('connected');
    call.fail(new CallError('device-not-found', 'none', { device: 'microphone' }));
    await element.updateComplete;
    button(element, 'Close').click();
    await element.updateComplete;
    expect(element.renderRoot.querySelector('.notice')).to.equal(null);
  });

  it('hang-up asks the call; the screen changes with the call alone', async () => {
    const { element, call } = await elementInCall('connected');
    part(element, 'hangup-button').click();
    await element.updateComplete;
    expect(call.requests).to.deep.equal([['hangup', 'hangup']]);
    expect(element.state).to.equal('connected');
    call.end('hangup');
    await element.updateComplete;
    expect(element.state).to.equal('ended');
    expect(findPart(element, 'toolbar')).to.equal(null);
  });

  it('"call again" calls where the peer is now, with the token that was dialled', async () => {
    const { element, call } = await elementInCall('connected');
    call.token = 'token-1';
    call.peerId = 'peer-2';
    call.end('hangup');
    await element.updateComplete;
    part(element, 'call-button').click();
    expect(element.lastPlaced.peerId).to.equal('peer-2.token-1');
  });

  it('"back" puts the ended call away, "call again" calls the same address', async () => {
    const { element, call } = await elementInCall('connected');
    call.end('hangup');
    await element.updateComplete;
    part(element, 'call-button').click();
    expect(element.placed.map(({ peerId }) => peerId)).to.deep.equal(['peer-1', 'peer-1']);
    element.lastPlaced.end('timeout');
    await element.updateComplete;
    button(element, 'Back').click();
    await element.updateComplete;
    expect(element.state).to.equal('idle');
    expect(element.call).to.equal(null);
  });

  it('shows the streams, each in the video of its role', async () => {
    const { element, call } = await elementInCall('connected');
    const [local, remote, remoteScreen, ownScreen] = [1, 2, 3, 4].map(() => canvasStream());
    if (!local || !remote || !remoteScreen || !ownScreen) throw new Error('No stream.');
    const video = (name: string) => part<HTMLVideoElement>(element, name);
    call.setLocalStream(local);
    call.setLocalMedia({ camera: true });
    call.setRemoteStream(remote);
    call.setRemoteMedia({ camera: true });
    await element.updateComplete;
    expect(video('local-video').srcObject).to.equal(local);
    expect(video('local-video').muted).to.equal(true);
    expect(video('local-video').hasAttribute('data-mirrored')).to.equal(true);
    expect(video('remote-video').srcObject).to.equal(remote);
    expect(video('remote-video').muted, 'its sound has a node of its own').to.equal(true);

    call.remoteScreenStream = remoteScreen;
    call.setRemoteMedia({ screen: true });
    call.localScreenStream = ownScreen;
    call.setLocalMedia({ screen: true });
    await element.updateComplete;
    expect(video('remote-screen-video').srcObject).to.equal(remoteScreen);
    expect(video('remote-screen-video').offsetWidth).to.be.above(video('remote-video').offsetWidth);
    const sound = () => element.renderRoot.querySelector<HTMLAudioElement>('audio.sound')!;
    expect(sound().srcObject, 'a screen without sound').to.equal(null);
    call.setRemoteMedia({ screenSound: true });
    await element.updateComplete;
    expect(sound()).to.include({ srcObject: remoteScreen, muted: false });
    expect(video('remote-screen-video').muted).to.equal(true);
    expect(video('local-video').srcObject).to.equal(ownScreen);
    expect(video('local-video').hasAttribute('data-mirrored')).to.equal(false);

    call.end('hangup');
    await element.updateComplete;
    for (const name of ['local-video', 'remote-video', 'remote-screen-video']) {
      expect(video(name).srcObject).to.equal(null);
    }
    expect(sound().srcObject).to.equal(null);
  });
});
