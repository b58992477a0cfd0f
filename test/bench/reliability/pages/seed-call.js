import { createSeededRandom } from '/dist/signaling/memory/seeded-random.js';
import { createMemorySignaling } from '/dist/testing.js';
import { problemsOf } from './seed-oracle.js';
import { actInRounds, settle, Trace, until, WIRE } from './seed-script.js';

/** Longer than the set-up timeout of a call. */
const CONNECT_MS = 30_000;
/** An error that a call survives: Firefox 153 refuses candidates of an offer that it has rolled back. */
const SURVIVABLE = ['negotiation-failed'];

/** Two windows for the two sides of a call; they serve one seed after the other. */
export function openWindows() {
  return Promise.all([openWindow(), openWindow()]);
}

async function openWindow() {
  const frame = document.createElement('iframe');
  frame.src = '?page=seed-person';
  document.body.append(frame);
  await until(() => frame.contentWindow.page !== undefined, CONNECT_MS);
  if (!frame.contentWindow.page) throw new Error(`A window did not open in ${CONNECT_MS} ms.`);
  return frame.contentWindow;
}

/**
 * Puts two whole calls through random actions, over a wire that reorders, duplicates and loses messages.
 *
 * @returns what is wrong in the end (nothing, if all is well), and what happened
 */
export async function runCall(seed, tone, windows) {
  const run = new CallRun(seed, tone, windows);
  try {
    return await run.play();
  } finally {
    run.close();
  }
}

class CallRun {
  #seed;
  #trace = new Trace();
  #clients;
  #people;

  constructor(seed, tone, windows) {
    const { delayMs, duplicate, drop } = WIRE;
    const network = createMemorySignaling({
      seed,
      reorder: 1,
      reorderWindowMs: delayMs,
      duplicate,
      drop,
    });
    this.#seed = seed;
    const names = ['caller', 'callee'];
    this.#clients = names.map((name) => network.connect(name));
    this.#people = names.map((name, index) =>
      windows[index].page.createPerson({
        name,
        client: this.#clients[index],
        tone,
        trace: this.#trace,
      }),
    );
  }

  async play() {
    const problems = await this.#findProblems();
    return {
      seed: this.#seed,
      problems,
      errors: this.#people.flatMap(({ errors }) => errors.map(String)),
      renewals: Math.max(...this.#people.map(({ connections }) => connections.length - 1)),
      durationMs: this.#trace.durationMs,
      trace: problems.length > 0 ? this.#trace.lines : [],
    };
  }

  close() {
    for (const person of this.#people) person.close();
  }

  async #findProblems() {
    const [caller, callee] = this.#people;
    await Promise.all(this.#clients.map((client) => client.open()));
    callee.listen();
    caller.place(this.#clients[1].id);
    await until(() => this.#have('connected') || this.#people.some(hasEnded), CONNECT_MS);
    if (!this.#have('connected')) return this.#people.map((person) => `${person.name}: not set up`);

    const scripts = this.#people.map((person, index) =>
      actInRounds(createSeededRandom(this.#seed * 1_000 + 1 + index), (random) => {
        if (!hasEnded(person)) person.act(random);
      }),
    );
    await Promise.all(scripts);
    for (const person of this.#people) person.say();
    const problems = await settle(() => this.#problems());
    return problems.length > 0 ? problems : this.#end();
  }

  #problems() {
    const ended = this.#people.filter(hasEnded);
    if (ended.length > 0) return ended.map(({ name, call }) => `${name}: ended, ${call.endReason}`);
    const [caller, callee] = this.#people;
    return [
      ...this.#people.flatMap(problemsOfCall),
      ...problemsOf(this.#people),
      ...misunderstandings(caller, callee),
      ...misunderstandings(callee, caller),
    ];
  }

  async #end() {
    const random = createSeededRandom(this.#seed);
    this.#people[random() < 0.5 ? 0 : 1].hangUp();
    const findOpen = () => this.#people.flatMap(problemsOfEnd);
    await until(() => findOpen().length === 0);
    return findOpen();
  }

  #have(state) {
    return this.#people.every(({ call }) => call?.state === state);
  }
}

function hasEnded({ call }) {
  return call?.state === 'ended';
}

function problemsOfCall({ name, call, errors }) {
  const problems = [];
  if (call.state !== 'connected') problems.push(`${name}: ${call.state}`);
  for (const { code, message } of errors) {
    if (!SURVIVABLE.includes(code)) problems.push(`${name}: ${code}: ${message}`);
  }
  return problems;
}

function misunderstandings(from, to) {
  const problems = [];
  // Each once and in order; the last one shows that the path works.
  if (from.said.join() !== to.heard.join()) {
    problems.push(
      `${to.name}: heard ${to.heard.length} of ${from.said.length} messages, or others`,
    );
  }
  const [sent, told] = [from.call.localMedia, to.call.remoteMedia];
  if (
    ['microphone', 'camera', 'screen', 'screenSound'].some(
      (device) => sent[device] !== told[device],
    )
  )
    problems.push(`${to.name}: does not know what ${from.name} sends`);
  return problems;
}

function problemsOfEnd({ name, call, connections }) {
  const problems = [];
  if (call.endReason !== 'hangup') problems.push(`${name}: ${call.endReason ?? call.state}`);
  const open = connections.filter(({ signalingState }) => signalingState !== 'closed').length;
  if (open > 0) problems.push(`${name}: ${open} connection(s) left open`);
  return problems;
}
