import type { PeerCall } from '../../src/call/peer-call.js';
import type { CallReport } from '../../src/call/terms/call-report.js';

/**
 * For what waits for figures: gives the newest report of `call`, `null` as long as there is none, and asks for the next.
 * One at a time: many at once leave the connection no time.
 */
export function latestReport(call: PeerCall): () => CallReport | null {
  let latest: CallReport | null = null;
  let asked: Promise<void> | null = null;
  let failure: { readonly error: unknown } | null = null;
  const ask = async () => {
    try {
      latest = await call.getReport();
    } catch (error) {
      failure = { error };
    }
    asked = null;
  };
  return () => {
    if (failure) throw failure.error;
    asked ??= ask();
    return latest;
  };
}
