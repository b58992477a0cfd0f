import { loadLanguage } from '../../src/element/texts/languages.js';
import type { Language } from '../../src/element/texts/strings.js';
import type { P2pVideoCallElement } from '../../src/element/p2p-video-call.js';
import { until } from '../support/until.js';
import { stopTime } from './page-clock.js';
import { installDevices } from './page-devices.js';
import { afterCall } from './scenes/after-call.js';
import { beforeCall } from './scenes/before-call.js';
import { beforeAnswer, connected } from './scenes/in-call.js';
import type { Scenes } from './scenes/kit.js';
import { panels } from './scenes/panels.js';
import { smallWindow } from './scenes/small-window.js';

/** Every state that a user can see, and every panel. */
const SCENES: Scenes = {
  ...beforeCall,
  ...beforeAnswer,
  ...connected,
  ...panels,
  ...smallWindow,
  ...afterCall,
};

installDevices();

/** Shows a scene; resolves when it stands still. A page shows one: what it was made of may still run. */
export async function show(name: string, lang: Language): Promise<void> {
  await loadLanguage(lang);
  await SCENES[name]?.(lang);
  const element = document.querySelector<P2pVideoCallElement>(
    'faked-video-call, meeting-video-call',
  );
  await element?.updateComplete;
  const videos = [...(element?.renderRoot.querySelectorAll('video') ?? [])];
  await until(
    () => videos.every((video) => !video.srcObject || video.paused || video.readyState >= 2),
    'the pictures',
  );
  await document.fonts.ready;
  await settle();
}

/** What is measured after a rendering may render again. */
async function settle(): Promise<void> {
  for (let frames = 0; frames < 4; frames++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
  }
}

Object.assign(globalThis, { show, settle, stopTime, sceneNames: Object.keys(SCENES) });
