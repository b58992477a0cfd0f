import type { PeerCall } from '../../src/call/peer-call.js';
import type { CallReport } from '../../src/call/terms/call-report.js';

/**
 * For what waits for figures: gives the newest report of `call`, `null` as long as there is none, and asks for the next.
 * One at a time: many at once leave the connection no time.
 */
export function latestReport(call: PeerCall): () => CallReport | null {
  let latest: CallReport | null = null;
  let isAsking = false;
  const ask = async () => {
    isAsking = true;
    latest = await call.getReport();
    isAsking = false;
  };
  return () => {
    if (!isAsking) void ask();
    return latest;
  };
}
