import { readFileSync } from 'node:fs';

/** The order is that of use. */
const INSTRUMENTS = ['recorder', 'ear', 'eye', 'reader', 'judge', 'line', 'call', 'changes']
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

  /** @param {readonly string[]} missing kinds of devices that this person's computer lacks: `audio`, `video` */
  async open(url, missing = []) {
    const setup = `globalThis.missingDevices = ${JSON.stringify(missing)};\n${INSTRUMENTS}`;
    await this.page.evaluateOnNewDocument(setup);
    await this.page.goto(url);
  }

  /** Runs `action` in the page. */
  does(action, ...values) {
    return this.page.evaluate(action, ...values);
  }

  /** Waits until `condition` holds in the page, and returns what it returned. */
  async until(condition, ...values) {
    const handle = await this.page.waitForFunction(
      condition,
      { polling: 50, timeout: PATIENCE_MS },
      ...values,
    );
    return handle.jsonValue();
  }

  presses(name) {
    return this.until((text) => globalThis.senses.press(text), name);
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
