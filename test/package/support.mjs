import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const packageJson = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** Runs a program and returns what it writes to stdout. */
export function run(command, args, options = {}) {
  return execFileSync(command, args, { cwd: ROOT, encoding: 'utf8', ...options });
}

/**
 * The files that `dist/<entry>` imports, itself included, and the packages. `needed` are the files without those that are
 * fetched later, by `import()`.
 */
export async function importGraph(entry) {
  const { metafile } = await build({
    entryPoints: [join(ROOT, 'dist', entry)],
    absWorkingDir: ROOT,
    bundle: true,
    format: 'esm',
    // Everything that is imported counts, also what a bundler could leave out.
    ignoreAnnotations: true,
    metafile: true,
    packages: 'external',
    platform: 'node',
    write: false,
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const packages = imports.filter(({ external }) => external).map(({ path }) => path);
  const needed = new Set();
  const add = (file) => {
    if (needed.has(file)) return;
    needed.add(file);
    for (const { path, kind } of metafile.inputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && metafile.inputs[path]) add(path);
    }
  };
  add(`dist/${entry}`);
  return {
    files: Object.keys(metafile.inputs),
    packages: [...new Set(packages)],
    needed: [...needed],
  };
}

/** A folder with the package installed from its tarball, as it is after `npm install p2p-video-call`. */
export function installPackedPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-consumer-'));
  const modules = join(folder, 'node_modules');
  const target = join(modules, packageJson.name);
  mkdirSync(target, { recursive: true });
  mkdirSync(join(modules, '.bin'));

  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(run('npm', pack));
  run('tar', ['-xzf', join(folder, filename), '--strip-components=1', '-C', target]);
  // What npm would fetch is here already, and tests need no network.
  symlinkSync(join(ROOT, 'node_modules/lit'), join(modules, 'lit'));
  for (const [name, file] of Object.entries(packageJson.bin)) {
    symlinkSync(join(target, file), join(modules, '.bin', name));
  }
  return { folder, target, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
