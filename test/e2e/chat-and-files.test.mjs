import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launchChromium, launchFirefox } from '../senses/support/browsers.mjs';
import { startDevCommand } from '../support/dev-server.mjs';

const TIMEOUT_MS = 45_000;
/** Not with each frame: a page in the background has none. */
const POLLING = { polling: 100 };
const BYTES = randomBytes(300_000);
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

let server;
let folder;
before(async () => {
  server = await startDevCommand();
  folder = await mkdtemp(join(tmpdir(), 'files-'));
  await writeFile(join(folder, 'picked.bin'), BYTES);
});
after(async () => {
  await server?.stop();
  await rm(folder, { recursive: true });
});

/** Someone with the demo page, who looks into the element and uses the keyboard. */
class Person {
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(TIMEOUT_MS);
  }

  /** The result of this function of the element's shadow root, once it is true. */
  async sees(look, ...values) {
    const source = `(${look})(document.querySelector('p2p-video-call').renderRoot, ...${JSON.stringify(values)})`;
    const handle = await this.page.waitForFunction(source, POLLING);
    return handle.jsonValue();
  }

  text(selector) {
    return this.sees((root, which) => root.querySelector(which)?.textContent.trim(), selector);
  }

  /** Leads the focus to it, as Tab does, and presses Enter. */
  async presses(selector) {
    await this.sees((root, which) => {
      root.querySelector(which)?.focus();
      return root.activeElement?.matches(which);
    }, selector);
    await this.page.keyboard.press('Enter');
  }

  reads(words) {
    return this.sees(
      (root, what) => root.querySelector('[part=chat]')?.innerText.includes(what),
      words,
    );
  }

  /** What is in the file that is saved, as SHA-256. */
  async saves() {
    await this.page.evaluate(() => {
      const create = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob) => {
        globalThis.saved = blob;
        return create(blob);
      };
      // The browser's own window for a download would take the keyboard.
      HTMLAnchorElement.prototype.click = () => {};
    });
    await this.presses('[data-state=complete].theirs .button.marked');
    await this.page.waitForFunction(() => globalThis.saved, POLLING);
    return this.page.evaluate(async () => {
      const digest = await crypto.subtle.digest('SHA-256', await globalThis.saved.arrayBuffer());
      delete globalThis.saved;
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    });
  }

  /** Drops or pastes a file of these bytes. */
  async brings(type, name, bytes) {
    await this.page.evaluate(
      (kind, fileName, numbers) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(numbers)], fileName));
        const init = { bubbles: true, composed: true, cancelable: true };
        const root = document.querySelector('p2p-video-call').renderRoot;
        if (kind === 'drop') {
          const event = new DragEvent('drop', { ...init, dataTransfer: data });
          root.querySelector('.root').dispatchEvent(event);
        } else {
          const event = new ClipboardEvent('paste', { ...init, clipboardData: data });
          // Firefox does not take what it is given.
          if (!event.clipboardData?.files.length) {
            Object.defineProperty(event, 'clipboardData', { value: data });
          }
          root.querySelector('[part=chat-input]').dispatchEvent(event);
        }
      },
      type,
      name,
      [...bytes],
    );
  }
}

for (const [name, launch] of [
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
]) {
  describe(`chat and files in ${name}, by keyboard`, { timeout: 4 * TIMEOUT_MS }, () => {
    let browser;
    let alice;
    let bob;
    before(async () => {
      browser = await launch();
      const people = await Promise.all(
        ['alice', 'bob'].map(async () => {
          const context = await browser.createBrowserContext();
          const page = await context.newPage();
          await page.goto(server.url);
          return new Person(page);
        }),
      );
      [alice, bob] = people;
      const address = await bob.text('[part=own-id]');
      await alice.sees((root) => root.querySelector('[part=peer-id]')?.focus() ?? true);
      await alice.page.bringToFront();
      await alice.page.keyboard.type(address);
      await alice.page.keyboard.press('Enter');
      await bob.page.bringToFront();
      await bob.presses('[part=answer-button]');
      for (const person of people) await person.sees((root) => root.host.state === 'connected');
    });
    after(() => browser?.close());

    test('what one writes, the other reads, and a closed chat has a mark', async () => {
      await alice.page.bringToFront();
      await alice.presses('[part=chat-button]');
      await alice.sees((root) => root.activeElement?.matches('[part=chat-input]'));
      await alice.page.keyboard.type('Hello, see https://example.com/a');
      await alice.page.keyboard.press('Enter');
      assert.equal(await bob.text('[part=chat-button] .badge'), '1');
      await bob.page.bringToFront();
      await bob.presses('[part=chat-button]');
      await bob.reads('Hello, see https://example.com/a');
      await bob.sees((root) => root.activeElement?.matches('[part=chat-input]'));
      await bob.page.keyboard.type('Hi!');
      await bob.page.keyboard.press('Enter');
      await alice.reads('Hi!');
    });

    test('a file that is chosen is taken, and comes as it is', async () => {
      const input = await alice.page.$('p2p-video-call >>> input.files');
      await input.uploadFile(join(folder, 'picked.bin'));
      await bob.reads('picked.bin');
      await bob.presses('[data-state=offered].theirs .button.marked');
      await bob.reads('Save it before the call ends.');
      await alice.reads('Delivered');
      assert.equal(await bob.saves(), hashOf(BYTES));
    });

    for (const kind of ['drop', 'paste']) {
      test(`so does one by ${kind}, the other way`, async () => {
        const bytes = randomBytes(1_000);
        await alice.page.bringToFront();
        await bob.brings(kind, `${kind}.bin`, bytes);
        await alice.reads(`${kind}.bin`);
        await alice.presses('[data-state=offered].theirs .button.marked');
        const isThere = (root, count) =>
          root.querySelectorAll('[data-state=complete].theirs').length === count;
        await alice.sees(isThere, kind === 'drop' ? 1 : 2);
        if (kind === 'drop') assert.equal(await alice.saves(), hashOf(bytes));
        else {
          await bob.sees((root) => root.querySelectorAll('[data-state=complete].own').length === 2);
        }
      });
    }

    test('a file is declined, and the other side is told', async () => {
      await bob.brings('drop', 'unwanted.bin', randomBytes(10));
      await alice.reads('unwanted.bin');
      await alice.presses('[data-state=offered].theirs .button:not(.marked)');
      await alice.reads('You declined');
      await bob.reads('They declined');
    });
  });
}
