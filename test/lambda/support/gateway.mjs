import { createLocalGateway } from '../../../dist/local-gateway.mjs';
import { connect } from './client.mjs';

/** A handler that does what the message says; see the file. */
export const COMMAND_HANDLER = new URL('../fixtures/command-handler.mjs', import.meta.url);

/**
 * Starts a gateway that is closed after the test, and collects what its handler logs.
 *
 * @param {import('node:test').TestContext} test
 */
export async function startGateway(test, options = {}) {
  const log = [];
  const gateway = await createLocalGateway({ onLog: (line) => log.push(line), ...options });
  test.after(() => gateway.close());
  return { gateway, log, connect: (clientOptions) => connect(gateway.url, clientOptions) };
}

/** The handler that takes commands has nothing to do at the end of a connection. */
const COMMAND_ROUTES = { $default: { routeResponse: true } };

/** A gateway whose handler takes commands. */
export function startCommandGateway(test, options = {}) {
  // A test of the template takes its routes.
  const routes = options.parameters ? undefined : COMMAND_ROUTES;
  return startGateway(test, { handler: COMMAND_HANDLER, routes, ...options });
}

/** Waits until `condition` holds. The timeout of the test runner bounds it. */
export async function until(condition) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
