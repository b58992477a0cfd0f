import type { Clock } from '../../internal/clock.js';
import { createRandomText } from '../../internal/random-text.js';
import { SignalingError } from '../signaling-error.js';
import type { IceServerGrant, SignalingClient } from '../signaling-client.js';
import {
  encodeServiceRequest,
  parseError,
  type Fields,
  type RelayErrorCode,
  type ServiceRequest,
} from './wire-protocol.js';

/** What the services of the relay use of the client. */
export interface ServicePort {
  readonly client: SignalingClient;
  readonly clock: Clock;
  /** Gets every frame about a service. */
  readonly takers: Set<(fields: Fields) => void>;
  /** By hash, the rooms that the client is in or about to join: each with what makes it join once more. */
  readonly rooms: Map<string, () => void>;
  /** Resolves once the text is handed to the socket; it waits for a connection. @throws {SignalingError} */
  readonly send: (text: string) => Promise<void>;
  /** What the relay was asked last for ICE servers; made when they are asked for. */
  iceServers: { fetch(): Promise<IceServerGrant | null> } | null;
}

/** After this a frame counts as lost, in milliseconds: the relay takes 3 s at most for one of its own requests. */
const ANSWER_MS = 5_000;
/** How often a request is sent. All of them may be repeated: the relay does the same thing again. */
const ATTEMPTS = 3;

/** What the relay's refusals are to an app. The others are a `server-error`. */
const CODES: Partial<Record<RelayErrorCode, SignalingError['code']>> = {
  'room-full': 'room-full',
  'room-refused': 'room-refused',
  'not-supported': 'not-supported',
  'too-large': 'too-large',
};

/** The error of a frame about a service; `null` if it tells of none. */
export function serviceError({ error }: Fields): SignalingError | null {
  const failure = parseError(error);
  if (failure === null) return null;
  const { code, message } = failure;
  return new SignalingError(CODES[code] ?? 'server-error', `The relay says: ${message} (${code})`);
}

/**
 * Asks the relay for a service, again if no answer comes. The answer is found by the `ref`, which is made here if the
 * request has none.
 *
 * @returns the fields of the answer
 * @throws {SignalingError} what the relay answered; `not-supported` if it answers everything but this, as one that was
 * deployed before it had services; or what `send` of the client throws
 */
export async function requestService(
  port: ServicePort,
  request: ServiceRequest,
  signal?: AbortSignal | null,
): Promise<Fields> {
  const { ref = createRandomText() } = request;
  const text = encodeServiceRequest({ ...request, ref });
  for (let attempts = 0; attempts < ATTEMPTS;) {
    const answer = await ask(port, text, ref, signal);
    if (typeof answer === 'object') {
      const error = serviceError(answer);
      if (error) throw error;
      return answer;
    }
    // What was asked over a connection that is gone is not answered any more, and that is no refusal.
    if (answer === 'disconnected') continue;
    attempts += 1;
    // The silence may be that of a dead connection.
    port.client.probe();
  }
  throw new SignalingError(
    'not-supported',
    `The relay does not answer "${request.kind}". If it is an older one, deploy it anew.`,
  );
}

/** Sends `text`, and returns the frame with this `ref`, or why there is none. */
function ask(
  { takers, clock, client, send }: ServicePort,
  text: string,
  ref: string,
  signal?: AbortSignal | null,
): Promise<Fields | 'late' | 'disconnected'> {
  return new Promise((resolve, reject) => {
    const listening = new AbortController();
    let timer: unknown;
    const stop = () => {
      clock.clearTimeout(timer);
      takers.delete(take);
      listening.abort();
    };
    const end = (answer: Fields | 'late' | 'disconnected') => {
      stop();
      resolve(answer);
    };
    const fail = (reason: Error) => {
      stop();
      reject(reason);
    };
    const take = (fields: Fields) => {
      if (fields['ref'] === ref) end(fields);
    };
    const options = { signal: listening.signal };
    signal?.addEventListener('abort', () => fail(signal.reason as Error), options);
    if (signal?.aborted) return fail(signal.reason as Error);
    takers.add(take);
    // Only then: who is offline waits for a connection, not for an answer.
    const handedOver = () => {
      if (options.signal.aborted) return;
      timer = clock.setTimeout(() => end('late'), ANSWER_MS);
      const onState = () => client.state !== 'open' && end('disconnected');
      client.addEventListener('statechange', onState, options);
    };
    send(text).then(handedOver, fail);
  });
}
