import { commitTo, createNonce } from '../../../dist/call/verification/commitment.js';
import { fromBase64Url } from '../../../dist/internal/base64url.js';
import { createCallId } from '../../../dist/link/call-id.js';
import {
  agreeOnKeys,
  createOwnKeys,
  deriveCode,
  hashTranscript,
} from '../../../dist/link/call-keys.js';

/** Of the 30 bits: few enough that a guess succeeds now and then. */
const BITS = 8;
export const CODES = 2 ** BITS;

/** What one of the two ends of a leg has in common with the other. */
export async function agree(callId, ownKeys, peerKey) {
  return { agreement: await agreeOnKeys(callId, ownKeys, peerKey), callId, ownKeys, peerKey };
}

/** The code that follows from invitation, answer and nonce, cut to a few bits. */
export async function codeOf({ agreement, callId }, invitation, answer, nonce) {
  const { key: callerKey, text } = invitation;
  const transcript = await hashTranscript(callId, callerKey, answer.key, text, answer.text);
  const bits = await deriveCode(agreement, transcript, fromBase64Url(nonce));
  return bits >>> (30 - BITS);
}

/** An invitation with the commitment to this nonce. Its text stands for everything in it that can be chosen freely. */
export async function inviteWith(callId, key, nonce) {
  const text = JSON.stringify({ commit: await commitTo(callId, nonce), sdp: createNonce() });
  return { callId, key, text };
}

export const answerWith = (key) => ({ key, text: JSON.stringify({ sdp: createNonce() }) });

/** An honest caller: reveals its nonce once it has an answer, and takes but one. */
export class SimulatedCaller {
  #callId = createCallId();
  #nonce = createNonce();
  #keys;
  #invitation;

  async invite() {
    this.#keys = await createOwnKeys();
    this.#invitation = await inviteWith(this.#callId, this.#keys.publicKey, this.#nonce);
    return this.#invitation;
  }

  /** What it would be without a commitment: the nonce lies open in the invitation. */
  get openNonce() {
    return this.#nonce;
  }

  async takeAnswer(answer) {
    const leg = await agree(this.#callId, this.#keys, answer.key);
    const code = await codeOf(leg, this.#invitation, answer, this.#nonce);
    return { nonce: this.#nonce, code };
  }
}

/** An honest callee: makes its key when the invitation is fixed, and holds what is revealed against the commitment. */
export class SimulatedCallee {
  #keys;
  #invitation;
  #answer;

  async takeInvitation(invitation) {
    this.#keys = await createOwnKeys();
    this.#invitation = invitation;
    this.#answer = answerWith(this.#keys.publicKey);
    return this.#answer;
  }

  /** @returns its code; `null`: it has ended the call */
  async takeReveal(nonce, isChecked = true) {
    const { callId, key, text } = this.#invitation;
    if (isChecked && (await commitTo(callId, nonce)) !== JSON.parse(text).commit) return null;
    const leg = await agree(callId, this.#keys, key);
    return codeOf(leg, this.#invitation, this.#answer, nonce);
  }
}
