import { Witness } from './witness.mjs';

/** Someone with a page that can call. Each kind of page has its own buttons, and shows a different part of a call. */
class Person extends Witness {
  /** Whether the page shows the own picture. */
  hasSelfView = true;

  /** What the page should say while the other side has these devices on. */
  wordsFor() {
    return {};
  }

  /** Waits until there is an own address, and returns it. */
  address() {
    return this.until((selector) => {
      const text = globalThis.senses.textOf(selector);
      return text !== '…' && text;
    }, this.addressSelector);
  }
}

/** A page with `<p2p-video-call>`. */
export class ElementPerson extends Person {
  addressSelector = '[part=own-id]';

  async dials(address) {
    await this.types('[part=peer-id]', address);
    await this.presses('Call');
  }

  /** @param {string | null} button `null`: the page answers by itself */
  async answers(button = 'Answer') {
    if (button !== null) await this.presses(button);
  }

  turns(device) {
    return this.presses(device === 'camera' ? 'Camera' : 'Microphone');
  }

  wordsFor({ camera, microphone }) {
    const signs = [
      ['Their camera is off', !camera],
      ['Their microphone is off', !microphone],
    ];
    const those = (isThere) => signs.filter(([, is]) => is === isThere).map(([text]) => text);
    // How good the connection is, a busy computer decides.
    const statuses = ['Connected', 'Poor connection', 'No connection'];
    return {
      words: those(true),
      noWords: those(false),
      buttons: ['Microphone', 'Camera', 'Hang up'],
      statuses,
    };
  }
}

/** The same page, used with a mouse: browsers do some things only for who has pressed a button. */
export class ButtonPerson extends ElementPerson {
  presses(name) {
    return this.clicks(name);
  }

  /** Presses a control, which may be in the menu. */
  async uses(name) {
    if (!(await this.has(name))) await this.presses('More');
    await this.presses(name);
  }

  has(name) {
    return this.does((text) => globalThis.senses.placeOf(text) !== null, name);
  }

  /** Waits until the text of this part is, or contains, what it should. */
  reads(part, pattern) {
    return this.until(
      (name, source) => new RegExp(source).exec(globalThis.senses.textOf(`[part=${name}]`))?.[0],
      part,
      pattern.source,
    );
  }

  /** Waits until these words are somewhere on the screen, or not any more. */
  readsWords(pattern, isThere = true) {
    return this.until(
      (source, is) =>
        globalThis.senses.words().some((text) => new RegExp(source).test(text)) === is,
      pattern.source,
      isThere,
    );
  }

  seesColor(part, color) {
    return this.until((...values) => globalThis.senses.seesColor(...values), part, color);
  }

  hearsTone(hertz, isHeard = true) {
    return this.until((tone, is) => globalThis.senses.hearsTone(tone) === is, hertz, isHeard);
  }

  /** Waits until the root of the element matches. */
  shows(selector) {
    return this.until(
      (what) => globalThis.senses.host().renderRoot.querySelector('.root').matches(what),
      selector,
    );
  }

  /** Chooses from a menu of the panel of devices. */
  async chooses(kind, value) {
    const isOffered = (name, wanted) => {
      const node = globalThis.senses.host().renderRoot.querySelector(`#devices-${name}`);
      return [...(node?.options ?? [])].some((option) => option.value === wanted);
    };
    await this.until(isOffered, kind, value);
    const menu = await this.page.waitForSelector(`p2p-video-call >>> #devices-${kind}`);
    await menu.select(value);
  }
}

/** The same page, but nobody has an address: one sends a link, and both join. */
export class MeetingPerson extends ElementPerson {
  /** The link of a meeting of the own. */
  async address() {
    await this.presses('Start a meeting');
    return this.until(() => location.hash && location.href);
  }

  /** Opens the link that the other has sent. */
  async dials(link) {
    await this.does((hash) => (location.hash = hash), new URL(link).hash);
    await this.presses('Join');
  }

  answers() {
    return this.presses('Join');
  }
}

/** The lines in the README: a picture, a field and a button. It answers by itself. */
export class SnippetPerson extends Person {
  hasSelfView = false;
  #address;

  constructor(page) {
    super(page);
    this.#address = new Promise((resolve) => {
      page.on('console', (message) => {
        const [, address] = message.text().match(/^my address: (\S+)$/) ?? [];
        if (address) resolve(address);
      });
    });
  }

  address() {
    return this.#address;
  }

  async dials(address) {
    await this.types('#addressInput', address);
    await this.presses('Call');
  }

  async answers() {}

  turns(device, isOn) {
    return this.does(
      ([method, value]) => globalThis.senses.call()[method](value),
      [device === 'camera' ? 'setCameraEnabled' : 'setMicrophoneEnabled', isOn],
    );
  }
}

/** The example with buttons of its own. */
export class HeadlessExamplePerson extends Person {
  addressSelector = '#own-id';

  async dials(address) {
    await this.types('#peer-id', address);
    await this.presses('Call');
  }

  answers() {
    return this.presses('Answer');
  }

  turns(device, isOn) {
    if (device === 'camera') return this.presses(isOn ? 'Camera on' : 'Camera off');
    return this.presses(isOn ? 'Unmute' : 'Mute');
  }

  wordsFor() {
    return { words: ['connected'], buttons: ['Hang up'] };
  }
}
