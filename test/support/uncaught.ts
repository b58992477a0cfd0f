import { expect } from '@open-wc/testing';
import type { CallFixture } from './call-fixture.js';

/**
 * Expects errors to reach `window.onerror` during this test; without this they would fail it. An error that does not
 * match still does. The test runner prints them in either case.
 */
export function expectUncaught(calls: CallFixture, pattern: RegExp): { count: number } {
  const uncaught = { count: 0 };
  const others: string[] = [];
  const previous = globalThis.onerror;
  globalThis.onerror = (message) => {
    const text = typeof message === 'string' ? message : message.type;
    if (pattern.test(text)) uncaught.count += 1;
    else others.push(text);
    return true;
  };
  calls.cleanUpLast(() => {
    globalThis.onerror = previous;
    expect(others, 'errors of another kind').to.deep.equal([]);
  });
  return uncaught;
}
