/** One of the five pictures of a code. */
export interface VerificationEmoji {
  readonly symbol: string;
  /** In English. The element shows names in its own language. */
  readonly name: string;
}

/** 30 bits that both sides show, to be compared by voice: as five of 64 pictures, or as digits. */
export interface VerificationCode {
  readonly emoji: readonly VerificationEmoji[];
  /** Nine digits, to be read out in groups of three. */
  readonly digits: string;
}

/**
 * Whether anybody can be between the two sides.
 *
 * - `false`: nobody knows
 * - `secret`: nobody who does not know the option `secret`
 * - `user`: nobody, because the users have compared the code
 */
export type Verified = false | 'secret' | 'user';

/** What is stored of a verification for a reload. */
export interface SavedVerification {
  /** The 30 bits, once both sides have them. */
  readonly bits: number | null;
  /** Of the caller: what it has committed itself to. */
  readonly nonce: string | null;
  /** Of the callee: the commitment in the invitation. */
  readonly commit: string | null;
  readonly verified: Verified;
}

/** Of a call whose verification has not begun. */
export const UNVERIFIED: SavedVerification = {
  bits: null,
  nonce: null,
  commit: null,
  verified: false,
};
