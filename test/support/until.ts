const DEADLINE_MS = 15_000;
const LOOK_AGAIN_MS = 5;

/** Resolves once `condition` holds; it is looked at whenever the browser is idle for a moment. */
export async function until(condition: () => unknown, what = String(condition)): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
