import { aTimeout, expect } from '@open-wc/testing';
import { css } from 'lit';
import sinon from 'sinon';
import {
  elementInCall,
  FakedElement,
  idleElement,
  part,
  reaches,
  visibleText,
} from './fixtures.js';
import { until } from '../support/until.js';

describe('P2pVideoCallElement: in another document', () => {
  let frame: HTMLIFrameElement;

  beforeEach(() => {
    frame = document.createElement('iframe');
    Object.assign(frame.style, { width: '60rem', height: '40rem' });
    document.body.append(frame);
  });

  afterEach(() => {
    sinon.restore();
    frame.remove();
  });

  const other = () => frame.contentDocument!;

  const styleOf = (element: FakedElement, selector: string) => {
    const { backgroundColor, display, borderRadius } =
      element.ownerDocument.defaultView!.getComputedStyle(
        element.renderRoot.querySelector(selector)!,
      );
    return { backgroundColor, display, borderRadius };
  };

  it('it looks as it did, wherever it is moved, and back', async () => {
    const element = await idleElement();
    const home = element.parentElement!;
    const here = [styleOf(element, '.root'), styleOf(element, 'form button')];
    expect(here[0]).to.include({ display: 'grid', borderRadius: '20px' });
    for (const place of [other().body, home]) {
      place.append(element);
      await element.updateComplete;
      expect([styleOf(element, '.root'), styleOf(element, 'form button')]).to.deep.equal(here);
    }
  });

  it('it can be put there without having been anywhere before', async () => {
    const blue = css`
      .emblem {
        color: rgb(1, 2, 3);
      }
    `;
    class StyledElement extends FakedElement {
      static override readonly styles = [...FakedElement.styles, blue];
    }
    customElements.define('styled-video-call', StyledElement);
    const element = new StyledElement();
    element.endpoint = 'wss://example.test';
    other().body.append(element);
    await reaches(element, 'idle');
    expect(styleOf(element, '.root').display).to.equal('grid');
    const emblem = element.renderRoot.querySelector('.emblem')!;
    expect(frame.contentWindow!.getComputedStyle(emblem).color).to.equal('rgb(1, 2, 3)');
  });

  it('its call goes on, and what is played plays on', async () => {
    // While another page is tested this one is in the background, where a canvas gives no pictures.
    for (const place of [document, other()]) sinon.stub(place, 'visibilityState').value('visible');
    const pictures = await navigator.mediaDevices.getUserMedia({ video: true });
    const { element, call } = await elementInCall('connected');
    call.setRemoteStream(pictures);
    call.setRemoteMedia({ camera: true });
    const video = part<HTMLVideoElement>(element, 'remote-video');
    await until(() => !video.paused && video.readyState > 0);
    other().body.append(element);
    await until(() => !video.paused && video.readyState > 0);
    expect(element.state).to.equal('connected');
    expect(call.requests).to.deep.equal([]);

    // Of this document from now on, and of the old one no more.
    const play = sinon.spy(video, 'play');
    const pause = async () => {
      const paused = new Promise((resolve) =>
        video.addEventListener('pause', resolve, { once: true }),
      );
      video.pause();
      await paused;
    };
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout'] });
    await pause();
    document.dispatchEvent(new Event('visibilitychange'));
    expect(play.callCount).to.equal(0);
    other().dispatchEvent(new Event('visibilitychange'));
    expect(play.callCount).to.equal(1);
    clock.restore();
    for (const track of pictures.getTracks()) track.stop();
  });

  it('it speaks the language of that document', async () => {
    const element = await idleElement();
    element.removeAttribute('lang');
    other().documentElement.lang = 'ko';
    other().body.append(element);
    await until(() => visibleText(element).includes('내 주소'));
    other().documentElement.lang = 'en';
    await until(() => visibleText(element).includes('Your address'));
  });

  it('it copies there, where the focus is', async () => {
    const element = await idleElement();
    other().body.append(element);
    const { clipboard } = frame.contentWindow!.navigator;
    const writeText = sinon.stub(clipboard, 'writeText').resolves();
    const copyButton = part(element, 'own-id').parentElement!.querySelector('button')!;
    copyButton.click();
    await until(() => copyButton.innerText.trim() === 'Copied');
    expect(writeText.args).to.deep.equal([['own-1']]);

    writeText.rejects(new DOMException('', 'NotAllowedError'));
    const execCommand = sinon.stub(other(), 'execCommand').returns(false);
    copyButton.click();
    await until(() => copyButton.innerText.trim() === 'Press Ctrl+C');
    expect(execCommand.args).to.deep.equal([['copy']]);
    expect(other().getSelection()?.type).to.equal('Range');
  });

  it('it hangs up when the frame or the window is closed that it stands in', async () => {
    const { element, call } = await elementInCall('connected');
    other().body.append(element);
    // A later task: the move itself is over.
    await aTimeout(0);
    frame.remove();
    await until(() => call.requests.some(([name]) => name === 'hangup'));
    await until(() => element.state === 'offline');
    await element.updateComplete;
    expect(element.ownSignaling, 'nobody is there to be online').to.have.length(1);
  });

  it('a call that is taken back from a window that closes goes on', async () => {
    const { element, call } = await elementInCall('connected');
    const home = element.parentElement!;
    other().body.append(element);
    await aTimeout(0);
    frame.contentWindow!.addEventListener('pagehide', () => home.append(element));
    frame.remove();
    await until(() => element.parentElement === home);
    await aTimeout(0);
    await element.updateComplete;
    expect(element.state).to.equal('connected');
    expect(call.requests).to.deep.equal([]);
  });
});
