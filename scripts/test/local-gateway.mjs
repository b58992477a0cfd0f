import { existsSync } from 'node:fs';

const BUILT_GATEWAY = new URL('../../dist/local-gateway.mjs', import.meta.url);
const ADDRESS_PATH = '/local-gateway';

async function startGateway() {
  if (!existsSync(BUILT_GATEWAY)) {
    throw new Error('This file tests the built relay, and nothing is built: run `npm run build`.');
  }
  const { createLocalGateway } = await import(BUILT_GATEWAY);
  return createLocalGateway();
}

/**
 * For Web Test Runner: the local gateway with the built relay behind it, on a port of its own. It starts when the first
 * test asks for its address, so that the tests from source need no build.
 */
export function localGateway() {
  let starting = null;

  /** @returns `{endpoint}`, or `{problem}`: one sentence on why there is none */
  async function getAddress() {
    try {
      starting ??= startGateway();
      const { url } = await starting;
      return { endpoint: url };
    } catch (error) {
      starting = null; // in watch mode there may be a build when the tests run again
      return { problem: error.message };
    }
  }

  return {
    name: 'local-gateway',
    async serve({ path }) {
      if (path !== ADDRESS_PATH) return undefined;
      return { body: JSON.stringify(await getAddress()), type: 'json' };
    },
    async serverStop() {
      // If it could not be started, getAddress() has told the test so.
      const gateway = await starting?.catch(() => null);
      await gateway?.close();
    },
  };
}
