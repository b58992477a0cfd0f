import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a command in the repository; resolves with the exit code. What it prints comes out here, or goes to `logFile`.
 */
export function runCommand(command, args, { env = {}, logFile } = {}) {
  const output = logFile === undefined ? 'inherit' : openSync(logFile, 'w');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
      // npm is a batch file on Windows
      shell: process.platform === 'win32' && command === 'npm',
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  }).finally(() => {
    if (output !== 'inherit') closeSync(output);
  });
}
