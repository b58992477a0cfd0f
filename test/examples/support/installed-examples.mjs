import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../package/support.mjs';

const execute = promisify(execFile);
const OUTPUT_BYTES = 10_000_000;

/** Two: more would make each other late, and the browser. */
const AT_ONCE = 2;

/** Without what an `npm test` around it tells npm, and quiet about versions of its own. */
function environmentWith(more) {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  return {
    ...Object.fromEntries(own),
    npm_config_update_notifier: 'false',
    NG_CLI_ANALYTICS: 'false',
    ...more,
  };
}

/** Runs a program to its end; what it printed is in the error, if it fails. */
export async function run(command, args, { cwd, env = {} }) {
  try {
    const options = { cwd, env: environmentWith(env), maxBuffer: OUTPUT_BYTES };
    return (await execute(command, args, options)).stdout;
  } catch (error) {
    error.message += `\n${error.stdout}`;
    throw error;
  }
}

/** The package as npm would publish it, and copies of its examples with everything installed that they ask for. */
export class InstalledExamples {
  #folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-examples-'));
  #packed = null;
  #running = [];

  /** @returns {Promise<string>} the file */
  pack() {
    const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', this.#folder];
    this.#packed ??= run('npm', args, { cwd: ROOT }).then((output) =>
      join(this.#folder, JSON.parse(output)[0].filename),
    );
    return this.#packed;
  }

  /** What is in the package, as files. */
  async unpack() {
    await run('tar', ['-xzf', await this.pack()], { cwd: this.#folder });
    return join(this.#folder, 'package');
  }

  /**
   * Copies an example, installs it and builds it, as its README says.
   *
   * @param {string} name its folder
   * @param {{ env?: Record<string, string>, args?: string[] }} build environment and arguments of `npm run build`
   * @returns {Promise<string>} the copy
   */
  async build(name, { env, args = [] }) {
    const tarball = await this.pack();
    return this.#inTurn(async () => {
      const cwd = join(this.#folder, name);
      cpSync(join(ROOT, 'examples', name), cwd, { recursive: true, filter: isSource });
      const manifest = join(cwd, 'package.json');
      const text = readFileSync(manifest, 'utf8');
      writeFileSync(manifest, text.replace('"file:../.."', JSON.stringify(`file:${tarball}`)));
      await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd });
      await run('npm', ['run', 'build', ...(args.length > 0 ? ['--', ...args] : [])], { cwd, env });
      return cwd;
    });
  }

  /** Once everything that runs is through. */
  async remove() {
    await Promise.allSettled(this.#running);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #inTurn(task) {
    while (this.#running.length >= AT_ONCE) await Promise.race(this.#running);
    const running = task();
    const settled = running.then(
      () => {},
      () => {},
    );
    this.#running.push(settled);
    void settled.then(() => this.#running.splice(this.#running.indexOf(settled), 1));
    return running;
  }
}

/** What somebody who has tried the example in place has there. */
const isSource = (path) => !/[\\/](node_modules|dist|\.angular)$/.test(path);
