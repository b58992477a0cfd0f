import { expect } from '@open-wc/testing';
import type { CaptionsMessage } from '../../../../src/element/controllers/captions/captions-message.js';
import { fakeSpeech, silentTrack } from '../../../support/fake-speech-recognition.js';
import type { FakePeerCall } from '../../../support/fake-peer-call.js';
import { until } from '../../../support/until.js';
import { elementInCall, findPart, part, visibleText, type FakedElement } from '../../fixtures.js';

const sentBy = (call: FakePeerCall) =>
  call.requests
    .filter(([name, , topic]) => name === 'sendMessage' && topic === 'captions')
    .map(([, data]) => JSON.parse(String(data)) as CaptionsMessage);

async function stage(lang = 'en') {
  const { element, call } = await elementInCall('connected', lang);
  await until(() => findPart(element, 'more-button'), 'the files of a call');
  return { element, call };
}

async function press(element: FakedElement): Promise<HTMLElement> {
  part(element, 'more-button').click();
  await until(() => findPart(element, 'captions-button'), 'the menu');
  const button = part(element, 'captions-button');
  button.click();
  await until(() => !findPart(element, 'more'), 'no menu');
  return button;
}

/** With captions on, which the other side writes. */
async function reading(lang = 'en') {
  const { element, call } = await stage(lang);
  await press(element);
  await until(() => sentBy(call).length > 0, 'the question');
  const id = sentBy(call)[0]!.id;
  const receive = async (message: object) => {
    call.receive('captions', JSON.stringify({ id, ...message }));
    await until(() => element.updateComplete);
    await element.updateComplete;
  };
  await receive({ type: 'state', state: 'on', lang: 'en-GB' });
  const hear = (text: string) => receive({ type: 'text', text, final: true });
  return { element, call, receive, hear };
}

const words = (element: FakedElement) => part(element, 'captions').querySelector('p')!;
const noteButtons = (element: FakedElement) => [
  ...element.renderRoot.querySelectorAll<HTMLElement>('[part=captions-note-button]'),
];

describe('P2pVideoCallElement: captions', () => {
  it('are turned on in the menu, and off again', async () => {
    const { element, call } = await stage();
    const button = await press(element);
    expect([button.role, button.ariaChecked, button.textContent?.trim()]).to.deep.equal([
      'menuitemcheckbox',
      'false',
      'Captions',
    ]);
    await until(() => findPart(element, 'captions'), 'the captions');
    expect(visibleText(element)).to.include('Turning captions on');
    expect((await press(element)).ariaChecked).to.equal('true');
    await until(() => !findPart(element, 'captions'), 'no captions');
    expect(sentBy(call).map(({ type }) => type)).to.deep.equal(['ask', 'stop']);
    expect(findPart(element, 'captions-note')).to.equal(null);
  });

  it('show what the other side says, with its name, and are no live region', async () => {
    const { element, call, hear } = await reading();
    call.setPeerName('Mina');
    await hear(' Good morning');
    const region = part(element, 'captions');
    expect([region.role, region.ariaLabel]).to.deep.equal(['region', 'Captions']);
    expect(region.closest('[aria-live], [role=log], [role=status], [role=alert]')).to.equal(null);
    expect(region.querySelector('.speaker')?.textContent).to.equal('Mina');
    expect(words(element).textContent?.trim()).to.equal('Good morning');
    expect([words(element).dir, words(element).lang]).to.deep.equal(['auto', 'en-GB']);
  });

  it('show markup and what turns the reading direction as the text that it is', async () => {
    const { element, hear } = await reading();
    await hear('<img src=x onerror="document.title=`owned`">\u202Etxt.exe');
    expect(words(element).children).to.have.length(0);
    expect(words(element).textContent).to.equal(
      '<img src=x onerror="document.title=`owned`">txt.exe',
    );
    expect(document.title).not.to.equal('owned');
  });

  it('have two lines, of which the latest are seen, and lie above the toolbar', async () => {
    const { element, hear } = await reading();
    for (let count = 0; count < 40; count++) await hear(' something rather long');
    await hear(' the end');
    const lines = element.renderRoot.querySelector('.lines')!;
    const box = lines.getBoundingClientRect();
    const text = words(element).getBoundingClientRect();
    const lineHeight = parseFloat(getComputedStyle(lines).lineHeight);
    expect(box.height).to.be.closeTo(2 * lineHeight, 1);
    expect(text.height).to.be.above(box.height);
    expect(text.bottom).to.be.closeTo(box.bottom, 1);
    expect(box.bottom).to.be.below(part(element, 'toolbar').getBoundingClientRect().top);
    // Whatever lies below them can be pressed.
    expect(getComputedStyle(part(element, 'captions')).pointerEvents).to.equal('none');
  });

  it('leave the small pictures where they are, with words or without', async () => {
    const { element, call, hear } = await reading();
    call.setLocalStream(new MediaStream());
    call.setLocalMedia({ camera: true });
    await element.updateComplete;
    const self = part(element, 'local-video');
    const before = self.getBoundingClientRect();
    await hear(' Good morning');
    const captions = element.renderRoot.querySelector('.spoken')!.getBoundingClientRect();
    expect(self.getBoundingClientRect().top).to.equal(before.top);
    const isBeside = before.left >= captions.right || before.right <= captions.left;
    expect(before.bottom <= captions.top || isBeside).to.equal(true);
  });

  for (const [state, sentence, labels] of [
    ['asks', 'Asking them', ['Cancel']],
    ['loading', 'downloading', ['Cancel']],
    ['refused', 'don’t want', ['Close']],
    ['unsupported', 'without sending their voice elsewhere', ['Close']],
    ['language', 'in their language', ['Close']],
    ['failed', 'have ended', ['Close', 'Try again']],
  ] as const) {
    it(`say why there are none: ${state}`, async () => {
      const { element, receive } = await reading();
      await receive({ type: 'state', state });
      expect(part(element, 'captions-note').textContent).to.include(sentence);
      expect(part(element, 'captions-note').closest('[role=status]')).not.to.equal(null);
      expect(noteButtons(element).map(({ textContent }) => textContent)).to.deep.equal(labels);
    });
  }

  it('are tried again by a press', async () => {
    const { element, call, receive } = await reading();
    await receive({ type: 'state', state: 'failed' });
    noteButtons(element)[1]?.click();
    await element.updateComplete;
    expect(sentBy(call).map(({ type }) => type)).to.deep.equal(['ask', 'ask']);
  });

  it('are off once one has read that there will be none', async () => {
    const { element, receive } = await reading();
    await receive({ type: 'state', state: 'unsupported' });
    noteButtons(element)[0]?.click();
    await until(() => !findPart(element, 'captions'), 'no captions');
  });

  describe('of what is said here', () => {
    let browser: ReturnType<typeof fakeSpeech>;
    afterEach(() => browser.restore());

    async function asked(models: Record<string, string>, lang = 'en') {
      browser = fakeSpeech(models);
      const { element, call } = await stage(lang);
      call.setLocalStream(new MediaStream([silentTrack()]));
      call.setLocalMedia({ microphone: true });
      call.setPeerName('Mina');
      call.receive('captions', '{"type":"ask","id":"a"}');
      await until(() => findPart(element, 'captions-note'), 'the note');
      return { element, call };
    }

    it('are told of for as long as it is written, and end by a press', async () => {
      const { element, call } = await asked({ 'en-US': 'available' });
      const note = part(element, 'captions-note');
      expect(note.textContent).to.match(/Mina.? has turned captions on: what you say is written/);
      browser.recognition.hear('good morning');
      expect(sentBy(call).at(-1)).to.include({ type: 'text', text: ' good morning', final: true });
      noteButtons(element)[0]?.click();
      await until(() => !findPart(element, 'captions-note'), 'no note');
      expect(browser.recognition.isRunning).to.equal(false);
      expect(sentBy(call).at(-1)).to.include({ type: 'state', state: 'refused' });
    });

    it('are in the language that the page states', async () => {
      await asked({ 'ko-KR': 'available', 'en-US': 'available' }, 'ko');
      expect(browser.recognition.lang).to.equal('ko-KR');
    });

    it('are asked for where the browser has to download something', async () => {
      const { element } = await asked({ 'en-US': 'downloadable' });
      expect(part(element, 'captions-note').textContent).to.include('Your browser has to download');
      expect(noteButtons(element).map(({ textContent }) => textContent)).to.deep.equal([
        'Don’t allow',
        'Allow',
      ]);
      browser.speech.install = async () => false;
      noteButtons(element)[1]?.click();
      await until(() => visibleText(element).includes('couldn’t download'), 'the failure');
      browser.speech.install = async () => true;
      noteButtons(element)[1]?.click();
      await until(() => visibleText(element).includes('has turned captions on'), 'the captions');
    });

    it('are told of without a name, too', async () => {
      const { element, call } = await asked({ 'en-US': 'available' });
      call.setPeerName(null);
      await element.updateComplete;
      expect(part(element, 'captions-note').textContent).to.include('The other side');
    });
  });
});
