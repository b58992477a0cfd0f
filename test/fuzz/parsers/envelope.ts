import { parseJson } from '../../../src/internal/json-value.js';
import { isCallId } from '../../../src/link/call-id.js';
import { parseEnvelope } from '../../../src/link/envelope.js';
import { CALL_ID, envelope, numbered } from '../../support/fake-path.js';
import { mutate } from '../../support/mutate.js';
import { COMMIT, PUBLIC_KEY } from '../../support/sdp.js';
import { picker, wrong, type Target } from '../target.js';

export const ENVELOPES: readonly unknown[] = [
  envelope(),
  numbered(3, 2),
  { ...numbered(4), address: 'alice', key: PUBLIC_KEY, mac: COMMIT, final: true },
  { ...numbered(1), bySecret: COMMIT, byToken: COMMIT, byTicket: COMMIT },
  { ...envelope(), notice: 2, payload: '1', probe: 5, echo: 6 },
];

const isNumber = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;
const isProof = (value: unknown) => /^[\w-]{43}$/.test(value as string);

const FIELDS: { readonly [name: string]: (value: unknown) => boolean } = {
  v: (value) => value === 2,
  callId: isCallId,
  ack: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  seq: isNumber,
  notice: isNumber,
  probe: isNumber,
  echo: isNumber,
  payload: (value) => typeof value === 'string',
  address: (value) => typeof value === 'string' && value.length > 0 && value.length <= 128,
  final: (value) => typeof value === 'boolean',
  key: (value) => /^[\w-]{87}$/.test(value as string),
  mac: isProof,
  bySecret: isProof,
  byToken: isProof,
  byTicket: isProof,
};

export const envelopeTarget: Target = {
  name: 'parseEnvelope',
  make: (random) => mutate(picker(random)(ENVELOPES), random),
  check(input) {
    const result = parseEnvelope(input);
    if (result === null) return false;
    const isClean = Object.entries(result).every(([name, value]) => FIELDS[name]?.(value));
    if (!isClean || !('v' in result && 'callId' in result && 'ack' in result)) {
      wrong('not clean', result);
    }
    // The text inside is read next.
    parseJson(result.payload);
    return true;
  },
  leastShare: 0.1,
};

/** Frames as the data channel carries them: text, cut and stirred. */
export const envelopeTextTarget: Target<string> = {
  name: 'parseEnvelope of text',
  make: (random) => {
    const text = JSON.stringify(picker(random)(ENVELOPES)).replaceAll(CALL_ID, 'A'.repeat(22));
    const changed = random() < 0.5 ? mutate(text, random) : text;
    return typeof changed === 'string' ? changed : (JSON.stringify(changed) ?? '');
  },
  check: (text) => envelopeTarget.check(parseJson(text)),
  leastShare: 0.05,
};
