import { Remote } from './remote.mjs';

const BROWSER_PROCESS = new URL('./browser-process.mjs', import.meta.url);
/** Many times what anything takes; connecting may take 20 s. */
const TIMEOUT_MS = 60_000;
const SOME_PICTURES = 10;

/** A person at a browser in a namespace, with one page: calls, answers, and tells what the page shows. */
export class Person {
  #remote;
  #relayUrl;
  #name;

  /**
   * @param {import('./namespaces.mjs').Namespace} namespace
   * @param {{ browser: 'chromium' | 'firefox', coturn: import('./coturn.mjs').Coturn, relayUrl: string, more?: readonly string[] }} options `more`: arguments
   *   for Chromium
   */
  constructor(namespace, { browser, coturn, relayUrl, more = [] }) {
    this.browser = browser;
    this.#name = `${browser} in ${namespace.name}`;
    this.#relayUrl = relayUrl;
    this.#remote = new Remote(
      namespace,
      BROWSER_PROCESS,
      [browser, coturn.spki, 'test/rig/pages/call.html', ...more],
      coturn.hosts,
    );
  }

  /**
   * Opens a new page, and its connection to the relay.
   *
   * @param {object} options of the calls: `iceServers`, `iceTransportPolicy`, `timing`
   */
  async open(options) {
    await this.#remote.call('openPage');
    return this.#page('open', { endpoint: this.#relayUrl, ...options });
  }

  /** Makes an invite link on a new page. */
  async createInvite() {
    await this.#remote.call('openPage');
    return this.#page('createInvite');
  }

  /** Follows an invite link, to be in a call with whoever else does; the options are those of the call. */
  async openInvite(link, options) {
    // Of its address only the fragment: each browser has the page from a server of its own.
    await this.#remote.call('openPage', new URL(link).hash);
    return this.#page('openInvite', { endpoint: this.#relayUrl, ...options });
  }

  version() {
    return this.#remote.call('version');
  }

  address() {
    return this.#page('address');
  }

  /** Waits until the relay has given this side another address. */
  untilOtherAddress(address, timeoutMs = TIMEOUT_MS) {
    return this.#page('untilOtherAddress', { address, timeoutMs });
  }

  async dial(peer) {
    await this.#page('dial', await peer.address());
  }

  async answer() {
    await this.untilState('ringing');
    await this.#page('answer');
  }

  async reject() {
    await this.untilState('ringing');
    await this.#page('reject');
  }

  hangup() {
    return this.#page('hangup');
  }

  setMicrophone(on) {
    return this.#page('setMicrophone', on);
  }

  setCamera(on) {
    return this.#page('setCamera', on);
  }

  setScreen(on) {
    return this.#page('setScreen', on);
  }

  /** Opens a window full of small text beside the page. */
  openText() {
    return this.#remote.call('openText');
  }

  /** Scrolls it, at once, so that it begins with this line. */
  scrollText(firstLine) {
    return this.#remote.call('scrollText', firstLine);
  }

  /**
   * Waits until the text on the peer's screen, scrolled to this line, can be read here.
   *
   * @returns shares of the letters that can be read: of what came, and of the same with 540 lines
   */
  untilReadable(firstLine, timeoutMs = TIMEOUT_MS) {
    return this.#page('untilReadable', { firstLine, timeoutMs });
  }

  send(text) {
    return this.#page('send', text);
  }

  /** Sends a file of so many bytes; returns how it went, once it is over. */
  sendFile(size) {
    return this.#page('sendFile', size);
  }

  /** Begins to send a file of so many bytes; returns its hash. */
  startFile(size) {
    return this.#page('startFile', size);
  }

  /** Waits until this part of it, from 0 to 1, has gone out. */
  untilFile(part, timeoutMs = TIMEOUT_MS) {
    return this.#page('untilFile', { part, timeoutMs });
  }

  /** How the file went, once it is over. */
  fileOver(timeoutMs = TIMEOUT_MS) {
    return this.#page('fileOver', { timeoutMs });
  }

  /** The hash of the latest file that has come. */
  incomingHash() {
    return this.#page('incomingHash');
  }

  untilState(state, timeoutMs = TIMEOUT_MS) {
    return this.#page('untilState', { state, timeoutMs });
  }

  /** Waits until the two are connected although the call still rings. */
  untilWarm(timeoutMs = TIMEOUT_MS) {
    return this.#page('untilConnection', { state: 'connected', timeoutMs });
  }

  /** Waits until their connection has failed although the call still rings. */
  untilFailed(timeoutMs = TIMEOUT_MS) {
    return this.#page('untilConnection', { state: 'failed', timeoutMs });
  }

  /** How many bytes of sound and pictures have gone over the connection, and how many tracks of devices were opened. */
  media() {
    return this.#page('media');
  }

  /** Waits until the call says so. Media may come earlier than the peer's first proof, which verifies it. */
  untilVerified(verified, timeoutMs = TIMEOUT_MS) {
    return this.#page('untilVerified', { verified, timeoutMs });
  }

  /** Waits until the peer has reported these devices as on or off. */
  untilRemoteMedia(media, timeoutMs = TIMEOUT_MS) {
    return this.#page('untilRemoteMedia', { media, timeoutMs });
  }

  untilMessage(text, timeoutMs = TIMEOUT_MS) {
    return this.#page('untilMessage', { text, timeoutMs });
  }

  /** The peer's voice so far: `{played, madeUp}` in samples, and `packets`. */
  voice() {
    return this.#page('voice');
  }

  /** Waits until so many packets of the peer's voice have come. */
  untilVoice(packets, timeoutMs = TIMEOUT_MS) {
    return this.#page('untilVoice', { packets, timeoutMs });
  }

  /** Waits for some more pictures of the peer. */
  untilPictures(timeoutMs = TIMEOUT_MS) {
    return this.#page('untilPictures', { count: SOME_PICTURES, timeoutMs });
  }

  /** Waits until the call has ended, or is connected and shows pictures that came after that time. */
  untilOver(after, timeoutMs) {
    return this.#page('untilOver', { count: SOME_PICTURES, after, timeoutMs });
  }

  /** The call's state, end reason and error, and how many connections it has made. */
  status() {
    return this.#page('status');
  }

  /** Everything that happened on the page: `{at, what, value}`, `at` in milliseconds on the scale of `Date.now()`. */
  log() {
    return this.#page('log');
  }

  /** Periods without pictures: `{from, to, ms}`. */
  gaps() {
    return this.#page('gaps');
  }

  /** The candidates in use: `{local, remote}`. */
  pair() {
    return this.#page('pair');
  }

  /** What the call reports of its path: `direct` or `relayed`. */
  path() {
    return this.#page('path');
  }

  /** The types of the peer's candidates that this side has learnt of, in any way. */
  candidateTypesHeard() {
    return this.#page('candidateTypesHeard');
  }

  /** All that the peer has sent, as text. */
  heard() {
    return this.#page('heard');
  }

  remains() {
    return this.#page('remains');
  }

  problems() {
    return this.#page('problems');
  }

  /** Leaves the page, which ends its calls. */
  leave() {
    return this.#remote.call('leavePage');
  }

  close() {
    return this.#remote.close();
  }

  async #page(method, argument) {
    try {
      return await this.#remote.call('call', method, argument);
    } catch (error) {
      throw new Error(`${this.#name}: ${error.message}`, { cause: error });
    }
  }
}
