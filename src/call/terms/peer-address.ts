import { createRandomText } from '../../internal/random-text.js';

/** 16 bytes are 22 characters of base64url. */
const TOKEN = /^[\w-]{22}$/;
const WITH_TOKEN = /^(.+)\.([\w-]{22})$/s;

/** An address as people share it. */
export interface PeerAddress {
  readonly peerId: string;
  /** What the callee knows its acquaintances by. */
  readonly token: string | undefined;
}

/** Takes `address.token` apart; an address without token is one, too. */
export function parsePeerAddress(text: string): PeerAddress {
  const [, peerId = text, token] = WITH_TOKEN.exec(text) ?? [];
  return { peerId, token };
}

/** A token for the option `addressToken`: 128 random bits, to be shared behind the own address: `address.token`. */
export function createAddressToken(): string {
  return createRandomText();
}

/** Whether `addressToken` can stand behind an address. */
export function isAddressToken(text: unknown): boolean {
  return typeof text === 'string' && TOKEN.test(text);
}
