import { relay, type AddressedRequest } from '../../../lambda/relay.js';
import {
  encodeDelivery,
  encodeFailure,
  encodeIdentity,
  encodeRequest,
  envelopeBytes,
  MAX_ENVELOPE_BYTES,
  parseFrame,
  parseRequest,
  type RelayFrame,
} from '../../../src/signaling/api-gateway/wire-protocol.js';
import type { Random } from '../../../src/signaling/memory/seeded-random.js';
import { mutate } from '../../support/mutate.js';
import { picker, wrong, type Target } from '../target.js';
import { MESSAGES } from './call-message.js';

const OWN = 'D-j5-fe7IAMCKMA=';
const OTHER = 'L0SM9cOFvHcCIhw=';

const RELAY_CODES =
  /^(peer-unavailable|bad-request|too-large|rate-limited|internal|room-full|room-refused|not-supported|unauthorized)$/;

/** More than any error of ours takes. */
const MAX_ANSWER_BYTES = 400;

/** Text that was JSON: changed as a value, as text, or both. */
function stir(text: string, random: Random): string {
  const value = random() < 0.7 ? mutate(JSON.parse(text), random) : (JSON.parse(text) as unknown);
  const written = JSON.stringify(value) ?? '';
  const changed = random() < 0.3 ? mutate(written, random) : written;
  return typeof changed === 'string' ? changed : '';
}

/** A message that takes more bytes the second time it is written. */
function growing(random: Random): string {
  const numbers = Array.from({ length: Math.floor(random() * 6_000) }, () => '1e20');
  return `{"connectionId":"${OTHER}","message":[${numbers.join()}]}`;
}

function isClean(frame: RelayFrame): boolean {
  const isText = (value: unknown) => typeof value === 'string';
  switch (frame.kind) {
    case 'identity':
      return isText(frame.connectionId);
    case 'delivery':
      return isText(frame.from) && frame.message !== undefined;
    case 'failure':
      return (
        RELAY_CODES.test(frame.code) &&
        isText(frame.message) &&
        (frame.target === null || isText(frame.target))
      );
    case 'gateway-error':
      return isText(frame.message) && (frame.requestId === null || isText(frame.requestId));
    case 'service':
      return typeof frame.fields === 'object' && frame.fields !== null;
    case 'unknown':
      return true;
  }
}

/** What comes from the relay, at the client. */
export const frameTarget: Target<string> = {
  name: 'parseFrame',
  make(random) {
    const pick = picker(random);
    return stir(
      pick([
        encodeIdentity(OWN),
        encodeDelivery(pick(MESSAGES), OTHER),
        encodeFailure('peer-unavailable', 'Nobody has this address now.', OTHER, 'r'),
        '{"message":"Internal server error","connectionId":"x","requestId":"y"}',
        '{"message":"Forbidden","connectionId":"x"}',
      ]),
      random,
    );
  },
  check(text) {
    const frame = parseFrame(text);
    if (!isClean(frame)) wrong('not clean', frame);
    return frame.kind !== 'unknown';
  },
  leastShare: 0.1,
};

/** What comes from a client, at the relay: all that the relay does with it. */
export const relayTarget: Target<string> = {
  name: 'parseRequest and relay',
  make(random) {
    const pick = picker(random);
    if (random() < 0.005) return growing(random);
    const target = pick([OTHER, OTHER, OTHER, OWN, '../x', 'x'.repeat(200)]);
    const message = random() < 0.05 ? 'x'.repeat(31_000 * random()) : pick(MESSAGES);
    const request = JSON.parse(encodeRequest(target, message, pick([undefined, 'r']))) as object;
    return stir(JSON.stringify({ ...request, from: OTHER }), random);
  },
  async check(text) {
    const posts: { target: string; body: string }[] = [];
    const request = parseRequest(text) as AddressedRequest;
    const { answer, record } = await relay(OWN, request, async (target, body) => {
      posts.push({ target, body });
      return { status: 200 };
    });
    // One thing comes of it, at one place: a delivery, or a short answer to whoever asked.
    if (posts.length + (answer === null ? 0 : 1) !== 1) wrong('not one effect', { posts, answer });
    if (answer !== null && envelopeBytes(answer) > MAX_ANSWER_BYTES) wrong('long answer', answer);
    const { outcome, hint } = record;
    if (hint?.includes(text) && text !== '') wrong('the message is in the log', record);
    for (const { target, body } of posts) {
      const { from, message, ...rest } = JSON.parse(body) as { from: string; message: unknown };
      const isOwn = from === OWN && message !== undefined && Object.keys(rest).length === 0;
      if (!isOwn) wrong('not rebuilt', body);
      if (!/^[\w=-]{1,128}$/.test(target) || target === OWN) wrong('target', target);
      if (envelopeBytes(body) > MAX_ENVELOPE_BYTES) wrong('grown', body);
    }
    return outcome === 'delivered';
  },
  leastShare: 0.1,
};
