import { readOrigin } from '../../door/origin-grammar.js';
import {
  isSecretName,
  MAX_TTL,
  MAX_TURN_URLS,
  MIN_TTL,
  readTtl,
  readTurnUrls,
} from '../../turn/turn-grammar.js';
import { UsageError } from '../command-error.js';
import type { RelayParameters } from './template-parameters.js';

type Values<Name extends string, Value> = { readonly [name in Name]?: Value | undefined };

export type RoomOptions = Values<'rooms' | 'no-rooms', boolean>;
export type TurnOptions = Values<
  'turn' | 'turn-urls' | 'turn-key-id' | 'turn-secret-name' | 'turn-ttl' | 'turn-channels',
  string
>;
export type DoorOptions = Values<
  'door-secret-name' | 'door-jwks-url' | 'door-audience' | 'door-issuer',
  string
> &
  Values<'no-door', boolean>;
export type DomainOptions = Values<'domain' | 'certificate', string> & Values<'no-domain', boolean>;

/** What lifts a restriction, in words. */
const ANY = 'any';

/** How many Kinesis channels the template can make. */
const TURN_CHANNELS = ['1', '2', '5', '10'];

/** The options that each way of TURN needs, and takes besides. */
const TURN_PROVIDERS = {
  none: { needed: [], optional: [] },
  coturn: { needed: ['turn-urls', 'turn-secret-name'], optional: ['turn-ttl'] },
  cloudflare: { needed: ['turn-key-id', 'turn-secret-name'], optional: ['turn-ttl'] },
  kinesis: { needed: [], optional: ['turn-channels'] },
} as const;

const TURN_DETAILS = [
  'turn-urls',
  'turn-key-id',
  'turn-secret-name',
  'turn-ttl',
  'turn-channels',
] as const;

/** @throws {UsageError} */
export function readRooms(options: RoomOptions): RelayParameters {
  if (options.rooms && options['no-rooms']) {
    throw new UsageError('--rooms and --no-rooms contradict each other.');
  }
  if (options['no-rooms']) return { Rooms: 'no' };
  return options.rooms ? { Rooms: 'yes' } : {};
}

/**
 * Who names a provider states all of it: nothing is left over from another one.
 *
 * @throws {UsageError}
 */
export function readTurn(options: TurnOptions): RelayParameters {
  const details = TURN_DETAILS.filter((name) => options[name] !== undefined);
  const { turn } = options;
  if (turn === undefined) {
    if (details[0] === undefined) return {};
    throw new UsageError(`--${details[0]} needs --turn, and the rest that belongs to it.`);
  }
  if (!isTurnProvider(turn)) {
    const names = Object.keys(TURN_PROVIDERS).join(', ');
    throw new UsageError(`--turn "${turn}": there is ${names}.`);
  }
  const { needed, optional } = TURN_PROVIDERS[turn];
  const missing = needed.find((name) => !options[name]);
  if (missing !== undefined) throw new UsageError(`--turn ${turn} needs --${missing}.`);
  const allowed: readonly string[] = [...needed, ...optional];
  const extra = details.find((name) => !allowed.includes(name));
  if (extra !== undefined) throw new UsageError(`--turn ${turn} takes no --${extra}.`);
  return {
    TurnProvider: turn,
    TurnUrls: checkTurnUrls(options['turn-urls'] ?? ''),
    TurnKeyId: options['turn-key-id'] ?? '',
    TurnSecretName: checkSecretName('turn-secret-name', options['turn-secret-name'] ?? ''),
    TurnTtl: checkTtl(options['turn-ttl'] ?? ''),
    TurnChannels: readChannels(options['turn-channels'] ?? '1'),
  };
}

/** @throws {UsageError} */
export function readDoor(options: DoorOptions): RelayParameters {
  const secret = options['door-secret-name'];
  const jwksUrl = options['door-jwks-url'];
  const audience = options['door-audience'];
  const issuer = options['door-issuer'];
  const given = [secret, jwksUrl, audience, issuer].filter((value) => value !== undefined);
  const shut = { DoorSecretName: '', DoorJwksUrl: '', DoorAudience: '', DoorIssuer: '' };
  if (options['no-door']) {
    if (given.length === 0) return shut;
    throw new UsageError('--no-door and the other options of the door contradict each other.');
  }
  if (given.length === 0) return {};
  if (secret !== undefined && jwksUrl !== undefined) {
    throw new UsageError('Tokens have one source: give --door-secret-name or --door-jwks-url.');
  }
  if (!secret && !jwksUrl) {
    throw new UsageError('A door needs --door-secret-name or --door-jwks-url.');
  }
  if (jwksUrl !== undefined && !isHttpsUrl(jwksUrl)) {
    throw new UsageError(`--door-jwks-url "${jwksUrl}": give an https address.`);
  }
  if (jwksUrl !== undefined && !audience) {
    throw new UsageError(
      '--door-jwks-url needs --door-audience, what tokens for this relay have as "aud": else a token that the same service makes for another app opens the door, too. If it makes tokens for nothing else, say --door-audience any.',
    );
  }
  return {
    DoorSecretName: checkSecretName('door-secret-name', secret ?? ''),
    DoorJwksUrl: jwksUrl ?? '',
    DoorAudience: jwksUrl !== undefined && audience === ANY ? '' : (audience ?? ''),
    DoorIssuer: issuer ?? '',
  };
}

/** @throws {UsageError} */
export function readOrigins(text: string | undefined): RelayParameters {
  if (text === undefined) return {};
  if (text === ANY) return { AllowedOrigins: '' };
  const origins = text.split(',').map((entry) => {
    const origin = readOrigin(entry.trim());
    if (origin !== null) return origin;
    throw new UsageError(
      `--origins "${entry.trim()}": write https://host, without a path and without "*", with commas between several; or "any".`,
    );
  });
  return { AllowedOrigins: origins.join(',') };
}

/** @throws {UsageError} */
export function readDomain(options: DomainOptions): RelayParameters {
  const { domain, certificate } = options;
  if (options['no-domain']) {
    if (domain !== undefined || certificate !== undefined) {
      throw new UsageError('--no-domain and --domain contradict each other.');
    }
    return { DomainName: '', CertificateArn: '' };
  }
  if (domain === undefined && certificate === undefined) return {};
  if (!domain || !certificate) throw new UsageError('--domain and --certificate go together.');
  if (!/^([a-z0-9-]+\.)+[a-z]{2,}$/.test(domain)) {
    throw new UsageError(`--domain "${domain}": give the name alone, such as relay.example.com.`);
  }
  if (!/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/\S+$/.test(certificate)) {
    throw new UsageError(
      `--certificate "${certificate}": give the ARN of an ACM certificate, arn:aws:acm:…`,
    );
  }
  return { DomainName: domain, CertificateArn: certificate };
}

function isTurnProvider(name: string): name is keyof typeof TURN_PROVIDERS {
  return Object.hasOwn(TURN_PROVIDERS, name);
}

function checkTurnUrls(text: string): string {
  if (text === '') return '';
  const urls = readTurnUrls(text);
  if (urls) return urls.join(',');
  throw new UsageError(
    `--turn-urls "${text}": write turn:host:port, with commas between up to ${MAX_TURN_URLS}, one of them of a TURN server.`,
  );
}

/** Empty: the template's own. */
function checkTtl(text: string): string {
  if (text === '' || readTtl(text) !== null) return text;
  throw new UsageError(`--turn-ttl "${text}": give seconds, from ${MIN_TTL} to ${MAX_TTL}.`);
}

function readChannels(text: string): string {
  if (TURN_CHANNELS.includes(text)) return text;
  throw new UsageError(`--turn-channels "${text}": there can be ${TURN_CHANNELS.join(', ')}.`);
}

/** Of a parameter in SSM. What can't be a name may be the secret itself, so it is not shown again. */
function checkSecretName(option: string, name: string): string {
  if (name === '' || isSecretName(name)) return name;
  throw new UsageError(`--${option}: give the name of the SSM parameter, not the secret itself.`);
}

function isHttpsUrl(text: string): boolean {
  return URL.canParse(text) && text.startsWith('https://');
}
