// Packs the package as npm would publish it and lets publint and attw look at the tarball.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function run(command, args, stdout = 'inherit') {
  const { status, stdout: output } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} failed.`);
  return output;
}

const folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-pack-'));
try {
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(run('npm', pack, 'pipe'));
  const tarball = join(folder, filename);
  run('npx', ['publint', '--strict', tarball]);
  // The manifest and package.json are data, and the Lambda functions are programs: none of them has types to resolve.
  run('npx', [
    'attw',
    tarball,
    '--profile',
    'esm-only',
    '--exclude-entrypoints',
    './lambda/handler',
    './lambda/authorizer',
  ]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
