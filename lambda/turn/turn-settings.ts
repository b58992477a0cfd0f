import { CloudflareProvider } from './cloudflare.js';
import { CoturnProvider } from './coturn.js';
import type { IceProvider } from './ice-provider.js';
import { isIceUrl, isTurnUrl } from './ice-server-guard.js';
import { isChannelArn, KinesisProvider } from './kinesis.js';
import { TurnError } from './turn-error.js';
import { turnSecret, type ReadSecret } from './turn-secret.js';

/** coturn looks at the time when an allocation is made, so a call may outlast it; and a stolen credential is soon useless. */
const COTURN_TTL = 3600;
/** Cloudflare ends what is relayed with credentials that are over: longer than calls are. It is their own example. */
const CLOUDFLARE_TTL = 86_400;
/** A browser needs some time to use them. */
const MIN_TTL = 60;
/** Cloudflare's limit. For every other server, too, it is as long as a stolen credential should be of use at most. */
const MAX_TTL = 172_800;
const MAX_URLS = 8;

const SECRET_NAME = /^[\w./+=@-]{1,1011}$/;
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
        keyId: settings.matching('TURN_KEY_ID', KEY_ID),
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

  matching(name: string, grammar: RegExp): string {
    const text = this.text(name);
    if (text === '') return bad(`${name} is missing.`);
    return grammar.test(text) ? text : bad(`${name} has a wrong form.`);
  }

  urls(): readonly string[] {
    const urls = this.#list('TURN_URLS');
    const isRight = urls.every(isIceUrl) && urls.some(isTurnUrl) && urls.length <= MAX_URLS;
    return isRight
      ? urls
      : bad(
          `TURN_URLS must be up to ${MAX_URLS} URLs such as turn:host:3478, with commas between.`,
        );
  }

  channels(): readonly string[] {
    const channels = this.#list('TURN_CHANNELS');
    return channels.length > 0 && channels.every(isChannelArn)
      ? channels
      : bad('TURN_CHANNELS must be ARNs of signaling channels, with commas between.');
  }

  ttl(fallback: number): number {
    const text = this.text('TURN_TTL');
    if (text === '') return fallback;
    const ttl = /^\d{1,6}$/.test(text) ? Number(text) : 0;
    return ttl >= MIN_TTL && ttl <= MAX_TTL
      ? ttl
      : bad(`TURN_TTL must be a number of seconds from ${MIN_TTL} to ${MAX_TTL}.`);
  }

  secret(): ReadSecret {
    return turnSecret(this.matching('TURN_SECRET_NAME', SECRET_NAME));
  }

  #list(name: string): readonly string[] {
    const items = this.text(name).split(',');
    return items.map((item) => item.trim()).filter((item) => item !== '');
  }
}

function bad(message: string): never {
  throw new TurnError('BAD_SETTINGS', message);
}
