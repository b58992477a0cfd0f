import { commitTo, createNonce } from '../../../dist/call/verification/commitment.js';
import { createCallId } from '../../../dist/link/call-id.js';
import { createOwnKeys } from '../../../dist/link/call-keys.js';
import {
  agree,
  answerWith,
  CODES,
  codeOf,
  inviteWith,
  SimulatedCallee,
  SimulatedCaller,
} from './simulated-call.mjs';

/** How often it tries where it knows everything. Then one in some 10^7 runs fails all the same. */
const MAX_TRIES = 16 * CODES;

/** Somebody who wants to be between two callers, with keys of its own. */
export class SimulatedMiddleman {
  #keys;
  /** Whether a code can be told without the nonce of its caller. */
  #canForesee;
  /** Whether a commitment holds for more than one nonce. */
  #canChange;

  static async create() {
    const middleman = new SimulatedMiddleman();
    const keys = (middleman.#keys = await createOwnKeys());
    const callId = createCallId();
    const nonces = Array.from({ length: 8 }, createNonce);
    const invitation = await inviteWith(callId, keys.publicKey, nonces[0]);
    const answer = answerWith((await createOwnKeys()).publicKey);
    const leg = await agree(callId, keys, answer.key);
    const codes = await Promise.all(nonces.map((one) => codeOf(leg, invitation, answer, one)));
    const commitments = await Promise.all(nonces.map((nonce) => commitTo(callId, nonce)));
    middleman.#canForesee = new Set(codes).size === 1;
    middleman.#canChange = new Set(commitments).size === 1;
    return middleman;
  }

  /**
   * One attempt whose leg with the callee is finished first. When it answers the caller, it knows the code that the callee
   * shows, but not the caller's nonce: it has nothing by which to prefer one answer to another.
   *
   * @param isOpen the nonce lies open in the invitation
   * @returns whether both show the same code
   */
  async finishCalleeFirst({ isOpen = false } = {}) {
    const [caller, callee] = [new SimulatedCaller(), new SimulatedCallee()];
    const invitation = await caller.invite();
    const { callId } = invitation;
    const nonce = createNonce();
    await callee.takeInvitation(await inviteWith(callId, this.#keys.publicKey, nonce));
    const calleeCode = await callee.takeReveal(nonce);

    const makeAnswer = () => answerWith(this.#keys.publicKey);
    let answer = makeAnswer();
    if (isOpen || this.#canForesee) {
      const leg = await agree(callId, this.#keys, invitation.key);
      const { openNonce } = caller;
      answer = await search(calleeCode, makeAnswer, (candidate) =>
        codeOf(leg, invitation, candidate, openNonce),
      );
    }
    const { code } = await caller.takeAnswer(answer);
    return code === calleeCode;
  }

  /**
   * The same with the leg of the caller finished first. When it invites the callee, it knows the code that the caller
   * shows, but not the callee's key. When it has that, its nonce is fixed by the commitment: to reveal another ends the
   * call.
   *
   * @param isChecked whether the callee holds what is revealed against the commitment
   */
  async finishCallerFirst({ isChecked = true } = {}) {
    const [caller, callee] = [new SimulatedCaller(), new SimulatedCallee()];
    const { callId } = await caller.invite();
    const { code: callerCode } = await caller.takeAnswer(answerWith(this.#keys.publicKey));

    const nonce = createNonce();
    const invitation = await inviteWith(callId, this.#keys.publicKey, nonce);
    const answer = await callee.takeInvitation(invitation);
    let revealed = nonce;
    if (!isChecked || this.#canChange) {
      const leg = await agree(callId, this.#keys, answer.key);
      revealed = await search(callerCode, createNonce, (candidate) =>
        codeOf(leg, invitation, answer, candidate),
      );
    }
    return (await callee.takeReveal(revealed, isChecked)) === callerCode;
  }
}

/** The first candidate with this code, or else the last one. */
async function search(code, make, codeOfCandidate) {
  let candidate;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    candidate = make();
    if ((await codeOfCandidate(candidate)) === code) break;
  }
  return candidate;
}
