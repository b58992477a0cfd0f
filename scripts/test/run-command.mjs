import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a command in the repository and keeps what it prints, so that commands that run side by side don't print into each
 * other.
 *
 * @returns {Promise<{ exitCode: number, output: string }>}
 */
export function runCommand(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      // npm is a batch file on Windows
      shell: process.platform === 'win32' && command === 'npm',
    });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString() }),
    );
  });
}
