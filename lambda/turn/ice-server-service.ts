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
import type { IceCredentials, IceProvider } from './ice-provider.js';
import { MintLimit, type CountStore } from './mint-limit.js';
import { TurnError } from './turn-error.js';
import { createIceProvider } from './turn-settings.js';

/** Whoever asks waits 5 s. */
const MINT_TIMEOUT_MS = 4000;

const STRANGER =
  'This relay gives TURN servers to members of a room, or to whom its door has let in by a token.';
const TOO_MANY = 'Too many requests for TURN servers in this hour; try again later.';
const NO_COUNT = 'The relay could not count the request for TURN servers, and so gives none.';
const NO_SERVERS = 'The relay could not get TURN servers; try again later.';
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

  /** It never throws: whatever fails is an answer, and a line in the log. */
  async answer(request: IceServersRequest, sender: Sender): Promise<ServiceResult> {
    const nowMs = (this.#options.now ?? Date.now)();
    const refuse = (code: RelayErrorCode, reason: string, error?: unknown, hint?: string) =>
      refusal(request, code, reason, error, hint);
    let provider: IceProvider | null;
    try {
      provider = this.#provider ??= createIceProvider(this.#options.environment);
    } catch (error) {
      return refuse('internal', WRONG_SETTINGS, error);
    }
    if (!provider) return notSupported(request);
    try {
      if (!(await this.#isKnown(sender))) return refuse('unauthorized', STRANGER);
      if (!(await this.#limit.spend(sender, nowMs))) return refuse('rate-limited', TOO_MANY);
    } catch (error) {
      return refuse('internal', NO_COUNT, error, 'The table of ROOMS_TABLE can not be used.');
    }
    try {
      const { iceServers, ttl } = await inTime(provider.mint(userOf(sender), nowMs));
      const answer = encodeIceServers(iceServers, ttl, request.ref);
      if (envelopeBytes(answer) > MAX_ENVELOPE_BYTES) {
        throw new TurnError('TOO_LARGE', 'The TURN servers do not fit into one frame.');
      }
      return { answer, record: { level: 'info', type: request.kind, outcome: 'answered' } };
    } catch (error) {
      return refuse('internal', NO_SERVERS, error);
    }
  }

  async #isKnown({ connectionId, authorizer }: Sender): Promise<boolean> {
    const { subject } = authorizer;
    return (
      (typeof subject === 'string' && subject !== '') ||
      (await this.#options.isInRoom(connectionId))
    );
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

async function inTime(minting: Promise<IceCredentials>): Promise<IceCredentials> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    const onTimeout = () => reject(new TurnError('TIMEOUT', 'The TURN service took too long.'));
    timer = setTimeout(onTimeout, MINT_TIMEOUT_MS);
  });
  try {
    return await Promise.race([minting, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function refusal(
  request: IceServersRequest,
  code: RelayErrorCode,
  reason: string,
  error: unknown,
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
