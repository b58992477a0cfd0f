import { part } from '../../element/fixtures.js';
import { until } from '../../support/until.js';
import { screenContent } from '../pictures.js';
import { inCall, press, type Scene, type Scenes } from './kit.js';

/** A frame in place of the window that a browser gives in a press alone: it is a document of its own, too. */
function pipOfDocuments(width: number, height: number): Promise<Window> {
  return new Promise((resolve) => {
    const requestWindow = async () => {
      const frame = Object.assign(document.createElement('iframe'), { title: 'pip' });
      frame.style.cssText = `position: fixed; z-index: 9; inset: 0; margin: auto; border: 1px solid #fff; width: ${width}px; height: ${height}px; max-width: 100%`;
      document.body.append(frame);
      const pip = frame.contentWindow;
      if (!pip) throw new Error('A frame in a page has a window.');
      resolve(pip);
      return pip;
    };
    Object.defineProperty(window, 'documentPictureInPicture', {
      value: { requestWindow },
      configurable: true,
    });
  });
}

const inWindow =
  (width: number, height: number, sharesScreen = false): Scene =>
  async (lang) => {
    const { element, call } = await inCall(lang);
    if (sharesScreen) {
      call.remoteScreenStream = screenContent();
      call.setRemoteMedia({ screen: true });
      await element.updateComplete;
    }
    const opening = pipOfDocuments(width, height);
    await press(element, 'pip-button');
    const pip = await opening;
    await until(() => pip.document.querySelector('button'), 'the buttons of the window');
    part(element, 'panel').hidden = true;
    await until(() => {
      const videos = [...pip.document.querySelectorAll<HTMLVideoElement>('video[data-on]')];
      return videos.length > 0 && videos.every(({ readyState }) => readyState >= 2);
    }, 'the pictures of the window');
  };

export const smallWindow: Scenes = {
  pip: inWindow(320, 240),
  'pip-small': inWindow(240, 180),
  'pip-screen': inWindow(480, 320, true),
};
