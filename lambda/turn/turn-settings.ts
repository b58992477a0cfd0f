import { CloudflareProvider } from './cloudflare.js';
import { CoturnProvider } from './coturn.js';
import type { IceProvider } from './ice-provider.js';
import { isChannelArn, KinesisProvider } from './kinesis.js';
import { TurnError } from './turn-error.js';
import {
  isSecretName,
  MAX_TTL,
  MAX_TURN_URLS,
  MIN_TTL,
  readTtl,
  readTurnUrls,
} from './turn-grammar.js';
import { turnSecret, type ReadSecret } from './turn-secret.js';

/** coturn looks at the time when an allocation is made, so a call may outlast it; and a stolen credential is soon useless. */
const COTURN_TTL = 3600;
/** Cloudflare ends what is relayed with credentials that are over: longer than calls are. It is their own example. */
const CLOUDFLARE_TTL = 86_400;

const KEY_ID = /^[\w-]{1,128}$/;

/**
 * The provider that the function's environment names (`TURN_PROVIDER`), or `null` if it names none.
 *
 * @throws {TurnError} `BAD_SETTINGS`; its message says which variable is wrong
 */
export function createIceProvider(environment: NodeJS.ProcessEnv): IceProvider | null {
  const settings = new Settings(environment);
  switch (settings.text('TURN_PROVIDER')) {
    case '':
    case 'none':
      return null;
    case 'coturn':
      return new CoturnProvider(settings.urls(), settings.ttl(COTURN_TTL), settings.secret());
    case 'cloudflare':
      return new CloudflareProvider({
        keyId: settings.matching('TURN_KEY_ID', (text) => KEY_ID.test(text)),
        ttl: settings.ttl(CLOUDFLARE_TTL),
        readSecret: settings.secret(),
      });
    case 'kinesis':
      return new KinesisProvider(settings.channels(), environment);
    default:
      return bad('TURN_PROVIDER must be coturn, cloudflare or kinesis.');
  }
}

class Settings {
  readonly #environment: NodeJS.ProcessEnv;

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
  }

  text(name: string): string {
    return (this.#environment[name] ?? '').trim();
  }

  matching(name: string, isRight: (text: string) => boolean): string {
    const text = this.text(name);
    if (text === '') return bad(`${name} is missing.`);
    return isRight(text) ? text : bad(`${name} has a wrong form.`);
  }

  urls(): readonly string[] {
    return (
      readTurnUrls(this.text('TURN_URLS')) ??
      bad(
        `TURN_URLS must be up to ${MAX_TURN_URLS} URLs such as turn:host:3478, with commas between, one of them of a TURN server.`,
      )
    );
  }

  channels(): readonly string[] {
    const items = this.text('TURN_CHANNELS').split(',');
    const channels = items.map((item) => item.trim()).filter((item) => item !== '');
    return channels.length > 0 && channels.every(isChannelArn)
      ? channels
      : bad('TURN_CHANNELS must be ARNs of signaling channels, with commas between.');
  }

  ttl(fallback: number): number {
    const text = this.text('TURN_TTL');
    if (text === '') return fallback;
    return (
      readTtl(text) ?? bad(`TURN_TTL must be a number of seconds from ${MIN_TTL} to ${MAX_TTL}.`)
    );
  }

  secret(): ReadSecret {
    return turnSecret(this.matching('TURN_SECRET_NAME', isSecretName));
  }
}

function bad(message: string): never {
  throw new TurnError('BAD_SETTINGS', message);
}
