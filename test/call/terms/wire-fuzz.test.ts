import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/call/terms/call-error.js';
import { parseCallMessage, type CallMessage } from '../../../src/call/terms/call-message.js';
import { isEndReason } from '../../../src/call/terms/call-state.js';
import { SdpGuard } from '../../../src/call/connection/sdp-guard.js';
import { isCallId } from '../../../src/link/call-id.js';
import { parseEnvelope } from '../../../src/link/envelope.js';
import { createSeededRandom } from '../../../src/signaling/memory/seeded-random.js';
import { envelope, numbered } from '../../support/fake-path.js';
import { mutate } from '../../support/mutate.js';
import { COMMIT, inviteMessage, layoutSdp, PUBLIC_KEY } from '../../support/sdp.js';

const MUTATIONS = 20_000;

const invite = inviteMessage();
const { commit: _commit, ...opening } = invite;
const accept = { ...opening, type: 'accept', description: { type: 'answer', sdp: layoutSdp() } };
const MESSAGES: readonly unknown[] = [
  invite,
  { ...invite, replaces: 'AAAAAAAAAAAAAAAAAAAAAA' },
  accept,
  { type: 'description', generation: 0, description: invite.description, offerId: 3 },
  { type: 'candidates', generation: 2, candidates: invite.candidates },
  { ...invite, type: 'renewal', generation: 1 },
  { type: 'renew', generation: 1 },
  { type: 'ringing' },
  { type: 'media', media: invite.media },
  { type: 'away' },
  { type: 'app', data: 'hello' },
  { type: 'reveal', nonce: COMMIT },
  { type: 'confirm' },
  { type: 'hangup', reason: 'declined' },
];

const ENVELOPES: readonly unknown[] = [
  envelope(),
  numbered(3, 2),
  { ...numbered(4), address: 'alice', key: PUBLIC_KEY, mac: COMMIT, final: true },
  { ...numbered(1), bySecret: COMMIT, byToken: COMMIT, byTicket: COMMIT },
  { ...envelope(), notice: 2, payload: '1', probe: 5, echo: 6 },
];

const isFlag = (value: unknown) => typeof value === 'boolean';
const isShort = (value: unknown) =>
  value === null || (typeof value === 'string' && value.length <= 64);

/** Whether every field is of its type, and no field is there that is not known. */
function isClean(message: CallMessage): boolean {
  const known: Record<CallMessage['type'], readonly string[]> = {
    invite: ['type', 'description', 'offerId', 'candidates', 'media', 'replaces', 'commit'],
    accept: ['type', 'description', 'offerId', 'candidates', 'media', 'replaces'],
    description: ['type', 'generation', 'description', 'offerId'],
    candidates: ['type', 'generation', 'candidates'],
    renewal: ['type', 'generation', 'description', 'offerId', 'candidates'],
    renew: ['type', 'generation'],
    ringing: ['type'],
    media: ['type', 'media'],
    away: ['type'],
    app: ['type', 'data'],
    reveal: ['type', 'nonce'],
    confirm: ['type'],
    hangup: ['type', 'reason'],
  };
  const hasOnlyKnown = Object.keys(message).every((key) => known[message.type].includes(key));
  const parts = message as Partial<Record<string, unknown>>;
  const {
    description,
    offerId,
    candidates,
    media,
    replaces,
    data,
    reason,
    generation,
    commit = COMMIT,
    nonce = COMMIT,
  } = parts as {
    description?: { type: unknown; sdp: unknown };
    offerId?: unknown;
    candidates?: Record<string, unknown>[];
    media?: object;
    replaces?: unknown;
    data?: unknown;
    reason?: unknown;
    generation?: unknown;
    commit?: unknown;
    nonce?: unknown;
  };
  return (
    hasOnlyKnown &&
    [commit, nonce].every((bytes) => typeof bytes === 'string' && /^[\w-]{43}$/.test(bytes)) &&
    (description === undefined ||
      (['offer', 'answer'].includes(String(description.type)) &&
        typeof description.sdp === 'string' &&
        Number.isSafeInteger(offerId))) &&
    (candidates === undefined ||
      (candidates.length <= 100 &&
        candidates.every(
          ({ candidate, sdpMid, sdpMLineIndex, usernameFragment, ...rest }) =>
            typeof candidate === 'string' &&
            candidate.length <= 512 &&
            isShort(sdpMid) &&
            isShort(usernameFragment) &&
            (sdpMLineIndex === null || Number.isSafeInteger(sdpMLineIndex)) &&
            Object.keys(rest).length === 0,
        ))) &&
    (media === undefined ||
      (Object.values(media).length === 3 && Object.values(media).every(isFlag))) &&
    (replaces === undefined || typeof replaces === 'string') &&
    (data === undefined || typeof data === 'string') &&
    (reason === undefined || isEndReason(reason)) &&
    (generation === undefined || Number.isSafeInteger(generation))
  );
}

describe('what comes off the wire, with faults', () => {
  it(`is a message or none, never an error: ${MUTATIONS} mutated messages`, () => {
    const random = createSeededRandom(20_260);
    let taken = 0;
    for (let count = 0; count < MUTATIONS; count += 1) {
      const value = mutate(MESSAGES[count % MESSAGES.length], random);
      const message = parseCallMessage(value);
      if (message === null) continue;
      taken += 1;
      if (!isClean(message)) expect.fail(`not clean: ${JSON.stringify(message).slice(0, 500)}`);
      if ('description' in message) {
        try {
          new SdpGuard().check(message.description);
        } catch (error) {
          expect(error).to.be.instanceOf(CallError);
        }
      }
    }
    // Else the mutations would be too wild to show anything.
    expect(taken).to.be.within(MUTATIONS * 0.1, MUTATIONS * 0.9);
    expect('polluted' in {}).to.equal(false);
  });

  it(`is an envelope or none: ${MUTATIONS} mutated envelopes`, () => {
    const random = createSeededRandom(7);
    let taken = 0;
    for (let count = 0; count < MUTATIONS; count += 1) {
      const result = parseEnvelope(mutate(ENVELOPES[count % ENVELOPES.length], random));
      if (result === null) continue;
      taken += 1;
      const { v, callId, seq = 1, ack, payload = '', address = '', ...others } = result;
      const {
        final = false,
        key = '',
        mac = '',
        notice = 1,
        probe = 1,
        echo = 1,
        ...more
      } = others;
      const { bySecret = '', byToken = '', byTicket = '', ...rest } = more;
      const isWhole =
        v === 2 &&
        isCallId(callId) &&
        Number.isSafeInteger(seq) &&
        seq > 0 &&
        Number.isSafeInteger(ack) &&
        ack >= 0 &&
        typeof payload === 'string' &&
        typeof address === 'string' &&
        typeof final === 'boolean' &&
        /^([\w-]{87})?$/.test(key) &&
        [mac, bySecret, byToken, byTicket].every((text) => /^([\w-]{43})?$/.test(text)) &&
        [notice, probe, echo].every((number) => Number.isSafeInteger(number) && number > 0) &&
        Object.keys(rest).length === 0;
      if (!isWhole) expect.fail(`not clean: ${JSON.stringify(result).slice(0, 500)}`);
    }
    expect(taken).to.be.within(MUTATIONS * 0.1, MUTATIONS * 0.9);
    expect('polluted' in {}).to.equal(false);
  });
});
