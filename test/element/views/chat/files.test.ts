import { expect } from '@open-wc/testing';
import { CallError, type CallErrorCode } from '../../../../src/call/terms/call-error.js';
import { loadLanguage, resolveStrings } from '../../../../src/element/texts/languages.js';
import type { StringKey, Translation } from '../../../../src/element/texts/strings.js';
import type { FakeFileTransfer } from '../../../support/fake-file-transfer.js';
import { until } from '../../../support/until.js';
import { chatStage, type ChatStage, openChat } from '../../chat-stage.js';
import { findPart } from '../../fixtures.js';

await loadLanguage('ko');

const ENGLISH = resolveStrings('en', null) as Translation;

const card = (stage: ChatStage, index = 0) => stage.messages[index] as HTMLElement;
const words = (stage: ChatStage, index = 0) => card(stage, index).innerText.replace(/\s+/g, ' ');
const labels = (stage: ChatStage, index = 0) =>
  [...card(stage, index).querySelectorAll('button')].map(({ innerText }) => innerText.trim());

async function press(stage: ChatStage, label: string): Promise<void> {
  const buttons = [...card(stage).querySelectorAll('button')];
  const button = buttons.find(({ innerText }) => innerText.trim() === label);
  if (!button) throw new Error(`There is no button "${label}".`);
  button.focus();
  button.click();
  await stage.settled();
}

function filesOf(...files: File[]): DataTransfer {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  return data;
}

const text = (name = 'notes.txt') => new File(['some text'], name, { type: 'text/plain' });
const sentNames = (stage: ChatStage) => stage.call.files.map(({ name }) => name);

async function drag(stage: ChatStage, type: string, dataTransfer: DataTransfer, at = 10) {
  const { left, top } = stage.element.getBoundingClientRect();
  const event = new DragEvent(type, {
    bubbles: true,
    composed: true,
    cancelable: true,
    dataTransfer,
    clientX: left + at,
    clientY: top + at,
  });
  stage.element.renderRoot.querySelector('.root')?.dispatchEvent(event);
  await stage.settled();
  return event;
}

async function paste(stage: ChatStage, clipboardData: DataTransfer): Promise<ClipboardEvent> {
  const init = { clipboardData, bubbles: true, composed: true, cancelable: true };
  const event = new ClipboardEvent('paste', init);
  // Firefox does not take what it is given.
  Object.defineProperty(event, 'clipboardData', { value: clipboardData });
  stage.input.dispatchEvent(event);
  await stage.settled();
  return event;
}

async function moved(stage: ChatStage, change: () => void): Promise<void> {
  change();
  await stage.settled();
}

describe('P2pVideoCallElement: files that come', () => {
  for (const lang of ['en', 'ko'] as const) {
    it(`are offered, taken, and saved, and are accessible all the way (${lang})`, async () => {
      const strings = resolveStrings(lang, null) as Translation;
      const stage = await openChat(lang);
      const file = stage.call.offerFile();
      await stage.settled();
      expect(words(stage)).to.contain('report.pdf');
      expect(words(stage)).to.match(/4\s?MB/);
      expect(words(stage)).to.contain('PDF');
      expect(words(stage)).to.contain(strings['file-offer']);
      expect(labels(stage)).to.deep.equal([strings['file-accept'], strings['file-decline']]);
      await expect(stage.element).to.be.accessible();

      await press(stage, strings['file-accept']);
      expect(file.requests).to.deep.equal(['accept']);
      await moved(stage, () => file.moveTo('transferring'));
      await moved(stage, () => file.progressTo(1_000_000));
      const progress = card(stage).querySelector('progress');
      expect(progress?.position).to.equal(0.25);
      expect(words(stage)).to.match(/1\s?MB \/ 4\s?MB/);
      // The log is a live region, and these words change with every part of the file.
      expect(card(stage).querySelector('.file-words')?.ariaLive).to.equal('off');
      expect(labels(stage)).to.deep.equal([strings['file-cancel']]);
      await expect(stage.element).to.be.accessible();

      await moved(stage, () => file.moveTo('paused'));
      expect(words(stage)).to.contain(strings['file-paused']);
      expect(card(stage).querySelector('progress')).to.not.equal(null);
      expect(labels(stage)).to.deep.equal([strings['file-cancel']]);

      await moved(stage, () => file.moveTo('complete', { blob: new Blob(['x']) }));
      expect(words(stage)).to.contain(strings['file-received']);
      expect(labels(stage)).to.deep.equal([strings['file-save']]);
      expect(card(stage).querySelector('progress')).to.equal(null);
      await expect(stage.element).to.be.accessible();
    });
  }

  it('are declined', async () => {
    const stage = await openChat();
    const file = stage.call.offerFile();
    await stage.settled();
    await press(stage, ENGLISH['file-decline']);
    expect(file.requests).to.deep.equal(['cancel']);
    await moved(stage, () => file.moveTo('declined'));
    expect(words(stage)).to.contain(ENGLISH['file-declined-local']);
    expect(labels(stage)).to.deep.equal([]);
  });

  it('keep the focus in their card when its button goes', async () => {
    const stage = await openChat();
    const file = stage.call.offerFile();
    await stage.settled();
    await press(stage, ENGLISH['file-accept']);
    await moved(stage, () => file.moveTo('transferring'));
    expect(card(stage).contains(stage.focused ?? null)).to.equal(true);
  });

  it('are saved under their name as mere bytes, and their address is taken back', async () => {
    const stage = await openChat();
    const file = stage.call.offerFile({ name: 'page.html', type: 'text/html' });
    const content = '<script>document.title="owned"</script>';
    await moved(stage, () =>
      file.moveTo('complete', { blob: new Blob([content], { type: 'text/html' }) }),
    );
    const create = URL.createObjectURL.bind(URL);
    const made: Blob[] = [];
    const clicked: HTMLAnchorElement[] = [];
    URL.createObjectURL = (blob) => {
      made.push(blob as Blob);
      return create(blob);
    };
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      clicked.push(this);
    };
    try {
      // Nothing is saved by itself.
      expect(made).to.deep.equal([]);
      await press(stage, ENGLISH['file-save']);
    } finally {
      URL.createObjectURL = create;
      delete (HTMLAnchorElement.prototype as { click?: unknown }).click;
    }
    expect(clicked).to.have.length(1);
    expect(clicked[0]?.download).to.equal('page.html');
    expect(clicked[0]?.isConnected).to.equal(false);
    expect(made[0]?.type).to.equal('application/octet-stream');
    expect(await made[0]?.text()).to.equal(content);
    // It can be saved again.
    expect(labels(stage)).to.deep.equal([ENGLISH['file-save']]);
  });

  it('show nothing of what is in them', async () => {
    const stage = await openChat();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>';
    for (const type of ['image/svg+xml', 'image/png', 'text/html']) {
      const file = stage.call.offerFile({ name: 'x.svg', type });
      await moved(stage, () => file.moveTo('complete', { blob: new Blob([svg], { type }) }));
    }
    expect(stage.panel.querySelector('img, iframe, object, embed, video')).to.equal(null);
    expect(stage.panel.querySelector('[src], [href]')).to.equal(null);
  });

  for (const name of [
    '<img src=x onerror=alert(1)>.png',
    '\u202Egnp.exe',
    'a\nb\0c.txt',
    `${'x'.repeat(5_000)}.exe`,
    '漢'.repeat(200),
    '',
  ]) {
    it(`stay in their place, whatever they are called: ${JSON.stringify(name.slice(0, 24))}`, async () => {
      const stage = await openChat();
      stage.call.offerFile({ name, type: '"><b>', size: 1e15 });
      await stage.settled();
      const shown = card(stage).querySelector<HTMLElement>('bdi')!;
      expect(shown.children).to.have.length(0);
      expect(shown.textContent).to.not.match(/[\u202E\0\n]/);
      expect(shown.textContent.length).to.be.at.most(256);
      expect(stage.list.scrollWidth).to.equal(stage.list.clientWidth);
      expect(card(stage).querySelector('b, img')).to.equal(null);
    });
  }

  for (const [code, key] of [
    ['file-too-large', 'file-too-large'],
    ['file-unreadable', 'file-unreadable'],
    ['file-damaged', 'file-damaged'],
    ['file-interrupted', 'file-interrupted'],
    ['queue-full', 'file-too-many'],
    ['protocol-error', 'file-failed'],
  ] as const satisfies readonly (readonly [CallErrorCode, StringKey])[]) {
    it(`say what to do after ${code}`, async () => {
      const stage = await openChat();
      const file = stage.call.offerFile();
      const error = new CallError(code, 'for developers');
      await moved(stage, () => file.moveTo('failed', { error }));
      expect(words(stage)).to.contain(ENGLISH[key]);
      expect(words(stage)).to.not.contain('developers');
      expect(labels(stage)).to.deep.equal([]);
    });
  }

  it('are said while the chat is closed: by a mark, and for a moment in words', async () => {
    const stage = await chatStage();
    const file = stage.call.offerFile();
    await stage.settled();
    expect(stage.badge).to.equal('1');
    expect(stage.preview.innerText).to.contain('report.pdf');
    expect(stage.preview.innerText).to.contain(ENGLISH['file-offer']);
    await expect(stage.element).to.be.accessible();
    await moved(stage, () => file.moveTo('complete', { blob: new Blob([]) }));
    expect(stage.preview.innerText).to.contain(ENGLISH['file-received']);
    expect(stage.badge).to.equal('1');
  });

  it('are read out as they change, while the chat is open', async () => {
    const stage = await openChat();
    const file = stage.call.offerFile();
    const status = () => stage.panel.querySelector<HTMLElement>('[role=status]')?.innerText;
    await moved(stage, () => file.moveTo('complete', { blob: new Blob([]) }));
    expect(status()).to.contain('report.pdf');
    expect(status()).to.contain(ENGLISH['file-received']);
  });

  it('are declined unseen where too many wait for an answer', async () => {
    const stage = await openChat();
    const files = Array.from({ length: 50 }, () => stage.call.offerFile());
    await stage.settled();
    expect(stage.messages).to.have.length(20);
    const declined = files.filter(({ requests }) => requests.includes('cancel'));
    expect(declined).to.have.length(30);
  });
});

describe('P2pVideoCallElement: files that are sent', () => {
  const sendByButton = async (stage: ChatStage, ...files: File[]) => {
    const input = stage.panel.querySelector<HTMLInputElement>('input[type=file]')!;
    expect(input.multiple).to.equal(true);
    input.files = filesOf(...files).files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await stage.settled();
    return input;
  };

  it('are chosen by a button', async () => {
    const stage = await openChat();
    const input = await sendByButton(stage, text('a.txt'), text('b.txt'));
    expect(sentNames(stage)).to.deep.equal(['a.txt', 'b.txt']);
    expect(input.files).to.have.length(0);
    expect(words(stage)).to.contain(ENGLISH['file-waiting']);
    expect(labels(stage)).to.deep.equal([ENGLISH['file-cancel']]);
    let opened = 0;
    input.click = () => (opened += 1);
    const button = findPart(stage.element, 'attach-button')!;
    expect(button.ariaLabel).to.equal(ENGLISH['file-attach']);
    button.click();
    expect(opened).to.equal(1);
  });

  it('show how far they are, and that they have come', async () => {
    const stage = await openChat();
    await sendByButton(stage, text());
    const [file] = stage.call.files as [FakeFileTransfer];
    await moved(stage, () => file.moveTo('transferring'));
    await moved(stage, () => file.progressTo(3));
    expect(card(stage).querySelector('progress')?.value).to.equal(3);
    await moved(stage, () => file.moveTo('complete'));
    expect(words(stage)).to.contain(ENGLISH['file-sent']);
    expect(labels(stage)).to.deep.equal([]);
  });

  it('are given up, and are declined by the other side', async () => {
    const stage = await openChat();
    await sendByButton(stage, text());
    const [file] = stage.call.files as [FakeFileTransfer];
    await press(stage, ENGLISH['file-cancel']);
    expect(file.requests).to.deep.equal(['cancel']);
    await moved(stage, () => file.moveTo('cancelled'));
    expect(words(stage)).to.contain(ENGLISH['file-cancelled']);
    await sendByButton(stage, text());
    await moved(stage, () => stage.call.files[1]?.moveTo('declined'));
    expect(words(stage, 1)).to.contain(ENGLISH['file-declined-remote']);
    await sendByButton(stage, text());
    const error = new CallError('file-too-large', 'for developers');
    await moved(stage, () => stage.call.files[2]?.moveTo('declined', { error }));
    expect(words(stage, 2)).to.contain(ENGLISH['file-too-large']);
    await sendByButton(stage, text('film.mov'));
    const limited = { error, sizeLimit: 2_500_000 };
    await moved(stage, () => stage.call.files[3]?.moveTo('declined', limited));
    expect(words(stage, 3)).to.match(/film\.mov.* At most 2\.5\sMB can be sent/);
    const status = stage.panel.querySelector<HTMLElement>('[role=status]')?.innerText;
    expect(status).to.match(/^film\.mov: At most 2\.5\sMB/);
  });

  it('are not taken by an app that takes none', async () => {
    const stage = await openChat();
    await sendByButton(stage, text());
    const error = new CallError('not-supported', 'for developers');
    await moved(stage, () => stage.call.files[0]?.moveTo('declined', { error }));
    expect(words(stage)).to.contain(ENGLISH['file-off-local']);
  });

  it('are dropped anywhere on the element, which shows where, and opens the chat', async () => {
    const stage = await chatStage();
    const hint = () => stage.element.renderRoot.querySelector<HTMLElement>('.drop-hint');
    expect(hint()).to.equal(null);
    const over = await drag(stage, 'dragover', filesOf(text()));
    expect(over.defaultPrevented).to.equal(true);
    expect(hint()?.innerText).to.equal(ENGLISH['file-drop']);
    await expect(stage.element).to.be.accessible();
    await drag(stage, 'dragleave', filesOf(text()));
    expect(hint()).to.not.equal(null);
    await drag(stage, 'dragleave', filesOf(text()), -10);
    expect(hint()).to.equal(null);
    await drag(stage, 'dragover', filesOf(text()));
    const drop = await drag(stage, 'drop', filesOf(text('dropped.txt')));
    expect(drop.defaultPrevented).to.equal(true);
    expect(hint()).to.equal(null);
    expect(sentNames(stage)).to.deep.equal(['dropped.txt']);
    await until(() => findPart(stage.element, 'chat'), 'the chat');
  });

  it('are not more than twenty at once', async () => {
    const stage = await openChat();
    const many = Array.from({ length: 100 }, (_, index) => text(`${index}.txt`));
    await drag(stage, 'drop', filesOf(...many));
    expect(sentNames(stage)).to.have.length(20);
  });

  it('are not taken where what is dropped is no file, or there is no call yet', async () => {
    const stage = await openChat();
    const words = new DataTransfer();
    words.setData('text/plain', 'words');
    const drop = await drag(stage, 'drop', words);
    expect(drop.defaultPrevented).to.equal(false);
    stage.call.moveTo('connecting');
    await stage.settled();
    // The browser would leave the call for the file.
    expect((await drag(stage, 'drop', filesOf(text()))).defaultPrevented).to.equal(true);
    stage.call.end('hangup');
    await stage.settled();
    expect((await drag(stage, 'drop', filesOf(text()))).defaultPrevented).to.equal(false);
    expect(sentNames(stage)).to.deep.equal([]);
  });

  it('are pasted, pictures too; of what is text as well, the text is meant', async () => {
    const stage = await openChat();
    const picture = new File(['x'], 'image.png', { type: 'image/png' });
    const pasted = await paste(stage, filesOf(picture));
    expect(pasted.defaultPrevented).to.equal(true);
    expect(sentNames(stage)).to.deep.equal(['image.png']);
    const table = filesOf(picture);
    table.setData('text/plain', '1\t2');
    expect((await paste(stage, table)).defaultPrevented).to.equal(false);
    expect(sentNames(stage)).to.have.length(1);
  });

  it('bear that the page takes the element away meanwhile', async () => {
    const stage = await openChat();
    await sendByButton(stage, text());
    const [file] = stage.call.files as [FakeFileTransfer];
    stage.element.remove();
    file.moveTo('transferring');
    file.progressTo(1);
    file.moveTo('complete');
    await drag(stage, 'drop', filesOf(text()));
    expect(sentNames(stage)).to.have.length(1);
  });
});

describe('P2pVideoCallElement: files that the page does not want', () => {
  for (const [how, set] of [
    ['`nofiles`', (stage: ChatStage) => (stage.element.controlsList = 'nofiles')],
    ['a limit of 0', (stage: ChatStage) => stage.element.setAttribute('max-file-size', '0')],
  ] as const) {
    it(`by ${how}: there is no button, and nothing is dropped or pasted`, async () => {
      const stage = await openChat();
      set(stage);
      await stage.settled();
      expect(findPart(stage.element, 'attach-button')).to.equal(null);
      expect(stage.panel.querySelector('input[type=file]')).to.equal(null);
      expect(findPart(stage.element, 'chat-input')).not.to.equal(null);
      await expectNothingSent(stage);
      expect((await paste(stage, filesOf(text()))).defaultPrevented).to.equal(false);
      expect(sentNames(stage)).to.deep.equal([]);
    });

    it(`by ${how}: what is offered is refused, with a word on both sides`, async () => {
      const stage = await openChat();
      set(stage);
      await stage.settled();
      const file = stage.call.offerFile({ name: 'film.mov' });
      expect(file.requests).to.deep.equal(['cancel not-supported']);
      const error = new CallError('not-supported', 'for developers');
      await moved(stage, () => file.moveTo('declined', { error }));
      expect(words(stage)).to.contain(ENGLISH['file-off-remote']);
      expect(labels(stage)).to.deep.equal([]);
    });
  }

  it('by `nochat`: they would stand there; what was offered is said, and opens no chat', async () => {
    const stage = await chatStage();
    stage.element.setAttribute('controlslist', 'nochat');
    await stage.settled();
    await expectNothingSent(stage);
    const file = stage.call.offerFile({ name: 'film.mov' });
    expect(file.requests).to.deep.equal(['cancel not-supported']);
    const error = new CallError('not-supported', 'for developers');
    await moved(stage, () => file.moveTo('declined', { error }));
    expect(stage.preview.innerText).to.contain('film.mov');
    expect(stage.preview.innerText).to.contain(ENGLISH['file-off-remote']);
    expect(stage.preview.querySelector('button')).to.equal(null);
    await expect(stage.element).to.be.accessible();
    // As it was before: nothing stays of it.
    stage.element.removeAttribute('controlslist');
    await stage.settled();
    await drag(stage, 'drop', filesOf(text('wanted.txt')));
    expect(sentNames(stage)).to.deep.equal(['wanted.txt']);
  });

  async function expectNothingSent(stage: ChatStage): Promise<void> {
    const data = filesOf(text());
    const over = await drag(stage, 'dragover', data);
    // The browser would leave the call for the file.
    expect(over.defaultPrevented).to.equal(true);
    expect(stage.element.renderRoot.querySelector('.drop-hint')).to.equal(null);
    expect((await drag(stage, 'drop', data)).defaultPrevented).to.equal(true);
    expect(sentNames(stage)).to.deep.equal([]);
  }
});
