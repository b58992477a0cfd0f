import { expect } from '@open-wc/testing';
import { loadLanguage, resolveStrings } from '../../../../src/element/texts/languages.js';
import type { Translation } from '../../../../src/element/texts/strings.js';
import { until } from '../../../support/until.js';
import { chatStage, openChat, type ChatStage } from '../../chat-stage.js';
import { elementInCall, findPart } from '../../fixtures.js';

await loadLanguage('ko');

const ENGLISH = resolveStrings('en', null) as Translation;
const byLabel = (root: HTMLElement, label: string) =>
  [...root.querySelectorAll('button')].find((button) => button.innerText.trim() === label);

describe('P2pVideoCallElement: the chat', () => {
  for (const lang of ['en', 'ko'] as const) {
    it(`is empty at first, has messages then, and is accessible (${lang})`, async () => {
      const text = resolveStrings(lang, null) as Translation;
      const stage = await openChat(lang);
      expect(stage.button.ariaLabel).to.equal(text.chat);
      expect(stage.panel.innerText).to.contain(text['chat-empty']);
      expect(stage.input.placeholder).to.equal(text['chat-input']);
      await expect(stage.element).to.be.accessible();
      await stage.hears('안녕하세요 https://example.com/');
      await stage.writes('Hello');
      await stage.hears('x '.repeat(2_000));
      expect(stage.panel.innerText).to.not.contain(text['chat-empty']);
      await expect(stage.element).to.be.accessible();
    });
  }

  it('is not there before and after a call is up', async () => {
    const { element, call } = await elementInCall('connecting');
    expect(findPart(element, 'chat-button')).to.equal(null);
    call.moveTo('connected');
    await element.updateComplete;
    expect(findPart(element, 'chat-button')).to.not.equal(null);
    call.end('hangup');
    await element.updateComplete;
    expect(findPart(element, 'chat-button')).to.equal(null);
  });

  it('is opened and closed by its button, and by Escape, and leads the focus to where one writes', async () => {
    const stage = await openChat();
    expect(stage.button.ariaExpanded).to.equal('true');
    expect(stage.button.getAttribute('aria-controls')).to.equal(stage.panel.id);
    // A page in the background hears of no focus.
    if (!document.hasFocus()) stage.panel.dispatchEvent(new FocusEvent('focus'));
    expect(stage.focused).to.equal(stage.input);
    const event = await stage.presses('Escape');
    expect(event.defaultPrevented).to.equal(true);
    expect(findPart(stage.element, 'chat')).to.equal(null);
    expect(stage.focused).to.equal(stage.button);
    expect(stage.button.ariaExpanded).to.equal('false');
    await stage.open();
    await stage.close();
    expect(findPart(stage.element, 'chat')).to.equal(null);
  });

  it('shows what both sides write, in order, with who and when', async () => {
    const stage = await openChat();
    await stage.hears('Hello?');
    await stage.writes('Hello!');
    await stage.hears('How are you?');
    expect(stage.texts).to.deep.equal(['Hello?', 'Hello!', 'How are you?']);
    expect(stage.messages.map(({ innerText }) => innerText.split(/\s/)[0])).to.deep.equal([
      'They:',
      'You:',
      'They:',
    ]);
    for (const message of stage.messages) {
      const time = message.querySelector('time')!;
      expect(Math.abs(Date.now() - Date.parse(time.dateTime))).to.be.below(60_000);
      expect(time.textContent).to.match(/^\d+:\d\d/);
    }
    expect(stage.sent).to.deep.equal(['Hello!']);
  });

  it('is a log, in which what is new is read out', async () => {
    const stage = await openChat();
    expect(stage.list.getAttribute('role')).to.equal('log');
    expect(stage.list.getAttribute('aria-live') ?? 'polite').to.equal('polite');
    const added: Node[] = [];
    const observer = new MutationObserver((records) =>
      added.push(...records.flatMap(({ addedNodes }) => [...addedNodes])),
    );
    await stage.hears('one');
    observer.observe(stage.list, { childList: true, subtree: true });
    await stage.hears('two');
    const items = added.filter((node) => node instanceof HTMLElement);
    expect(items.map((node) => node.innerText)).to.have.length(1);
    expect(items[0]?.textContent).to.contain('two');
  });

  describe('where one writes', () => {
    it('sends at Enter and by the button, and is empty then', async () => {
      const stage = await openChat();
      await stage.writes('one');
      await stage.types(' two\n');
      findPart(stage.element, 'chat-send-button')?.click();
      await stage.settled();
      expect(stage.sent).to.deep.equal(['one', 'two']);
      expect(stage.input.value).to.equal('');
    });

    it('makes a new line at Shift and Enter', async () => {
      const stage = await openChat();
      await stage.types('one');
      const event = await stage.presses('Enter', { shiftKey: true });
      expect(event.defaultPrevented).to.equal(false);
      expect(stage.sent).to.deep.equal([]);
    });

    it('leaves Enter and Escape to the input method while a word is put together', async () => {
      const stage = await openChat();
      await stage.types('안');
      for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
        const event = await stage.presses('Enter', init);
        expect(event.defaultPrevented).to.equal(false);
        await stage.presses('Escape', init);
      }
      expect(stage.sent).to.deep.equal([]);
      expect(findPart(stage.element, 'chat')).to.not.equal(null);
      expect(stage.input.value).to.equal('안');
    });

    it('sends nothing where there is nothing to read', async () => {
      const stage = await openChat();
      for (const nothing of ['', ' \n\t ', '\u202E\0']) await stage.writes(nothing);
      expect(stage.sent).to.deep.equal([]);
      expect(stage.messages).to.have.length(0);
    });

    it('grows with what is in it up to four lines, and shrinks when it is sent', async () => {
      const stage = await openChat();
      const { offsetHeight: low } = stage.input;
      expect(low).to.be.at.least(44);
      await stage.types('1\n2\n3');
      const { offsetHeight: higher } = stage.input;
      expect(higher).to.be.above(low);
      await stage.types('1\n2\n3\n4\n5\n6\n7');
      const { offsetHeight: highest } = stage.input;
      expect(highest).to.be.above(higher);
      await stage.types('x\n'.repeat(100));
      expect(stage.input.offsetHeight).to.equal(highest);
      await stage.presses('Enter');
      expect(stage.input.offsetHeight).to.equal(low);
    });

    it('keeps what is not sent yet while the panel is closed, and not for another call', async () => {
      const stage = await openChat();
      await stage.types('not yet');
      await stage.presses('Escape');
      await stage.open();
      expect(stage.input.value).to.equal('not yet');
      stage.call.end('hangup');
      await stage.settled();
      stage.element.startCall('peer-2');
      const next = stage.element.lastPlaced;
      next.id = 'another-call';
      next.moveTo('connected');
      await stage.settled();
      await stage.open();
      expect(stage.input.value).to.equal('');
    });

    it('is left alone by what else happens, so that the caret stays', async () => {
      const stage = await openChat();
      await stage.types('some words');
      stage.input.setSelectionRange(4, 4);
      await stage.hears('meanwhile');
      expect(stage.input.value).to.equal('some words');
      expect(stage.input.selectionStart).to.equal(4);
      expect(stage.focused).to.equal(stage.input);
    });

    it('says what is too long, and keeps it', async () => {
      const stage = await openChat();
      const long = 'x'.repeat(10_001);
      await stage.writes(long);
      expect(stage.sent).to.deep.equal([]);
      expect(stage.input.value).to.equal(long);
      expect(stage.input.ariaInvalid).to.equal('true');
      expect(stage.panel.innerText).to.contain(ENGLISH['chat-too-long']);
      await stage.types('x'.repeat(10_000));
      expect(stage.panel.innerText).to.not.contain(ENGLISH['chat-too-long']);
      await stage.presses('Enter');
      expect(stage.sent[0]).to.have.length(10_000);
    });

    it('keeps its keys from the page around, which may have short cuts, but for those of the element', async () => {
      const stage = await openChat();
      await stage.types('m');
      const heard: string[] = [];
      const listen = ({ key }: KeyboardEvent) => heard.push(key);
      document.addEventListener('keydown', listen);
      await stage.presses('m');
      await stage.presses('c', { ctrlKey: true });
      document.removeEventListener('keydown', listen);
      expect(heard).to.deep.equal(['c']);
    });
  });

  describe('while it is closed', () => {
    it('has a mark, and shows for a moment what has come', async () => {
      const stage = await chatStage();
      const { title } = document;
      expect(stage.badge).to.equal(null);
      expect(stage.preview.getAttribute('role')).to.equal('status');
      await stage.hears('Are you there?');
      expect(stage.badge).to.equal('1');
      expect(stage.button.ariaLabel).to.equal('Chat, new: 1');
      expect(stage.preview.innerText).to.contain('Are you there?');
      await expect(stage.element).to.be.accessible();
      await stage.hears('Hello?');
      expect(stage.badge).to.equal('2');
      expect(stage.preview.innerText).to.contain('Hello?');
      expect(document.title).to.equal(title);
      await stage.open();
      expect(stage.badge).to.equal(null);
      expect(stage.preview.innerText).to.equal('');
      expect(stage.texts).to.deep.equal(['Are you there?', 'Hello?']);
      await stage.close();
      expect(stage.badge).to.equal(null);
    });

    it('is opened by what it shows', async () => {
      const stage = await chatStage();
      await stage.hears('Look!');
      stage.preview.querySelector('button')?.click();
      await until(() => findPart(stage.element, 'chat'));
    });

    it('counts up to 99', async () => {
      const stage = await chatStage();
      for (let count = 0; count < 120; count += 1) await stage.hears('x');
      expect(stage.badge).to.equal('99+');
    });
  });

  describe('its list', () => {
    const fill = async () => {
      const stage = await openChat();
      for (let count = 0; count < 30; count += 1) await stage.hears(`line ${count}\nand one`);
      return stage;
    };
    // A page in the background gets its event with the next frame, which does not come.
    const scrolled = ({ list }: ChatStage) => list.dispatchEvent(new Event('scroll'));
    const gap = ({ scrollHeight, clientHeight, scrollTop }: HTMLElement) =>
      Math.abs(scrollHeight - clientHeight - scrollTop);

    it('stays at its end', async () => {
      const stage = await fill();
      expect(stage.list.scrollHeight).to.be.above(stage.list.clientHeight);
      expect(gap(stage.list)).to.be.below(2);
      await stage.types('1\n2\n3\n4');
      expect(gap(stage.list)).to.be.below(2);
    });

    it('stays where the reader is, and says that there is more', async () => {
      const stage = await fill();
      stage.list.scrollTop = 0;
      scrolled(stage);
      await stage.hears('the latest');
      expect(stage.list.scrollTop).to.equal(0);
      const chip = byLabel(stage.panel, ENGLISH['chat-new']);
      expect(chip).to.not.equal(undefined);
      await expect(stage.element).to.be.accessible();
      chip?.click();
      await stage.settled();
      expect(gap(stage.list)).to.be.below(2);
      expect(byLabel(stage.panel, ENGLISH['chat-new'])).to.equal(undefined);
    });

    it('goes to its end with what one writes', async () => {
      const stage = await fill();
      stage.list.scrollTop = 0;
      scrolled(stage);
      await stage.writes('mine');
      expect(gap(stage.list)).to.be.below(2);
    });
  });

  describe('what is written', () => {
    for (const hostile of [
      '<img src=x onerror="document.title=`owned`">',
      '"><script>document.title="owned"</script>',
      '${alert(1)}{{constructor}}',
      'javascript:alert(1)',
      `z${'\u0335'.repeat(5_000)}`,
      'W'.repeat(10_000),
      '\u2067\u202Eabc',
      '👨‍👩‍👧'.repeat(1_000),
    ]) {
      it(`stays text, within the panel: ${hostile.slice(0, 30)}`, async () => {
        const stage = await openChat();
        await stage.hears(hostile);
        const words = stage.messages[0]!.querySelector<HTMLElement>('.words')!;
        expect(words.children).to.have.length(0);
        const shown = hostile.replace(/[\u202E\u2067]/g, '');
        expect(words.textContent === shown).to.equal(true);
        expect(words.dir).to.equal('auto');
        expect(stage.panel.querySelector('img, script, [onerror]')).to.equal(null);
        const { width } = words.getBoundingClientRect();
        expect(width).to.be.at.most(stage.list.clientWidth);
        expect(stage.list.scrollWidth).to.equal(stage.list.clientWidth);
        expect(document.title).to.not.equal('owned');
      });
    }

    it('has links that show where they lead, and tell nothing there', async () => {
      const stage = await openChat();
      await stage.hears(
        'See https://example.com/a and https://аррӏе.com/x, not javascript:alert(1)',
      );
      const links = [...stage.panel.querySelectorAll('a')];
      expect(links.map(({ textContent }) => textContent)).to.deep.equal([
        'https://example.com/a',
        'https://xn--80ak6aa92e.com/x',
      ]);
      for (const link of links) {
        expect(link.target).to.equal('_blank');
        expect([...link.relList].sort()).to.deep.equal(['nofollow', 'noopener', 'noreferrer']);
        expect(link.querySelector('bdi')?.dir).to.equal('ltr');
      }
    });

    it('is folded where it is long, and shown as a whole on request', async () => {
      const stage = await openChat();
      await stage.hears('line\n'.repeat(200));
      const height = () => stage.messages[0]!.offsetHeight;
      const folded = height();
      expect(folded).to.be.below(400);
      const more = byLabel(stage.panel, ENGLISH['chat-whole'])!;
      expect(more.ariaExpanded).to.equal('false');
      more.click();
      await stage.settled();
      expect(height()).to.be.above(2_000);
      byLabel(stage.panel, ENGLISH['chat-part'])?.click();
      await stage.settled();
      expect(height()).to.equal(folded);
    });

    it('is larger where it is a smile alone', async () => {
      const stage = await openChat();
      await stage.hears('👍🏽👨‍👩‍👧 🇰🇷');
      await stage.hears('👍 ok');
      await stage.hears('123');
      const sizes = stage.messages.map((message) =>
        parseFloat(getComputedStyle(message.querySelector('.words')!).fontSize),
      );
      expect(sizes[0]).to.be.above(sizes[1]!);
      expect(sizes[1]).to.equal(sizes[2]);
    });
  });
});
