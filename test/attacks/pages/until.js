const DEADLINE_MS = 60_000;
const INTERVAL_MS = 20;

/** Resolves with the first truthy value of `condition`, which may be asynchronous. */
export async function until(condition, what = String(condition)) {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  }
}
