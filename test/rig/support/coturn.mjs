import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificate } from './certificate.mjs';

export const STUN_PORT = 3478;
/** The port that even strict firewalls leave open. */
const TLS_PORT = 443;
/** Firefox accepts a TURN server over TLS by name only. */
const HOST_NAME = 'turn.rig.test';
const CREDENTIAL_TTL_MS = 3_600_000;

/** STUN and TURN over UDP, TCP and TLS, in the namespace of the internet. */
export class Coturn {
  #process;
  #exited;
  #folder;
  #address;
  #secret = randomBytes(16).toString('hex');
  #certificate;

  /**
   * @param {import('./namespaces.mjs').Namespace} namespace
   * @param {readonly string[]} addresses where it listens; it relays from the first
   */
  constructor(namespace, addresses) {
    const [address] = addresses;
    this.#address = address;
    this.#folder = mkdtempSync(join(tmpdir(), 'rig-coturn-'));
    this.#certificate = createCertificate(this.#folder, HOST_NAME);
    // Chromium looks a TURN server's name up with a dot at its end. Without this entry it would ask a DNS server, which
    // does not exist here.
    const names = `${HOST_NAME} ${HOST_NAME}.`;
    writeFileSync(this.hosts, `127.0.0.1 localhost\n${address} ${names}\n`);
    const file = join(this.#folder, 'turnserver.conf');
    writeFileSync(file, this.#configuration(addresses));
    // Not its log, which is buffered when it goes to a pipe. This has what it prints before the log is open.
    const log = openSync(this.#logFile, 'w');
    this.#process = namespace.spawn('turnserver', ['-c', file], { stdio: ['ignore', log, log] });
    closeSync(log);
    this.#exited = once(this.#process, 'exit');
  }

  /** Hash of the key of its TLS certificate. */
  get spki() {
    return this.#certificate.spki;
  }

  /** A file to use as `/etc/hosts` wherever the server has to be found by name. */
  get hosts() {
    return join(this.#folder, 'hosts');
  }

  /** Waits until its ports are open. @param {import('./remote.mjs').Remote} internet in the same namespace */
  async ready(internet) {
    const untilOpen = (port) => internet.call('untilOpen', this.#address, port);
    await Promise.race([
      Promise.all([untilOpen(STUN_PORT), untilOpen(TLS_PORT)]),
      this.#exited.then(() => {
        throw new Error(`coturn did not start:\n${readFileSync(this.#logFile, 'utf8')}`);
      }),
    ]);
  }

  /** @returns {RTCIceServer} */
  stun() {
    return { urls: `stun:${this.#address}:${STUN_PORT}` };
  }

  /** What a relay needs that makes credentials for it. */
  get minting() {
    return {
      secret: this.#secret,
      urls: ['udp', 'tcp', 'tls'].map((transport) => this.turn(transport).urls),
    };
  }

  /**
   * A server entry with short-lived credentials, as an app's own endpoint would make it, see
   * https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00.
   *
   * @param {'udp' | 'tcp' | 'tls'} transport between browser and server
   * @returns {RTCIceServer}
   */
  turn(transport, ttlMs = CREDENTIAL_TTL_MS) {
    const username = `${Math.floor((Date.now() + ttlMs) / 1000)}:rig`;
    const credential = createHmac('sha1', this.#secret).update(username).digest('base64');
    const urls =
      transport === 'tls'
        ? `turns:${HOST_NAME}:${TLS_PORT}?transport=tcp`
        : `turn:${this.#address}:${STUN_PORT}?transport=${transport}`;
    return { urls, username, credential };
  }

  async stop() {
    this.#process.kill('SIGTERM');
    await this.#exited;
    rmSync(this.#folder, { recursive: true });
  }

  get #logFile() {
    return join(this.#folder, 'log');
  }

  #configuration(addresses) {
    const [relayAddress] = addresses;
    const { certificate, key } = this.#certificate;
    return [
      ...addresses.map((address) => `listening-ip=${address}`),
      `relay-ip=${relayAddress}`,
      `listening-port=${STUN_PORT}`,
      `tls-listening-port=${TLS_PORT}`,
      'use-auth-secret',
      `static-auth-secret=${this.#secret}`,
      'realm=rig',
      'fingerprint',
      'no-cli',
      `cert=${certificate}`,
      `pkey=${key}`,
      `userdb=${join(this.#folder, 'users.db')}`,
      `pidfile=${join(this.#folder, 'pid')}`,
      'log-file=stdout',
      '',
    ].join('\n');
  }
}
