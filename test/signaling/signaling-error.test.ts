import { expect } from '@open-wc/testing';
import { SignalingError } from '../../src/signaling/signaling-error.js';

describe('SignalingError', () => {
  it('has the reason that it was given, or none', () => {
    const options = { reason: 'token-expired', cause: 'a cause' } as const;
    const error = new SignalingError('unauthorized', 'token-expired: No.', options);
    expect(error).to.include({ code: 'unauthorized', reason: 'token-expired', cause: 'a cause' });
    expect(new SignalingError('closed', 'No.').reason).to.equal(null);
    expect(new SignalingError('closed', 'No.', { reason: undefined }).reason).to.equal(null);
  });
});
