#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HELP, readArguments, UsageError } from './arguments.js';
import { HELP as COST_HELP, runCost } from './cost/cost-command.js';
import { readFaultFile } from './fault-file.js';
import { startDevServer, type DevServer } from './dev-server.js';
import { welcome } from './https/welcome.js';
import type { FaultStep } from '../local-gateway/local-gateway.js';

/** This file is built to `dist/cli.mjs`. */
const packageRoot = fileURLToPath(new URL('..', import.meta.url));

const HOW_TO_GO_ON =
  'Open it in two tabs and call. On other devices the camera works over https only (--https). Stop with Ctrl-C.\n';

const EXIT_FAILURE = 1;
const EXIT_USAGE = 2;

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2), process.env);
  if (args.kind === 'help') return void process.stdout.write(HELP);
  if (args.kind === 'version') return void process.stdout.write(`${readVersion()}\n`);
  if (args.kind === 'cost') {
    return void process.stdout.write(args.cost === null ? COST_HELP : runCost(args.cost));
  }

  const { port, host, https, allowedHosts, faultFile } = args;
  const faults = faultFile === null ? [] : readFaultFile(faultFile);
  const server = await startDevServer({ port, host, https, allowedHosts, packageRoot });
  process.stdout.write(
    `Ready: ${server.url} (relay: ${server.relayUrl})\n` +
      (https ? welcome(server.url, server.otherUrls, process.stdout.isTTY) : HOW_TO_GO_ON),
  );
  runFaults(server, faults);
  // Once: a second Ctrl-C ends the process at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close().catch(fail));
  }
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

function fail(error: unknown): void {
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_FAILURE;
  process.stderr.write(`p2p-video-call: ${explain(error)}\n`);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError) return `${error.message}\nTry: p2p-video-call --help`;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    // https://nodejs.org/api/errors.html#errorport
    const port = (error as Error & { readonly port?: number }).port ?? 0;
    return (
      `Port ${port} is taken by another program. Choose another one: ` +
      `p2p-video-call dev --port ${port + 1}, or PORT=${port + 1} npm start.`
    );
  }
  if (code === 'EACCES') {
    return 'The system does not let this program use that port. Choose one above 1023.';
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return 'This computer does not have the address given by --host.';
  }
  return error.stack ?? error.message;
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(`${packageRoot}/package.json`, 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

await main().catch(fail);
