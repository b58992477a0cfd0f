import { startDevServer } from '../../support/dev-server.mjs';
import { launchBrowser } from '../../support/browser.mjs';
import { openRelayLine } from './relay-line.mjs';

const BROWSER_ARGUMENTS = [
  // Needed to count what the garbage collector leaves.
  '--js-flags=--expose-gc',
  '--autoplay-policy=no-user-gesture-required',
  '--auto-select-desktop-capture-source=Entire screen',
  '--use-fake-ui-for-media-stream',
];

/** The relay, a browser, and people in it. */
export async function openStage() {
  const relay = await startDevServer();
  const browser = await launchBrowser(BROWSER_ARGUMENTS);
  const people = [];
  return {
    relay,
    newPerson: async (options = {}) => {
      const person = await Person.create(browser, relay, options);
      people.push(person);
      return person;
    },
    close: async () => {
      for (const person of people) await person.leave();
      await browser.close();
      await relay.stop();
    },
  };
}

/** A page, and its own line to the relay. */
export class Person {
  #page;
  #line;
  #devtools = null;
  address = null;

  constructor(page, line) {
    this.#page = page;
    this.#line = line;
  }

  /** @param options `page`: the script in `pages/`; `signaling`: options of the signaling client */
  static async create(browser, relay, { page: name = 'person', signaling = {} }) {
    const line = await openRelayLine(relay.port);
    const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
    const page = await context.newPage();
    await page.goto(new URL(`test/bench/reliability/pages/?page=${name}`, relay.url).href);
    await page.waitForFunction(() => globalThis.page !== undefined);
    const person = new Person(page, line);
    if (name === 'person') {
      const endpoint = `ws://localhost:${line.port}/relay`;
      person.address = await person.ask('goOnline', { endpoint, ...signaling });
    }
    return person;
  }

  /** Calls `page[method](argument)` in the page. */
  ask(method, argument) {
    return this.#page.evaluate(([name, value]) => globalThis.page[name](value), [method, argument]);
  }

  cutLine() {
    this.#line.cut();
  }

  /** What the page has open, after a garbage collection. */
  async inventory() {
    this.#devtools ??= await this.#page.context().newCDPSession(this.#page);
    // Twice: what a finalizer releases is garbage only then.
    await this.#devtools.send('HeapProfiler.collectGarbage');
    await this.#devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#devtools.send('Runtime.getHeapUsage');
    return { heapBytes: usedSize, ...(await this.ask('inventory')) };
  }

  async leave() {
    await this.#page.context().close();
    await this.#line.close();
  }
}
