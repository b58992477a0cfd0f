import type { MediaState } from '../../../src/call/terms/media-state.js';
import { parseCallMessage, type CallMessage } from '../../../src/call/terms/call-message.js';
import { isEndReason } from '../../../src/call/terms/call-state.js';
import { mutate } from '../../support/mutate.js';
import { COMMIT, inviteMessage, layoutSdp } from '../../support/sdp.js';
import { picker, wrong, type Target } from '../target.js';

const invite = inviteMessage();
const { commit: _commit, ...opening } = invite;
const answer = { type: 'answer', sdp: layoutSdp() };

/** One of each kind, and some that differ in what they have in them. */
export const MESSAGES: readonly unknown[] = [
  invite,
  { ...invite, replaces: 'AAAAAAAAAAAAAAAAAAAAAA' },
  { ...opening, type: 'accept', description: answer },
  { ...opening, type: 'early-answer', description: answer },
  { type: 'accepted', media: invite.media, replaces: 'AAAAAAAAAAAAAAAAAAAAAA' },
  { type: 'description', generation: 0, description: invite.description, offerId: 3 },
  { type: 'candidates', generation: 2, candidates: invite.candidates },
  { ...invite, type: 'renewal', generation: 1 },
  { type: 'renew', generation: 1 },
  { type: 'ringing' },
  { type: 'media', media: invite.media },
  { type: 'media', media: { ...invite.media, camera: false, paused: { camera: 'bandwidth' } } },
  { type: 'away' },
  { type: 'app', data: 'hello' },
  { type: 'reveal', nonce: COMMIT },
  { type: 'confirm' },
  { type: 'hangup', reason: 'declined' },
];

const KNOWN: Record<CallMessage['type'], readonly string[]> = {
  invite: ['type', 'description', 'offerId', 'candidates', 'media', 'replaces', 'commit'],
  accept: ['type', 'description', 'offerId', 'candidates', 'media', 'replaces'],
  'early-answer': ['type', 'description', 'offerId', 'candidates'],
  accepted: ['type', 'media', 'replaces'],
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

const PAUSABLE = ['microphone', 'camera', 'screen'];

type Field = (value: unknown) => boolean;

const isText: Field = (value) => typeof value === 'string';
const isWhole: Field = (value) => Number.isSafeInteger(value);
const isFlag: Field = (value) => typeof value === 'boolean';
const isBytes: Field = (value) => isText(value) && /^[\w-]{43}$/.test(value as string);
const isShort: Field = (value) =>
  value === null || (isText(value) && (value as string).length <= 64);

const isCandidate: Field = (value) => {
  const { candidate, sdpMid, sdpMLineIndex, usernameFragment, ...rest } = value as {
    [name: string]: unknown;
  };
  return (
    isText(candidate) &&
    (candidate as string).length <= 512 &&
    isShort(sdpMid) &&
    isShort(usernameFragment) &&
    (sdpMLineIndex === null || isWhole(sdpMLineIndex)) &&
    Object.keys(rest).length === 0
  );
};

const FIELDS: { readonly [name: string]: Field } = {
  type: isText,
  description: (value) => {
    const { type, sdp, ...rest } = value as { [name: string]: unknown };
    const isKnown = type === 'offer' || type === 'answer';
    return isKnown && isText(sdp) && Object.keys(rest).length === 0;
  },
  offerId: isWhole,
  generation: isWhole,
  candidates: (value) => {
    const list = value as unknown[];
    return Array.isArray(list) && list.length <= 100 && list.every(isCandidate);
  },
  media: (value) => {
    const { paused, ...flags } = value as MediaState;
    const isPaused = ([device, reason]: [string, unknown]) =>
      PAUSABLE.includes(device) &&
      flags[device as 'camera'] === false &&
      (reason === 'bandwidth' || reason === 'system');
    const sent = Object.values(flags);
    return sent.length === 4 && sent.every(isFlag) && Object.entries(paused).every(isPaused);
  },
  replaces: isText,
  data: isText,
  reason: (value) => isEndReason(value),
  commit: isBytes,
  nonce: isBytes,
};

/** Whether every field is of its type, and no field is there that is not known. */
function isClean(message: CallMessage): boolean {
  return Object.entries(message).every(
    ([name, value]) => KNOWN[message.type].includes(name) && FIELDS[name]!(value),
  );
}

export const callMessageTarget: Target = {
  name: 'parseCallMessage',
  make: (random) => mutate(picker(random)(MESSAGES), random),
  check(input) {
    const message = parseCallMessage(input);
    if (message !== null && !isClean(message)) wrong('not clean', message);
    return message !== null;
  },
  leastShare: 0.1,
};
