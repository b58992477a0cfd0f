#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isCommandError } from './command-error.js';
import { OVERVIEW, readCommandLine } from './commands.js';

/** This file is built to `dist/cli.mjs`. */
const packageRoot = fileURLToPath(new URL('..', import.meta.url));

const EXIT_FAILURE = 1;
const EXIT_USAGE = 2;

async function main(): Promise<void> {
  const request = readCommandLine(process.argv.slice(2));
  if (request.kind === 'overview') return void process.stdout.write(OVERVIEW);
  if (request.kind === 'version') return void process.stdout.write(`${readVersion()}\n`);
  await request.command.run(request.args, { packageRoot, environment: process.env });
}

function fail(error: unknown): void {
  process.exitCode = isCommandError(error) ? error.exitCode : EXIT_FAILURE;
  process.stderr.write(`p2p-video-call: ${explain(error)}\n`);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!isCommandError(error)) return error.stack ?? error.message;
  if (error.exitCode !== EXIT_USAGE) return error.message;
  return `${error.message}\nTry: p2p-video-call --help`;
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(`${packageRoot}/package.json`, 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

await main().catch(fail);
