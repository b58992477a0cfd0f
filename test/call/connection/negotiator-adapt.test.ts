import { expect } from '@open-wc/testing';
import {
  converged,
  isSettled,
  ufragsOf,
  useNegotiatorPairs,
  type NegotiatorEnd,
  type NegotiatorPair,
} from '../../support/negotiator-pair.js';
import {
  withoutResending,
  withoutVoice,
  withResending,
} from '../../../src/call/quality/audio-format.js';
import { settle } from '../../support/manual-clock.js';
import { until } from '../../support/until.js';

const ROUNDS = 30;
/** A tenth of a second of made-up sound at 48 kHz: of a receiver that began anew there would be more. */
const GAP_SAMPLES = 4_800;

const withPtime = (sdp: string, ms: number) =>
  sdp.replace(/^m=audio [^]*?(?=^m=|(?![^]))/m, (section) => `${section}a=ptime:${ms}\r\n`);

const ptimeOf = ({ connection }: NegotiatorEnd) =>
  /a=ptime:(\d+)/.exec(connection.remoteDescription?.sdp ?? '')?.[1];

describe('Negotiator: what the peer has described is adapted again', () => {
  const createPair = useNegotiatorPairs();
  let pair: NegotiatorPair;
  let ms: number;
  let adapted: string[];

  beforeEach(() => {
    pair = createPair();
    ms = 20;
    adapted = [];
    pair.adapt = (at, sdp) => {
      if (at !== pair.impolite) return sdp;
      adapted.push(sdp);
      return withPtime(sdp, ms);
    };
  });

  async function connect(track?: MediaStreamTrack): Promise<void> {
    pair.impolite.connection.addTransceiver('audio');
    await converged(pair, 1);
    const [transceiver] = pair.polite.connection.getTransceivers();
    if (track) await transceiver!.sender.replaceTrack(track);
    transceiver!.direction = 'sendrecv';
    await until(
      () => pair.impolite.connection.getTransceivers()[0]!.currentDirection === 'sendrecv',
    );
    for (const { connection } of ends()) {
      await until(() => connection.connectionState === 'connected');
    }
    await agreed();
  }

  const ends = () => [pair.impolite, pair.polite];
  const agreed = () => until(() => ends().every(isSettled), 'both to have agreed');
  const noErrors = (): void => {
    expect(ends().flatMap(({ errors }) => errors)).to.deep.equal([]);
  };

  function change(to: number): Promise<boolean> {
    ms = to;
    return pair.impolite.negotiator.adaptAgain();
  }

  it('on this side alone: without a message, and without another way for the packets', async () => {
    await connect();
    const { impolite, polite } = pair;
    const sent = ends().map((end) => end.sent.length);
    const ufrags = ends().map(({ connection }) => ufragsOf(connection.localDescription));
    const there = polite.connection.remoteDescription!.sdp;
    const states: string[] = [];
    for (const type of ['iceconnectionstatechange', 'icegatheringstatechange', 'icecandidate']) {
      impolite.connection.addEventListener(type, () => states.push(type));
    }
    await change(60);
    expect(ptimeOf(impolite)).to.equal('60');
    expect(impolite.connection.signalingState).to.equal('stable');
    expect(ends().map(({ connection }) => ufragsOf(connection.localDescription))).to.deep.equal(
      ufrags,
    );
    expect(polite.connection.remoteDescription!.sdp).to.equal(there);
    expect(ends().map((end) => end.sent.length)).to.deep.equal(sent);
    expect(states).to.deep.equal([]);
    expect(impolite.connection.getTransceivers()[0]!.currentDirection).to.equal('sendrecv');
    noErrors();
  });

  it('each time from what the peer has sent', async () => {
    await connect();
    adapted = [];
    await change(60);
    await change(40);
    expect(new Set(adapted)).to.have.length(1);
    expect(pair.impolite.connection.remoteDescription!.sdp.match(/a=ptime/g)).to.have.length(1);
    expect(ptimeOf(pair.impolite)).to.equal('40');
  });

  it('not where that changes nothing', async () => {
    await connect();
    let changes = 0;
    pair.impolite.connection.addEventListener('signalingstatechange', () => (changes += 1));
    await change(20);
    await settle();
    expect(changes).to.equal(0);
  });

  it('while the sound goes on', async () => {
    const context = new AudioContext();
    try {
      const destination = context.createMediaStreamDestination();
      const tone = context.createOscillator();
      tone.connect(destination);
      tone.start();
      await connect(destination.stream.getAudioTracks()[0]);
      const { receiver } = pair.impolite.connection.getTransceivers()[0]!;
      const element = new Audio();
      element.srcObject = new MediaStream([receiver.track]);
      await element.play();
      const figures = async () => {
        const entries = [...(await receiver.getStats()).values()] as Record<string, number>[];
        return entries.find((entry) => 'concealedSamples' in entry);
      };
      let latest = await figures();
      const heard = async (samples: number) => {
        let from: number | undefined;
        while (from === undefined || latest!['totalSamplesReceived']! < from + samples) {
          await settle();
          latest = await figures();
          if (latest?.['packetsReceived']) from ??= latest['totalSamplesReceived']!;
        }
        return latest!;
      };
      const before = await heard(48_000);
      for (const next of [60, 20, 60, 20]) await change(next);
      const after = await heard(48_000);
      // Beside others a machine may be late: that is compared with the same time without.
      const idle = await heard(48_000);
      const madeUp = after['concealedSamples']! - before['concealedSamples']!;
      const madeUpIdle = idle['concealedSamples']! - after['concealedSamples']!;
      expect(madeUp).to.be.below(GAP_SAMPLES + 2 * madeUpIdle);
      expect(after['ssrc']).to.equal(before['ssrc']);
      element.srcObject = null;
    } finally {
      await context.close();
    }
  });

  it('not while an offer is out, but with its answer', async () => {
    await connect();
    const { intercept } = pair;
    const held: (() => void)[] = [];
    pair.intercept = (from, signal) => {
      if (from === pair.polite) {
        held.push(() => void pair.impolite.negotiator.receive(signal));
        return false;
      }
      return true;
    };
    pair.impolite.connection.restartIce();
    await until(() => held.length > 0, 'an answer that is held back');
    expect(pair.impolite.connection.signalingState).to.equal('have-local-offer');
    await change(60);
    expect(pair.impolite.connection.signalingState).to.equal('have-local-offer');
    pair.intercept = intercept;
    for (const deliver of held) deliver();
    await agreed();
    expect(ptimeOf(pair.impolite)).to.equal('60');
    noErrors();
  });

  it('not before the peer has described anything, nor after the end', async () => {
    await pair.impolite.negotiator.adaptAgain();
    expect(pair.impolite.connection.signalingState).to.equal('stable');
    await connect();
    pair.impolite.negotiator.close();
    await change(60);
    expect(ptimeOf(pair.impolite)).to.equal('20');
  });

  it('a little later, when it changes while a description is being set', async () => {
    await connect();
    for (let round = 0; round < ROUNDS; round += 1) {
      const next = round % 2 === 0 ? 60 : 40;
      // The peer's offer has been adapted to what was wanted before, and is just being set.
      let isSet = false;
      const { adapt } = pair;
      pair.adapt = (at, sdp) => {
        const result = adapt(at, sdp);
        if (at === pair.impolite && !isSet) {
          isSet = true;
          queueMicrotask(() => void change(next));
        }
        return result;
      };
      pair.polite.connection.restartIce();
      await until(
        () => isSet && ptimeOf(pair.impolite) === String(next),
        `round ${round}: packets of ${next} ms`,
      );
      await agreed();
      pair.adapt = adapt;
    }
    noErrors();
  });

  for (const side of ['polite', 'impolite'] as const) {
    it(`beside a negotiation of the ${side} side, at each moment of it`, async () => {
      await connect();
      for (let round = 0; round < ROUNDS; round += 1) {
        const next = round % 2 === 0 ? 60 : 40;
        const before = ends().map(({ connection }) => ufragsOf(connection.localDescription));
        const isFirst = round % 3 === 0;
        if (isFirst) void change(next);
        pair[side].connection.restartIce();
        if (round % 5 === 0)
          (side === 'polite' ? pair.impolite : pair.polite).connection.restartIce();
        for (let turn = 0; turn < round % 7; turn += 1) await settle();
        void change(isFirst ? next + 20 : next);
        void pair.polite.negotiator.adaptAgain();
        await until(() => {
          const now = ends().map(({ connection }) => ufragsOf(connection.localDescription));
          return (
            ends().every(isSettled) &&
            now.every((ufrag, index) => ufrag !== before[index]) &&
            ptimeOf(pair.impolite) === String(ms)
          );
        }, `round ${round}: both to have agreed`);
      }
      for (const { connection } of ends()) {
        await until(() => connection.connectionState === 'connected');
      }
      noErrors();
    });
  }

  it('beside an offer of the peer that comes first: what waits does not become a second answer', async () => {
    for (const side of ['polite', 'impolite'] as const) {
      pair = createPair();
      let sdp = 20;
      pair.adapt = (at, text) => (at === pair[side] ? withPtime(text, sdp) : text);
      await connect();
      const other = side === 'polite' ? pair.impolite : pair.polite;
      const held: Parameters<typeof other.negotiator.receive>[0][] = [];
      const { intercept } = pair;
      pair.intercept = (from, signal) => {
        if (from === other) held.push(signal);
        return from !== other;
      };
      const { length } = pair[side].sent;
      other.connection.addTransceiver('video');
      await until(() => held.length > 0, 'an offer that is held back');
      pair.intercept = intercept;
      sdp = 60;
      const adapting = pair[side].negotiator.adaptAgain();
      // The peer's offer arrives, and the browser asks for one, while the description is set.
      for (const signal of held) void pair[side].negotiator.receive(signal);
      pair[side].connection.dispatchEvent(new Event('negotiationneeded'));
      await adapting;
      await converged(pair, 2);
      const described = pair[side].sent
        .slice(length)
        .flatMap((signal) => ('description' in signal ? [signal.description.type] : []));
      expect(described, side).to.deep.equal(['answer']);
      noErrors();
    }
  });

  it('makes the offer that has waited where the one of the peer was refused', async () => {
    await connect();
    const { length } = pair.impolite.sent;
    const adapting = change(60);
    const description = { type: 'offer', sdp: 'v=0\r\nnonsense' } as const;
    void pair.impolite.negotiator.receive({ description, offerId: 99 });
    pair.impolite.connection.addTransceiver('video');
    pair.impolite.connection.dispatchEvent(new Event('negotiationneeded'));
    await adapting;
    await converged(pair, 2);
    expect(pair.impolite.sent.length).to.be.above(length);
    expect(pair.impolite.errors).to.have.length(1);
  });

  it('leaves nothing half done when the browser refuses, which is no error of the call', async () => {
    await connect();
    const { connection } = pair.impolite;
    for (const name of ['setLocalDescription', 'setRemoteDescription'] as const) {
      connection[name] = () => Promise.reject(new Error('refused'));
      expect(await change(60), name).to.equal(false);
      Reflect.deleteProperty(connection, name);
      expect(connection.signalingState).to.equal('stable');
      expect(ptimeOf(pair.impolite)).to.equal('20');
    }
    connection.addTransceiver('video');
    await converged(pair, 2);
    expect(ptimeOf(pair.impolite)).to.equal('60');
    noErrors();
  });

  it('can be tried again when the browser has refused', async () => {
    await connect();
    const { connection } = pair.impolite;
    connection.setLocalDescription = () => Promise.reject(new Error('refused'));
    expect(await change(60)).to.equal(false);
    Reflect.deleteProperty(connection, 'setLocalDescription');
    expect(await change(60)).to.equal(true);
    expect(ptimeOf(pair.impolite)).to.equal('60');
    expect(await change(60), 'as it should be already').to.equal(true);
  });

  it('may be closed meanwhile', async () => {
    for (let turns = 0; turns < 4; turns += 1) {
      pair.close();
      pair = createPair();
      pair.adapt = (at, sdp) => (at === pair.impolite ? withPtime(sdp, ms) : sdp);
      ms = 20;
      await connect();
      void change(60);
      for (let turn = 0; turn < turns; turn += 1) await settle();
      pair.close();
      await settle();
      noErrors();
    }
  });

  const resendings = (sdp = '') => sdp.match(/^a=rtcp-fb:\d+ nack\r$/gm)?.length ?? 0;

  for (const who of ['impolite', 'polite'] as const) {
    it(`what stays on this side is not in what it sends next: ICE restarts on the ${who} side`, async () => {
      let isHeld = false;
      let isDeaf = false;
      pair.adaptLocally = (at, sdp) => {
        if (at !== pair.impolite) return sdp;
        return isHeld ? withoutResending(isDeaf ? withoutVoice(sdp) : sdp) : sdp;
      };
      pair.restore = (at, sdp) => (at === pair.impolite ? withResending(sdp) : sdp);
      pair.impolite.connection.addTransceiver('video');
      await connect();
      const { impolite, polite } = pair;
      const all = resendings(polite.connection.remoteDescription?.sdp);
      expect(all).to.be.above(0);
      const isWhole = () => {
        const { sdp } = polite.connection.remoteDescription!;
        return resendings(sdp) === all && /^a=sendrecv/m.test(sdp);
      };
      // The peer's restart arrives while all of it is taken out, and once more after it is back.
      for (const taken of [true, false]) {
        isHeld = isDeaf = taken;
        await impolite.negotiator.adaptAgain();
        expect(resendings(impolite.connection.remoteDescription?.sdp)).to.equal(taken ? 0 : all);
        const before = polite.connection.remoteDescription!.sdp;
        pair[who].negotiator.restart();
        await until(() => polite.connection.remoteDescription!.sdp !== before, 'a description');
        await agreed();
        expect(isWhole(), taken ? 'meanwhile' : 'afterwards').to.equal(true);
      }
      await until(() => resendings(impolite.connection.remoteDescription?.sdp) === all);
      noErrors();
    });
  }
});
