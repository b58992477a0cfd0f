// The headless library, but for calls that the tests can find.
import { PeerCall as Call } from '/dist/core.js';

export * from '/dist/core.js';

globalThis.calls = [];

export class PeerCall extends Call {
  constructor(...rest) {
    super(...rest);
    globalThis.calls.push(this);
  }
}
