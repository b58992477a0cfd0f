import { readFileSync } from 'node:fs';

/** The order is that of use. */
const INSTRUMENTS = [
  'devices',
  'recorder',
  'ear',
  'eye',
  'reader',
  'judge',
  'line',
  'call',
  'changes',
  'content',
]
  .map((name) => readFileSync(new URL(`../instruments/${name}.js`, import.meta.url), 'utf8'))
  .join('\n');

/** Many times what anything takes. */
const PATIENCE_MS = 45_000;

/** A page with the instruments in it, and what went wrong on it. */
export class Witness {
  /** Errors that the page had or logged. */
  problems = [];

  constructor(page) {
    this.page = page;
    page.on('pageerror', (error) => this.problems.push(`error: ${error.stack ?? error}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(`console: ${message.text()}`);
    });
  }

  /**
   * @param {{ missing?: readonly string[], devices?: object }} [computer] this person's: kinds of devices that it lacks
   * (`audio`, `video`), and those that it has in place of the browser's own
   */
  async open(url, { missing = [], devices = null } = {}) {
    const setup = `globalThis.missingDevices = ${JSON.stringify(missing)};
globalThis.sceneDevices = ${JSON.stringify(devices)};
${INSTRUMENTS}`;
    await this.page.evaluateOnNewDocument(setup);
    await this.page.goto(url);
  }

  /** Runs `action` in the page. */
  does(action, ...values) {
    return this.page.evaluate(action, ...values);
  }

  /** Waits until `condition` holds in the page, and returns what it returned. */
  async until(condition, ...values) {
    const options = { polling: 50, timeout: PATIENCE_MS };
    try {
      const handle = await this.page.waitForFunction(condition, options, ...values);
      return await handle.jsonValue();
    } catch (error) {
      const words = await this.does(() => globalThis.senses.words()).catch(() => []);
      const what = `${condition} of ${JSON.stringify(values)}`;
      throw new Error(`${error.message}: ${what}. On the screen: ${words.join(' | ')}`, {
        cause: error,
      });
    }
  }

  presses(name) {
    return this.until((text) => globalThis.senses.press(text), name);
  }

  /** Presses where the button of this name is, as a mouse does. */
  async clicks(name) {
    const { x, y } = await this.until((text) => globalThis.senses.placeOf(text), name);
    await this.page.mouse.click(x, y);
  }

  types(selector, text) {
    return this.until((...args) => globalThis.senses.type(...args), selector, text);
  }

  /** @returns {Promise<string[]>} what this person does not perceive as expected */
  judge(expected, timeoutMs = PATIENCE_MS) {
    return this.does((...args) => globalThis.senses.judge(...args), expected, timeoutMs);
  }

  /** What has been interrupted on this page since it was last asked. */
  takeReloads() {
    return this.does(() => globalThis.senses.takeReloads());
  }
}
