import { expect } from '@open-wc/testing';
import { CallError } from '../../src/call/terms/call-error.js';
import { SignalingError } from '../../src/signaling/signaling-error.js';

class RefusedError extends SignalingError {}

/** As an app may name its own. */
class RenamedError extends SignalingError {
  override readonly name = 'RenamedError' as 'SignalingError';
}

class LateError extends CallError {}

/** What another copy of the library throws: only the name is the same. */
function copyOf(name: string): Error {
  return Object.assign(new Error('from a copy'), { name });
}

describe('SignalingError', () => {
  it('has the reason that it was given, or none', () => {
    const options = { reason: 'token-expired', cause: 'a cause' } as const;
    const error = new SignalingError('unauthorized', 'token-expired: No.', options);
    expect(error).to.include({ code: 'unauthorized', reason: 'token-expired', cause: 'a cause' });
    expect(new SignalingError('closed', 'No.').reason).to.equal(null);
    expect(new SignalingError('closed', 'No.', { reason: undefined }).reason).to.equal(null);
  });
});

describe('instanceof the error classes', () => {
  it('takes what a copy of the class has made', () => {
    expect(copyOf('SignalingError')).to.be.instanceOf(SignalingError);
    expect(copyOf('CallError')).to.be.instanceOf(CallError);
    expect(copyOf('TypeError')).not.to.be.instanceOf(SignalingError);
    expect({ name: 'SignalingError' }).not.to.be.instanceOf(SignalingError);
  });

  it('takes a subclass, whatever its name', () => {
    expect(new RefusedError('closed', '')).to.be.instanceOf(SignalingError);
    expect(new RenamedError('closed', '')).to.be.instanceOf(SignalingError);
    expect(new RefusedError('closed', '')).to.be.instanceOf(RefusedError);
  });

  it('takes for a subclass what is one, and nothing else', () => {
    expect(new SignalingError('closed', '')).not.to.be.instanceOf(RefusedError);
    expect(new RenamedError('closed', '')).not.to.be.instanceOf(RefusedError);
    expect(new CallError('queue-full', '')).not.to.be.instanceOf(LateError);
    expect(new LateError('queue-full', '')).to.be.instanceOf(LateError);
  });
});
