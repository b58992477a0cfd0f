/** Timers fire every 4 ms at most. */
const INTERVAL_MS = 4;

let longestMs = 0;
let lastAt = performance.now();

setInterval(() => {
  const now = performance.now();
  longestMs = Math.max(longestMs, now - lastAt - INTERVAL_MS);
  lastAt = now;
}, 1);

/** The longest time for which no timer of this page could fire, since it was last asked. */
export function takeLongestBlock() {
  // One that is going on counts, too.
  const longest = Math.max(longestMs, performance.now() - lastAt - INTERVAL_MS);
  longestMs = 0;
  return longest;
}
