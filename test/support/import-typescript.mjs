import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Below `node_modules`, so that what the file imports by name is found from there. */
const FOLDER = join(ROOT, 'node_modules', '.cache', 'import-typescript');

/**
 * Imports a TypeScript file, and what it imports of ours, as one bundle. No build is needed for it.
 *
 * @param {string} file from the root of the repository, such as `lambda/dev/arguments.ts`
 */
export async function importTypeScript(file) {
  await mkdir(FOLDER, { recursive: true });
  const folder = await mkdtemp(join(FOLDER, 'bundle-'));
  try {
    const outfile = join(folder, 'bundle.mjs');
    await build({
      absWorkingDir: ROOT,
      entryPoints: [file],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
