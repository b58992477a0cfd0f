import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const IN_PAGE = ['./focus-in-page.js', './keyboard-in-page.js']
  .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  .join('\n');
const TIMEOUT_MS = 45_000;
/** Not with each frame: a page in the background has none. */
const POLLING = { polling: 100 };
/** How long a person waits before they press once more. */
const REPEAT_MS = 600;
/** More stops than any screen has. */
const MAX_STOPS = 40;

/** Someone with the demo page and a keyboard. Wherever the focus comes to, it can be seen there. */
export class KeyboardPerson {
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(TIMEOUT_MS);
  }

  async open(url) {
    await this.page.evaluateOnNewDocument(IN_PAGE);
    await this.page.goto(url);
    return this;
  }

  /** The result of this function of the element's shadow root, once it is true. */
  async sees(look, ...values) {
    const source = `(${look})(document.querySelector('p2p-video-call').renderRoot, ...${JSON.stringify(values)})`;
    const handle = await this.page.waitForFunction(source, POLLING);
    return handle.jsonValue();
  }

  /** Waits until this part is there, or is no more. */
  seesPart(part, isThere = true) {
    return this.sees(
      (root, name, wanted) => (root.querySelector(`[part~=${name}]`) !== null) === wanted,
      part,
      isThere,
    );
  }

  async reads(words) {
    await this.sees((root, what) => root.querySelector('.root').innerText.includes(what), words);
  }

  /** Presses keys, one after the other, as `Shift+H`. */
  async presses(...keys) {
    await this.page.bringToFront();
    for (const key of keys) {
      const names = key.split('+');
      const last = names.pop();
      for (const name of names) await this.page.keyboard.down(name);
      await this.page.keyboard.press(last);
      for (const name of names.reverse()) await this.page.keyboard.up(name);
    }
  }

  async types(text) {
    await this.page.bringToFront();
    await this.page.keyboard.type(text);
  }

  /** What has the focus, which must be seen there. */
  async focus() {
    const { part, name, problems } = await this.page.evaluate(() => globalThis.focused());
    assert.deepEqual(problems, [], `the focus on ${part} (${name})`);
    return part;
  }

  /** Waits until the focus is on this part. */
  async hasFocusOn(part) {
    await this.page.waitForFunction(
      (wanted) => globalThis.focused().part === wanted,
      POLLING,
      part,
    );
    await this.focus();
  }

  /** The parts that Tab comes to, in order, until it is on this one. */
  async tabsTo(part, key = 'Tab') {
    const stops = [];
    for (let stop = null; stop !== part;) {
      assert.ok(stops.length < MAX_STOPS, `${part} is not reached, but ${stops}`);
      await this.presses(key);
      stop = await this.focus();
      stops.push(stop);
    }
    return stops;
  }

  /** Leads the focus to it, and presses Enter. */
  async activates(part, key = 'Tab') {
    if ((await this.focus()) !== part) await this.tabsTo(part, key);
    await this.presses('Enter');
  }

  /** Answers. A press just after one call took the place of another means the one before, and does nothing. */
  async answers() {
    await this.seesPart('answer-button');
    await this.tabsTo('answer-button');
    const isAnswered = () => document.querySelector('p2p-video-call').state !== 'ringing';
    for (let isDone = false; !isDone;) {
      await this.presses('Enter');
      const answered = this.page.waitForFunction(isAnswered, { ...POLLING, timeout: REPEAT_MS });
      isDone = await answered.then(() => true).catch(() => false);
    }
  }

  /** Opens what this button opens, and leaves it by Escape: the focus goes in, and comes back. */
  async looksInto(part, panel) {
    await this.activates(part);
    await this.sees(
      (root, name) => root.querySelector(`#${name}`)?.contains(root.activeElement),
      panel,
    );
    await this.presses('Escape');
    await this.seesPart(panel, false);
    await this.hasFocusOn(part);
  }

  async mouseEvents() {
    return this.page.evaluate(() => globalThis.mouseEvents);
  }
}
