import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { idleElement, part, visibleText, type FakedElement } from '../../fixtures.js';
import { until } from '../../../support/until.js';

function copyButton(element: FakedElement): HTMLButtonElement {
  const button = part(element, 'own-id').parentElement?.querySelector('button');
  if (!button) throw new Error('There is no copy button.');
  return button;
}

describe('P2pVideoCallElement: own address', () => {
  afterEach(() => sinon.restore());

  it('is shown, and copied', async () => {
    const writeText = sinon.stub(navigator.clipboard, 'writeText').resolves();
    const element = await idleElement();
    expect(part(element, 'own-id').textContent).to.equal('own-1');
    copyButton(element).click();
    await until(() => copyButton(element).innerText.trim() === 'Copied');
    expect(writeText.args).to.deep.equal([['own-1']]);
  });

  it('has the token, which lets callers through; `connectionId` is the bare one', async () => {
    const writeText = sinon.stub(navigator.clipboard, 'writeText').resolves();
    const element = await idleElement();
    element.addressToken = 'token-1';
    await element.updateComplete;
    expect(part(element, 'own-id').textContent).to.equal('own-1.token-1');
    copyButton(element).click();
    await until(() => writeText.called);
    expect(writeText.args).to.deep.equal([['own-1.token-1']]);
    expect(element.connectionId).to.equal('own-1');
    element.addressToken = null;
    await element.updateComplete;
    expect(part(element, 'own-id').textContent).to.equal('own-1');
  });

  it('is said to be all that a caller needs only if it is', async () => {
    const element = await idleElement();
    const hint = () => visibleText(element).includes('Whoever has it can call you');
    const cases = [
      [{}, true],
      [{ secret: 'nineteen-letters-it' }, false],
      [{ secret: 'nineteen-letters-it', addressToken: 'token-1' }, false],
      [{ knownOnly: true }, false],
      [{ knownOnly: true, addressToken: 'token-1' }, true],
    ] as const;
    for (const [properties, isEnough] of cases) {
      Object.assign(element, { secret: null, knownOnly: false, addressToken: null }, properties);
      await element.updateComplete;
      expect(hint(), JSON.stringify(properties)).to.equal(isEnough);
    }
  });

  it('is copied the old way where the clipboard refuses', async () => {
    sinon.stub(navigator.clipboard, 'writeText').rejects(new DOMException('', 'NotAllowedError'));
    const execCommand = sinon.stub(document, 'execCommand').returns(true);
    const element = await idleElement();
    copyButton(element).click();
    await until(() => copyButton(element).innerText.trim() === 'Copied');
    expect(execCommand.args).to.deep.equal([['copy']]);
  });

  it('is left selected where nothing copies', async () => {
    sinon.stub(navigator.clipboard, 'writeText').rejects(new DOMException('', 'NotAllowedError'));
    sinon.stub(document, 'execCommand').returns(false);
    const element = await idleElement();
    copyButton(element).click();
    await until(() => copyButton(element).innerText.trim() === 'Press Ctrl+C');
    expect(getSelection()?.type).to.equal('Range');
  });

  it('the word goes back to "Copy"', async () => {
    sinon.stub(navigator.clipboard, 'writeText').resolves();
    const element = await idleElement();
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    copyButton(element).click();
    await clock.tickAsync(0);
    await element.updateComplete;
    expect(copyButton(element).innerText.trim()).to.equal('Copied');
    await clock.tickAsync(2_500);
    await element.updateComplete;
    expect(copyButton(element).innerText.trim()).to.equal('Copy');
  });
});
