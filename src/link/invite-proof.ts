import { fromBase64Url, toBase64Url } from '../internal/base64url.js';
import { deriveProofKey } from './call-keys.js';
import type { Envelope } from './envelope.js';
import { signedBytes } from './signed-bytes.js';

/** What a caller may know that strangers don't. None of it is ever sent. */
export interface CallerKnowledge {
  /** What both sides know from elsewhere. */
  readonly secret?: string | undefined;
  /** The part of the dialled address that only those have who were given it. */
  readonly token?: string | undefined;
  /** Secret text from an earlier call of the two, which this one replaces. */
  readonly ticket?: string | undefined;
}

/** The field of an invitation that proves it. */
const FIELDS = { secret: 'bySecret', token: 'byToken', ticket: 'byTicket' } as const;

export type KnowledgeKind = keyof typeof FIELDS;

/** The invitation with a MAC for everything that its caller knows. */
export async function proveKnowledge(
  invitation: Envelope,
  knowledge: CallerKnowledge,
): Promise<Envelope> {
  const proofs: { [Field in (typeof FIELDS)[KnowledgeKind]]?: string } = {};
  for (const [kind, field] of Object.entries(FIELDS) as [
    KnowledgeKind,
    (typeof FIELDS)[KnowledgeKind],
  ][]) {
    const known = knowledge[kind];
    if (known === undefined) continue;
    const key = await deriveProofKey(known, invitation.callId, kind);
    const mac = await crypto.subtle.sign('HMAC', key, signedBytes(invitation));
    proofs[field] = toBase64Url(new Uint8Array(mac));
  }
  return { ...invitation, ...proofs };
}

/** Whether an invitation claims to come from somebody who knows something of this kind. */
export function claimsKnowledge(invitation: Envelope, kind: KnowledgeKind): boolean {
  return invitation[FIELDS[kind]] !== undefined;
}

/** Whether the caller of this invitation, which came from `from`, knows `known`. */
export async function isKnowledgeProved(
  invitation: Envelope,
  from: string,
  kind: KnowledgeKind,
  known: string,
): Promise<boolean> {
  const proof = invitation[FIELDS[kind]];
  // Without its address in it, anybody could send a copy from elsewhere.
  if (proof === undefined || invitation.address !== from) return false;
  const key = await deriveProofKey(known, invitation.callId, kind);
  return crypto.subtle.verify('HMAC', key, fromBase64Url(proof), signedBytes(invitation));
}
