import type { VerificationCode } from '../terms/verification.js';
import { EMOJI } from './emoji.js';

const EMOJI_BITS = 6;
/** The highest picture is in the highest of the 30 bits. */
const SHIFTS = [24, 18, 12, 6, 0];
const DIGITS = 9;

/** What users see of the 30 bits. As digits, 7 % of the numbers look like another one. */
export function toVerificationCode(bits: number): VerificationCode {
  const emoji = SHIFTS.map((shift) => {
    const [symbol = '', name = ''] = EMOJI[(bits >>> shift) % 2 ** EMOJI_BITS] ?? [];
    return { symbol, name };
  });
  const digits = String(bits % 10 ** DIGITS).padStart(DIGITS, '0');
  return { emoji, digits };
}
