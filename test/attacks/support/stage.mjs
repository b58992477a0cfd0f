import { startDevServer } from '../../support/dev-server.mjs';

/** A browser with a page for each attack. */
export async function openStage(launch) {
  const [server, browser] = await Promise.all([startDevServer(), launch()]);
  const url = new URL('test/attacks/pages/attacks.html', server.url).href;
  return {
    /**
     * Carries out one of the attacks in `pages/`.
     *
     * @returns what came of it, and the errors of the page
     */
    attack: async (name, ...values) => {
      const page = await browser.newPage();
      const problems = [];
      page.on('pageerror', (error) => problems.push(String(error.stack ?? error)));
      try {
        await page.goto(url);
        await page.waitForFunction(() => globalThis.attacks !== undefined);
        const outcome = await page.evaluate(
          (attack, given) => globalThis.attacks[attack](...given),
          name,
          values,
        );
        return { ...outcome, problems };
      } finally {
        await page.close();
      }
    },
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}
