import { createHash } from 'node:crypto';
import {
  encodeFailure,
  encodeIceServers,
  envelopeBytes,
  MAX_ENVELOPE_BYTES,
  type RelayErrorCode,
  type ServiceRequest,
} from '../../src/signaling/api-gateway/wire-protocol.js';
import { failureName } from '../failure-name.js';
import { notSupported, serviceFields, type Sender, type ServiceResult } from '../service.js';
import type { IceProvider } from './ice-provider.js';
import { Deadline } from './deadline.js';
import { MintLimit, type CountStore, type Spent } from './mint-limit.js';
import { TurnError } from './turn-error.js';
import { createIceProvider } from './turn-settings.js';

/** For counting and minting together: whoever asks waits 5 s. */
const ANSWER_TIMEOUT_MS = 4000;

const STRANGER =
  'This relay gives TURN servers to members of a room, or to whom its door has let in by a token.';
const TOO_MANY = 'Too many requests for TURN servers in this hour; try again later.';
const TOO_MANY_AT_ONCE = 'Too many ask for TURN servers at the same time; try again.';
const NO_COUNT = 'The relay could not count the request for TURN servers, and so gives none.';
const NO_SERVERS = 'The relay could not get TURN servers; try again later.';
/** For the log. */
const NOT_COUNTED = 'It could not be counted in the table of ROOMS_TABLE; `failure` says why.';
const WRONG_SETTINGS = "The relay's settings for TURN are wrong; its log says which.";

type IceServersRequest = Extract<ServiceRequest, { kind: 'ice-servers' }>;

export interface IceServerServiceOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly counts: CountStore;
  /** Whether the connection is a member of a room now. Rejects if that can't be told. */
  readonly isInRoom: (connectionId: string) => Promise<boolean>;
  readonly now?: () => number;
}

/**
 * Answers `ice-servers` with TURN credentials. A TURN server is paid for by the byte, so they are for those alone whom
 * somebody has let in, and not without limit: nobody else's free relay.
 */
export class IceServerService {
  readonly #options: IceServerServiceOptions;
  readonly #limit: MintLimit;
  #provider: IceProvider | null | undefined;

  constructor(options: IceServerServiceOptions) {
    this.#options = options;
    this.#limit = new MintLimit(options.counts);
  }

  /** It never throws: whatever fails, or takes too long, is an answer, and a line in the log. */
  async answer(request: IceServersRequest, sender: Sender): Promise<ServiceResult> {
    let provider: IceProvider | null;
    try {
      provider = this.#provider ??= createIceProvider(this.#options.environment);
    } catch (error) {
      return refusal(request, 'internal', WRONG_SETTINGS, error);
    }
    if (!provider) return notSupported(request);
    const deadline = new Deadline(ANSWER_TIMEOUT_MS);
    try {
      return await this.#answerBy(deadline, provider, request, sender);
    } finally {
      deadline.stop();
    }
  }

  async #answerBy(
    deadline: Deadline,
    provider: IceProvider,
    request: IceServersRequest,
    sender: Sender,
  ): Promise<ServiceResult> {
    const nowMs = (this.#options.now ?? Date.now)();
    try {
      const admission = await deadline.race(this.#admit(sender, nowMs));
      if (admission === 'stranger') return refusal(request, 'unauthorized', STRANGER);
      if (admission === 'too-many') return refusal(request, 'rate-limited', TOO_MANY);
      if (admission === 'contended') return refusal(request, 'rate-limited', TOO_MANY_AT_ONCE);
    } catch (error) {
      return refusal(request, 'internal', NO_COUNT, error, NOT_COUNTED);
    }
    try {
      const { iceServers, ttl } = await deadline.race(provider.mint(userOf(sender), nowMs));
      const answer = encodeIceServers(iceServers, ttl, request.ref);
      if (envelopeBytes(answer) > MAX_ENVELOPE_BYTES) {
        throw new TurnError('TOO_LARGE', 'The TURN servers do not fit into one frame.');
      }
      return { answer, record: { level: 'info', type: request.kind, outcome: 'answered' } };
    } catch (error) {
      return refusal(request, 'internal', NO_SERVERS, error);
    }
  }

  async #admit(sender: Sender, nowMs: number): Promise<Spent | 'stranger'> {
    const { subject } = sender.authorizer;
    const hasSubject = typeof subject === 'string' && subject !== '';
    const isKnown = hasSubject || (await this.#options.isInRoom(sender.connectionId));
    return isKnown ? this.#limit.spend(sender, nowMs) : 'stranger';
  }
}

/**
 * Whom credentials are for: the same account under whatever address, if the door told who it is. A TURN server writes it
 * into its log and counts by it, so it says nothing by itself.
 */
function userOf({ connectionId, authorizer: { subject } }: Sender): string {
  const name = typeof subject === 'string' && subject !== '' ? `subject ${subject}` : connectionId;
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}

function refusal(
  request: IceServersRequest,
  code: RelayErrorCode,
  reason: string,
  error?: unknown,
  hint = error instanceof TurnError ? error.message : undefined,
): ServiceResult {
  return {
    answer: encodeFailure(code, reason, null, request.ref, serviceFields(request)),
    record: {
      level: code === 'internal' ? 'error' : 'warn',
      type: request.kind,
      outcome: code,
      ...(error === undefined ? {} : { failure: failureName(error) }),
      ...(hint === undefined ? {} : { hint }),
    },
  };
}
