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

/** How many invitations may be looked at in the same moment. What is too much comes again. */
const MAX_AT_ONCE = 256;

export interface AdmissionOptions {
  readonly router: LinkRouter;
  /** `undefined`: nobody listens. */
  readonly policy: () => ListenPolicy | undefined;
  readonly calls: () => readonly RegisteredCall[];
  /** @param rival a call with the same peer, whose place this one takes */
  readonly onAdmitted: (incoming: IncomingInvite, rival: RegisteredCall | undefined) => void;
}

/** What an invitation is judged by. To judge it takes a while, in which the app can change it. */
interface Grounds {
  readonly policy: ListenPolicy | undefined;
  /** The call to the caller that the user has just dialled. It answers; everybody else rings. */
  readonly dialled: RegisteredCall | undefined;
  /** What a caller has to know. */
  readonly secret: string | undefined;
}

/** What is known of an invitation that may ring. */
interface Verdict {
  readonly key: string;
  readonly isKnown: boolean;
  readonly rival: RegisteredCall | undefined;
}

/**
 * Decides which invitations are worth a ring. Callers who prove to know something are looked at first and without limit;
 * strangers have a budget, so that they can neither keep others from ringing nor make this side reply without end.
 */
export class InviteAdmission {
  readonly #options: AdmissionOptions;
  readonly #strangers = new RateLimit(systemClock, MAX_STRANGERS, STRANGERS_WINDOW_MS);
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
      void this.#consider(envelope, from, message);
    } else {
      // It has overtaken its invite, or belongs to no call.
      this.#early.hold(envelope, from);
    }
  }

  clear(): void {
    this.#early.clear();
  }

  async #consider(envelope: Envelope, from: string, invite: InviteMessage): Promise<void> {
    const { router } = this.#options;
    const name = `${envelope.callId} ${from}`;
    if (this.#pending.has(name) || this.#pending.size >= MAX_AT_ONCE) return;
    this.#pending.add(name);
    let now = this.#grounds(from);
    let grounds: Grounds;
    let verdict: Verdict | EndReason | null;
    try {
      do {
        grounds = now;
        verdict = await this.#judge(envelope, from, invite, grounds);
        // It may have been taken or refused meanwhile, as a copy of this one.
        if (verdict === null || router.isTaken(envelope.callId, from)) return;
        now = this.#grounds(from);
      } while (now.policy !== grounds.policy || now.dialled !== grounds.dialled);
      if (typeof verdict === 'string') this.#refuse(envelope, from, verdict);
      else this.#admit(envelope, from, invite, grounds, verdict);
    } finally {
      this.#pending.delete(name);
    }
  }

  #grounds(from: string): Grounds {
    const isDialled = ({ call }: RegisteredCall) => call.peerId === from && isDialling(call);
    const policy = this.#options.policy();
    const dialled = this.#options.calls().find(isDialled);
    const { secret } = dialled?.acquaintance.knowledge ?? policy ?? {};
    return { policy, dialled, secret };
  }

  /** `null`: it gets no reply. */
  async #judge(
    envelope: Envelope,
    from: string,
    invite: InviteMessage,
    { policy: { addressToken, knownOnly } = {}, dialled, secret }: Grounds,
  ): Promise<EndReason | null | Verdict> {
    const proves = (kind: 'secret' | 'token' | 'ticket', known: string | null | undefined) =>
      known ? isKnowledgeProved(envelope, from, kind, known) : Promise.resolve(false);
    const rival = dialled
      ? { call: dialled, isProved: true }
      : await this.#findRival(envelope, from, invite, proves);
    const knowsSecret = await proves('secret', secret);
    const isKnown =
      knowsSecret || rival?.isProved === true || (await proves('token', addressToken));
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
    return { key, isKnown, rival: rival?.call };
  }

  async #findRival(
    { callId }: Envelope,
    from: string,
    invite: InviteMessage,
    proves: (kind: 'ticket', known: string | null) => Promise<boolean>,
  ): Promise<{ readonly call: RegisteredCall; readonly isProved: boolean } | undefined> {
    const calls = this.#options.calls();
    for (const call of calls) {
      const isNamed = call.call.id === invite.replaces && call.call.id !== callId;
      if (isNamed && (await proves('ticket', call.peerTicket))) return { call, isProved: true };
    }
    const call = calls.find(({ call: { peerId } }) => peerId === from);
    return call && { call, isProved: false };
  }

  #admit(
    envelope: Envelope,
    from: string,
    invite: InviteMessage,
    { policy, secret }: Grounds,
    { key, isKnown, rival }: Verdict,
  ): void {
    const { callId, payload = '' } = envelope;
    const envelopes = [envelope, ...this.#early.take(callId, from)];
    const isCancelled = envelopes.some((early) => readMessage(early)?.type === 'hangup');
    const guard = new SdpGuard();
    try {
      guard.check(invite.description);
    } catch {
      // The caller is told. On this side the call never existed.
      this.#refuse(envelope, from, 'protocol-error');
      return;
    }
    if (isCancelled) {
      // The caller has hung up before it rang.
      this.#refuse(envelope, from, 'cancelled');
      return;
    }
    const invitation = { key, payload };
    const judged = { policy, secret, isKnown, guard };
    this.#options.onAdmitted({ callId, from, invite, invitation, envelopes, ...judged }, rival);
  }

  #refuse(envelope: Envelope, from: string, reason: EndReason): void {
    this.#options.router.refuse(envelope, from, { type: 'hangup', reason });
  }
}

/** What the envelope says, if that may be said before the answer. */
function readMessage({ payload }: Envelope): CallMessage | null {
  const message = parseCallMessage(parseJson(payload));
  const isAllowed =
    message?.type === 'invite' || ALLOWED_MESSAGES.ringing.includes(message?.type as 'hangup');
  return isAllowed ? message : null;
}

/** Whether an invitation of this call's peer means that both sides have dialled each other. */
export function isDialling({ direction, state }: CallView): boolean {
  return direction === 'outgoing' && state === 'calling';
}
