import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { SpeechListener } from '../../../../src/element/controllers/captions/speech-listener.js';
import type { SpeechModel } from '../../../../src/element/controllers/captions/speech-model.js';
import { FakeSpeechRecognition, silentTrack } from '../../../support/fake-speech-recognition.js';
import { ManualClock } from '../../../support/manual-clock.js';

function stage() {
  const clock = new ManualClock();
  const made: FakeSpeechRecognition[] = [];
  const texts: [string, boolean][] = [];
  let failures = 0;
  const model: SpeechModel = {
    lang: 'en-US',
    isInstalled: true,
    install: async () => true,
    create: () => {
      const recognition = new FakeSpeechRecognition();
      made.push(recognition);
      return recognition;
    },
  };
  const listener = new SpeechListener(
    model,
    (...text) => texts.push(text),
    () => (failures += 1),
    clock,
  );
  const track = silentTrack();
  return {
    clock,
    made,
    texts,
    listener,
    track,
    latest: () => made.at(-1)!,
    failures: () => failures,
  };
}

describe('SpeechListener', () => {
  afterEach(() => sinon.restore());

  it('hears the track that it is given, and tells what is final', () => {
    const { listener, track, latest, texts } = stage();
    listener.listenTo(track);
    expect(latest().track).to.equal(track);
    latest().hear('good', false);
    latest().hear('good morning');
    latest().hear(' to you', true, 1);
    expect(texts).to.deep.equal([
      [' good', false],
      [' good morning', true],
      [' to you', true],
    ]);
  });

  it('tells nothing of what is nothing', () => {
    const { listener, track, latest, texts } = stage();
    listener.listenTo(track);
    latest().hear(' ', true);
    latest().hear('', false);
    expect(texts).to.deep.equal([]);
  });

  it('begins again after silence, for as long as that lasts', async () => {
    const { listener, track, latest, made, clock, failures } = stage();
    listener.listenTo(track);
    for (let count = 1; count < 30; count++) {
      latest().fail('no-speech');
      latest().end();
      expect(latest().isRunning).to.equal(false);
      await clock.advance(250);
      expect(made).to.have.length(count + 1);
    }
    expect(failures()).to.equal(0);
  });

  it('begins again when it has ended by itself, and puts a space between the two', async () => {
    const { listener, track, latest, texts, clock } = stage();
    listener.listenTo(track);
    latest().hear('one');
    await clock.advance(3_000);
    latest().end();
    await clock.advance(250);
    latest().hear('two');
    expect(texts).to.deep.equal([
      [' one', true],
      [' two', true],
    ]);
  });

  it('waits longer each time after a failure, and gives up in the end', async () => {
    const { listener, track, latest, made, clock, failures } = stage();
    listener.listenTo(track);
    const delays: number[] = [];
    while (failures() === 0) {
      latest().fail('network');
      if (clock.nextDelayMs === null) break;
      delays.push(clock.nextDelayMs);
      await clock.advance(clock.nextDelayMs);
    }
    expect(delays).to.deep.equal([500, 1_000, 2_000, 4_000, 8_000, 16_000]);
    expect(failures()).to.equal(1);
    expect(made).to.have.length(7);
    expect(clock.pending).to.equal(0);
  });

  it('forgets the failures once something was heard', async () => {
    const { listener, track, latest, clock, failures } = stage();
    listener.listenTo(track);
    for (let round = 0; round < 20; round++) {
      latest().fail('aborted');
      await clock.advance(20_000);
      latest().hear('word');
    }
    expect(failures()).to.equal(0);
  });

  for (const error of ['not-allowed', 'service-not-allowed', 'language-not-supported']) {
    it(`gives up at once after ${error}, with or without an end`, async () => {
      const { listener, track, latest, made, clock, failures } = stage();
      listener.listenTo(track);
      latest().fail(error);
      latest().end();
      await clock.advance(60_000);
      expect(failures()).to.equal(1);
      expect(made).to.have.length(1);
    });
  }

  it('does not wait for ever for one that never begins', async () => {
    const { listener, track, latest, made, clock } = stage();
    sinon.stub(FakeSpeechRecognition.prototype, 'start');
    listener.listenTo(track);
    expect(latest().isRunning).to.equal(false);
    await clock.advance(10_000);
    await clock.advance(500);
    expect(made).to.have.length(2);
  });

  it('stops with the track, and what was not final is so then', async () => {
    const { listener, track, latest, texts, made, clock } = stage();
    listener.listenTo(track);
    latest().hear('half a', false);
    listener.listenTo(null);
    expect(latest().isRunning).to.equal(false);
    expect(texts.at(-1)).to.deep.equal([' half a', true]);
    latest().hear('too late');
    latest().end();
    await clock.advance(60_000);
    expect(texts).to.have.length(2);
    expect(made).to.have.length(1);
  });

  it('changes to another track', () => {
    const { listener, track, made } = stage();
    listener.listenTo(track);
    listener.listenTo(track);
    expect(made).to.have.length(1);
    const other = silentTrack();
    listener.listenTo(other);
    expect(made.map(({ isRunning }) => isRunning)).to.deep.equal([false, true]);
    expect(made[1]?.track).to.equal(other);
  });

  it('does not begin with a track that has ended', async () => {
    const { listener, track, latest, made, clock } = stage();
    listener.listenTo(track);
    track.stop();
    latest().fail('audio-capture');
    await clock.advance(60_000);
    expect(made).to.have.length(1);
    listener.listenTo(track);
    expect(made).to.have.length(1);
  });
});
