import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ButtonPerson,
  ElementPerson,
  HeadlessExamplePerson,
  MeetingPerson,
  SnippetPerson,
} from './people.mjs';

/** The pages that can call: where each is, and who can use it. `isOneBrowser`: both sides share its storage. */
export const PAGES = {
  element: { path: 'test/senses/pages/element.html', Person: ElementPerson },
  buttons: { path: 'test/senses/pages/element.html', Person: ButtonPerson },
  meeting: { path: 'test/senses/pages/element.html', Person: MeetingPerson },
  readme: { path: 'test/senses/pages/readme-headless.html', Person: SnippetPerson },
  index: { path: 'examples/', Person: ElementPerson },
  dropIn: { path: 'examples/drop-in/', Person: ElementPerson },
  headless: { path: 'examples/headless/', Person: HeadlessExamplePerson },
  customSignaling: {
    path: 'examples/custom-signaling/',
    Person: ElementPerson,
    isOneBrowser: true,
  },
  socketIo: { path: '', Person: ElementPerson, isElsewhere: true },
};

const SIDES = ['caller', 'callee'];
export const otherSide = (side) => SIDES.find((name) => name !== side);

/** Two people in one call, and what each of them has on. */
export class Stage {
  /** What each side sends: `{ camera, microphone }`. */
  media = {};
  /** What may be interrupted, because it was changed on purpose: `voice`, `picture` or `self-view`, for each side. */
  mayReload = {};
  /** Where files come that are saved. */
  folder;
  #contexts;
  #page;
  #trouble = null;

  constructor(people, contexts, page, folder) {
    this.people = people;
    this.#contexts = contexts;
    this.#page = page;
    this.folder = folder;
  }

  /** @param servers addresses of the servers: `pages` and `socketIo` */
  static async open(browser, servers, scene) {
    const page = PAGES[scene.page];
    const contexts = [];
    const people = {};
    const folder = await mkdtemp(join(tmpdir(), 'senses-'));
    const downloadBehavior = { policy: 'allow', downloadPath: folder };
    for (const side of SIDES) {
      if (contexts.length === 0 || !page.isOneBrowser) {
        contexts.push(await browser.createBrowserContext({ downloadBehavior }));
      }
      // A window each: a tab in the background gets no pictures.
      people[side] = new page.Person(await contexts.at(-1).newPage({ type: 'window' }));
    }
    const stage = new Stage(people, contexts, scene, folder);
    stage.media = Object.fromEntries(SIDES.map((side) => [side, mediaAtFirst(scene, side)]));
    const url = new URL(page.path, page.isElsewhere ? servers.socketIo : servers.pages);
    await Promise.all(
      SIDES.map((side) => people[side].open(addressOf(url, scene[side]), scene[side])),
    );
    return stage;
  }

  /** Makes the call. */
  async connect() {
    const { caller, callee } = this.people;
    const [address] = await Promise.all([callee.address(), caller.address()]);
    await caller.dials(address);
    await callee.answers(this.#page.answer);
  }

  /** Takes one step of the scene, and holds what both perceive against what they should. */
  async take(step) {
    assert.equal(this.#trouble, null, 'an earlier step went wrong');
    await this.#act(step);
    const [atCaller, atCallee] = await Promise.all(SIDES.map((side) => this.#perceive(side)));
    assert.deepEqual({ atCaller, atCallee }, { atCaller: [], atCallee: [] }, step.name);
  }

  async close() {
    await Promise.all(this.#contexts.map((context) => context.close()));
    await rm(this.folder, { recursive: true });
  }

  get problems() {
    return SIDES.flatMap((side) => this.people[side].problems);
  }

  async #act({ act, turns = {}, mayReload = {} }) {
    for (const side of SIDES) {
      Object.assign(this.media[side], turns[side]);
      // From here on it counts.
      await this.people[side].takeReloads();
    }
    this.mayReload = mayReload;
    try {
      await act(this);
    } catch (error) {
      this.#trouble = error.message;
      throw error;
    }
  }

  async #perceive(side) {
    const person = this.people[side];
    const theirs = this.media[otherSide(side)];
    const isElement = person instanceof ElementPerson;
    const problems = await person.judge({
      voice: theirs.microphone,
      // A page of one's own shows what it likes when there is no picture.
      ...((theirs.camera || isElement) && { picture: theirs.camera }),
      ...(person.hasSelfView && { self: this.media[side].camera }),
      ...person.wordsFor(theirs),
    });
    const allowed = this.mayReload[side] ?? [];
    const reloads = (await person.takeReloads()).filter((what) => !allowed.includes(what));
    const interruptions = [...new Set(reloads)].map((what) => {
      return `interrupted: ${what}, ${reloads.filter((other) => other === what).length}×`;
    });
    return [...problems, ...interruptions];
  }
}

function mediaAtFirst({ page, answer, ...scene }, side) {
  const { missing = [], attributes = {} } = scene[side] ?? {};
  const isVoiceOnly = side === 'callee' && (answer === 'Audio only' || 'auto-answer' in attributes);
  return {
    camera: !missing.includes('video') && attributes.video !== 'off' && !isVoiceOnly,
    microphone: !missing.includes('audio') && attributes.audio !== 'off',
  };
}

function addressOf(url, { attributes = {} } = {}) {
  const address = new URL(url);
  for (const [name, value] of Object.entries(attributes)) address.searchParams.set(name, value);
  return address.href;
}
