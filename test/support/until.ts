/** Many times what anything takes, and less than a test has: so it says what it has waited for. */
const DEADLINE_MS = 30_000;
const INTERVAL_MS = 5;

/**
 * Resolves once `condition` holds. It is checked every few milliseconds.
 *
 * @param what is waited for, in words; a function where they say how it stands in the end
 */
export async function until(
  condition: () => unknown,
  what: string | (() => string) = String(condition),
): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!condition()) {
    if (performance.now() > deadline) {
      const words = typeof what === 'string' ? what : what();
      throw new Error(`Waited in vain for: ${words}`);
    }
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  }
}
