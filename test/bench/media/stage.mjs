import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Coturn } from '../../rig/support/coturn.mjs';
import { Remote } from '../../rig/support/remote.mjs';
import { INTERNET_ADDRESSES, Topology } from '../../rig/support/topology.mjs';
import { writeClip, writeVoice } from './clip.mjs';

const support = (file) => new URL(`../../rig/support/${file}`, import.meta.url);
const PEER_SERVER = new URL('./peer-server-process.mjs', import.meta.url);
const PAGE = 'test/bench/media/pages/index.html';

/** Two browsers in network namespaces with a line between them that can be made bad, and the servers of all contestants. */
export class MediaStage {
  #network = new Topology();
  #folder = mkdtempSync(join(tmpdir(), 'media-bench-'));
  #internet = new Remote(this.#network.internet, support('internet-process.mjs'), [
    INTERNET_ADDRESSES[0],
  ]);
  #peerServer = new Remote(this.#network.internet, PEER_SERVER, [INTERNET_ADDRESSES[0]]);
  #coturn = new Coturn(this.#network.internet, INTERNET_ADDRESSES);
  #servers;
  /** The browsers, by side. */
  #sides = {};

  static async start(browsers) {
    const stage = new MediaStage();
    try {
      await stage.#start(browsers);
    } catch (error) {
      await stage.stop();
      throw error;
    }
    return stage;
  }

  async stop() {
    try {
      for (const { remote } of Object.values(this.#sides)) await remote.close();
      await Promise.all([this.#internet.close(), this.#peerServer.close()]);
      await this.#coturn.stop();
    } finally {
      this.#network.remove();
      rmSync(this.#folder, { recursive: true });
    }
  }

  /** Makes the line of a thin or lossy, both ways; without arguments as good as it gets. */
  setLine(line) {
    this.#network.setLine('a', line);
  }

  versions() {
    return Promise.all(Object.values(this.#sides).map(({ remote }) => remote.call('version')));
  }

  /**
   * Opens the page of a contestant on both sides.
   *
   * @param call options of a call of this package
   * @param {{ lines?: number, isForced?: boolean }} picture lines of the camera, and whether they are sent in any case
   * @returns the addresses
   */
  async open(contestant, call = {}, picture = {}) {
    const addresses = {};
    for (const side of ['a', 'b']) {
      const { remote, browser } = this.#sides[side];
      await remote.call('openPage', `#${contestant}`);
      const source = browser === 'firefox' ? 'drawn' : 'devices';
      const options = { ...this.#servers, source, call, ...picture };
      addresses[side] = await this.page(side, 'open', options);
    }
    return addresses;
  }

  /** Lets the pages have another build of this package, from its folder, as the contestant `base`. */
  async serveBase(folder) {
    for (const { remote } of Object.values(this.#sides)) await remote.call('serveBase', folder);
  }

  /** The time that both browsers have had of the processors, in milliseconds. */
  async processorMs() {
    const each = Object.values(this.#sides).map(({ remote }) => remote.call('processorMs'));
    return (await Promise.all(each)).reduce((sum, ms) => sum + ms, 0);
  }

  page(side, method, argument) {
    return this.#sides[side].remote.call('call', method, argument);
  }

  /** Calls a method of the contestant. */
  call(side, method, argument) {
    return this.page(side, 'call', [method, argument]);
  }

  async #start(browsers) {
    await this.#coturn.ready(this.#internet);
    const { url } = await this.#internet.call('startRelay', this.#coturn.minting);
    this.#servers = {
      relayUrl: url,
      peerServer: await this.#peerServer.call('start'),
      iceServers: [this.#coturn.stun()],
    };
    const clip = join(this.#folder, 'clip.y4m');
    const voice = join(this.#folder, 'voice.wav');
    writeClip(clip);
    writeVoice(voice);
    const devices = [
      `--use-file-for-fake-video-capture=${clip}`,
      `--use-file-for-fake-audio-capture=${voice}`,
    ];
    for (const [side, browser] of Object.entries(browsers)) {
      const args = [browser, this.#coturn.spki, PAGE, ...devices];
      const remote = new Remote(
        this.#network[side],
        support('browser-process.mjs'),
        args,
        this.#coturn.hosts,
      );
      this.#sides[side] = { browser, remote };
    }
    await this.versions();
  }
}
