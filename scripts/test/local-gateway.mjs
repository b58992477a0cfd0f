import { existsSync } from 'node:fs';

const BUILT_GATEWAY = new URL('../../dist/local-gateway.mjs', import.meta.url);
const PATH = '/local-gateway';

async function startGateway(options = {}) {
  if (!existsSync(BUILT_GATEWAY)) {
    throw new Error('This file tests the built relay, and nothing is built: run `npm run build`.');
  }
  const { createLocalGateway } = await import(BUILT_GATEWAY);
  return createLocalGateway(options);
}

/**
 * For Web Test Runner: the local gateway with the built relay behind it, on a port of its own. It starts when a test asks
 * for it, so that the tests from source need no build.
 *
 * `GET /local-gateway` gives the address of the one that all tests share. `POST` makes one for the test alone, with its
 * faults; test/support/gateway-faults.ts is its other end. Every answer is the result, or `{problem}`: one sentence.
 */
export function localGateway() {
  let shared = null;
  const own = new Map();
  let lastId = 0;

  async function getShared() {
    shared ??= startGateway();
    try {
      return { endpoint: (await shared).url };
    } catch (error) {
      shared = null; // in watch mode there may be a build when the tests run again
      throw error;
    }
  }

  async function create(options) {
    const gateway = await startGateway({ ...options, onLog: () => {} });
    const id = String(++lastId);
    own.set(id, { gateway, faults: [] });
    return { id, endpoint: gateway.url };
  }

  /** What a test does with the gateway that it has made. */
  const actions = {
    'POST faults': ({ gateway, faults }, fault) => ({
      fault: faults.push(gateway.faults.start(fault)) - 1,
    }),
    'POST script': ({ gateway }, steps) => {
      gateway.faults.run(steps);
      return {};
    },
    'DELETE faults': ({ gateway, faults }, _, index) => {
      if (index === undefined) gateway.faults.heal();
      else faults[index].heal();
      return {};
    },
    'GET ': ({ gateway, faults }) => ({
      stats: { ...gateway.stats },
      connections: gateway.connections.map(({ id }) => id),
      faults: faults.map(({ hits, isActive }) => ({ hits, isActive })),
    }),
    'DELETE ': async ({ gateway }, _, __, id) => {
      own.delete(id);
      await gateway.close();
      return {};
    },
  };

  async function answer(context) {
    const [id, collection = '', index] = context.path.slice(PATH.length + 1).split('/');
    if (id === '') return context.method === 'POST' ? create(await readJson(context)) : getShared();
    const target = own.get(id);
    const action = actions[`${context.method} ${collection}`];
    if (!target || !action) throw new Error(`There is no ${context.method} ${context.path}.`);
    const json = context.method === 'POST' ? await readJson(context) : null;
    return action(target, json, index, id);
  }

  return {
    name: 'local-gateway',
    async serve(context) {
      if (context.path !== PATH && !context.path.startsWith(`${PATH}/`)) return undefined;
      const result = await answer(context).catch((error) => ({ problem: error.message }));
      return { body: JSON.stringify(result), type: 'json' };
    },
    async serverStop() {
      // If it could not be started, the tests have been told so.
      const gateway = await shared?.catch(() => null);
      await gateway?.close();
      await Promise.all([...own.values()].map((left) => left.gateway.close()));
    },
  };
}

async function readJson({ req }) {
  let text = '';
  for await (const chunk of req.setEncoding('utf8')) text += chunk;
  return JSON.parse(text);
}
