import { execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';

const PREFIX = 'rig-';
const NAMESPACE_FOLDER = '/run/netns';

/** A network namespace: interfaces, routes and firewall of its own, apart from those of the machine. */
export class Namespace {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }

  /** Runs `ip` in this namespace: `ip('link', 'set', 'lo', 'up')`. @returns {string} its output */
  ip(...args) {
    return run('ip', ['-n', this.name, ...args]);
  }

  /** Loads rules into the namespace's firewall. */
  nft(rules) {
    run('ip', ['netns', 'exec', this.name, 'nft', '-f', '-'], rules);
  }

  /**
   * Lets no more than so much leave by an interface; what waits longer than the queue lasts is dropped. Without a rate it is
   * as fast as ever.
   */
  limit(device, kbitPerSecond, queueMs) {
    const qdisc = ['qdisc', 'replace', 'dev', device, 'root'];
    const bucket = [
      'tbf',
      'rate',
      `${kbitPerSecond}kbit`,
      'burst',
      '1600',
      'latency',
      `${queueMs}ms`,
    ];
    run('tc', ['-n', this.name, ...qdisc, ...(kbitPerSecond ? bucket : ['noqueue'])]);
  }

  /** Sets a kernel parameter of the namespace, by its path below `/proc/sys`. */
  set(parameter, value) {
    run('ip', ['netns', 'exec', this.name, 'tee', `/proc/sys/${parameter}`], String(value));
  }

  /**
   * Starts a program in the namespace; the arguments are those of `child_process.spawn`.
   *
   * @param {string} [options.hosts] a file that the program sees as `/etc/hosts`
   */
  spawn(command, args, { hosts, ...options } = {}) {
    // `ip netns exec` gives the program a mount namespace of its own, so this mount is seen by it alone.
    const withHosts = ['sh', '-c', 'mount --bind "$0" /etc/hosts && exec "$@"', hosts];
    const prefix = hosts === undefined ? [] : withHosts;
    return spawn('ip', ['netns', 'exec', this.name, ...prefix, command, ...args], options);
  }

  /** Connects this namespace to another by a virtual cable. */
  connect(ownInterface, other, otherInterface) {
    const peer = ['peer', 'name', otherInterface, 'netns', other.name];
    this.ip('link', 'add', ownInterface, 'type', 'veth', ...peer);
  }
}

/**
 * The namespaces of one run. Their names contain the process id, so that two runs don't collide. Removing them also
 * ends what still runs in them; it happens at the latest when this process ends or is interrupted.
 */
export class Namespaces {
  #names = [];
  #onExit = () => this.remove();
  #onSignal = (signal) => {
    this.remove();
    process.kill(process.pid, signal);
  };

  constructor() {
    removeOrphans();
    process.once('exit', this.#onExit);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, this.#onSignal);
  }

  /** Makes a namespace with a loopback and without IPv6. */
  add(name) {
    const fullName = `${PREFIX}${process.pid}-${name}`;
    run('ip', ['netns', 'add', fullName]);
    this.#names.push(fullName);
    const namespace = new Namespace(fullName);
    namespace.ip('link', 'set', 'lo', 'up');
    // Without IPv6, calls take the IPv4 path with the NATs on it, and no test waits for duplicate address detection.
    if (hasIpv6()) namespace.set('net/ipv6/conf/all/disable_ipv6', 1);
    return namespace;
  }

  remove() {
    process.off('exit', this.#onExit);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, this.#onSignal);
    for (const name of this.#names.splice(0)) remove(name);
  }
}

/** Namespaces of runs that were killed before they could clean up. */
function removeOrphans() {
  for (const name of namesOfNamespaces()) {
    const [, pid] = name.match(/^rig-(\d+)-/) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) remove(name);
  }
}

function remove(name) {
  for (const pid of run('ip', ['netns', 'pids', name]).split('\n').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error; // it has ended in the meantime
    }
  }
  run('ip', ['netns', 'delete', name]);
}

function namesOfNamespaces() {
  try {
    return readdirSync(NAMESPACE_FOLDER);
  } catch (error) {
    if (error.code === 'ENOENT') return []; // there has never been one
    throw error;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

function hasIpv6() {
  try {
    return readdirSync('/proc/sys/net').includes('ipv6');
  } catch {
    return false;
  }
}

/** Runs a command to its end. If it fails, its standard error is the message of the error that is thrown. */
function run(command, args, input = '') {
  return execFileSync(command, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
}
