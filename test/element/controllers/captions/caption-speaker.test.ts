import { expect } from '@open-wc/testing';
import { CaptionSpeaker } from '../../../../src/element/controllers/captions/caption-speaker.js';
import type { CaptionsMessage } from '../../../../src/element/controllers/captions/captions-message.js';
import { fakeSpeech, silentTrack } from '../../../support/fake-speech-recognition.js';
import { ManualClock } from '../../../support/manual-clock.js';

describe('CaptionSpeaker', () => {
  let browser: ReturnType<typeof fakeSpeech>;
  afterEach(() => browser.restore());

  function stage(models?: Record<string, string>, language = 'en-US') {
    browser = fakeSpeech(models);
    const clock = new ManualClock();
    const sent: CaptionsMessage[] = [];
    const speaker = new CaptionSpeaker(
      (message) => sent.push(message),
      () => {},
      () => language,
      clock,
    );
    speaker.listenTo(silentTrack());
    const states = () => sent.map((one) => (one.type === 'state' ? one.state : one.type));
    return { clock, sent, speaker, states };
  }

  it('writes at once what is said, says so here, and tells the other side', async () => {
    const { speaker, sent, states } = stage();
    await speaker.ask('a');
    expect(speaker.note).to.equal('there');
    expect(sent).to.deep.equal([{ type: 'state', id: 'a', state: 'on', lang: 'en-US' }]);
    browser.recognition.hear('good morning');
    expect(sent.at(-1)).to.deep.equal({
      type: 'text',
      id: 'a',
      text: ' good morning',
      final: true,
    });
    speaker.refuse();
    expect(speaker.note).to.equal(null);
    expect(states().at(-1)).to.equal('refused');
    expect(browser.recognition.isRunning).to.equal(false);
  });

  it('sends what is not final only so often, the latest of it, and no more of it once it is final', async () => {
    const { speaker, sent, clock } = stage();
    await speaker.ask('a');
    for (let count = 0; count < 50; count++) {
      browser.recognition.hear(`word ${count}`, false);
      await clock.advance(20);
    }
    const texts = sent.filter(({ type }) => type === 'text');
    expect(texts).to.have.length.within(2, 4);
    expect(texts.every((one) => one.type === 'text' && !one.final)).to.equal(true);
    browser.recognition.hear('the end', false);
    browser.recognition.hear('the end of it');
    await clock.advance(1_000);
    expect(sent.at(-1)).to.include({ text: ' the end of it', final: true });
  });

  for (const [state, models, language] of [
    ['unsupported', null, 'en'],
    ['language', {}, 'en'],
    ['language', { 'en-US': 'available' }, 'ar'],
  ] as const) {
    it(`tells the other side why not, and nobody here: ${state} (${language})`, async () => {
      const { speaker, states } = stage(models ?? {}, language);
      if (models === null) browser.restore();
      if (models === null) Object.defineProperty(globalThis, 'SpeechRecognition', NONE);
      await speaker.ask('a');
      expect(states()).to.deep.equal([state]);
      expect(speaker.note).to.equal(null);
    });
  }

  it('downloads nothing without a yes, and nothing is asked of the browser before', async () => {
    const { speaker, states } = stage({ 'en-US': 'downloadable' });
    let installs = 0;
    let done: (isThere: boolean) => void = () => {};
    browser.speech.install = () => {
      installs += 1;
      return new Promise((resolve) => (done = resolve));
    };
    await speaker.ask('a');
    expect(speaker.note).to.equal('download');
    expect(states()).to.deep.equal(['asks']);
    expect(installs).to.equal(0);
    const allowed = speaker.allow();
    expect(installs, 'while the press lasts').to.equal(1);
    expect(speaker.note).to.equal('downloading');
    done(true);
    await allowed;
    expect(states()).to.deep.equal(['asks', 'loading', 'on']);
    expect(speaker.note).to.equal('there');
    expect(browser.recognition.isRunning).to.equal(true);
  });

  it('says that the download has failed, and tries again', async () => {
    const { speaker, states } = stage({ 'en-US': 'downloadable' });
    browser.speech.install = async () => false;
    await speaker.ask('a');
    await speaker.allow();
    expect(speaker.note).to.equal('not-loaded');
    expect(states().at(-1)).to.equal('failed');
    browser.speech.install = async () => true;
    await speaker.allow();
    expect(states().at(-1)).to.equal('on');
  });

  it('a download that nobody waits for any more begins nothing', async () => {
    const { speaker, states } = stage({ 'en-US': 'downloadable' });
    let done: (isThere: boolean) => void = () => {};
    browser.speech.install = () => new Promise((resolve) => (done = resolve));
    await speaker.ask('a');
    const allowed = speaker.allow();
    speaker.refuse();
    done(true);
    await allowed;
    expect(states()).to.deep.equal(['asks', 'loading', 'refused']);
    expect(browser.speech.made).to.have.length(0);
  });

  it('stays in sight, and can be ended, when the other side asks again after a new connection', async () => {
    const { speaker, sent, states } = stage();
    await speaker.ask('a');
    await speaker.ask('a');
    expect(states()).to.deep.equal(['on', 'on']);
    expect(speaker.note).to.equal('there');
    browser.recognition.hear('not to be', false);
    speaker.refuse();
    expect(browser.recognition.isRunning).to.equal(false);
    expect(
      sent.filter(({ type }) => type === 'text'),
      'after the no',
    ).to.deep.equal([]);
  });

  it('a question stays one when it is asked again', async () => {
    const { speaker } = stage({ 'en-US': 'downloadable' });
    browser.speech.install = async () => true;
    await speaker.ask('a');
    const allowed = speaker.allow();
    await speaker.ask('a');
    expect(speaker.note).to.equal('downloading');
    await allowed;
    expect(speaker.note).to.equal('there');
  });

  it('asks first once the user has said no', async () => {
    const { speaker, states } = stage();
    await speaker.ask('a');
    speaker.refuse();
    await speaker.ask('a');
    expect(states(), 'after a new connection').to.deep.equal(['on', 'refused', 'refused']);
    await speaker.ask('b');
    expect(speaker.note).to.equal('question');
    expect(browser.recognition.isRunning).to.equal(false);
    await speaker.allow();
    expect(speaker.note).to.equal('there');
    expect(browser.recognition.isRunning).to.equal(true);
  });

  it('ends when the other side wants it no more, and only then', async () => {
    const { speaker } = stage();
    await speaker.ask('a');
    speaker.stop('b');
    expect(browser.recognition.isRunning).to.equal(true);
    speaker.stop('a');
    expect(browser.recognition.isRunning).to.equal(false);
    expect(speaker.note).to.equal(null);
  });

  it('a question that is taken back while the browser is asked leads to nothing', async () => {
    const { speaker, sent } = stage();
    const asked = speaker.ask('a');
    speaker.stop('a');
    await asked;
    expect(sent).to.deep.equal([]);
    expect(browser.speech.made).to.have.length(0);
  });

  it('is refused without a word what asks all the time', async () => {
    const { speaker, states } = stage();
    for (let count = 0; count < 30; count++) await speaker.ask(`question ${count}`);
    expect(states().slice(0, 10)).to.deep.equal(Array(10).fill('on'));
    expect(states().slice(10)).to.deep.equal(Array(20).fill('refused'));
    expect(speaker.note).to.equal(null);
    expect(browser.speech.made.filter(({ isRunning }) => isRunning)).to.have.length(0);
  });

  it('says when it has ended by itself', async () => {
    const { speaker, states } = stage();
    await speaker.ask('a');
    browser.recognition.fail('service-not-allowed');
    expect(states()).to.deep.equal(['on', 'failed']);
    expect(speaker.note).to.equal(null);
  });

  it('hears nothing while there is nothing to hear', async () => {
    const { speaker } = stage();
    await speaker.ask('a');
    speaker.listenTo(null);
    expect(browser.recognition.isRunning).to.equal(false);
    speaker.listenTo(silentTrack());
    expect(browser.recognition.isRunning).to.equal(true);
    speaker.close();
    expect(browser.recognition.isRunning).to.equal(false);
  });
});

const NONE = { value: undefined, configurable: true, writable: true };
