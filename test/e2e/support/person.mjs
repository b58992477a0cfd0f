import assert from 'node:assert/strict';

/** Many times what anything takes. */
const TIMEOUT_MS = 45_000;

/** Camera and microphone; the clipboard for the invite link. */
const PERMISSIONS = ['camera', 'microphone', 'clipboard-read', 'clipboard-write'];

/** Someone in front of a page with `<p2p-video-call>`: sees what it shows, and clicks. */
export class Person {
  /** @param page or a frame in one, which has the page's own timeout */
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout?.(TIMEOUT_MS);
  }

  async open(url) {
    await this.page.goto(url);
    return this;
  }

  /** The own address as the page shows it, once there is one. */
  async address() {
    const address = this.page.locator('[part=own-id]', { hasText: /\S/ });
    return (await address.textContent()).trim();
  }

  /** Waits until the status line says `text`, and nothing else. */
  async reads(text) {
    const exactly = new RegExp(`^\\s*${text.replaceAll(/[.?]/g, '\\$&')}\\s*$`);
    await this.page.locator('[part=status]', { hasText: exactly }).waitFor({ state: 'attached' });
  }

  /** Presses the button with this name. */
  async presses(name) {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async dials(address) {
    await this.page.locator('[part=peer-id]').fill(address);
    await this.presses('Call');
  }

  /**
   * Waits until moving pictures of the other side are on the screen, and their sound is on. Whether there is sound in
   * it, `test/senses` measures.
   */
  async seesAndHearsPeer() {
    await Promise.all([this.seesMotion('remote-video'), this.hearsPeer()]);
  }

  /** Waits until the voice of the other side arrives, and time goes on in what plays it. */
  async hearsPeer() {
    const voice = this.page.locator('audio.voice');
    await voice.evaluate(
      (audio, timeoutMs) =>
        new Promise((resolve, reject) => {
          const timer = setTimeout(() => reject(new Error('Nothing is heard.')), timeoutMs);
          let from = NaN;
          audio.ontimeupdate = () => {
            const isOn = !audio.paused && !audio.muted && audio.volume > 0;
            const arrives = ({ readyState, muted }) => readyState === 'live' && !muted;
            if (!isOn || !audio.srcObject.getAudioTracks().some(arrives)) from = NaN;
            else if (audio.currentTime > from) resolve(clearTimeout(timer));
            else from = audio.currentTime;
          };
        }),
      TIMEOUT_MS,
    );
  }

  /** Waits until the visible video of this part has shown some frames that differ. */
  async seesMotion(part) {
    const video = this.page.locator(`[part=${part}]`);
    await video.and(this.page.locator('[data-on]')).waitFor();
    await watchMotion(video);
  }

  async noLongerSees(part) {
    await this.page.locator(`[part=${part}]:not([data-on])`).waitFor({ state: 'attached' });
  }

  /** Waits until the page says that the other side has its microphone off, or says so no more. */
  async readsTheirMicrophone(setting) {
    const mark = this.page.getByRole('img', { name: 'Their microphone is off' });
    await mark.waitFor({ state: setting === 'off' ? 'visible' : 'detached' });
  }

  /** The same of the camera. */
  async readsTheirCamera(setting) {
    // In the middle of the picture; it is also read out.
    const line = this.page.locator('.placeholder', { hasText: 'Their camera is off' });
    await line.waitFor({ state: setting === 'off' ? 'visible' : 'detached' });
  }
}

/** Waits until the video has shown frames whose pixels differ, as a person sees that a picture is alive. */
export async function watchMotion(video) {
  await video.evaluate(
    (element, timeoutMs) =>
      new Promise((resolve, reject) => {
        const PICTURES = 3;
        const canvas = new OffscreenCanvas(64, 36);
        const context = canvas.getContext('2d', { willReadFrequently: true });
        const seen = new Set();
        const timer = setTimeout(
          () => reject(new Error(`Only ${seen.size} different pictures in ${timeoutMs} ms.`)),
          timeoutMs,
        );
        const look = () => {
          context.drawImage(element, 0, 0, canvas.width, canvas.height);
          seen.add(context.getImageData(0, 0, canvas.width, canvas.height).data.join());
          if (seen.size < PICTURES) return void element.requestVideoFrameCallback(look);
          clearTimeout(timer);
          resolve();
        };
        element.requestVideoFrameCallback(look);
      }),
    TIMEOUT_MS,
  );
}

/**
 * People at browsers of their own, who share nothing. When the test ends they go, and it fails if one of their pages
 * had an error or logged one.
 *
 * @param isExpected says of an error that a page logs whether it belongs to the test
 */
export function invite(t, browser, isExpected = () => false) {
  const contexts = [];
  const problems = [];

  const watch = (page) => {
    page.on('pageerror', (error) => problems.push(`error in ${page.url()}: ${error.stack}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isExpected(message.text()))
        problems.push(`console of ${page.url()}: ${message.text()} (${message.location().url})`);
    });
  };

  t.after(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    assert.deepEqual(problems, [], 'no page had an error');
  });

  const newContext = async (options = {}) => {
    const context = await browser.newContext({ permissions: PERMISSIONS, ...options });
    contexts.push(context);
    context.on('page', watch);
    return context;
  };

  return {
    /** A browser for several tabs. */
    newContext,
    /** A person at a browser with one tab. */
    newPerson: async (options) => new Person(await (await newContext(options)).newPage()),
  };
}

/** Lets one call the other, who answers; both see and hear each other afterwards, and the call itself says that it is up. */
export async function connect(caller, callee) {
  await caller.dials(await callee.address());
  await callee.presses('Answer');
  await Promise.all([caller.seesAndHearsPeer(), callee.seesAndHearsPeer()]);
  // Pictures may come earlier.
  await Promise.all([caller.reads('Connected'), callee.reads('Connected')]);
}
