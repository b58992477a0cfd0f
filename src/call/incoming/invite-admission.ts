import { systemClock } from '../../internal/clock.js';
import { parseJson } from '../../internal/json-value.js';
import { RateLimit } from '../../internal/rate-limit.js';
import { importPublicKey } from '../../link/call-keys.js';
import type { Envelope } from '../../link/envelope.js';
import { claimsKnowledge, isKnowledgeProved } from '../../link/invite-proof.js';
import type { LinkRouter } from '../../link/link-router.js';
import { SdpGuard } from '../connection/sdp-guard.js';
import { ALLOWED_MESSAGES } from '../terms/allowed-messages.js';
import { parseCallMessage, type CallMessage, type InviteMessage } from '../terms/call-message.js';
import type { CallView } from '../terms/call-options.js';
import type { EndReason } from '../terms/call-state.js';
import { DeclineLimit } from './decline-limit.js';
import { EarlyEnvelopes } from './early-envelopes.js';
import type { IncomingInvite, ListenPolicy, RegisteredCall } from './registered-call.js';

// Nobody is called more often than this by people. A flood of invitations gets no replies, each of which would cost.
const MAX_STRANGERS = 20;
const STRANGERS_WINDOW_MS = 10_000;

// A member of a meeting is answered without a ring. It calls again when a call is lost, and not more often than this.
const MAX_MEMBERS_CALLS = 10;

/** How many invitations may be looked at in the same moment. What is too much comes again. */
const MAX_AT_ONCE = 256;

export interface AdmissionOptions {
  readonly router: LinkRouter;
  /** `undefined`: nobody listens. */
  readonly policy: () => ListenPolicy | undefined;
  readonly calls: () => readonly RegisteredCall[];
  /**
   * Ends the calls whose place this one takes.
   *
   * @param rival one with the same peer
   */
  readonly makeWay: (isKnown: boolean, rival: RegisteredCall | undefined) => void;
  /** @param dialled a call that the user has dialled at the same time */
  readonly onAdmitted: (incoming: IncomingInvite, dialled: RegisteredCall | undefined) => void;
}

interface Invitation {
  readonly envelope: Envelope;
  readonly from: string;
  readonly invite: InviteMessage;
  /** With those that have overtaken it. */
  readonly envelopes: Envelope[];
  /** It has been shown to come from the peer of a call, which has ended by that. */
  isProved: boolean;
}

/** What an invitation is judged by. To judge it takes a while, in which the app can change it. */
interface Grounds {
  readonly policy: ListenPolicy | undefined;
  /** The call to the caller that the user has just dialled. It answers; everybody else rings. */
  readonly dialled: RegisteredCall | undefined;
  /** What a caller has to know. */
  readonly secret: string | undefined;
}

/** A call with the same peer, whose place the new one takes. */
interface Rival {
  readonly call: RegisteredCall;
  /** The invitation has a proof that it comes from that peer. */
  readonly isProved: boolean;
}

/** What is known of an invitation that may ring. */
interface Verdict {
  readonly key: string;
  readonly isKnown: boolean;
  readonly guard: SdpGuard;
  readonly rival: Rival | undefined;
}

/**
 * Decides which invitations are worth a ring. Callers who prove to know something are looked at first and without limit;
 * strangers have a budget, so that they can neither keep others from ringing nor make this side reply without end.
 */
export class InviteAdmission {
  readonly #options: AdmissionOptions;
  readonly #strangers = new RateLimit(systemClock, MAX_STRANGERS, STRANGERS_WINDOW_MS);
  readonly #members = new RateLimit(systemClock, MAX_MEMBERS_CALLS, STRANGERS_WINDOW_MS);
  readonly #declines = new DeclineLimit(systemClock);
  readonly #early = new EarlyEnvelopes();
  /** Call id and address of the invitations that are being looked at. */
  readonly #pending = new Set<string>();

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** The user has declined a stranger's call. */
  declined(): void {
    this.#declines.declined();
  }

  /** Takes an envelope of an unknown call. Never throws. */
  take(envelope: Envelope, from: string): void {
    const message = readMessage(envelope);
    if (envelope.seq === 1 && message?.type === 'invite') {
      const invitation = { envelope, from, invite: message, envelopes: [envelope] };
      void this.#consider({ ...invitation, isProved: false });
    } else {
      // It has overtaken its invite, or belongs to no call.
      this.#early.hold(envelope, from);
    }
  }

  clear(): void {
    this.#early.clear();
  }

  async #consider(invitation: Invitation): Promise<void> {
    const { envelope, from } = invitation;
    const name = `${envelope.callId} ${from}`;
    if (this.#pending.has(name) || this.#pending.size >= MAX_AT_ONCE) return;
    this.#pending.add(name);
    try {
      while (!(await this.#decide(invitation)));
    } finally {
      this.#pending.delete(name);
    }
  }

  /** Returns whether it is settled. If not, the app has changed what it was judged by. */
  async #decide(invitation: Invitation): Promise<boolean> {
    const { router, makeWay, onAdmitted } = this.#options;
    const { envelope, from, invite, envelopes } = invitation;
    const { callId, payload = '' } = envelope;
    const grounds = this.#grounds(from);
    const verdict = await this.#judge(invitation, grounds);
    // It may have been taken or refused meanwhile, as a copy of this one.
    if (verdict === null || router.isTaken(callId, from)) return true;
    if (!this.#areUpToDate(grounds, from)) return false;
    if (typeof verdict === 'string') return this.#refuse(invitation, verdict);
    envelopes.push(...this.#early.take(callId, from));
    // The caller has hung up before it rang.
    if (envelopes.some(isHangup)) return this.#refuse(invitation, 'cancelled');
    const { key, isKnown, guard, rival } = verdict;
    const { dialled, secret } = grounds;
    if (!dialled) makeWay(isKnown, rival?.call);
    invitation.isProved ||= rival?.isProved === true;
    // The app has heard of the calls that have ended by this.
    if (!this.#areUpToDate(grounds, from)) return false;
    const of = { secret, isKnown, guard, invitation: { key, payload } };
    onAdmitted({ callId, from, invite, envelopes, ...of }, dialled);
    return true;
  }

  #grounds(from: string): Grounds {
    const isDialled = ({ call }: RegisteredCall) => call.peerId === from && isDialling(call);
    const policy = this.#options.policy();
    const dialled = this.#options.calls().find(isDialled);
    const { secret } = dialled?.acquaintance.knowledge ?? policy ?? {};
    return { policy, dialled, secret };
  }

  #areUpToDate({ policy, dialled }: Grounds, from: string): boolean {
    const now = this.#grounds(from);
    return policy === now.policy && dialled === now.dialled;
  }

  /** `null`: it gets no reply. */
  async #judge(
    { envelope, from, invite, isProved }: Invitation,
    { policy: { addressToken, knownOnly, meeting } = {}, dialled, secret }: Grounds,
  ): Promise<EndReason | null | Verdict> {
    const proves = (kind: 'secret' | 'token' | 'ticket', known: string | null | undefined) =>
      known ? isKnowledgeProved(envelope, from, kind, known) : Promise.resolve(false);
    const isMember = meeting?.isMember(from) === true;
    const former = isMember ? meeting?.call() : null;
    const rival = dialled
      ? undefined
      : await this.#findRival(envelope, from, invite, proves, former);
    const knowsSecret = await proves('secret', secret);
    // Who knows an address token may ring elsewhere, but is not answered in a meeting without a ring.
    if (meeting && !dialled && !isMember && !rival?.isProved && !isProved) return null;
    if (isMember && !knowsSecret && !this.#members.spend()) return null;
    const isPeer = isMember || dialled !== undefined || isProved || rival?.isProved === true;
    const isKnown = knowsSecret || isPeer || (await proves('token', addressToken));
    if (!isKnown && (knownOnly || !this.#strangers.spend())) return null;
    if (secret ? !knowsSecret : claimsKnowledge(envelope, 'secret')) return 'verification-failed';
    if (!isKnown && this.#declines.isReached) return 'declined';
    const { key } = envelope;
    // Before it rings: with a key that is none the call could not be answered.
    const isKeyGood = key !== undefined && (await importPublicKey(key).then(Boolean, () => false));
    if (!isKeyGood) return 'protocol-error';
    const isForged = rival && !rival.isProved && (await rival.call.isAlive());
    // The peer is heard in the call that we are in: it can't have started over. Only the relay can have sent this.
    if (isForged) return 'busy';
    const guard = new SdpGuard();
    try {
      guard.check(invite.description);
    } catch {
      // The caller is told. On this side the call never existed.
      return 'protocol-error';
    }
    return { key, isKnown, guard, rival };
  }

  async #findRival(
    { callId }: Envelope,
    from: string,
    invite: InviteMessage,
    proves: (kind: 'ticket', known: string | null) => Promise<boolean>,
    former: CallView | null | undefined,
  ): Promise<Rival | undefined> {
    const calls = this.#options.calls();
    for (const call of calls) {
      const isNamed = call.call.id === invite.replaces && call.call.id !== callId;
      if (isNamed && (await proves('ticket', call.peerTicket))) return { call, isProved: true };
    }
    // In a room of two, a member that calls from another address is the same one.
    const isSame = ({ call }: RegisteredCall) => call.peerId === from || call === former;
    const call = calls.find(isSame);
    return call && { call, isProved: false };
  }

  #refuse({ envelope, from }: Invitation, reason: EndReason): true {
    this.#options.router.refuse(envelope, from, { type: 'hangup', reason });
    return true;
  }
}

/** What the envelope says, if that may be said before the answer. */
function readMessage({ payload }: Envelope): CallMessage | null {
  const message = parseCallMessage(parseJson(payload));
  const isAllowed =
    message?.type === 'invite' || ALLOWED_MESSAGES.ringing.includes(message?.type as 'hangup');
  return isAllowed ? message : null;
}

const isHangup = (envelope: Envelope) => readMessage(envelope)?.type === 'hangup';

function isDialling({ direction, state }: CallView): boolean {
  return direction === 'outgoing' && state === 'calling';
}
