import { expect } from '@open-wc/testing';
import {
  CallError,
  type CallErrorCode,
  type CallErrorDevice,
  type CallErrorReason,
} from '../../../src/call/terms/call-error.js';
import { requireMediaDevices, toMediaError } from '../../../src/call/media/media-error.js';

type Asked = CallErrorDevice | undefined;

/** Where the page is when the browser refuses. */
interface Circumstance {
  /** What frames and headers let it use; `null`: the browser does not tell. */
  readonly allowed: readonly string[] | null;
  readonly isFrame: boolean;
}

const ALL = ['microphone', 'camera', 'display-capture'];
const TOP: Circumstance = { allowed: ALL, isFrame: false };
const ASKED: readonly Asked[] = ['microphone', 'camera', 'screen', undefined];

/** What only the sentences of this device may say. */
const WORDS = { microphone: /microphone/i, camera: /camera/i, screen: /screen|display/i } as const;

const devicesOf = (asked: Asked): readonly CallErrorDevice[] =>
  asked ? [asked] : ['microphone', 'camera'];

interface Case {
  readonly error: unknown;
  readonly circumstance?: Circumstance;
  /** Code and reason; another one for the screen where it differs. */
  readonly is: readonly [CallErrorCode, CallErrorReason | null];
  readonly screenIs?: readonly [CallErrorCode, CallErrorReason | null];
  readonly says: RegExp;
  readonly screenSays?: RegExp;
}

const refusal = (message = 'Permission denied') => new DOMException(message, 'NotAllowedError');
const named = (name: string) => new DOMException('The browser says so.', name);

const CASES: Record<string, Case> = {
  'the user refuses': {
    error: refusal(),
    is: ['permission-denied', 'user'],
    says: /address bar/,
    screenSays: /chosen/,
  },
  'the user refuses in a frame that may': {
    error: refusal(),
    circumstance: { allowed: ALL, isFrame: true },
    is: ['permission-denied', 'user'],
    says: /address bar/,
    screenSays: /chosen/,
  },
  'the user refuses, in a browser without policies': {
    error: refusal(),
    circumstance: { allowed: null, isFrame: false },
    is: ['permission-denied', 'user'],
    says: /address bar/,
    screenSays: /chosen/,
  },
  'the system refuses': {
    error: refusal('Permission denied by system'),
    is: ['permission-denied', 'system'],
    says: /system's settings/,
  },
  'frame or header forbid it': {
    error: refusal(),
    circumstance: { allowed: [], isFrame: true },
    is: ['permission-denied', 'page'],
    says: /frame or Permissions-Policy/,
  },
  'the document may use no media at all': {
    error: named('SecurityError'),
    is: ['permission-denied', 'page'],
    says: /frame or Permissions-Policy/,
  },
  'somebody refuses, in a frame and a browser without policies': {
    error: refusal(),
    circumstance: { allowed: null, isFrame: true },
    is: ['permission-denied', null],
    says: /address bar or the frame/,
  },
  'there is none': {
    error: named('NotFoundError'),
    is: ['device-not-found', null],
    says: /not found/,
  },
  'it is in use': {
    error: named('NotReadableError'),
    is: ['device-in-use', null],
    screenIs: ['media-failed', null],
    says: /another program/,
    screenSays: /could not be opened/,
  },
  'it does not start': {
    error: named('AbortError'),
    is: ['device-in-use', null],
    screenIs: ['media-failed', null],
    says: /another program/,
    screenSays: /could not be opened/,
  },
  'none fits': {
    error: named('OverconstrainedError'),
    is: ['constraints-not-met', null],
    says: /constraints/,
  },
  'there was no click': {
    error: named('InvalidStateError'),
    is: ['invalid-state', null],
    says: /click again/,
  },
  'the browser can’t': {
    error: new TypeError('getDisplayMedia is not a function'),
    is: ['media-failed', null],
    screenIs: ['not-supported', null],
    says: /could not be opened/,
    screenSays: /this browser/,
  },
  'something else happens': {
    error: new Error('x'),
    is: ['media-failed', null],
    says: /could not be opened/,
  },
  'no error is thrown': { error: undefined, is: ['media-failed', null], says: /not be opened/ },
};

describe('Media errors', () => {
  afterEach(() => {
    for (const name of ['permissionsPolicy', 'featurePolicy']) {
      Reflect.deleteProperty(document, name);
    }
    Object.defineProperty(globalThis, 'self', self);
  });

  const self = Object.getOwnPropertyDescriptor(globalThis, 'self')!;

  function set({ allowed, isFrame }: Circumstance, name = 'featurePolicy'): void {
    const policy = allowed && { allowsFeature: (feature: string) => allowed.includes(feature) };
    Object.defineProperty(document, name, { configurable: true, value: policy ?? undefined });
    const value = isFrame ? {} : globalThis;
    Object.defineProperty(globalThis, 'self', { configurable: true, value });
  }

  for (const [title, line] of Object.entries(CASES)) {
    for (const asked of ASKED) {
      const devices = devicesOf(asked);

      it(`say what is true of ${devices.join(' and ')}: ${title}`, async () => {
        set(line.circumstance ?? TOP);
        const error = await toMediaError(line.error, asked);
        const isScreen = asked === 'screen';
        expect([error.code, error.reason]).to.deep.equal((isScreen && line.screenIs) || line.is);
        expect(error.device).to.equal(asked ?? null);
        expect(error.cause).to.equal(line.error);
        expect(error.message).to.match((isScreen && line.screenSays) || line.says);
        for (const [device, word] of Object.entries(WORDS)) {
          const isMeant = devices.includes(device as CallErrorDevice);
          expect(word.test(error.message), `"${error.message}" speaks of a ${device}`).to.equal(
            isMeant,
          );
        }
      });
    }
  }

  for (const name of ['permissionsPolicy', 'featurePolicy']) {
    it(`ask ${name} about the device in question, and about no other`, async () => {
      const reasons = [];
      for (const allowed of ALL) {
        set({ allowed: [allowed], isFrame: false }, name);
        const errors = await Promise.all(ASKED.map((asked) => toMediaError(refusal(), asked)));
        reasons.push(errors.map(({ reason }) => reason));
      }
      expect(reasons).to.deep.equal([
        ['user', 'page', 'page', 'page'],
        ['page', 'user', 'page', 'page'],
        ['page', 'page', 'user', 'page'],
      ]);
    });
  }

  it('know a frame without permission, in this browser', async () => {
    const frame = document.createElement('iframe');
    frame.allow = "camera 'none'; microphone *; display-capture 'none'";
    frame.srcdoc = `<script type="module">
      import { toMediaError } from '/src/call/media/media-error.ts';
      const { mediaDevices } = navigator;
      const reasonOf = (opening, device) =>
        opening.then(
          (stream) => stream.getTracks().map((track) => track.stop()) && 'none',
          async (error) => (await toMediaError(error, device)).reason,
        );
      parent.postMessage([
        await reasonOf(mediaDevices.getUserMedia({ audio: true }), 'microphone'),
        await reasonOf(mediaDevices.getUserMedia({ video: true }), 'camera'),
        await reasonOf(mediaDevices.getDisplayMedia({ video: true }), 'screen'),
      ]);
    </script>`;
    const told = new Promise<unknown>((resolve) =>
      addEventListener('message', ({ data }) => resolve(data), { once: true }),
    );
    document.body.append(frame);
    expect(await told).to.deep.equal(['none', 'page', 'page']);
    frame.remove();
  });

  it('leave what the app or the call has said already', async () => {
    const error = new CallError('insecure-context', 'Serve the page over https.');
    expect(await toMediaError(error, 'camera')).to.equal(error);
  });

  const BARE = [
    { secure: true, code: 'not-supported' },
    { secure: false, code: 'insecure-context' },
  ] as const;

  for (const { secure, code } of BARE) {
    it(`name no device where the browser has none to give: ${code}`, () => {
      const hide = (target: object, name: string, value: unknown) => {
        const own = Object.getOwnPropertyDescriptor(target, name);
        Object.defineProperty(target, name, { configurable: true, value });
        return () => {
          if (own) Object.defineProperty(target, name, own);
          else Reflect.deleteProperty(target, name);
        };
      };
      const restore = [
        hide(navigator, 'mediaDevices', undefined),
        hide(globalThis, 'isSecureContext', secure),
      ];
      let thrown: unknown;
      try {
        requireMediaDevices();
      } catch (error) {
        thrown = error;
      } finally {
        for (const undo of restore) undo();
      }
      expect(thrown).to.be.instanceOf(CallError);
      const error = thrown as CallError;
      expect([error.code, error.device]).to.deep.equal([code, null]);
      for (const word of Object.values(WORDS)) expect(error.message).not.to.match(word);
      expect(requireMediaDevices()).to.equal(navigator.mediaDevices);
    });
  }
});
