import { Negotiator } from '/dist/call/connection/negotiator.js';
import { systemClock } from '/dist/internal/clock.js';
import { Link } from '/dist/link/link.js';
import { createSeededRandom } from '/dist/signaling/memory/seeded-random.js';
import { problemsOf } from './seed-oracle.js';
import {
  actInRounds,
  describe,
  LINK_TIMING,
  settle,
  SETTLE_MS,
  Trace,
  ufragsOf,
  until,
  wait,
  WIRE,
} from './seed-script.js';

const CALL_ID = 'AAAAAAAAAAAAAAAAAAAAAA';
/** An offer with more sections does not fit into one message; the library makes none. */
const MAX_ADDED = 2;
const DIRECTIONS = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];
const GRACE_MS = 200;

/**
 * Later offers do not restart ICE unless it fails. Browsers can't do both: where an offer that restarts ICE collides
 * with one that does not, Firefox 153 refuses what follows (“Remote description indicates ICE restart but
 * offer did not request ICE restart”). Nor do two first offers collide, as a callee makes none: where they did, 12 of
 * some 900 seeds in Chromium 156 stayed in state `new`.
 */
const LAYOUT = ['audio', 'video'];

/**
 * Puts two connections through random negotiations, with the library's own negotiators and links, over a wire that
 * reorders, duplicates and loses messages.
 *
 * @returns what is wrong in the end (nothing, if all is well), and what happened
 */
export async function runNegotiation(seed, tone) {
  const run = new NegotiationRun(seed, tone);
  try {
    return await run.play();
  } finally {
    run.close();
  }
}

class NegotiationRun {
  #seed;
  #trace = new Trace();
  #ends;

  constructor(seed, tone) {
    this.#seed = seed;
    const ends = [this.#createEnd('impolite', tone), this.#createEnd('polite', tone)];
    this.#ends = ends;
    this.#wire(ends[0], ends[1], seed * 2 + 1);
    this.#wire(ends[1], ends[0], seed * 2 + 2);
  }

  async play() {
    const [caller, callee] = this.#ends;
    this.#begin(caller);
    for (const kind of LAYOUT) caller.connection.addTransceiver(kind);
    await until(() => callee.connection.remoteDescription !== null);
    const scripts = this.#ends.map((end) =>
      actInRounds(createSeededRandom(end.seed), (random) => this.#act(end, random)),
    );
    await Promise.all(scripts);
    const problems = await settle(() => [
      ...problemsOf(this.#ends),
      ...silence(caller, callee),
      ...silence(callee, caller),
    ]);
    return {
      seed: this.#seed,
      problems,
      errors: this.#ends.flatMap((end) => end.errors.map(String)),
      durationMs: this.#trace.durationMs,
      trace: problems.length > 0 ? this.#trace.lines : [],
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
      /** The ICE credentials that restarts should have replaced. */
      abandoned: new Set(),
      heard: null,
    };
    end.path = { kind: 'relay', isOpen: true, isFull: false, send: () => undefined };
    end.link = new Link({
      callId: CALL_ID,
      clock: systemClock,
      timing: LINK_TIMING,
      deliver: (signal) => {
        this.#trace.note(end.name, `takes ${describe(signal)}`);
        if (end.negotiator === null) this.#begin(end);
        void end.negotiator.receive(signal);
      },
      onAddress: () => undefined,
      onClose: () => undefined,
    });
    end.link.addPath(end.path);
    this.#trace.watch(name, connection);
    connection.addEventListener('connectionstatechange', () => {
      // As a call's connection monitor does.
      if (connection.connectionState === 'failed') this.#restart(end);
      if (connection.connectionState === 'disconnected') this.#restartUnlessHealed(end);
    });
    return end;
  }

  // A callee with a channel before the first offer comes would make an offer of its own, with that channel alone.
  // Chromium 156 rolls it back, but then answers with the data section rejected, and fires `negotiationneeded` for ever.
  // So a callee creates its channel when the offer has come, in calls and here.
  #begin(end) {
    const { connection, name } = end;
    end.channel = connection.createDataChannel('seed', { negotiated: true, id: 0 });
    end.channel.onmessage = ({ data }) => (end.heard = data);
    end.negotiator = new Negotiator({
      connection,
      polite: name === 'polite',
      clock: systemClock,
      answerMs: SETTLE_MS,
      isHeard: () => end.link.unacknowledgedCount === 0,
      onDescription: (signal) => this.#send(end, signal),
      onCandidate: (candidate) => {
        if (candidate?.candidate) this.#send(end, { candidates: [candidate.toJSON()] });
      },
      check: () => undefined,
      onError: (error) => {
        this.#trace.note(end.name, `error ${error}`);
        end.errors.push(error);
      },
    });
  }

  #send(end, signal) {
    this.#trace.note(end.name, `sends ${describe(signal)}`);
    end.link.send(signal);
  }

  #wire(from, to, seed) {
    const random = createSeededRandom(seed);
    from.path.send = (envelope) => {
      const text = JSON.stringify(envelope);
      const copies = random() < WIRE.duplicate ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        const isDropped = random() < WIRE.drop;
        const delayMs = random() * WIRE.delayMs;
        if (isDropped) continue;
        setTimeout(() => {
          if (!to.isClosed) to.link.receive(JSON.parse(text), 'relay');
        }, delayMs);
      }
    };
  }

  #act(end, random) {
    const { connection } = end;
    const draw = random();
    const transceivers = connection.getTransceivers().filter(({ mid }) => mid !== null);
    const chosen = transceivers[Math.floor(random() * transceivers.length)];
    const direction = DIRECTIONS[Math.floor(random() * DIRECTIONS.length)];
    if (draw < 0.4 && end.added < MAX_ADDED) {
      end.added += 1;
      this.#trace.note(end.name, `adds ${direction}`);
      connection.addTransceiver('audio', { direction });
    } else if (draw < 0.55 && connection.getSenders().every(({ track }) => track === null)) {
      this.#trace.note(end.name, 'adds its track');
      connection.addTrack(end.tone);
    } else if (chosen) {
      this.#trace.note(end.name, `turns ${chosen.mid} ${direction}`);
      chosen.direction = direction;
    }
  }

  #restart(end) {
    const { connection, negotiator, abandoned } = end;
    for (const ufrag of ufragsOf(connection.currentLocalDescription)) abandoned.add(ufrag);
    this.#trace.note(end.name, 'restarts ICE');
    negotiator.restart();
  }

  async #restartUnlessHealed(end) {
    await wait(GRACE_MS);
    if (!end.isClosed && end.connection.connectionState === 'disconnected') this.#restart(end);
  }
}

/** The data channel must carry messages; `open` alone proves nothing. */
function silence(from, to) {
  if (from.channel?.readyState !== 'open') return [`${from.name}: no data channel`];
  if (to.heard === null) from.channel.send('hello');
  return to.heard === null ? [`${to.name}: hears nothing`] : [];
}
