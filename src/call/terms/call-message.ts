import { isJsonObject, type JsonObject } from '../../internal/json-value.js';
import { isEndReason, type EndReason } from './call-state.js';
import { toDisplayName } from './display-name.js';
import { parseMedia, type MediaState } from './media-state.js';
import { isTopic } from './topic.js';

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

/** Which of a call's connections, one after the other, this belongs to; the first is 0. */
interface OfConnection {
  readonly generation: number;
}

/** What each side says of itself, at first and whenever it changes. */
export interface Introduction {
  readonly media: MediaState;
  /** The most that the peer's video may take, in bit/s. */
  readonly maxBitrate?: number | undefined;
  /** What its user wants to be called. */
  readonly displayName?: string | undefined;
}

/** What both an invitation and its answer say. */
interface OpeningMessage extends Opening, Introduction {
  /** The id of another call of the two, which ends, or has ended, in favour of this one. */
  readonly replaces?: string | undefined;
}

export interface InviteMessage extends OpeningMessage {
  readonly type: 'invite';
  /** SHA-256 of the nonce that the caller reveals once the answer is fixed. */
  readonly commit: string;
}

export interface AcceptMessage extends OpeningMessage {
  readonly type: 'accept';
}

/** The answer's description while it still rings: the two sides connect, and nobody has answered yet. */
export interface EarlyAnswerMessage extends Opening {
  readonly type: 'early-answer';
}

/** The call is answered whose description came early. */
export interface AcceptedMessage extends Introduction, Pick<OpeningMessage, 'replaces'> {
  readonly type: 'accepted';
}

export interface DescriptionMessage extends NumberedDescription, OfConnection {
  readonly type: 'description';
}

export interface CandidatesMessage extends OfConnection {
  readonly type: 'candidates';
  readonly candidates: readonly Candidate[];
}

/** The first description of a further connection of the same call: the caller's offer, or the answer to it. */
export interface RenewalMessage extends Opening, OfConnection {
  readonly type: 'renewal';
}

/** The callee asks for a further connection in place of this one. */
export interface RenewMessage extends OfConnection {
  readonly type: 'renew';
}

/** The caller opens its commitment. 32 bytes, base64url. */
export interface RevealMessage {
  readonly type: 'reveal';
  readonly nonce: string;
}

/** The callee has checked it: both sides have the same code now. */
export interface ConfirmMessage {
  readonly type: 'confirm';
}

/** What the two ends of a call say to each other. */
export type CallMessage =
  | InviteMessage
  | { readonly type: 'ringing' }
  | AcceptMessage
  | EarlyAnswerMessage
  | AcceptedMessage
  | DescriptionMessage
  | CandidatesMessage
  | RenewMessage
  | RenewalMessage
  | RevealMessage
  | ConfirmMessage
  | ({ readonly type: 'media' } & Introduction)
  | { readonly type: 'away' }
  | { readonly type: 'app'; readonly data: string; readonly topic?: string | undefined }
  | { readonly type: 'hangup'; readonly reason: EndReason };

// More than any browser makes; a longer list is an attack on memory.
const MAX_CANDIDATES = 100;
const MAX_CANDIDATE_LENGTH = 512;
const MAX_MID_LENGTH = 64;

/** 32 bytes as base64url. */
const BYTES_PATTERN = /^[\w-]{42}[AEIMQUYcgkosw048]$/;

/** Rebuilds a message from what came off the wire, field by field, or returns `null` if it is none. */
export function parseCallMessage(value: unknown): CallMessage | null {
  if (!isJsonObject(value)) return null;
  const { type, data, topic, reason, replaces, commit, nonce } = value;
  const numbered = parseDescription(value);
  const candidates = parseCandidates(value['candidates']);
  const introduction = parseIntroduction(value);
  const generation = parseGeneration(value['generation']);
  const call = typeof replaces === 'string' ? { replaces } : {};
  switch (type) {
    case 'invite':
    case 'accept': {
      if (numbered?.description.type !== (type === 'invite' ? 'offer' : 'answer')) return null;
      if (!candidates) return null;
      const opening = { ...numbered, candidates, ...introduction, ...call };
      if (type === 'accept') return { type, ...opening };
      return isBytes(commit) ? { type, ...opening, commit } : null;
    }
    case 'early-answer':
      if (numbered?.description.type !== 'answer' || !candidates) return null;
      return { type, ...numbered, candidates };
    case 'accepted':
      return { type, ...introduction, ...call };
    case 'description':
      return numbered && { type, generation, ...numbered };
    case 'candidates':
      return candidates && { type, generation, candidates };
    case 'renewal':
      return numbered && candidates && { type, generation, ...numbered, candidates };
    case 'renew':
      return { type, generation };
    case 'media':
      return { type, ...introduction };
    case 'app':
      if (typeof data !== 'string') return null;
      if (topic === undefined) return { type, data };
      return isTopic(topic) ? { type, data, topic } : null;
    case 'hangup':
      // A reason that a later version may know means the same to us: the peer has ended the call.
      return { type, reason: isEndReason(reason) ? reason : 'hangup' };
    case 'reveal':
      return isBytes(nonce) ? { type, nonce } : null;
    case 'ringing':
    case 'away':
    case 'confirm':
      return { type };
    default:
      return null;
  }
}

function parseDescription({ description, offerId }: JsonObject): NumberedDescription | null {
  if (!isJsonObject(description) || !Number.isSafeInteger(offerId)) return null;
  const { type, sdp } = description;
  if ((type !== 'offer' && type !== 'answer') || typeof sdp !== 'string') return null;
  return { description: { type, sdp }, offerId: offerId as number };
}

function parseGeneration(value: unknown): number {
  return Number.isSafeInteger(value) ? (value as number) : 0;
}

function parseIntroduction({ media, maxBitrate, displayName }: JsonObject): Introduction {
  const name = toDisplayName(displayName);
  return {
    media: parseMedia(media),
    ...(typeof maxBitrate === 'number' && maxBitrate > 0 && { maxBitrate }),
    ...(name !== null && { displayName: name }),
  };
}

function parseCandidates(value: unknown): Candidate[] | null {
  if (!Array.isArray(value) || value.length > MAX_CANDIDATES) return null;
  const candidates = value.map(parseCandidate);
  return candidates.every((candidate) => candidate !== null) ? candidates : null;
}

function parseCandidate(value: unknown): Candidate | null {
  if (!isJsonObject(value)) return null;
  const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = value;
  if (typeof candidate !== 'string' || candidate.length > MAX_CANDIDATE_LENGTH) return null;
  return {
    candidate,
    sdpMid: shortString(sdpMid),
    sdpMLineIndex: Number.isSafeInteger(sdpMLineIndex) ? (sdpMLineIndex as number) : null,
    usernameFragment: shortString(usernameFragment),
  };
}

function isBytes(value: unknown): value is string {
  return typeof value === 'string' && BYTES_PATTERN.test(value);
}

function shortString(value: unknown): string | null {
  return typeof value === 'string' && value.length <= MAX_MID_LENGTH ? value : null;
}
