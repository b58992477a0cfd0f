// Finds the browser that the tests run in; on a bare Debian or Ubuntu machine (CI as root) installs it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findCommand(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** Path of a Chromium or Chrome: CHROME_PATH if it is set, else the first one found; `undefined` if there is none. */
export function findChromium() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  return COMMANDS.map(findCommand).find(Boolean) ?? APPLICATIONS.find(isExecutable);
}

function installWithApt() {
  if (process.getuid?.() !== 0 || !findCommand('apt-get')) return;
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      // stdout of this script is the path alone
      stdio: ['ignore', process.stderr, process.stderr],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update');
  apt('install', '--yes', '--no-install-recommends', 'chromium');
}

/** As {@link findChromium}, but installs Chromium where it can, and throws one sentence of advice where it can't. */
export function ensureChromium() {
  if (!findChromium()) installWithApt();
  const path = findChromium();
  if (!path || !isExecutable(path)) {
    throw new Error(
      path
        ? `CHROME_PATH is ${path}, which is not an executable file: point it to Chromium or Chrome.`
        : 'The tests need a browser: install Chromium or Chrome, or point CHROME_PATH to one.',
    );
  }
  return path;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(ensureChromium());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
