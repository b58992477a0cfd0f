import { expect } from '@open-wc/testing';
import { displayId } from '../../../src/element/display-id.js';
import { describeEnding } from '../../../src/element/texts/error-text.js';
import { resolveStrings } from '../../../src/element/texts/languages.js';
import { FakePeerCall } from '../../support/fake-peer-call.js';
import { idleElement } from '../fixtures.js';

const HOSTILE = [
  '<img src=x onerror="document.title=`owned`">',
  '"><script>document.title="owned"</script>',
  '${alert(1)}{{constructor}}',
  'javascript:alert(1)',
  '\u202Egnp.exe',
  `z${'\u0335'.repeat(10_000)}`,
];

describe('P2pVideoCallElement: addresses from outside', () => {
  for (const peerId of HOSTILE) {
    it(`renders ${JSON.stringify(peerId.slice(0, 30))} as text, and not too much of it`, async () => {
      const element = await idleElement();
      const call = element.ring({ peerId });
      for (const change of [
        () => {},
        () => call.moveTo('connecting'),
        () => call.moveTo('connected'),
        () => call.end('hangup'),
      ]) {
        change();
        await element.updateComplete;
        const name = element.renderRoot.querySelector('bdi.peer-name');
        expect(name?.children).to.have.length(0);
        expect(name?.textContent).to.equal(displayId(peerId));
        expect(element.renderRoot.querySelector('img, script, a, [onerror]')).to.equal(null);
        expect(element.offsetWidth).to.be.at.most(document.documentElement.clientWidth);
      }
      expect(document.title).to.not.equal('owned');
    });
  }

  it('drops what is invisible and shortens what is endless', () => {
    expect(displayId('a\u202E\u200B\u0000b\u2066c')).to.equal('abc');
    expect(displayId('x'.repeat(64))).to.equal('x'.repeat(64));
    expect(displayId('😀'.repeat(65))).to.equal(`${'😀'.repeat(64)}…`);
    expect(displayId('x'.repeat(1_000_000))).to.have.length(65);
  });

  it('has a text of its own for words that come from the peer', () => {
    const text = resolveStrings('en', null);
    const call = new FakePeerCall();
    call.endReason = 'protocol-error';
    expect(describeEnding(text, call.asPeerCall).reason).to.equal(text['ended-protocol-error']);
  });
});
