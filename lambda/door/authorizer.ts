import { failureName } from '../failure-name.js';
import { readAuthorizerEvent } from './authorizer-event.js';
import { Door, type DoorDecision } from './door.js';
import { readDoorOptions } from './door-options.js';

/** What API Gateway expects of an authorizer. */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly [
      {
        readonly Action: 'execute-api:Invoke';
        readonly Effect: 'Allow';
        readonly Resource: string;
      },
    ];
  };
  /** Comes with every later event of the connection, as texts. */
  readonly context: Readonly<Record<string, string | number>>;
}

// At module scope, so that the keys are kept for as long as Lambda keeps the environment.
const { door, problem } = openDoor();

/**
 * The Lambda authorizer for the route `$connect`.
 *
 * It lets everybody connect, and says in the context who is refused and why: the relay then tells them, and does nothing
 * else for them. If the handshake were refused instead, a browser would tell its page nothing but that there is no
 * connection (close code 1006, https://websockets.spec.whatwg.org/#feedback-from-the-protocol).
 *
 * @throws {Error} "Unauthorized", which API Gateway answers with 401, for an event that is not of `$connect`
 */
export async function handler(event: unknown): Promise<AuthorizerResult> {
  const request = readAuthorizerEvent(event);
  if (!request) {
    console.error({
      type: 'not-a-connect-event',
      hint: 'This function is the REQUEST authorizer of the route $connect of an API Gateway WebSocket API, and nothing else.',
    });
    throw new Error('Unauthorized');
  }
  const decision: DoorDecision = door
    ? await door.decide(request)
    : { refusal: 'door-failed', cause: problem };
  log(decision);
  return allow(request.methodArn, decision);
}

function openDoor(): { readonly door: Door | null; readonly problem: unknown } {
  try {
    return { door: new Door(readDoorOptions(process.env)), problem: null };
  } catch (error) {
    return { door: null, problem: error };
  }
}

/** Never the token, the subject, or the address of whoever came. */
function log(decision: DoorDecision): void {
  const { refusal } = decision;
  if (refusal === null) return console.info({ type: 'door-admitted' });
  const { cause } = decision;
  const isOurs = cause instanceof Error && OWN_ERRORS.includes(cause.name);
  console[refusal === 'door-failed' ? 'error' : 'warn']({
    type: 'door-refused',
    refusal,
    ...(cause === undefined ? {} : { failure: failureName(cause) }),
    ...(isOurs ? { hint: cause.message } : {}),
  });
}

/** The errors whose messages are written here, and hold nothing of the token or the secrets. */
const OWN_ERRORS: readonly string[] = ['DoorOptionsError', 'DoorSecretError', 'ClaimError'];

function allow(methodArn: string, decision: DoorDecision): AuthorizerResult {
  const { refusal } = decision;
  return {
    principalId: refusal === null ? 'admitted' : 'refused',
    policyDocument: {
      Version: '2012-10-17',
      // For this route of this stage alone.
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }],
    },
    context: refusal === null ? contextOf(decision) : { refusal },
  };
}

function contextOf({
  subject,
  rooms,
  expires,
}: Extract<DoorDecision, { refusal: null }>): Record<string, string | number> {
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(rooms === undefined ? {} : { rooms }),
    ...(expires === undefined ? {} : { expires }),
  };
}
