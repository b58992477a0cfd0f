import type { PeerCall } from '../../../call/peer-call.js';
import type { Verified } from '../../../call/terms/verification.js';
import type { View } from '../frame/view.js';

/** What is known of who is between the two sides; `never`: nothing can be known. */
export type VerificationStatus = Exclude<Verified, false> | 'no' | 'never';

export function verificationStatus({ calls: { shown } }: View, call: PeerCall): VerificationStatus {
  return call.verified || (shown.isUnverifiable && !call.verificationCode ? 'never' : 'no');
}
