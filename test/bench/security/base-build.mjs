import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const run = promisify(execFile);

/**
 * Builds another state of this repository in a folder of its own.
 *
 * @returns {Promise<{ folder: string, remove(): Promise<void> }>}
 */
export async function buildBase(commit) {
  const folder = await mkdtemp(join(tmpdir(), 'p2p-video-call-base-'));
  const remove = () => rm(folder, { recursive: true });
  try {
    await run('sh', ['-c', `git archive "$1" | tar -x -C "$2"`, 'sh', commit, folder], {
      cwd: ROOT,
    });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    await run(process.execPath, ['node_modules/rollup/dist/bin/rollup', '-c'], { cwd: folder });
    return { folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The same, and starts its server for pages and relay. */
export async function startBase(commit) {
  const { folder, remove } = await buildBase(commit);
  try {
    const file = pathToFileURL(join(folder, 'test/support/dev-server.mjs'));
    const { startDevServer } = await import(file.href);
    const server = await startDevServer();
    return {
      ...server,
      stop: async () => {
        await server.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
