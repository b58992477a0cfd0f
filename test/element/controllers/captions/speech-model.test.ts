import { expect } from '@open-wc/testing';
import {
  findSpeechModel,
  type SpeechModel,
} from '../../../../src/element/controllers/captions/speech-model.js';
import { fakeSpeech, replace } from '../../../support/fake-speech-recognition.js';

describe('findSpeechModel', () => {
  let restore = () => {};
  const browserWith = (models: Record<string, string>) => {
    const fake = fakeSpeech(models);
    ({ restore } = fake as { restore: () => void });
    return fake;
  };
  afterEach(() => restore());

  const found = async (language: string) => (await findSpeechModel(language)) as SpeechModel;

  it('asks for nothing but what stays on the device', async () => {
    const { speech } = browserWith({ 'de-DE': 'available' });
    const model = await found('de');
    expect(speech.asked).to.have.length.above(0);
    for (const { processLocally } of speech.asked) expect(processLocally).to.equal(true);
    expect(model.create()).to.include({
      lang: 'de-DE',
      processLocally: true,
      continuous: true,
      interimResults: true,
    });
  });

  it('takes what is there before what has to be downloaded', async () => {
    browserWith({ 'de-CH': 'downloadable', 'de-DE': 'available' });
    expect(await found('de-CH')).to.include({ lang: 'de-DE', isInstalled: true });
  });

  it('else the best that can be downloaded', async () => {
    const { speech } = browserWith({ 'de-CH': 'downloadable', 'de-DE': 'downloading' });
    const model = await found('de-CH');
    expect(model).to.include({ lang: 'de-CH', isInstalled: false });
    speech.install = async ({ langs }) => langs[0] === 'de-CH';
    expect(await model.install()).to.equal(true);
    speech.install = () => Promise.reject(new DOMException('', 'InvalidStateError'));
    expect(await model.install()).to.equal(false);
  });

  it('is made for conversations where there is such', async () => {
    browserWith({ 'en-US': 'available', 'en-US dictation': 'available' });
    expect((await found('en-US')).create().quality).to.equal('dictation');
    restore();
    browserWith({
      'en-US': 'available',
      'en-US dictation': 'available',
      'en-US conversation': 'available',
    });
    expect((await found('en-US')).create().quality).to.equal('conversation');
  });

  it('says that there is nothing for a language', async () => {
    browserWith({ 'en-US': 'available' });
    expect(await findSpeechModel('ar')).to.equal('language');
    expect(await findSpeechModel('no tag')).to.equal('language');
  });

  it('says so where the page may not', async () => {
    browserWith({ 'en-US': 'rejected' });
    expect(await findSpeechModel('en-US')).to.equal('language');
  });

  it('takes no recognizer that can’t be kept from sending the sound elsewhere', async () => {
    browserWith({});
    replace(class {});
    expect(await findSpeechModel('en')).to.equal('unsupported');
    replace(
      class {
        static available = async () => 'available';
        static install = async () => true;
      },
    );
    expect(await findSpeechModel('en'), 'without processLocally').to.equal('unsupported');
    replace(undefined);
    expect(await findSpeechModel('en')).to.equal('unsupported');
  });

  it('agrees with the browser that runs this', async () => {
    // Chromium of Debian knows the languages of Chrome, and has none of them.
    const answers = ['unsupported', 'language', 'object'];
    const model = await findSpeechModel('en');
    expect(answers).to.include(typeof model === 'string' ? model : typeof model);
  });
});
