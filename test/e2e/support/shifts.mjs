/** Runs in a page before its scripts: notes what moves there, and whether somebody had just pressed something. */
function watch() {
  const noted = [];
  const note = (entries) => {
    for (const { value, hadRecentInput, sources } of entries) {
      // The page's own nodes; of what is in a shadow root nobody gets the node.
      const moved = sources.flatMap(({ node }) => (node ? [node.nodeName.toLowerCase()] : []));
      noted.push({ value, hadRecentInput, moved });
    }
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  globalThis.takeShifts = async () => {
    // What a picture has moved is known once that has been painted.
    for (let picture = 0; picture < 2; picture += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    note(observer.takeRecords());
    return noted.splice(0);
  };
}

/** Layout shifts of a page, https://wicg.github.io/layout-instability/. To be called before it is opened. */
export async function watchShifts(page) {
  await page.addInitScript(watch);
  /** @returns those since the last time */
  return () => page.evaluate(() => globalThis.takeShifts());
}
