import { expect } from '@open-wc/testing';
import type { JsonValue } from '../../src/internal/json-value.js';
import type { Envelope } from '../../src/link/envelope.js';
import { bothConnected, expectAlive, until, useCalls, type Pair } from '../support/call-fixture.js';

const isAccept = ({ payload }: Envelope) => payload?.includes('"accept"') === true;

describe('PeerCall: a relay that takes the proofs away (T19)', () => {
  const calls = useCalls();

  /** Changes what Bob sends to Alice as long as `change` gives something else. Counts the answers among it. */
  function between(pair: Pair, change: (envelope: Envelope) => object | null): { answers: number } {
    const changed = { answers: 0 };
    const passed = new Set<string>();
    pair.network.intercept = ({ from, to, message }) => {
      const text = JSON.stringify(message);
      if (from !== 'bob' || passed.has(text)) return 'pass';
      const other = change(message as object as Envelope);
      if (other === null) return 'pass';
      if (isAccept(message as object as Envelope)) changed.answers += 1;
      passed.add(JSON.stringify(other));
      void pair.bob.send(to, other as JsonValue);
      return 'drop';
    };
    return changed;
  }

  const downgrades: Record<string, (envelope: Envelope) => object> = {
    'without its MAC': ({ mac: _mac, ...rest }) => rest,
    'of version 1': (envelope) => ({ ...envelope, v: 1 }),
    'of version 1 without its MAC': ({ mac: _mac, ...rest }) => ({ ...rest, v: 1 }),
    'without number': ({ seq: _seq, ...rest }) => ({ ...rest, notice: 2 }),
    'as a last word': ({ mac: _mac, ...rest }) => ({ ...rest, final: true }),
    'with another text': ({ payload, ...rest }) => ({
      ...rest,
      payload: payload?.replace('"microphone":false', '"microphone":true'),
    }),
  };
  for (const [name, downgrade] of Object.entries(downgrades)) {
    for (const isAll of [false, true]) {
      const what = isAll ? `all that is said ${name} is nothing` : `an answer ${name} is none`;
      it(`${what}; the genuine answer is taken when it comes`, async () => {
        const pair = await calls.pair();
        let isHonest = false;
        const changed = between(pair, (envelope) =>
          (isAll || isAccept(envelope)) && !isHonest ? downgrade(envelope) : null,
        );
        const both = await calls.ring(pair);
        await both.incoming.answer();
        await until(() => changed.answers > 0, 'an answer');
        await calls.quiet(pair.network);
        expect(both.outgoing.state).to.be.oneOf(['calling', 'ringing']);
        // It is repeated until it is acknowledged.
        isHonest = true;
        await bothConnected(both);
        expect(both.outgoing.remoteMedia.microphone).to.equal(false);
        await expectAlive(both);
      });
    }
  }
});
