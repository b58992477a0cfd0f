import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { findSecrets } from '../../../../scripts/test/secret-patterns.mjs';
import { CallError } from '../../../../src/call/terms/call-error.js';
import { loadLanguage, resolveStrings } from '../../../../src/element/texts/languages.js';
import { sampleReport } from '../../../support/sample-report.js';
import { until } from '../../../support/until.js';
import { elementInCall, findPart, part, type FakedElement } from '../../fixtures.js';

await loadLanguage('ko');

const QUALITIES = ['excellent', 'good', 'poor', 'lost'] as const;
const panel = (element: FakedElement) => part(element, 'stats');
const textOf = (node: Element) => (node as HTMLElement).innerText.replace(/\s+/g, ' ').trim();

/** A call with the panel open and figures in it. */
async function looking(report = sampleReport(), lang = 'en') {
  const { element, call } = await elementInCall('connected', lang);
  call.report = report;
  call.setQuality('good');
  await element.updateComplete;
  const button = part<HTMLButtonElement>(element, 'stats-button');
  button.focus();
  button.click();
  await until(() => findPart(element, 'stats'));
  await until(() => element.shadowRoot?.activeElement === panel(element), 'the focus');
  await until(() => panel(element).querySelector('table'), 'figures');
  return { element, call, button };
}

/** What stands in the row that begins with `name`. */
function row(element: FakedElement, name: string): string[] {
  const cells = [...panel(element).querySelectorAll('tbody tr')].map((one) =>
    [...one.children].map(textOf),
  );
  const pairs = [...panel(element).querySelectorAll('dt')].map((term) => [
    textOf(term),
    textOf(term.nextElementSibling!),
  ]);
  const found = [...cells, ...pairs].find(([first]) => first === name);
  if (!found) throw new Error(`There is no row "${name}".`);
  return found.slice(1);
}

describe('P2pVideoCallElement: the quality', () => {
  for (const lang of ['en', 'ko'] as const) {
    it(`is a word that one can read, and an icon of its own (${lang})`, async () => {
      const text = resolveStrings(lang, null);
      const { element, call } = await elementInCall('connected', lang);
      expect(findPart(element, 'stats-button')).to.equal(null);
      const icons = new Set<string | null | undefined>();
      for (const quality of QUALITIES) {
        call.setQuality(quality);
        await element.updateComplete;
        const button = part(element, 'stats-button');
        const [shown, spoken] = [...button.querySelectorAll('.quality > span')];
        expect(textOf(shown!)).to.equal(text[`stats-${quality}`]);
        expect(shown!.getBoundingClientRect().width).to.be.greaterThan(10);
        expect(spoken!.textContent).to.equal(text[`quality-${quality}`]);
        expect(button.getBoundingClientRect().height).to.be.at.least(44);
        icons.add(button.querySelector('path')?.getAttribute('d'));
      }
      expect(icons.size).to.equal(4);
    });
  }

  it('opens the figures, and closes them by the button, by Escape and by its own', async () => {
    const { element, button } = await looking();
    expect(button.ariaExpanded).to.equal('true');
    expect(button.getAttribute('aria-controls')).to.equal('stats');
    part(element, 'stats').querySelector<HTMLButtonElement>('.close')!.click();
    await element.updateComplete;
    expect(findPart(element, 'stats')).to.equal(null);
    expect(element.shadowRoot?.activeElement).to.equal(button);
    button.click();
    await until(() => findPart(element, 'stats'));
    await until(() => element.shadowRoot?.activeElement === panel(element));
    panel(element).dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    await element.updateComplete;
    expect(findPart(element, 'stats')).to.equal(null);
  });
});

describe('P2pVideoCallElement: the figures', () => {
  it('are all there', async () => {
    const { element } = await looking();
    expect(row(element, 'Bitrate')).to.deep.equal(['1.8 Mbit/s', '640 kbit/s']);
    expect(row(element, 'Packet loss')).to.deep.equal(['1.2 %', '0.4 %']);
    expect(row(element, 'Camera')).to.deep.equal(['1280 × 720, 30 fps', '640 × 360, 30 fps']);
    expect(row(element, 'Codecs')).to.deep.equal(['VP9, opus', 'AV1, opus']);
    expect(row(element, 'Delay')).to.deep.equal(['–', '83 ms']);
    expect(row(element, 'Limited by')).to.deep.equal(['nothing', '–']);
    expect(row(element, 'Path')).to.deep.equal(['Direct, UDP']);
    expect(row(element, 'Round trip')).to.deep.equal(['34 ms']);
    expect(row(element, 'Verification')).to.deep.equal(['Not verified yet']);
    expect(row(element, 'Relay messages')).to.deep.equal(['3 sent, 2 received']);
    expect(panel(element).innerText).not.to.contain('Screen');
  });

  it('say what is relayed and limited, and what is not known, in Korean too', async () => {
    const { sent } = sampleReport();
    const report = sampleReport({
      path: 'relayed',
      protocol: 'tls',
      relayedBy: 'remote',
      packetLoss: null,
      sent: {
        ...sent,
        screen: { ...sent.camera!, height: 1_080, width: 1_920, limitedBy: 'bandwidth' },
      },
    });
    const { element } = await looking(report, 'ko');
    const text = resolveStrings('ko', null);
    expect(row(element, '경로')).to.deep.equal([`${text['stats-relayed-remote']}, TLS`]);
    expect(row(element, '화면')).to.deep.equal(['1920 × 1080, 30 fps', '–']);
    expect(row(element, '제한 요인')[0]).to.equal(text['stats-limit-bandwidth']);
    expect(row(element, '패킷 손실')).to.deep.equal(['1.2 %', '–']);
  });

  it('are drawn, and told in words to who can’t see that', async () => {
    const { element, call } = await looking();
    const plots = () => [...panel(element).querySelectorAll('svg.plot')];
    const before = plots().map((one) => one.querySelector('.first')?.getAttribute('d'));
    call.report = sampleReport({ roundTripTimeMs: 250, outgoingPacketLoss: null });
    await until(() => /^Round trip: 250 ms now/.test(plots()[0]?.ariaLabel ?? ''), 'the next look');
    expect(plots().map((one) => one.getAttribute('role'))).to.deep.equal(['img', 'img', 'img']);
    const [time, loss, rate] = plots().map((one) => one.ariaLabel);
    expect(time).to.equal('Round trip: 250 ms now, 34 ms to 250 ms in the last two minutes');
    expect(loss).to.equal(
      'Packet loss: Sent: 1.2 % now, 1.2 % to 1.2 % in the last two minutes; ' +
        'Received: 0.4 % now, 0.4 % to 0.4 % in the last two minutes',
    );
    expect(rate).to.match(/^Bitrate: Sent: 1.8 Mbit\/s now.*; Received: 640 kbit\/s now/);
    const after = plots().map((one) => one.querySelector('.first')?.getAttribute('d'));
    expect(after[0]).not.to.equal(before[0]);
    expect(after.join(), 'numbers').not.to.match(/NaN|Infinity|undefined/);
  });

  it('say so if their file can’t be had', async () => {
    const { element, call } = await elementInCall('connected');
    call.report = new CallError('report-failed', 'for developers');
    call.setQuality('good');
    await element.updateComplete;
    part(element, 'stats-button').click();
    await until(() => findPart(element, 'stats'));
    await until(() => panel(element).innerText.includes('can’t be had'), 'the sentence');
  });

  for (const [width, height] of [
    [280, 400],
    [320, 568],
    [1_440, 900],
  ] as const) {
    it(`leave the call to be hung up, and nothing sticks out (${width} × ${height})`, async () => {
      const { element } = await looking();
      element.style.cssText = `width:${width}px;height:${height}px;min-height:0;aspect-ratio:auto`;
      const box = panel(element).getBoundingClientRect();
      const bar = part(element, 'toolbar').getBoundingClientRect();
      expect(box.bottom).to.be.at.most(bar.top);
      expect(panel(element).scrollWidth).to.be.at.most(panel(element).clientWidth);
    });
  }
});

describe('P2pVideoCallElement: diagnostics', () => {
  afterEach(() => sinon.restore());

  async function copied(): Promise<{ text: string; element: FakedElement }> {
    const { element, call } = await looking();
    const write = sinon.stub(navigator.clipboard, 'writeText').resolves();
    call.fail(new CallError('no-audio-input', 'A sentence.', { device: 'microphone' }));
    part(element, 'copy-diagnostics-button').click();
    await until(() => write.called);
    return { text: write.firstCall.args[0], element };
  }

  it('have all that is known of the call, of browser and package', async () => {
    const { text, element } = await copied();
    const all = JSON.parse(text) as Record<string, unknown>;
    expect(all.package).to.match(/^p2p-video-call \d+\.\d+\.\d+$/);
    expect(all.browser).to.equal(navigator.userAgent);
    expect(all.call).to.deep.equal({
      direction: 'outgoing',
      state: 'connected',
      endReason: null,
      quality: 'good',
      verified: false,
    });
    expect(all.error).to.deep.equal({
      code: 'no-audio-input',
      reason: null,
      device: 'microphone',
      diagnosis: null,
    });
    expect(all.report).to.deep.equal(sampleReport());
    expect(all.lastMinutes).to.deep.include({
      roundTripTimeMs: { now: 34, min: 34, max: 34 },
      packetLoss: { now: 0.004, min: 0.004, max: 0.004 },
    });
    await until(() => part(element, 'copy-diagnostics-button').innerText.includes('Copied'));
  });

  it('have no address, no secret, and no sentence that an app may have written', async () => {
    const { text } = await copied();
    expect(findSecrets(text)).to.deep.equal([]);
    expect(text).not.to.contain('peer-1').and.not.contain('own-1').and.not.contain('fake-call');
    expect(text).not.to.contain('sentence');
  });

  it('are shown to be copied by hand where the browser does not allow it', async () => {
    const { element } = await looking();
    sinon.stub(navigator.clipboard, 'writeText').rejects(new DOMException('no', 'NotAllowedError'));
    sinon.stub(document, 'execCommand').returns(false);
    const shown = () => panel(element).querySelector<HTMLElement>('.diagnostics')!;
    expect(shown().getBoundingClientRect().height).to.be.at.most(1);
    part(element, 'copy-diagnostics-button').click();
    await until(() => shown().getBoundingClientRect().height > 40, 'the text');
    expect(part(element, 'copy-diagnostics-button').innerText).to.contain('Ctrl+C');
    expect(JSON.parse(shown().innerText)).to.have.property('report');
  });
});
