import { Negotiator } from '/dist/call/negotiator.js';
import { systemClock } from '/dist/internal/clock.js';
import { Link } from '/dist/link/link.js';
import { createSeededRandom } from '/dist/signaling/seeded-random.js';
import { SeedOracle } from './seed-oracle.js';

const CALL_ID = 'AAAAAAAAAAAAAAAAAAAAAA';
/** Each message, and each copy, takes its own time up to this, so that they overtake each other. */
const JITTER_MS = 40;
const DUPLICATE = 0.2;
const DROP = 0.1;
const ROUNDS = 5;
const MAX_PAUSE_MS = 30;
/** From the last action on. */
const SETTLE_MS = 10_000;
const POLL_MS = 25;
/** An offer with more sections would not fit into one message: nor does the product make one. */
const MAX_ADDED = 2;
const DIRECTIONS = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];

/** The product's durations, in a tenth of the time. */
const TIMING = {
  retransmitMs: 100,
  retransmitFactor: 1.5,
  retransmitMaxMs: 500,
  ackDelayMs: 50,
  farewellMs: 1_000,
};
const ANSWER_MS = 1_000;
const GRACE_MS = 200;

/**
 * Every other seed is like a call: all sections are in the first offer, and every later one restarts ICE. The others add
 * what they like on both sides. Both together is more than browsers can do: where an offer that restarts ICE collides
 * with one that does not, Firefox 153 refuses what follows (“Remote description indicates ICE restart but offer did not
 * request ICE restart”). Nor do two first offers collide, as a callee makes none: where they
 * did, 12 of some 900 seeds in Chromium 156 stayed in state `new`.
 */
const LAYOUT = ['audio', 'video', 'video'];
const GROWING_LAYOUT = ['audio', 'video'];

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Lets two connections negotiate whatever chance wants, with the product's own negotiators on the product's own links, over
 * a wire that reorders, repeats and loses.
 *
 * @returns what is wrong in the end (nothing, if all is well), and what happened
 */
export async function runSeed(seed, tone) {
  const run = new SeedRun(seed, tone);
  try {
    return await run.play();
  } finally {
    run.close();
  }
}

class SeedRun {
  #seed;
  #isGrowing;
  #startedAt = performance.now();
  #trace = [];
  #ends;

  constructor(seed, tone) {
    this.#seed = seed;
    this.#isGrowing = seed % 2 === 0;
    const ends = [this.#createEnd('impolite', tone), this.#createEnd('polite', tone)];
    this.#ends = ends;
    this.#wire(ends[0], ends[1], seed * 2 + 1);
    this.#wire(ends[1], ends[0], seed * 2 + 2);
  }

  async play() {
    const [caller, callee] = this.#ends;
    this.#begin(caller);
    const layout = this.#isGrowing ? GROWING_LAYOUT : LAYOUT;
    for (const kind of layout) caller.connection.addTransceiver(kind);
    await this.#until(() => callee.connection.remoteDescription !== null);
    if (!this.#isGrowing) {
      // Repairs come to a call that has been up: before the handshake of DTLS is over, Firefox does not survive them all.
      await this.#until(() => this.#ends.every(({ channel }) => channel?.readyState === 'open'));
    }
    const scripts = this.#ends.map((end) => this.#act(end, createSeededRandom(end.seed)));
    await Promise.all(scripts);
    const oracle = new SeedOracle(this.#ends);
    await this.#until(() => oracle.problems().length === 0);
    // What looks settled between two rounds of negotiation is not.
    await wait(4 * POLL_MS);
    await this.#until(() => oracle.problems().length === 0);
    const problems = oracle.problems();
    const errors = this.#ends.flatMap((end) => end.errors.map(String));
    return {
      seed: this.#seed,
      problems,
      // Firefox 153 at times, after many restarts in a moment: no negotiation helps, a call makes a new connection.
      isDead: this.#ends.some(({ connection }) => connection.sctp?.transport?.state === 'failed'),
      errors,
      durationMs: performance.now() - this.#startedAt,
      trace: problems.length > 0 ? this.#trace : [],
    };
  }

  close() {
    for (const end of this.#ends) {
      end.isClosed = true;
      end.negotiator?.close();
      end.link.close();
      end.connection.close();
    }
  }

  async #until(isTrue) {
    const deadline = performance.now() + SETTLE_MS;
    while (!isTrue() && performance.now() < deadline) await wait(POLL_MS);
  }

  #createEnd(name, tone) {
    const connection = new RTCPeerConnection({ iceServers: [] });
    const end = {
      name,
      seed: this.#seed * 1_000 + (name === 'polite' ? 1 : 2),
      tone,
      connection,
      channel: null,
      negotiator: null,
      errors: [],
      added: 0,
      isClosed: false,
      /** The names of ICE that restarts were to leave behind. */
      abandoned: new Set(),
      heard: null,
    };
    end.path = { kind: 'relay', isOpen: true, isFull: false, send: () => undefined };
    end.link = new Link({
      callId: CALL_ID,
      clock: systemClock,
      timing: TIMING,
      deliver: (signal) => {
        this.#note(end, `takes ${describe(signal)}`);
        if (end.negotiator === null) this.#begin(end);
        void end.negotiator.receive(signal);
      },
      onAddress: () => undefined,
      onClose: () => undefined,
    });
    end.link.addPath(end.path);
    connection.addEventListener('signalingstatechange', () =>
      this.#note(end, connection.signalingState),
    );
    connection.addEventListener('connectionstatechange', () => {
      this.#note(end, connection.connectionState);
      // As the monitor of a call does.
      if (connection.connectionState === 'failed') this.#restart(end, true);
      if (connection.connectionState === 'disconnected') this.#restartUnlessHealed(end);
    });
    return end;
  }

  // A callee that had a channel before the first offer comes would make an offer of its own, of that channel alone. Chromium
  // 156 rolls it back, but then answers with the data section rejected, and asks for negotiation ever after. So the channel
  // of a call's callee comes with the offer, and so does this one.
  #begin(end) {
    const { connection, name } = end;
    end.channel = connection.createDataChannel('seed', { negotiated: true, id: 0 });
    end.channel.onmessage = ({ data }) => (end.heard = data);
    end.negotiator = new Negotiator({
      connection,
      polite: name === 'polite',
      clock: systemClock,
      answerMs: this.#isGrowing ? SETTLE_MS : ANSWER_MS,
      onDescription: (signal) => this.#send(end, signal),
      onCandidate: (candidate) => {
        if (candidate?.candidate) this.#send(end, { candidates: [candidate.toJSON()] });
      },
      check: () => undefined,
      onError: (error) => {
        this.#note(end, `error ${error}`);
        end.errors.push(error);
      },
    });
  }

  #send(end, signal) {
    this.#note(end, `sends ${describe(signal)}`);
    end.link.send(signal);
  }

  #wire(from, to, seed) {
    const random = createSeededRandom(seed);
    from.path.send = (envelope) => {
      const text = JSON.stringify(envelope);
      const copies = random() < DUPLICATE ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        const isDropped = random() < DROP;
        const delayMs = random() * JITTER_MS;
        if (isDropped) continue;
        setTimeout(() => {
          if (!to.isClosed) to.link.receive(JSON.parse(text), 'relay');
        }, delayMs);
      }
    };
  }

  async #act(end, random) {
    for (let round = 0; round < ROUNDS; round += 1) {
      await wait(random() * MAX_PAUSE_MS);
      if (random() < 0.7) this.#actOnce(end, random);
    }
  }

  #actOnce(end, random) {
    const { connection } = end;
    const draw = random();
    const transceivers = connection.getTransceivers().filter(({ mid }) => mid !== null);
    const chosen = transceivers[Math.floor(random() * transceivers.length)];
    const direction = DIRECTIONS[Math.floor(random() * DIRECTIONS.length)];
    if (!this.#isGrowing) {
      this.#restart(end, draw < 0.7);
    } else if (draw < 0.4 && end.added < MAX_ADDED) {
      end.added += 1;
      this.#note(end, `adds ${direction}`);
      connection.addTransceiver('audio', { direction });
    } else if (draw < 0.55 && connection.getSenders().every(({ track }) => track === null)) {
      this.#note(end, 'adds its track');
      connection.addTrack(end.tone);
    } else if (chosen) {
      this.#note(end, `turns ${chosen.mid} ${direction}`);
      chosen.direction = direction;
    }
  }

  #restart(end, isOurs) {
    const { connection, negotiator } = end;
    const description = connection.currentLocalDescription;
    const [ufrag] = description?.sdp.match(/(?<=a=ice-ufrag:).*/) ?? [];
    if (ufrag) end.abandoned.add(ufrag.trim());
    this.#note(end, `restarts ICE ${isOurs ? 'by its negotiator' : 'by itself'}`);
    if (isOurs) void negotiator.restart();
    else connection.restartIce();
  }

  async #restartUnlessHealed(end) {
    await wait(GRACE_MS);
    if (!end.isClosed && end.connection.connectionState === 'disconnected')
      this.#restart(end, true);
  }

  #note(end, text) {
    const at = Math.round(performance.now() - this.#startedAt);
    this.#trace.push(`${at} ${end.name} ${text}`);
  }
}

function describe(signal) {
  if ('candidates' in signal) return `${signal.candidates.length} candidate(s)`;
  const { description, offerId } = signal;
  const [ufrag] = description.sdp.match(/(?<=a=ice-ufrag:).*/) ?? [];
  return `${description.type} ${offerId} ${ufrag?.trim()}`;
}
