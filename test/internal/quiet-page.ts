/**
 * Keeps what the browser itself has to say from every `WakeWatch` made later: that this page comes to the front, say,
 * because another test has ended. What a test dispatches passes.
 */
export function quietenPage(): void {
  for (const name of ['online', 'offline', 'pageshow', 'resume', 'visibilitychange']) {
    const stop = (event: Event): void => {
      if (event.isTrusted) event.stopImmediatePropagation();
    };
    addEventListener(name, stop, { capture: true });
  }
}
