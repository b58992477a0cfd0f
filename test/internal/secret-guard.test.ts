import { expect } from '@open-wc/testing';
import { CallError } from '../../src/call/terms/call-error.js';
import { LinkError } from '../../src/link/link-error.js';
import { SignalingError } from '../../src/signaling/signaling-error.js';
import { SecretGuard } from '../support/secret-guard.js';

const MADE_UP = 'candidate:1 1 udp 1 203.0.113.9 5000 typ host';

describe('what the errors of a call and the console show (T17)', () => {
  let guard: SecretGuard;
  const log = console.debug;

  beforeEach(() => {
    console.debug = () => undefined;
    guard = new SecretGuard();
    guard.install();
  });

  afterEach(() => {
    guard.uninstall();
    console.debug = log;
  });

  const makers: Record<string, () => Error> = {
    CallError: () => new CallError('protocol-error', `No: ${MADE_UP}`),
    LinkError: () => new LinkError('closed', `No: ${MADE_UP}`),
    SignalingError: () => new SignalingError('closed', `No: ${MADE_UP}`),
  };
  for (const [name, make] of Object.entries(makers)) {
    it(`is read in every ${name}, which stays what it is`, () => {
      const error = make();
      expect(error.name).to.equal(name);
      expect(error).to.be.instanceOf(Error);
      expect(Object.getPrototypeOf(Object.getPrototypeOf(error))).to.equal(Error.prototype);
      expect(guard.count).to.equal(1);
      expect(() => guard.check()).to.throw('an IP address');
      guard.uninstall();
      make();
      expect(guard.count).to.equal(1);
      expect(() => guard.check()).not.to.throw();
    });
  }

  it('is read on the console, of texts, objects and errors', () => {
    for (const value of [MADE_UP, { candidate: MADE_UP }, new Error(MADE_UP)]) {
      console.debug('heard', value);
      expect(() => guard.check()).to.throw('an IP address');
    }
  });

  it('may be anything else', () => {
    void new CallError('invalid-state', 'Not now: the call has ended.');
    console.debug('http://127.0.0.1:8000/', { a: 1 });
    expect(() => guard.check()).not.to.throw();
  });
});
