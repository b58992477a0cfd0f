/** What both kinds of seeds share: the wire, the pace, and when a run is over. */

/** Each message, and each copy, takes a random time up to `delayMs`, so that they overtake each other. */
export const WIRE = { delayMs: 40, duplicate: 0.2, drop: 0.1 };

/** A tenth of the link's default durations. */
export const LINK_TIMING = {
  retransmitMs: 100,
  retransmitFactor: 1.5,
  retransmitMaxMs: 500,
  ackDelayMs: 50,
  farewellMs: 1_000,
};

/** Counted from the last action. */
export const SETTLE_MS = 10_000;

const POLL_MS = 25;
const ROUNDS = 5;
const MAX_PAUSE_MS = 30;

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function until(isTrue, timeoutMs = SETTLE_MS) {
  const deadline = performance.now() + timeoutMs;
  while (!isTrue() && performance.now() < deadline) await wait(POLL_MS);
}

/** Makes one end do random actions. */
export async function actInRounds(random, act) {
  for (let round = 0; round < ROUNDS; round += 1) {
    await wait(random() * MAX_PAUSE_MS);
    if (random() < 0.7) act(random);
  }
}

/** Waits until there are no problems any more, and resolves with those that remain. */
export async function settle(findProblems) {
  const isSettled = () => findProblems().length === 0;
  await until(isSettled);
  // Between two rounds of negotiation it only looks settled.
  await wait(4 * POLL_MS);
  await until(isSettled);
  return findProblems();
}

/** A log of what happened, for finding out why a seed is stuck. */
export class Trace {
  lines = [];
  #startedAt = performance.now();

  get durationMs() {
    return performance.now() - this.#startedAt;
  }

  note(name, text) {
    this.lines.push(`${Math.round(this.durationMs)} ${name} ${text}`);
  }

  /** @param state the name of the connection in the log */
  watch(name, connection, state = '') {
    connection.addEventListener('signalingstatechange', () =>
      this.note(name, `${state}${connection.signalingState}`),
    );
    connection.addEventListener('connectionstatechange', () =>
      this.note(name, `${state}${connection.connectionState}`),
    );
  }
}

/** A message of a call, or of a negotiator, in a few words. */
export function describe({ type, generation, description, offerId, candidates }) {
  const words = [type, generation && `of connection ${generation}`];
  if (description) words.push(description.type, offerId, ...ufragsOf(description));
  if (candidates) words.push(`${candidates.length} candidate(s)`);
  return words.filter((word) => word !== undefined && word !== 0).join(' ');
}

export function ufragsOf(description) {
  const lines = description?.sdp.match(/(?<=a=ice-ufrag:).*/g) ?? [];
  return [...new Set(lines.map((line) => line.trim()))];
}
