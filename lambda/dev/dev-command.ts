import { DEV_OPTIONS, HELP, readArguments } from './arguments.js';
import type { Command, CommandContext } from './command.js';
import { CommandError } from './command-error.js';
import { readFaultFile } from './fault-file.js';
import { startDevServer, type DevServer } from './dev-server.js';
import { welcome } from './https/welcome.js';
import type { FaultStep } from '../local-gateway/local-gateway.js';

const HOW_TO_GO_ON =
  'Open it in two tabs and call. On other devices the camera works over https only (--https). Stop with Ctrl-C.\n';

/** The examples and a relay on this computer. */
export const dev: Command = {
  name: 'dev',
  summary: 'try it on this computer: the examples, with a relay that behaves as AWS does',
  options: DEV_OPTIONS,
  run,
};

async function run(args: readonly string[], context: CommandContext): Promise<void> {
  const request = readArguments(args, context.environment);
  if (request.kind === 'help') return void process.stdout.write(HELP);

  const { https, faultFile } = request;
  const { packageRoot } = context;
  const faults = faultFile === null ? [] : readFaultFile(faultFile);
  const server = await startDevServer({ ...request, packageRoot }).catch((error: unknown) => {
    throw explain(error);
  });
  process.stdout.write(
    `Ready: ${server.url} (relay: ${server.relayUrl})\n` +
      (https ? welcome(server.url, server.otherUrls, process.stdout.isTTY) : HOW_TO_GO_ON),
  );
  runFaults(server, faults);
  await stopSignal();
  await server.close();
}

/** Once: a second Ctrl-C ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** Prints each fault when it begins; otherwise it would look like an error of the relay or of the app. */
function runFaults(server: DevServer, steps: readonly FaultStep[]): void {
  const startedAt = performance.now();
  server.faults.run(steps, {
    onStep: (step) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      process.stdout.write(`Fault after ${seconds} s: ${JSON.stringify(step.do)}\n`);
    },
  });
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const say = (message: string): CommandError => new CommandError(message, { cause: error });
  // It says itself what is wrong with the template.
  if (error.name === 'TemplateError') return say(error.message);
  if (!('code' in error)) return error;
  switch (error.code) {
    case 'EADDRINUSE': {
      // https://nodejs.org/api/errors.html#errorport
      const port = (error as Error & { readonly port?: number }).port ?? 0;
      return say(
        `Port ${port} is taken by another program. Choose another one: ` +
          `p2p-video-call dev --port ${port + 1}, or PORT=${port + 1} npm start.`,
      );
    }
    case 'EACCES':
      return say('The system does not let this program use that port. Choose one above 1023.');
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return say('This computer does not have the address given by --host.');
    default:
      return error;
  }
}
