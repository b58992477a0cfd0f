import { expect } from '@open-wc/testing';
import { CallDiagnostics } from '../../../src/call/call-diagnostics.js';
import { NO_MEDIA } from '../../../src/call/terms/media-state.js';
import { systemClock } from '../../../src/internal/clock.js';
import { until } from '../../support/until.js';

describe('CallDiagnostics', () => {
  it('loses no error of the figures: it is an uncaught one', async () => {
    const uncaught: unknown[] = [];
    const note = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      uncaught.push(event.reason);
    };
    addEventListener('unhandledrejection', note, { capture: true });
    const error = new Error('thrown by the clock');
    const clock = {
      ...systemClock,
      now: () => {
        throw error;
      },
    };
    const diagnostics = new CallDiagnostics({
      clock,
      intervalMs: 1_000,
      limitOf: () => null,
      remoteMedia: () => NO_MEDIA,
      link: () => {
        throw error;
      },
      onQuality: () => {},
      restartSound: () => undefined,
      onError: () => undefined,
    });
    try {
      diagnostics.stop();
      await until(() => uncaught.length > 0);
      expect(uncaught).to.deep.equal([error]);
    } finally {
      removeEventListener('unhandledrejection', note, { capture: true });
    }
  });
});
