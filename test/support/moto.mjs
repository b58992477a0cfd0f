import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Whether this computer's Python has moto, with its server. */
export function hasMoto() {
  return spawnSync('python3', ['-c', 'import moto.server, flask']).status === 0;
}

/**
 * Starts moto's server, which keeps a small AWS in memory.
 *
 * @returns its address, and how to end it
 */
export async function startMoto() {
  const child = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const url = await new Promise((resolve, reject) => {
    let output = '';
    const read = (data) => {
      output += data;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`moto ended: ${output}`)));
  });
  const stop = async () => {
    child.kill();
    await closed;
  };
  return { url, stop };
}
