// Holds what a person hears, sees and reads against what the person should.
{
  const LOOK_AGAIN_MS = 50;
  const { senses } = globalThis;

  /**
   * Waits until all that is expected is so at the same time.
   *
   * @param {{ voice?: boolean, picture?: boolean, self?: boolean, words?: string[], noWords?: string[], buttons?: string[], statuses?: string[] }}
   *   expected of the peer's voice, the peer's picture, the self-view, the words and buttons on the screen, and the
   *   status, which must be one of these; what is left out is not looked at
   * @returns {Promise<string[]>} what was wrong to the last; empty if all was well
   */
  senses.judge = async (expected, timeoutMs) => {
    const listener = new senses.Listener();
    const viewer = new senses.Viewer();
    const deadline = performance.now() + timeoutMs;
    const look = () => [
      ...(expected.voice === undefined ? [] : listener.look(expected.voice)),
      ...(expected.picture === undefined ? [] : viewer.look('peer', expected.picture)),
      ...(expected.self === undefined ? [] : viewer.look('own', expected.self)),
      ...senses.reading(expected),
    ];
    let problems = look();
    while (problems.length > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      problems = look();
    }
    listener.close();
    viewer.close();
    return problems;
  };

  /** Waits until `isSo()` says so. */
  senses.until = async (isSo, what, timeoutMs = 45_000) => {
    const deadline = performance.now() + timeoutMs;
    while (!isSo()) {
      if (performance.now() > deadline) throw new Error(`Waited in vain for: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  };
}
