import { expect } from '@open-wc/testing';
import {
  CallError,
  type CallErrorCode,
  type CallErrorDevice,
  type CallErrorReason,
} from '../../../src/call/terms/call-error.js';
import { describeError } from '../../../src/element/texts/error-text.js';
import { LANGUAGES, loadLanguage, resolveStrings } from '../../../src/element/texts/languages.js';
import type { Language } from '../../../src/element/texts/strings.js';
import { elementInCall, visibleText } from '../fixtures.js';

await Promise.all(LANGUAGES.map(loadLanguage));

type Device = CallErrorDevice | 'both';

interface Failure {
  readonly code: CallErrorCode;
  readonly reason?: CallErrorReason;
  readonly devices: readonly Device[];
}

const ALL = ['microphone', 'camera', 'screen', 'both'] as const;
const WITHOUT_SCREEN = ['microphone', 'camera', 'both'] as const;

/** Every failure of a device that a call or the self-view can report. */
const FAILURES: readonly Failure[] = [
  { code: 'permission-denied', reason: 'user', devices: ALL },
  { code: 'permission-denied', reason: 'system', devices: ALL },
  { code: 'permission-denied', reason: 'page', devices: ALL },
  { code: 'permission-denied', devices: ALL },
  { code: 'device-not-found', devices: ALL },
  { code: 'device-not-found', reason: 'ended', devices: ['microphone', 'camera'] },
  { code: 'device-not-found', reason: 'switched', devices: ['microphone'] },
  { code: 'no-audio-input', devices: ['microphone'] },
  { code: 'device-not-found', reason: 'no-other', devices: ['camera'] },
  { code: 'device-in-use', devices: WITHOUT_SCREEN },
  { code: 'constraints-not-met', devices: ALL },
  { code: 'media-failed', devices: ALL },
  { code: 'invalid-state', devices: ['microphone', 'camera', 'screen'] },
  { code: 'not-supported', devices: ['screen', 'both'] },
  { code: 'not-supported', reason: 'own-sound', devices: ['screen'] },
  { code: 'insecure-context', devices: ['both'] },
];

/** What gives a device away, in whatever language. */
const WORDS: { readonly [Name in Device]: RegExp } = {
  microphone: /microphone|마이크|マイク|麦克风|micrófono|micro\b|mikrofon|ميكروفون/i,
  camera: /camera|카메라|カメラ|摄像头|cámara|caméra|kamera|كاميرا/i,
  screen:
    /screen|shar(e|ing)|화면|공유|画面|共有|屏幕|共享|pantalla|compart|écran|partag|bildschirm|teil|شاشة|مشاركة/i,
  both: /camera or microphone|카메라나 마이크|カメラまたはマイク|摄像头或麦克风|cámara o micrófono|caméra ou micro|kamera oder mikrofon|الكاميرا أو الميكروفون/i,
};

/** To connect it, or to close what uses it: what nobody can do with a screen. */
const FOR_DEVICES =
  /connect|plug|apps|연결|앱|接続|アプリ|连接|应用|conect|aplicac|branch|applicat|schließen sie|وصّل|تطبيق/i;

/** Where users allow a device, and who can if they can't. */
const PLACES: {
  readonly [Name in Language]: { readonly browser: RegExp; system: RegExp; owner: RegExp };
} = {
  en: { browser: /address bar/, system: /system settings/, owner: /owner/ },
  ko: { browser: /주소창/, system: /시스템 설정/, owner: /운영자/ },
  ja: { browser: /アドレスバー/, system: /システム設定/, owner: /管理者/ },
  zh: { browser: /地址栏/, system: /系统设置/, owner: /管理员/ },
  es: { browser: /barra de direcciones/, system: /ajustes del sistema/, owner: /gestiona/ },
  fr: { browser: /barre d’adresse/, system: /paramètres du système/, owner: /responsable/ },
  de: { browser: /Adressleiste/, system: /Systemeinstellungen/, owner: /Betreiber/ },
  ar: { browser: /شريط العنوان/, system: /إعدادات النظام/, owner: /مسؤول/ },
};

const COMBINATIONS = FAILURES.flatMap(({ code, reason, devices }) =>
  devices.map((device) => ({ code, reason, device })),
);

function error({ code, reason, device }: (typeof COMBINATIONS)[number]): CallError {
  const concerned = device === 'both' ? undefined : device;
  return new CallError(code, 'for developers', { reason, device: concerned });
}

/** Devices that a sentence about `device` must not mention. */
function otherDevices(device: Device): RegExp[] {
  const others: Device[] =
    device === 'both' ? ['screen'] : ALL.filter((other) => other !== device && other !== 'both');
  return others.map((other) => WORDS[other]);
}

describe('texts: what failed, with which device, for which reason', () => {
  for (const language of LANGUAGES) {
    const text = resolveStrings(language, null);

    for (const combination of COMBINATIONS) {
      const { code, reason, device } = combination;
      it(`${language}: ${code}, ${reason ?? 'no reason'}, ${device}`, () => {
        const sentence = describeError(text, error(combination));
        expect(sentence).to.match(/^\S.*\S$/);
        expect(sentence).to.not.match(/[{}]|undefined|null/);
        expect(sentence).to.not.equal(text['error-invalid-state']);
        for (const word of otherDevices(device)) expect(sentence).to.not.match(word);
        // What is said of each device alone names it, unless there is but one that it can be said of.
        if (code !== 'not-supported' && code !== 'insecure-context' && device !== 'screen') {
          expect(sentence).to.match(WORDS[device]);
        }
        // A screen is there: nobody can connect one, or close what uses it.
        if (device === 'screen') expect(sentence).to.not.match(FOR_DEVICES);
      });
    }

    it(`${language}: says different things of different causes`, () => {
      for (const device of ALL) {
        const sentences = COMBINATIONS.filter((combination) => combination.device === device).map(
          (combination) => describeError(text, error(combination)),
        );
        // One sentence serves both for a screen that fails and for one that does not fit.
        const isScreen = device === 'screen' ? 1 : 0;
        expect(new Set(sentences).size).to.equal(sentences.length - isScreen);
      }
    });

    it(`${language}: tells users to allow it only where they can`, () => {
      const { browser: inBrowser, system: inSystem, owner } = PLACES[language];
      for (const device of ALL) {
        const said = (reason?: CallErrorReason) =>
          describeError(text, error({ code: 'permission-denied', reason, device }));
        expect(said('page')).to.match(owner).and.not.match(inBrowser).and.not.match(inSystem);
        expect(said('system')).to.match(inSystem).and.not.match(inBrowser);
        if (device !== 'screen') expect(said('user')).to.match(inBrowser);
        else expect(said('user')).to.not.match(inBrowser).and.not.match(inSystem);
        expect(said()).to.match(owner);
      }
    });
  }

  it('a page can give each of them a sentence of its own', () => {
    for (const combination of COMBINATIONS) {
      const { code, reason, device } = combination;
      const key = ['error', code, reason, device].filter(Boolean).join('-');
      const text = resolveStrings('en', { [key]: 'The page’s own, for the {device}.' });
      expect(describeError(text, error(combination)), key).to.equal(
        `The page’s own, for the ${text[`device-${device}`]}.`,
      );
    }
  });

  it('a page can give a device another name', () => {
    const text = resolveStrings('en', { 'device-camera': 'web$&cam' });
    const blocked = error({ code: 'permission-denied', reason: 'system', device: 'camera' });
    expect(describeError(text, blocked)).to.equal(
      'Your web$&cam is blocked. Allow it in the system settings.',
    );
  });

  it('a call whose screen was not chosen says so, and tells the page which device it was', async () => {
    const { element, call } = await elementInCall('connected');
    const devices: unknown[] = [];
    element.addEventListener('call-error', ({ error }) =>
      devices.push((error as CallError).device),
    );
    call.fail(error({ code: 'permission-denied', reason: 'user', device: 'screen' }));
    await element.updateComplete;
    expect(visibleText(element)).to.contain('No screen chosen. Try again.');
    expect(devices).to.deep.equal(['screen']);
  });

  it('what is not the fault of a device is not said of one', async () => {
    const { element, call } = await elementInCall('connected');
    call.end('hangup');
    const broken = new Error('the page’s own');
    Object.assign(element, {
      createCall: () => {
        throw broken;
      },
    });
    expect(element.startCall('peer-2')).to.equal(null);
    await element.updateComplete;
    expect(visibleText(element)).to.contain('Not possible now');
  });
});
