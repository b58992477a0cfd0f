import { expect, fixtureSync, html } from '@open-wc/testing';
import sinon from 'sinon';
import { until } from '../../../support/until.js';
import { canvasStream, elementInCall, findPart, part, type FakedElement } from '../../fixtures.js';

async function inCall() {
  const { element, call } = await elementInCall('connected');
  element.style.width = '900px';
  call.setLocalStream(canvasStream());
  call.setLocalMedia({ microphone: true, camera: true });
  call.setRemoteStream(canvasStream());
  call.setRemoteMedia({ microphone: true, camera: true });
  await element.updateComplete;
  return { element, call };
}

const undo: (() => void)[] = [];
function define(object: object, name: string, value: unknown): void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { value, configurable: true, writable: true });
  undo.push(() =>
    own ? Object.defineProperty(object, name, own) : Reflect.deleteProperty(object, name),
  );
}

/**
 * A frame in place of the window that a browser gives in a press alone: a document of its own, too. Real ones are opened in
 * the tests that have a mouse.
 */
function pipOfDocuments() {
  const windows: Window[] = [];
  const requestWindow = sinon.spy(async (_size?: { width?: number; height?: number }) => {
    const frame = fixtureSync<HTMLIFrameElement>(
      html`<iframe title="pip" width="360" height="300"></iframe>`,
    );
    const pip = frame.contentWindow!;
    pip.close = () => {
      setTimeout(() => {
        pip.dispatchEvent(new Event('pagehide'));
        frame.remove();
      });
    };
    windows.push(pip);
    return pip;
  });
  define(window, 'documentPictureInPicture', { requestWindow });
  return { windows, requestWindow };
}

const inWindow = (pip: Window, selector: string) =>
  pip.document.querySelector<HTMLElement>(selector);

async function opened(element: FakedElement, windows: readonly Window[]): Promise<Window> {
  part(element, 'pip-button').click();
  await until(() => windows.at(-1)?.document.querySelector('button'));
  await element.updateComplete;
  return windows.at(-1)!;
}

describe('PictureInPicture', () => {
  afterEach(() => {
    sinon.restore();
    for (const one of undo.splice(0)) one();
  });

  it('asks for the window in the press itself', async () => {
    const { element } = await inCall();
    const { requestWindow } = pipOfDocuments();
    part(element, 'pip-button').click();
    expect(requestWindow.callCount).to.equal(1);
  });

  it('the window has pictures of the same streams, and buttons that do what those of the page do', async () => {
    const { element, call } = await inCall();
    element.style.setProperty('--p2p-stage', 'rgb(1, 2, 3)');
    const { windows } = pipOfDocuments();
    const pip = await opened(element, windows);
    const { document } = pip;
    const large = inWindow(pip, 'video.large') as HTMLVideoElement;
    const small = inWindow(pip, 'video.self') as HTMLVideoElement;
    expect(large.srcObject).to.equal(call.remoteStream);
    expect(small.srcObject).to.equal(call.localStream);
    expect([...document.querySelectorAll('video')].every(({ muted }) => muted)).to.equal(true);
    expect(document.querySelector('audio'), 'the sound stays in the page').to.equal(null);
    expect(pip.getComputedStyle(document.body).backgroundColor).to.equal('rgb(1, 2, 3)');
    expect(document.title).to.equal('peer-1 – Video call');
    expect([document.documentElement.lang, document.dir]).to.deep.equal(['en', 'ltr']);
    const emptied: unknown[] = [];
    element.renderRoot.addEventListener('emptied', (event) => emptied.push(event), true);

    const button = (label: string) => inWindow(pip, `button[aria-label="${label}"]`);
    button('Microphone')?.click();
    button('Camera')?.click();
    await element.updateComplete;
    call.setLocalMedia({ microphone: false });
    await element.updateComplete;
    expect(button('Microphone')?.ariaPressed).to.equal('false');
    call.setRemoteMedia({ camera: false });
    await element.updateComplete;
    expect(inWindow(pip, '.words')?.textContent).to.contain('Their camera is off');
    call.remoteScreenStream = canvasStream();
    call.setRemoteMedia({ camera: true, screen: true });
    await element.updateComplete;
    expect((inWindow(pip, 'video.screen') as HTMLVideoElement).srcObject).to.equal(
      call.remoteScreenStream,
    );
    call.moveTo('reconnecting');
    await element.updateComplete;
    expect(inWindow(pip, '.words')?.textContent).to.contain('Reconnecting');
    button('Hang up')?.click();
    expect(call.requests).to.deep.equal([
      ['setMicrophoneEnabled', false],
      ['setCameraEnabled', false],
      ['hangup', 'hangup'],
    ]);
    expect(large.srcObject, 'set once').to.equal(call.remoteStream);
    expect(emptied, 'the page plays on').to.deep.equal([]);
  });

  it('the picture fills the window, with the buttons over it in the middle', async () => {
    const { element } = await inCall();
    const { windows } = pipOfDocuments();
    const pip = await opened(element, windows);
    const { width, height } = inWindow(pip, 'video.large')!.getBoundingClientRect();
    expect([width, height]).to.deep.equal([pip.innerWidth, pip.innerHeight]);
    const toolbar = inWindow(pip, '.toolbar')!.getBoundingClientRect();
    expect((toolbar.left + toolbar.right) / 2).to.be.closeTo(pip.innerWidth / 2, 1);
    expect(toolbar.bottom).to.equal(pip.innerHeight);
  });

  it('closes with the call, and by its button; the button follows what the user does with the window', async () => {
    const { element, call } = await inCall();
    const { windows } = pipOfDocuments();
    let pip = await opened(element, windows);
    const button = part(element, 'pip-button');
    expect(button.ariaLabel).to.equal('Leave picture in picture');
    pip.close();
    await until(() => button.ariaLabel === 'Picture in picture');
    pip = await opened(element, windows);
    const video = inWindow(pip, 'video') as HTMLVideoElement;
    const close = sinon.spy(pip, 'close');
    button.click();
    expect(close.callCount).to.equal(1);
    await until(() => button.ariaLabel === 'Picture in picture');
    expect(video.srcObject, 'lets go of the streams').to.equal(null);
    pip = await opened(element, windows);
    const closeAtEnd = sinon.spy(pip, 'close');
    call.end('hangup');
    await until(() => closeAtEnd.called);
  });

  it('stays through a move in the page, and closes when the element is taken out', async () => {
    const { element } = await inCall();
    const { windows } = pipOfDocuments();
    const close = sinon.spy(await opened(element, windows), 'close');
    element.parentElement?.append(element);
    await element.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    expect(close.callCount).to.equal(0);
    element.remove();
    await until(() => close.called);
  });

  it('a call that ends while the window opens has none', async () => {
    const { element, call } = await inCall();
    const { windows } = pipOfDocuments();
    part(element, 'pip-button').click();
    call.end('hangup');
    await until(() => windows.length > 0);
    await until(() => windows[0]?.closed);
  });

  it('a refusal is said, and the call goes on', async () => {
    const { element, call } = await inCall();
    pipOfDocuments();
    const requestWindow = () => Promise.reject(new DOMException('no press', 'NotAllowedError'));
    define(window, 'documentPictureInPicture', { requestWindow });
    const codes: string[] = [];
    element.addEventListener('call-error', ({ error }) => codes.push(error.code));
    part(element, 'pip-button').click();
    await until(() => codes.length > 0);
    expect([codes, call.requests]).to.deep.equal([['invalid-state'], []]);
  });

  it('without windows of documents, and in frames, the picture alone is shown', async () => {
    const { element, call } = await inCall();
    define(window, 'documentPictureInPicture', undefined);
    element.requestUpdate();
    await element.updateComplete;
    const requestRemote = sinon.stub(
      part<HTMLVideoElement>(element, 'remote-video'),
      'requestPictureInPicture',
    );
    const requestScreen = sinon.stub(
      part<HTMLVideoElement>(element, 'remote-screen-video'),
      'requestPictureInPicture',
    );
    part(element, 'pip-button').click();
    expect([requestRemote.callCount, requestScreen.callCount]).to.deep.equal([1, 0]);
    call.setRemoteMedia({ screen: true });
    await element.updateComplete;
    part(element, 'pip-button').click();
    expect(requestScreen.callCount).to.equal(1);
    call.setRemoteMedia({ screen: false, camera: false });
    await element.updateComplete;
    expect(findPart(element, 'pip-button'), 'no picture').to.equal(null);
  });

  it('on iPhones the picture is asked in their own way', async () => {
    const { element } = await inCall();
    define(window, 'documentPictureInPicture', undefined);
    sinon.stub(document, 'pictureInPictureEnabled').value(false);
    element.requestUpdate();
    await element.updateComplete;
    expect(findPart(element, 'pip-button'), 'neither').to.equal(null);
    const video = part<HTMLVideoElement>(element, 'remote-video');
    const modes: string[] = [];
    Object.assign(video, {
      webkitPresentationMode: 'inline',
      webkitSupportsPresentationMode: (mode: string) => mode === 'picture-in-picture',
      webkitSetPresentationMode: (mode: string) => {
        modes.push(mode);
        Object.assign(video, { webkitPresentationMode: mode });
        video.dispatchEvent(new Event('webkitpresentationmodechanged'));
      },
    });
    element.requestUpdate();
    await element.updateComplete;
    const button = part(element, 'pip-button');
    button.click();
    await until(() => button.ariaLabel === 'Leave picture in picture');
    button.click();
    await until(() => button.ariaLabel === 'Picture in picture');
    expect(modes).to.deep.equal(['picture-in-picture', 'inline']);
  });

  it('the browser may ask for it by itself as long as there is a call, and the page allows it', async () => {
    const actions = new Map<string, unknown>();
    const { element, call } = await inCall();
    sinon.stub(navigator.mediaSession, 'setActionHandler').callsFake((name, handler) => {
      actions.set(name, handler);
    });
    element.controlsList = 'nopip';
    await element.updateComplete;
    expect(actions.get('enterpictureinpicture')).to.equal(null);
    element.controlsList = '';
    await element.updateComplete;
    const { requestWindow } = pipOfDocuments();
    (actions.get('enterpictureinpicture') as () => void)();
    expect(requestWindow.callCount).to.equal(1);
    call.end('hangup');
    await element.updateComplete;
    expect(actions.get('enterpictureinpicture')).to.equal(null);
  });
});
