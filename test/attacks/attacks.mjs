import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openStage } from './support/stage.mjs';

/** What Firefox 153 takes for a fingerprint, besides what one is. `…` stands for the hash and its value. */
const SPELLINGS = [
  'a= fingerprint:…',
  'a=:fingerprint:…',
  'a=\tfingerprint:…',
  'a=fingerprint …',
  'a=fingerprint\t…',
];

/** The other side of a call that has failed. The connection may close before the reason is there, which goes over the relay. */
function assertHeard({ endReason }) {
  assert.match(endReason, /^(verification-failed|hangup)$/);
}

const wasConnected = ({ states }) => states.includes('connected');

/** Attacks on a call by whoever is between the two, with real connections; T5 and so on are the threats of the threat model. */
export function describeAttacks(browserName, launch) {
  describe(`attacks in ${browserName}`, () => {
    let stage;
    before(async () => {
      stage = await openStage(launch);
    });
    after(() => stage?.close());

    async function attack(name, ...values) {
      const { problems, ...outcome } = await stage.attack(name, ...values);
      assert.deepEqual(problems, [], 'no error on the page');
      return outcome;
    }

    describe('T22, T19: a fingerprint in disguise, and the proof taken off the answer', () => {
      for (const spelling of SPELLINGS) {
        it(`${JSON.stringify(spelling)} does not even ring`, async () => {
          const outcome = await attack('hideFingerprint', spelling);
          const { caller, callee, heardFromCallee, stolenBytes, words } = outcome;
          assert.deepEqual(stolenBytes, [0, 0], 'media at the relay');
          assert.deepEqual(words, [], 'words at the relay');
          assert.equal(callee, null, 'a call at the callee');
          assert.deepEqual([...new Set(heardFromCallee)], ['hangup'], 'said by the callee');
          assert.equal(caller.endReason, 'protocol-error');
          assert.equal(wasConnected(caller), false);
          assert.equal(caller.attached, 0, 'tracks of the caller');
        });
      }
    });

    describe('T5: another certificate than the pinned one', () => {
      for (const victim of ['caller', 'callee']) {
        it(`ends the call before the ${victim} sends or believes anything`, async () => {
          const outcome = await attack('meetImpostor', victim);
          assert.ok(outcome.looks > 0, 'it has looked');
          assert.equal(outcome.sentBytes, 0, 'RTP');
          const call = outcome[victim];
          assert.equal(call.endReason, 'verification-failed');
          assert.deepEqual(call.errors, ['verification-failed']);
          assert.equal(wasConnected(call), false);
          assert.equal(call.attached, 0, 'tracks');
          assert.deepEqual(call.messages, []);
          const other = outcome[victim === 'caller' ? 'callee' : 'caller'];
          assertHeard(other);
        });
      }

      it('ends the call at a later connection, too', async () => {
        const outcome = await attack('meetImpostorLater');
        assert.ok(outcome.looks > 0, 'it has looked');
        assert.equal(outcome.sentBytes, 0, 'RTP');
        assert.equal(outcome.attachedToNew, 0, 'tracks');
        assert.equal(outcome.caller.endReason, 'verification-failed');
        assertHeard(outcome.callee);
      });
    });

    it('T19: an answer without its proof is none', async () => {
      const { caller, callee, stripped } = await attack('stripProof');
      // `connecting` is the state of a call that is answered.
      assert.equal(caller.states.includes('connecting'), false);
      assert.equal(wasConnected(caller) || wasConnected(callee), false);
      assert.equal(caller.attached + callee.attached, 0, 'tracks');
      assert.ok(stripped > 1, 'the callee has answered, and again');
    });

    it('T5: with another offer than the caller’s, nothing is believed, and no code is shown', async () => {
      const { caller, callee, injected } = await attack('replaceOffer');
      assert.ok(injected > 0, 'the relay has spoken');
      assert.deepEqual(callee.messages, []);
      assert.equal(callee.code, null);
      assert.equal(callee.verified, false);
      assert.equal(callee.endReason, 'verification-failed');
      assert.equal(wasConnected(caller), false);
      assert.deepEqual(caller.messages, []);
      assert.equal(caller.attached, 0, 'tracks of the caller');
    });

    it('T5: somebody in the middle with keys of its own is seen by the codes', async () => {
      const { codes, stolenBytes, caller, callee, heardInTheMiddle } =
        await attack('comparesCodes');
      // Without a comparison, nothing can prevent this.
      assert.ok(stolenBytes.caller > 0 && stolenBytes.callee > 0);
      assert.match(codes.join(), /^\d{9},\d{9}$/);
      assert.notEqual(codes[0], codes[1]);
      for (const call of [caller, callee]) {
        assert.equal(call.endReason, 'verification-failed');
        assert.deepEqual(call.errors, ['verification-failed']);
      }
      assert.equal(heardInTheMiddle.length, 2);
      for (const endReason of heardInTheMiddle) assertHeard({ endReason });
    });

    it('T5, T19: with a secret of the two, nobody in the middle comes between', async () => {
      const { caller, callee, stolenBytes } = await attack('lacksSecret');
      assert.equal(callee, null, 'a call at the callee');
      assert.equal(caller.endReason, 'verification-failed');
      assert.equal(wasConnected(caller), false);
      assert.equal(caller.attached, 0, 'tracks of the caller');
      assert.deepEqual(stolenBytes, { caller: 0, callee: 0 });
    });

    for (const side of ['caller', 'callee']) {
      it(`T22: what this browser writes passes, over an ICE restart by the ${side} and another connection`, async () => {
        const { codes, caller, callee } = await attack('callHonestly', side);
        const [[code]] = codes;
        assert.match(code, /^\d{9}$/);
        assert.deepEqual(codes, Array(3).fill([code, code]));
        assert.deepEqual([...caller.errors, ...callee.errors], []);
        assert.deepEqual([caller.connections, callee.connections], [2, 2]);
      });
    }
  });
}
