// Finds out what the rig (browsers in network namespaces, `test/rig`) can do on this machine; on a bare Debian or Ubuntu
// machine (CI as root) installs what it lacks.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the network needs: the command, and the Debian package that has it. */
const NETWORK_COMMANDS = new Map([
  ['ip', 'iproute2'],
  ['nft', 'nftables'],
  ['turnserver', 'coturn'],
  ['openssl', 'openssl'],
]);
const FIREFOX_COMMANDS = ['firefox-esr', 'firefox'];

/** Both kernel features that the rig can't do without; both may be missing in a container. */
const NAT_RULES = `table ip rig_trial {
  chain post { type nat hook postrouting priority srcnat; masquerade fully-random; }
  chain forward { type filter hook forward priority filter; meta l4proto udp drop; }
}`;

export function findCommand(name) {
  // Debian's PATH for users, which containers have too, leaves out the folders of the network tools.
  const path = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return path
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of a Firefox: FIREFOX_PATH if it is set, else the first one found; `undefined` if there is none. */
export function findFirefox() {
  return process.env.FIREFOX_PATH ?? FIREFOX_COMMANDS.map(findCommand).find(Boolean);
}

function missingPackages() {
  return [...NETWORK_COMMANDS].filter(([name]) => !findCommand(name)).map(([, name]) => name);
}

function installWithApt(packages) {
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', process.stderr, process.stderr],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update');
  apt('install', '--yes', '--no-install-recommends', ...packages);
}

function installWhatIsMissing() {
  if (!findCommand('apt-get')) return;
  const packages = missingPackages();
  if (packages.length > 0) installWithApt(packages);
  // On its own: Ubuntu has no package of this name, and one such name keeps apt from installing the others.
  if (!findFirefox()) installWithApt(['firefox-esr']);
}

/** Makes a namespace with rules in it and removes it again. @returns what the system said against it, or `null` */
function tryNamespace() {
  const name = `rig-trial-${process.pid}`;
  const ip = (args, input) => spawnSync('ip', args, { encoding: 'utf8', input });
  const refusal = ({ status, stderr, error }) =>
    status === 0 ? null : (error?.message ?? stderr).trim().split('\n')[0];
  const added = refusal(ip(['netns', 'add', name]));
  if (added !== null) return added;
  try {
    return refusal(ip(['netns', 'exec', name, 'nft', '-f', '-'], NAT_RULES));
  } finally {
    ip(['netns', 'delete', name]);
  }
}

function findObstacle() {
  if (process.platform !== 'linux' || process.getuid() !== 0) return 'it needs root on Linux';
  const packages = missingPackages();
  if (packages.length > 0) return `it needs ${packages.join(', ')}; install what is missing`;
  const refusal = tryNamespace();
  return refusal && `this machine allows no network namespace with NAT (${refusal})`;
}

/**
 * What of the tests can run here besides those in Chromium, after installing what may be installed: `network` is the rig,
 * `firefox` whatever needs Firefox. What can't is in `skipped`, with the reason.
 *
 * @returns {{ network: boolean, firefox: boolean, skipped: string[] }}
 */
export function ensureRig() {
  if (process.platform === 'linux' && process.getuid() === 0) installWhatIsMissing();
  const obstacle = findObstacle();
  const firefox = findFirefox() !== undefined;
  const skipped = obstacle ? [`rig: ${obstacle}`] : [];
  if (!firefox) skipped.push('all in Firefox: install Firefox, or point FIREFOX_PATH to one');
  return { network: !obstacle, firefox, skipped };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { network, firefox, skipped } = ensureRig();
  if (network) console.log('rig: can run');
  if (firefox) console.log('Firefox: can run');
  for (const reason of skipped) console.log(`skipped: ${reason}`);
}
