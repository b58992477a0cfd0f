import { isJsonObject } from '../internal/json-value.js';
import { isEndReason, type EndReason } from './call-state.js';
import { NO_MEDIA, type MediaState } from './media-state.js';

/** A description, and the number of the offer that it is or answers. An answer to an older offer is dropped. */
export interface NumberedDescription {
  readonly description: { readonly type: 'offer' | 'answer'; readonly sdp: string };
  readonly offerId: number;
}

/** A first description with the candidates known by then. */
export interface Opening extends NumberedDescription {
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
  readonly usernameFragment: string | null;
}

export interface InviteMessage extends Opening {
  readonly type: 'invite';
  readonly media: MediaState;
  /** An earlier call of this caller that is to end in favour of this one. */
  readonly replaces?: string;
}

export interface AcceptMessage extends Opening {
  readonly type: 'accept';
  readonly media: MediaState;
}

export interface DescriptionMessage extends NumberedDescription {
  readonly type: 'description';
}

export interface CandidatesMessage {
  readonly type: 'candidates';
  readonly candidates: readonly Candidate[];
}

/** What the two ends of a call say to each other. */
export type CallMessage =
  | InviteMessage
  | { readonly type: 'ringing' }
  | AcceptMessage
  | DescriptionMessage
  | CandidatesMessage
  | { readonly type: 'media'; readonly media: MediaState }
  | { readonly type: 'app'; readonly data: string }
  | { readonly type: 'hangup'; readonly reason: EndReason };

// More than any browser makes; a longer list is an attack on memory.
const MAX_CANDIDATES = 100;
const MAX_CANDIDATE_LENGTH = 512;
const MAX_MID_LENGTH = 64;

/** Rebuilds a message from what came off the wire, field by field, or returns `null` if it is none. */
export function parseCallMessage(value: unknown): CallMessage | null {
  if (!isJsonObject(value)) return null;
  switch (value['type']) {
    case 'invite': {
      const opening = parseOpening(value, 'offer');
      if (opening === null) return null;
      const { replaces } = value;
      const media = parseMedia(value['media']);
      return typeof replaces === 'string'
        ? { type: 'invite', ...opening, media, replaces }
        : { type: 'invite', ...opening, media };
    }
    case 'accept': {
      const opening = parseOpening(value, 'answer');
      return opening && { type: 'accept', ...opening, media: parseMedia(value['media']) };
    }
    case 'description': {
      const numbered = parseDescription(value);
      return numbered && { type: 'description', ...numbered };
    }
    case 'candidates': {
      const candidates = parseCandidates(value['candidates']);
      return candidates && { type: 'candidates', candidates };
    }
    case 'media':
      return { type: 'media', media: parseMedia(value['media']) };
    case 'app':
      return typeof value['data'] === 'string' ? { type: 'app', data: value['data'] } : null;
    case 'hangup':
      // A reason that a later version may know means the same to us: the peer has ended the call.
      return { type: 'hangup', reason: isEndReason(value['reason']) ? value['reason'] : 'hangup' };
    case 'ringing':
      return { type: 'ringing' };
    default:
      return null;
  }
}

function parseOpening(value: { readonly [key: string]: unknown }, type: string): Opening | null {
  const numbered = parseDescription(value);
  const candidates = parseCandidates(value['candidates']);
  if (numbered === null || candidates === null || numbered.description.type !== type) return null;
  return { ...numbered, candidates };
}

function parseDescription(value: { readonly [key: string]: unknown }): NumberedDescription | null {
  const { description, offerId } = value;
  if (!isJsonObject(description) || !Number.isSafeInteger(offerId)) return null;
  const { type, sdp } = description;
  if ((type !== 'offer' && type !== 'answer') || typeof sdp !== 'string') return null;
  return { description: { type, sdp }, offerId: offerId as number };
}

function parseCandidates(value: unknown): Candidate[] | null {
  if (!Array.isArray(value) || value.length > MAX_CANDIDATES) return null;
  const candidates: Candidate[] = [];
  for (const item of value as unknown[]) {
    if (!isJsonObject(item)) return null;
    const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = item;
    if (typeof candidate !== 'string' || candidate.length > MAX_CANDIDATE_LENGTH) return null;
    candidates.push({
      candidate,
      sdpMid: shortString(sdpMid),
      sdpMLineIndex: Number.isSafeInteger(sdpMLineIndex) ? (sdpMLineIndex as number) : null,
      usernameFragment: shortString(usernameFragment),
    });
  }
  return candidates;
}

function shortString(value: unknown): string | null {
  return typeof value === 'string' && value.length <= MAX_MID_LENGTH ? value : null;
}

function parseMedia(value: unknown): MediaState {
  if (!isJsonObject(value)) return NO_MEDIA;
  return {
    microphone: value['microphone'] === true,
    camera: value['camera'] === true,
    screen: value['screen'] === true,
  };
}
