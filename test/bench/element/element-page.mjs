/** What the parts of this bench do with a page of the element. */

export async function openElement(browser, viewport = { width: 800, height: 600 }) {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'], viewport });
  return context.newPage();
}

export const reaches = (page, state) =>
  page.waitForFunction(
    (wanted) => document.querySelector('p2p-video-call')?.state === wanted,
    state,
  );

/** Lets one call the other, once both are there. */
export async function startCall(caller, callee) {
  await Promise.all([reaches(caller, 'idle'), reaches(callee, 'idle')]);
  const address = await callee.evaluate(
    () => document.querySelector('p2p-video-call').connectionId,
  );
  await caller.evaluate((to) => document.querySelector('p2p-video-call').startCall(to), address);
  await reaches(callee, 'ringing');
}
