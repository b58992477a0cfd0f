import { deriveKeys, deriveTokens, type KeyAgreement, type PerDirection } from './call-keys.js';

/** What follows from the agreement alone. */
export interface AgreedKeys {
  readonly agreement: KeyAgreement;
  /** For what is said until both openings are known. */
  readonly macKeys: PerDirection<CryptoKey>;
  readonly lastWords: PerDirection<string>;
  readonly tickets: PerDirection<string>;
}

/** What follows from the agreement and the transcript. */
export interface SessionKeys {
  readonly transcript: Uint8Array<ArrayBuffer>;
  readonly macKeys: PerDirection<CryptoKey>;
  readonly cipherKeys: PerDirection<CryptoKey>;
}

export async function deriveAgreedKeys(agreement: KeyAgreement): Promise<AgreedKeys> {
  const [macKeys, lastWords, tickets] = await Promise.all([
    deriveKeys(agreement, 'mac'),
    deriveTokens(agreement, 'last word'),
    deriveTokens(agreement, 'ticket'),
  ]);
  return { agreement, macKeys, lastWords, tickets };
}

export async function deriveSessionKeys(
  agreement: KeyAgreement,
  transcript: Uint8Array<ArrayBuffer>,
): Promise<SessionKeys> {
  const [macKeys, cipherKeys] = await Promise.all([
    deriveKeys(agreement, 'mac', transcript),
    deriveKeys(agreement, 'cipher', transcript),
  ]);
  return { transcript, macKeys, cipherKeys };
}
