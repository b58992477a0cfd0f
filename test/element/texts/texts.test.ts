import { expect, fixtureSync, html } from '@open-wc/testing';
import {
  CallError,
  type CallErrorCode,
  type FileErrorCode,
} from '../../../src/call/terms/call-error.js';
import type { EndReason } from '../../../src/call/terms/call-state.js';
import type { Diagnosis } from '../../../src/call/terms/diagnosis.js';
import { describeEnding, describeError } from '../../../src/element/texts/error-text.js';
import { loadLanguage, resolveStrings } from '../../../src/element/texts/languages.js';
import type { PageErrorCode } from '../../../src/element/page-error.js';
import type { StringKey, Strings, Translation } from '../../../src/element/texts/strings.js';
import {
  SignalingError,
  type SignalingErrorReason,
} from '../../../src/signaling/signaling-error.js';
import { FakePeerCall } from '../../support/fake-peer-call.js';
import { elementInCall, idleElement, FakedElement, visibleText } from '../fixtures.js';
import { until } from '../../support/until.js';

await loadLanguage('ko');

const ENGLISH = resolveStrings('en', null) as Strings & Translation;
const KOREAN = resolveStrings('ko', null) as Strings & Translation;
const KEYS = Object.keys(ENGLISH) as StringKey[];
const CODES: readonly ShownErrorCode[] = [
  'permission-denied',
  'device-not-found',
  'device-in-use',
  'constraints-not-met',
  'insecure-context',
  'not-supported',
  'media-failed',
  'no-audio-input',
  'no-audio-output',
  'invalid-state',
  'invalid-argument',
  'peer-unavailable',
  'signaling-failed',
  'connection-failed',
  'connection-lost',
  'negotiation-failed',
  'protocol-error',
  'verification-failed',
  'verification-unavailable',
];
const DOOR_REASONS: readonly SignalingErrorReason[] = [
  'origin',
  'token-missing',
  'token-expired',
  'token-invalid',
  'door-failed',
  'door-new',
];
const REASONS = KEYS.filter((key) => key.startsWith('ended-') && !key.endsWith('-incoming')).map(
  (key) => key.slice('ended-'.length) as EndReason,
);

type ShownErrorCode = Exclude<
  CallErrorCode,
  'message-too-large' | 'queue-full' | 'report-failed' | FileErrorCode | PageErrorCode
>;

/** A sentence as it is shown where the device is not known, or is both. */
const spoken = (sentence: string) => sentence.replace('{device}', ENGLISH['device-both']);

describe('texts', () => {
  for (const [tag, language] of Object.entries({
    ko: 'ko',
    'ko-KR': 'ko',
    KO: 'ko',
    'en-GB': 'en',
    ja: 'ja',
    zh: 'zh',
    'zh-TW': 'zh',
    'zh-Hant': 'zh',
    'zh-Hant-HK': 'zh',
    'es-419': 'es',
    'fr-CA': 'fr',
    'de-AT': 'de',
    'ar-EG': 'ar',
    pt: 'en',
    'x-ko': 'en',
    '': 'en',
    korean: 'en',
  })) {
    it(`the language tag "${tag}" shows the language "${language}"`, async () => {
      const element = await idleElement(tag);
      const root = element.renderRoot.querySelector<HTMLElement>('.root');
      expect(root?.lang).to.equal(language);
      expect(root?.dir).to.equal(language === 'ar' ? 'rtl' : 'ltr');
    });
  }

  it('the element speaks the language around the shadow tree that it stands in', async () => {
    const around = fixtureSync<HTMLElement>(html`<div lang="ko"></div>`);
    const element = new FakedElement();
    around.attachShadow({ mode: 'open' }).append(element);
    await element.updateComplete;
    expect(element.renderRoot.querySelector('.root')?.getAttribute('lang')).to.equal('ko');
  });

  it('the direction is that of the language that is read, not that of the page', async () => {
    const around = fixtureSync<HTMLElement>(html`<div dir="rtl" lang="he"></div>`);
    const element = new FakedElement();
    around.append(element);
    await element.updateComplete;
    const root = element.renderRoot.querySelector('.root');
    if (!root) throw new Error('Nothing is rendered.');
    expect(getComputedStyle(root).direction).to.equal('ltr');
    // Whoever brings all texts of another language brings its direction, too.
    element.strings = { direction: 'rtl' };
    await element.updateComplete;
    expect(getComputedStyle(root).direction).to.equal('rtl');
  });

  it('single texts can be replaced', () => {
    const text = resolveStrings('ko', { call: '통화하기' });
    expect(text.call).to.equal('통화하기');
    expect(text.copy).to.equal(KOREAN.copy);
  });

  it('the plan covers all codes and reasons', () => {
    for (const code of CODES) expect(ENGLISH).to.have.property(`error-${code}`);
    expect(REASONS).to.have.length(13);
  });

  for (const code of CODES) {
    it(`tells in a call what to do about ${code}`, async () => {
      const { element, call } = await elementInCall('connected');
      call.fail(new CallError(code, 'for developers'));
      await element.updateComplete;
      const alert = element.renderRoot.querySelector<HTMLElement>('[role="alert"]');
      expect(alert?.innerText).to.contain(spoken(ENGLISH[`error-${code}`]));
      expect(visibleText(element)).to.not.contain('for developers');
    });
  }

  for (const reason of REASONS) {
    for (const direction of ['outgoing', 'incoming'] as const) {
      it(`tells why a call ended: ${reason}, ${direction}`, async () => {
        const element = await idleElement('ko');
        if (direction === 'outgoing') element.startCall('peer-1');
        const call = direction === 'incoming' ? element.ring() : element.lastPlaced;
        call.end(reason);
        await element.updateComplete;
        const expected = Object.hasOwn(KOREAN, `ended-${reason}-${direction}`)
          ? KOREAN[`ended-${reason}-${direction}` as StringKey]
          : KOREAN[`ended-${reason}`];
        expect(visibleText(element)).to.contain(expected);
      });
    }
  }

  it('an error of sending, which only the page can cause, has no text of its own', () => {
    expect(describeError(ENGLISH, new CallError('queue-full', ''))).to.equal(
      ENGLISH['error-invalid-state'],
    );
  });

  it('a signaling error without a text of its own says that the server is not there', () => {
    expect(describeError(ENGLISH, new SignalingError('queue-full', ''))).to.equal(
      ENGLISH['offline-connect-failed'],
    );
  });

  for (const reason of DOOR_REASONS) {
    it(`tells why the door of the relay does not let one in: ${reason}`, () => {
      const code = reason.startsWith('door-') ? 'server-error' : 'unauthorized';
      for (const text of [ENGLISH, KOREAN]) {
        const sentence = describeError(text, new SignalingError(code, '', { reason }));
        const others = DOOR_REASONS.filter((other) => other !== reason).map((other) =>
          describeError(text, new SignalingError(code, '', { reason: other })),
        );
        expect(sentence).to.equal(text[reason.replace(/^(?!door-)/, 'door-') as StringKey]);
        expect([...others, text[`offline-${code}`]]).not.to.include(sentence);
      }
    });
  }

  it('does not blame an old device error for the end of a call', () => {
    const call = new FakePeerCall();
    call.error = new CallError('permission-denied', '', { device: 'camera', reason: 'user' });
    call.endReason = 'hangup';
    expect(describeEnding(ENGLISH, call.asPeerCall).advice).to.equal(null);
    call.endReason = 'connection-lost';
    expect(describeEnding(ENGLISH, call.asPeerCall).advice).to.equal(
      ENGLISH['error-connection-lost'],
    );
    call.endReason = 'media-error';
    expect(describeEnding(ENGLISH, call.asPeerCall).advice).to.equal(
      'Your camera is blocked. Allow it in the address bar.',
    );
    call.error = null;
    expect(describeEnding(ENGLISH, call.asPeerCall).advice).to.equal(
      'Your camera or microphone failed. Check it and try again.',
    );
  });

  it('gives the cause rather than the general advice where it is known', () => {
    const call = new FakePeerCall();
    call.endReason = 'connection-failed';
    call.error = new CallError('not-supported', '');
    expect(describeEnding(ENGLISH, call.asPeerCall).advice).to.equal(
      ENGLISH['error-not-supported'],
    );
  });

  for (const [diagnosis, key] of [
    [{ cause: 'no-turn', side: 'both' }, 'diagnosis-no-turn'],
    [{ cause: 'udp-blocked', side: 'local' }, 'diagnosis-udp-blocked-local'],
    [{ cause: 'udp-blocked', side: 'remote' }, 'diagnosis-udp-blocked-remote'],
    [{ cause: 'udp-blocked', side: 'both' }, 'diagnosis-udp-blocked-both'],
    [{ cause: 'turn-refused', side: 'local' }, 'diagnosis-turn-refused'],
    [{ cause: 'turn-unreachable', side: 'local' }, 'diagnosis-turn-unreachable'],
    [{ cause: 'relay-policy-without-turn', side: 'local' }, 'diagnosis-relay-policy-without-turn'],
    [{ cause: 'peer-gone', side: 'remote' }, 'diagnosis-peer-gone'],
    [{ cause: 'signaling-unreachable', side: 'local' }, 'diagnosis-signaling-unreachable'],
    [{ cause: 'network-down', side: 'local' }, 'diagnosis-network-down'],
    [{ cause: 'unknown', side: 'unknown' }, 'error-connection-failed'],
    [{ cause: 'unknown', side: 'remote' }, 'error-connection-failed'],
  ] as const satisfies readonly (readonly [Diagnosis, StringKey])[]) {
    it(`says in words whose fault it is: ${diagnosis.cause}, ${diagnosis.side}`, async () => {
      const { element, call } = await elementInCall('connecting', 'ko');
      call.end('connection-failed', new CallError('connection-failed', '', { diagnosis }));
      await element.updateComplete;
      expect(visibleText(element)).to.contain(KOREAN[key]);
      expect(visibleText(element)).to.contain(KOREAN['ended-connection-failed']);
    });
  }

  it('the element speaks the language around it, and switches with it', async () => {
    const around = fixtureSync(html`<div lang="ko"><faked-video-call></faked-video-call></div>`);
    const element = around.querySelector<FakedElement>('faked-video-call');
    if (!element) throw new Error('No element.');
    await element.updateComplete;
    const root = element.renderRoot;
    expect(root.querySelector('.root')?.ariaLabel).to.equal(KOREAN.label);
    expect(root.querySelector('.root')?.getAttribute('lang')).to.equal('ko');
    around.setAttribute('lang', 'en');
    await until(() => root.querySelector('.root')?.getAttribute('lang') === 'en');
    expect(root.querySelector('.root')?.ariaLabel).to.equal(ENGLISH.label);
  });

  it('the element takes texts of the page', async () => {
    const element = await idleElement();
    element.strings = { ready: 'Pick up the phone' };
    await element.updateComplete;
    expect(visibleText(element)).to.contain('Pick up the phone');
    expect(visibleText(element)).to.contain(ENGLISH['own-id']);
  });
});
